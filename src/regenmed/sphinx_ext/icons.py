"""The theme's icons as inline SVG.

The theme loads 1.5 MB of script and 156 kB of font to draw a dozen icons, after the page is there.
Their outlines stand in that script, so the build copies the dozen into the pages instead.
"""

import re
from functools import cache
from pathlib import Path

import pydata_sphinx_theme
from sphinx.errors import ExtensionError

SCRIPT = (
    Path(pydata_sphinx_theme.__file__).parent
    / "theme/pydata_sphinx_theme/static/scripts/fontawesome.js"
)
# in that script: "bars":[448,512,["navicon"],"f0c9","M0 96C0 78.3 …"]
DEFINITION = re.compile(
    r'[{,]"?(?P<name>[a-z][a-z0-9-]*)"?:'
    r'\[(?P<width>\d+),(?P<height>\d+),\[(?P<aliases>[^\]]*)\],"[0-9a-f]+",'
    r'(?P<path>"[^"]+"|\["[^"]*","[^"]*"\])\]'
)
ELEMENT = re.compile(r'<(i|span)\s[^>]*?class="([^"]*\bfa-[^"]*)"([^>]*)>\s*</\1>')
STYLES = {"fa", "fas", "far", "fab", "fa-solid", "fa-regular", "fa-brands", "fa-lg"}


@cache
def outlines() -> dict[str, tuple[int, int, str]]:
    """Give icon name -> (width, height, path) for every icon of the theme's script.

    Where an icon has several styles the last one, solid, counts. Raises ExtensionError when the
    script is not as expected, as after an upgrade of the theme.
    """
    found = {}
    for match in DEFINITION.finditer(SCRIPT.read_text(encoding="utf-8")):
        path = re.findall(r'"([^"]+)"', match["path"])[-1]
        entry = int(match["width"]), int(match["height"]), path
        for name in [match["name"], *re.findall(r'"([a-z][a-z0-9-]*)"', match["aliases"])]:
            found[name] = entry
    if len(found) < 1000:
        raise ExtensionError(
            f"only {len(found)} icons found in {SCRIPT.name}: has the theme changed?"
        )
    return found


def icon(name: str, classes: str = "", attributes: str = "") -> str:
    """Give the SVG of the icon `name` ("bars"); it is decoration, so it has no name of its own."""
    try:
        width, height, path = outlines()[name]
    except KeyError:
        raise ExtensionError(f"the theme uses an icon it does not have: {name!r}") from None
    classes = " ".join(["rm-icon", *classes.split()])
    return (
        f'<svg class="{classes}"{attributes} viewBox="0 0 {width} {height}" aria-hidden="true" '
        f'focusable="false"><path fill="currentColor" d="{path}"/></svg>'
    )


def inlined(html: str) -> str:
    """Replace every `<i class="fa-…">` (or span) of a page by its SVG."""

    def draw(match: re.Match) -> str:
        classes = match[2].split()
        names = [each for each in classes if each.startswith("fa-") and each not in STYLES]
        others = " ".join(each for each in classes if each not in {*names, *STYLES})
        kept = "".join(f" {each}" for each in re.findall(r'data-mode="\w+"', match[3]))
        return icon(names[0].removeprefix("fa-"), others, kept) if names else match[0]

    return ELEMENT.sub(draw, html)
