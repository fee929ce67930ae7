"""Outputs of a lesson that stand in a saved notebook: no kernel, no scripts, no style sheet.

JupyterLab cleans the HTML of a notebook it has not run and shows no SVG there, so every drawing
becomes an image with its own colours and its alternative text.
"""

import base64
import re
from functools import cache
from html import escape, unescape

from nbformat import NotebookNode

from .assets import PAGE, course_css
from .css import classes_of, trimmed

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
LABEL = re.compile(r'aria-label="([^"]*)"')
SIZE = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ')
NARROW = re.compile(r'<svg class="[^"]*\brm-chart-narrow\b.*?</svg>', re.DOTALL)  # a phone's
MARKING = re.compile(r'<div class="rm-quiz-foot">.*?</div>', re.DOTALL)  # speaks of scripts
WIDEST = 560  # pixels
GROUND = "svg{color:#1c232b;font-family:system-ui,sans-serif}path{fill-rule:evenodd}"


def placed_values(notebook: NotebookNode) -> dict[str, str]:
    """Give name -> text/plain of every value that a cell placed for the text."""
    return {
        output.metadata["scrapbook"]["name"]: next(iter(output.data.values()))
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if _is_placed(output)
    }


def _is_placed(output: NotebookNode) -> bool:
    return "scrapbook" in output.get("metadata", {})


def shown_outputs(outputs: list[NotebookNode], alt: str) -> list[NotebookNode]:
    """Give copies of the outputs that a reader sees; `alt` says what a figure shows."""
    shown = [NotebookNode(output) for output in outputs if not _is_placed(output)]
    for output in shown:
        if "data" in output:
            output.data = NotebookNode(_still(dict(output.data), alt))
    return shown


def _still(data: dict, alt: str) -> dict:
    """Give a MIME bundle that needs neither kernel nor script."""
    if svg := data.pop("image/svg+xml", None):
        data["text/html"] = as_image(svg, alt)
    elif data.pop(WIDGET_VIEW, None) and "text/html" in data:
        html = re.sub(r' data-model-id="[^"]*"', "", data["text/html"])
        html = MARKING.sub("", html).replace("</span><span", "</span> <span")
        html = NARROW.sub("", html) if "rm-chart-wide" in html else html
        data["text/html"] = DRAWING.sub(lambda match: as_image(*_styled(match[0])), html)
    return data


def _styled(svg: str) -> tuple[str, str]:
    """Give a widget's drawing with the rules it needs, and what it shows."""
    label = LABEL.search(svg)
    rules = _rules(frozenset(classes_of(svg)))
    opening, _, rest = svg.partition(">")
    if "xmlns=" not in opening:
        opening += ' xmlns="http://www.w3.org/2000/svg"'
    return f"{opening}><style>{escape(rules, quote=False)}</style>{rest}", (
        unescape(label[1]) if label else ""
    )


@cache
def _rules(used: frozenset[str]) -> str:
    sheets = [(PAGE / name).read_text(encoding="utf-8") for name in ("explorer.css", "people.css")]
    return GROUND + trimmed("\n".join([course_css(), *sheets]), set(used))


def as_image(svg: str, alt: str) -> str:
    """Give the `<img>` that holds a drawing on the light ground it was drawn for."""
    code = base64.b64encode(svg.encode()).decode()
    size = SIZE.search(svg)
    width = min(float(size[1]) * 4 / 3, WIDEST) if size else WIDEST
    return (
        f'<img alt="{escape(alt, quote=True)}" width="{width:.0f}" style="background: white" '
        f'src="data:image/svg+xml;base64,{code}">'
    )
