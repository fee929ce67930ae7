"""How a page loads: one style sheet for the whole book, and no script that holds the text up.

The theme links ten style sheets and lets scripts stop the reading of a page until they have come.
Here the sheets of all pages are one file, loaded once, and scripts wait until the page is there;
only those of the widgets run as soon as the first widget has been read.
Works on written pages, after theme.py; every edit may be repeated.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

from .written_pages import is_finished, written_pages

SHEET = "site.css"  # in _static itself, so that addresses in basic.css stay right
LINK = re.compile(r'[ \t]*<link\b[^>]*href="([./]*)_static/([^"?]+\.css)[^>]*>\n?')
JOINED = re.compile(r'\bdata-sheets="([^"]*)"')
IMPORT = re.compile(r'@import "([^"]+)";')
BLOCKING = re.compile(r'<script (?=src="[^"]*\.js)')
WIDGETS = re.compile(r"[ \t]*<script [^>]*regenmed/(?:modules/\w+|afm-host)\.js[^>]*></script>\n?")
DEFER = re.compile(r' defer(="defer")?(?= )')
WIDGET = '<div class="rm-widget"'
DIVISION = re.compile(r"<(/?)div\b[^>]*>")
PRELOAD = re.compile(r'\s*<link rel="preload" as="script"[^>]*>')
# The theme's first script takes "auto" for a theme; a later one then styles the whole page anew.
# `data-loading` is taken off by lay-out.js; without scripts it never stands there.
LATE_THEME = 'document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";'
EARLY_THEME = """{
      const { mode } = document.documentElement.dataset;
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      document.documentElement.dataset.theme = mode !== "auto" ? mode : dark ? "dark" : "light";
      document.documentElement.dataset.loading = "";
    }"""
# The theme makes boxes that scroll focusable, after each change of the page. For every box it lays
# the page out anew, because it writes to one before it measures the next.
MEASURE = re.compile(
    r"(?P<all>document\.querySelectorAll\(\[[^]]*\][^)]*\)\))\.forEach\((?P<box>\w)=>\{(?P=box)\.tabIndex="
    r"(?P<scrolls>[^?]*)\?0:-1\}\)"
)


def sheets_of(html: str) -> list[str]:
    """Give the style sheets of a page, in order: `styles/theme.css`, …"""
    head = html.partition("</head>")[0]
    joined = JOINED.search(head)
    return joined[1].split() if joined else [match[2] for match in LINK.finditer(head)]


def in_order(pages: Iterable[list[str]]) -> list[str]:
    """Give the sheets of all pages once, in the order of the page that has most."""
    pages = sorted(pages, key=len, reverse=True)
    first = list(pages[0]) if pages else []
    others = dict.fromkeys(name for names in pages for name in names if name not in first)
    return [*first[:-1], *others, *first[-1:]]  # the course's own stays last


def joined(static: Path, names: list[str]) -> str:
    """Give the text of the named sheets below `static`, with what they import in its place."""

    def text(path: Path) -> str:
        return IMPORT.sub(
            lambda match: text(path.parent / match[1]), path.read_text(encoding="utf-8")
        )

    return "\n".join(text(static / name) for name in names)


def with_one_sheet(html: str) -> str:
    """Have a page link the one sheet in place of its first, and none of the others."""
    names = " ".join(sheets_of(html))
    first = True

    def link(match: re.Match) -> str:
        nonlocal first
        found, first = first, False
        address = f"{match[1]}_static/{SHEET}"
        line = f'    <link rel="stylesheet" href="{address}" data-sheets="{names}" />\n'
        return line if found else ""

    head, end, rest = html.partition("</head>")
    return LINK.sub(link, head) + end + rest


def with_early_theme(html: str) -> str:
    """Give a page whose theme is right at once."""
    return html.replace(LATE_THEME, EARLY_THEME)


def without_waiting(html: str) -> str:
    """Give a page whose scripts run when it has been read."""
    return widgets_first(PRELOAD.sub("", BLOCKING.sub("<script defer ", html)))


def widgets_first(html: str) -> str:
    """Run the scripts that draw the widgets when the first of these has been read.

    They do not depend on the theme's scripts. Where no widget has a box in the page yet, they stand
    before those.
    """
    scripts = "".join(WIDGETS.findall(html))
    if not scripts:
        return html
    html = WIDGETS.sub("", html)
    if WIDGET in html:
        place = end_of_division(html, html.index(WIDGET))
        scripts = DEFER.sub("", scripts)
    else:
        place = html.rindex("\n", 0, html.index("<script defer")) + 1
    return html[:place] + scripts + html[place:]


def end_of_division(html: str, start: int) -> int:
    """Give the place after the `</div>` that belongs to the `<div` at `start`."""
    depth = 0
    for tag in DIVISION.finditer(html, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    raise ValueError("a <div> without its end")


def with_one_measurement(script: str) -> str:
    """Give the theme's script with all boxes measured before any is changed.

    Boxes that are not laid out yet are left out; lay-out.js has the theme look again later.
    """

    def batch(match: re.Match) -> str:
        box = match["box"]
        return (
            f"[...{match['all']}].filter({box}=>{box}.checkVisibility?.({{contentVisibilityAuto:!0}})"
            f"??!0).map({box}=>[{box},{match['scrolls']}?0:-1])"
            f".forEach(([{box},i])=>{{{box}.tabIndex!==i&&({box}.tabIndex=i)}})"
        )

    return MEASURE.sub(batch, script)


def speed_up(app: Sphinx, failure: Exception | None) -> None:
    """Do so for all that was written."""
    if failure or app.builder.format != "html":
        return
    site = Path(app.outdir)
    static = site / "_static"
    script = static / "scripts" / "pydata-sphinx-theme.js"
    script.write_text(with_one_measurement(script.read_text(encoding="utf-8")), encoding="utf-8")
    pages = {page: page.read_text(encoding="utf-8") for page in written_pages(site)}
    sheet = joined(static, in_order(map(sheets_of, pages.values())))
    (static / SHEET).write_text(sheet, encoding="utf-8")
    for page, html in pages.items():
        if is_finished(html):
            continue
        html = with_early_theme(with_one_sheet(html))
        if page.name != "search.html":  # its own script starts the search while the page is read
            html = without_waiting(html)
        page.write_text(html, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Work after the theme's files are cut down."""
    app.connect("build-finished", speed_up, priority=950)
