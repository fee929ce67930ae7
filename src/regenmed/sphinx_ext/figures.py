"""Plots as inline SVG: drawn once, in the colours of whichever theme the reader has chosen.

Jupyter Book writes a plot as a file and shows it as `<img>`, where page colours cannot reach. Here
the drawing stands in the page: the course's colours become CSS variables, its text the page's font.
"""

import re
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from .assets import light_colours

SHOWN = 1.1  # size on a wide page, relative to the size the figure was drawn for
PROLOGUE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>", re.DOTALL)
REFERENCE = re.compile(r"url\(#([^)]+)\)|(?:xlink:)?href=\"#([^\"]+)\"")
STYLE = re.compile(r'\sstyle="([^"]*)"')
SHORT_FONT = re.compile(r"(?:(\w+) )?([\d.]+px)\b")


def inlined(svg: str, alt: str, prefix: str) -> str:
    """Give the `<svg>` to put into a page.

    `alt` says what the figure shows; `prefix` makes its ids unique on the page. Equal drawings give
    equal text: dates, random ids and ids that nothing refers to are gone.
    """
    svg = PROLOGUE.sub("", svg).strip()
    opening, _, drawing = svg.partition(">")
    width, height = _size(opening)
    drawing = re.sub(r'<style type="text/css">\s*\*\{[^}]*\}\s*</style>', "", drawing)
    drawing = re.sub(r"<defs>\s*</defs>", "", drawing)
    drawing = _renamed(drawing, prefix)
    drawing = STYLE.sub(lambda match: _attributes(match[1]), drawing)
    for name, colour in light_colours().items():
        drawing = re.sub(rf"{colour}\b", f"var(--rm-{name})", drawing, flags=re.IGNORECASE)
    drawing = re.sub(r"\s*\n\s*", "\n", drawing)
    return (
        f'<svg class="rm-figure" role="img" aria-label="{escape(alt, quote=True)}" '
        f'viewBox="0 0 {width:g} {height:g}" width="{width * 4 / 3 * SHOWN:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{drawing}'
    )


def _attributes(style: str) -> str:
    """Give a style as SVG attributes, which a strict policy allows; the font is the page's."""
    pairs = [part.partition(":") for part in style.split(";") if part.strip()]
    values = {name.strip(): value.strip() for name, _, value in pairs}
    values.pop("font-family", None)
    if font := SHORT_FONT.match(values.pop("font", "")):
        values |= {"font-weight": font[1]} if font[1] else {}
        values["font-size"] = font[2]
    return "".join(f' {name}="{value}"' for name, value in values.items())


def _size(opening: str) -> tuple[float, float]:
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', opening)
    if not box:
        raise ValueError(f"an SVG figure needs a viewBox from 0 0: {opening[:80]!r}")
    return float(box[1]), float(box[2])


def _renamed(drawing: str, prefix: str) -> str:
    """Number the ids that something refers to; drop the others."""
    used = {a or b for a, b in REFERENCE.findall(drawing)}
    ids = [name for name in re.findall(r'\bid="([^"]+)"', drawing) if name in used]
    names = {name: f"{prefix}-{i}" for i, name in enumerate(dict.fromkeys(ids), 1)}

    def declare(match: re.Match) -> str:
        return f' id="{names[match[1]]}"' if match[1] in names else ""

    def refer(match: re.Match) -> str:
        old = match[1] or match[2]
        return match[0].replace(f"#{old}", f"#{names.get(old, old)}")

    return REFERENCE.sub(refer, re.sub(r'\s+id="([^"]+)"', declare, drawing))


class InlineFigures(SphinxPostTransform):
    """Replace the images of code cells that are SVG by the drawing itself."""

    default_priority = 20  # after MyST-NB has chosen the format, before images are collected
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Do so for every figure of a page, numbering them f1, f2, …"""
        outputs = Path(self.env.mystnb_config.output_folder)
        number = 0
        for image in list(self.document.findall(nodes.image)):
            file = (Path(self.env.srcdir) / image["uri"]).resolve()
            if file.suffix != ".svg" or not file.is_relative_to(outputs):
                continue
            number += 1
            svg = inlined(file.read_text(encoding="utf-8"), image.get("alt", ""), f"f{number}")
            image.replace_self(nodes.raw("", svg, format="html"))


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(InlineFigures)
