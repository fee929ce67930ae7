"""The theme's pages without what they do not need, and with buttons that say what they show.

Runs over the written pages, because the theme's templates write their scripts and buttons into them
directly. Every edit may be repeated, so pages that an incremental build left alone stay right.
"""

import re
import shutil
from pathlib import Path

from sphinx.application import Sphinx

from . import icons

# Icons are inline (icons.py). The search scripts serve a search-as-you-type that is off; the search
# page itself loads them in another way.
NEEDLESS = re.compile(
    r"\s*<script[^>]*\bsrc=\"[^\"]*"
    r"(scripts/fontawesome|_static/searchtools|_static/language_data|/?searchindex)"
    r"\.js[^\"]*\"[^>]*></script>"
)
LEFTOVERS = [
    "scripts/fontawesome.js",
    "scripts/fontawesome.js.LICENSE.txt",
    "vendor/fontawesome",
    "locales",
]
ICON_RULE = re.compile(r"@font-face\{[^}]*Font Awesome[^}]*\}|\.fa-[^{}]*:before\{content:[^{}]*\}")
SIDEBAR = '<div id="pst-primary-sidebar" class='
BUTTON = re.compile(r"<button\b[^>]*\bsearch-button-field\b[^>]*>")


def slim_page(html: str, is_search: bool = False) -> str:
    """Give a page with inline icons, fewer scripts and a search button named as it reads."""
    html = icons.inlined(html)
    html = NEEDLESS.sub(
        lambda match: match[0] if is_search and "fontawesome" not in match[1] else "", html
    )
    # The course's name stands in it, outside every landmark otherwise
    html = html.replace(
        SIDEBAR, SIDEBAR.replace(" class", ' role="region" aria-label="Course" class')
    )
    # Its name is what it shows ("Search Ctrl+K"), so that speaking those words presses it.
    return BUTTON.sub(lambda match: re.sub(r'\s(title|aria-label)="[^"]*"', "", match[0]), html)


def slim_css(css: str) -> str:
    """Give the theme's style sheet without its icon font."""
    return ICON_RULE.sub("", css)


def slim_site(app: Sphinx, failure: Exception | None) -> None:
    """Do so for all that was written."""
    if failure or app.builder.format != "html":
        return
    site = Path(app.outdir)
    for page in site.rglob("*.html"):
        if "_static" in page.relative_to(site).parts:
            continue
        before = page.read_text(encoding="utf-8")
        after = slim_page(before, is_search=page.name == "search.html")
        if after != before:
            page.write_text(after, encoding="utf-8")
    static = site / "_static"
    css = static / "styles" / "pydata-sphinx-theme.css"
    css.write_text(slim_css(css.read_text(encoding="utf-8")), encoding="utf-8")
    for leftover in [*(static / name for name in LEFTOVERS), *static.rglob("*.map")]:
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Work after everything is written."""
    app.connect("build-finished", slim_site, priority=900)
