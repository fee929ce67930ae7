"""The theme's pages without what they do not need, and with buttons that say what they show.

Runs over the written pages, because the theme's templates write their scripts and buttons into them
directly. Every edit may be repeated, so pages that an incremental build left alone stay right.
"""

import re
import shutil
from pathlib import Path

from sphinx.application import Sphinx

from . import assets, css, icons, inline, listings
from .written_pages import is_finished, written_pages

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
# what opens the pages below a page in the contents holds an icon only
TOGGLE = re.compile(r'(href="[^"]*">)([^<]+)(</a><details[^>]*>)<summary>')
GROUP_TITLE = '<p aria-level="2" class="caption" role="heading">'
BUTTON = re.compile(r"<button\b[^>]*\bsearch-button-field\b[^>]*>")


def slim_page(html: str, is_search: bool = False) -> str:
    """Give a page with inline icons, fewer scripts and a search button named as it reads."""
    html = listings.with_few_spans(inline.without_inline(icons.inlined(html)))
    # A page's first heading is its title, not a group of its list of pages
    html = html.replace(GROUP_TITLE, '<p class="caption">')
    html = NEEDLESS.sub(
        lambda match: match[0] if is_search and "fontawesome" not in match[1] else "", html
    )
    # The course's name stands in it, outside every landmark otherwise
    html = html.replace(
        SIDEBAR, SIDEBAR.replace(" class", ' role="region" aria-label="Course" class')
    )
    html = TOGGLE.sub(r'\1\2\3<summary aria-label="Pages below: \2">', html)
    # Its name is what it shows ("Search Ctrl+K"), so that speaking those words presses it.
    return BUTTON.sub(lambda match: re.sub(r'\s(title|aria-label)="[^"]*"', "", match[0]), html)


def slim_css(text: str, used: set[str]) -> str:
    """Give a style sheet without the icon font and without rules for classes that are not used."""
    return css.trimmed(ICON_RULE.sub("", text), used)


def slim_styles(static: Path, used: set[str]) -> None:
    """Cut the style sheets below `static`, but for the course's own."""
    for sheet in static.rglob("*.css"):
        if not sheet.is_relative_to(static / assets.OWN):
            text = slim_css(sheet.read_text(encoding="utf-8"), used)
            sheet.write_text(text, encoding="utf-8")


def slim_site(app: Sphinx, failure: Exception | None) -> None:
    """Do so for all that was written."""
    if failure or app.builder.format != "html":
        return
    site = Path(app.outdir)
    static = site / "_static"
    _remove_leftovers(static)
    pages = {}
    for page in written_pages(site):
        html = page.read_text(encoding="utf-8")
        if not is_finished(html):
            html = slim_page(html, is_search=page.name == "search.html")
        pages[page] = html
    scripts = [script.read_text(encoding="utf-8") for script in static.rglob("*.js")]
    used = set().union(*map(css.classes_of, pages.values()), *map(css.words_of, scripts))
    slim_styles(static, used)
    own = static / assets.OWN / "page.css"
    own.write_text(assets.page_css() + inline.moved_styles(list(pages.values())), encoding="utf-8")
    for page, html in pages.items():
        page.write_text(html, encoding="utf-8")


def _remove_leftovers(static: Path) -> None:
    for leftover in [*(static / name for name in LEFTOVERS), *static.rglob("*.map")]:
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Work after everything is written."""
    app.connect("build-finished", slim_site, priority=900)
