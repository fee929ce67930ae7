import re
from pathlib import Path

import pydata_sphinx_theme
import pytest

from regenmed.sphinx_ext import icons, inline, loading, theme
from regenmed.sphinx_ext.theme import slim_css, slim_page

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme"
SCRIPTS = """<script defer src="../_static/scripts/fontawesome.js?digest=1"></script>
<script src="../_static/searchtools.js?v=2"></script>
<script src="../searchindex.js"></script>
<script defer src="../_static/scripts/bootstrap.js"></script>"""


def test_needless_scripts_go_and_the_search_page_keeps_its_own():
    assert "bootstrap" in slim_page(SCRIPTS)
    assert not re.search("fontawesome|search", slim_page(SCRIPTS))
    assert {"searchtools", "searchindex"} <= set(re.findall(r"search\w+", slim_page(SCRIPTS, True)))


def test_the_search_button_is_named_by_what_it_shows():
    button = (
        '<button class="btn search-button-field" title="Search" aria-label="Search">Search</button>'
    )
    assert slim_page(button) == '<button class="btn search-button-field">Search</button>'


def test_what_opens_the_pages_below_a_page_is_named_after_it():
    entry = '<a href="guide.html">Guide</a><details><summary><span></span></summary></details>'
    assert '<summary aria-label="Pages below: Guide">' in slim_page(entry)
    assert slim_page(slim_page(entry)) == slim_page(entry)
    fold = "<details><summary>Answer</summary></details>"
    assert slim_page(fold) == fold


def test_the_style_sheet_loses_the_icon_font_and_nothing_else():
    font = "@font-face{font-family:Font Awesome\\ 6 Free;src:url(a)}"
    assert slim_css(font + '.fa-bars:before{content:"x"}.a{b:c}', {"a"}) == ".a{b:c}"


# What the course cuts out of the theme's pages, and how it looks there. When one of these fails,
# the theme has changed: look at the new page, and mend sphinx_ext/theme.py or inline.py.
SHAPES = {
    "the script that reads the chosen theme": re.escape(loading.LATE_THEME),
    "settings written as inline scripts": r"<script>DOCUMENTATION_OPTIONS\.pagename = ",
    "the script that focuses the search box": r"<script>\s*// Activate the search field",
    "the style of buttons that need a script": r"<noscript>\s*<style>[^<]*pst-js-only",
    "the button that prints": re.escape(inline.PRINT),
    "the search button": theme.BUTTON,
    "the icon script": r"scripts/fontawesome\.js",
    "the scripts of search-as-you-type": r"_static/searchtools\.js",
    "the box around the course's name": re.escape(theme.SIDEBAR),
    "the titles of groups of pages": re.escape(theme.GROUP_TITLE),
    "icons": icons.ELEMENT,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_theme_still_writes(raw_pages, shape):
    assert re.search(SHAPES[shape], raw_pages), f"the theme has changed: {shape}"


def test_slimming_twice_changes_nothing(site):
    page = (site / "book/01-first.html").read_text()
    assert slim_page(page) == page


@pytest.mark.parametrize("name", ["book/index.html", "book/01-first.html", "search.html"])
def test_pages_have_neither_icon_script_nor_icon_font(site, name):
    page = (site / name).read_text()
    assert "fontawesome" not in page and not re.search(r'class="[^"]*\bfa-', page)
    css = (site / "_static/styles/pydata-sphinx-theme.css").read_text()
    assert "@font-face" not in css
    assert not (site / "_static/vendor/fontawesome").exists()


def test_the_theme_draws_no_icon_by_script_that_the_course_shows():
    """The one it draws belongs to a banner for old versions, which the course has not."""
    script = (THEME / "static/scripts/pydata-sphinx-theme.js").read_text()
    assert set(re.findall(r"fa-(?!solid)[a-z-]+", script)) == {"fa-xmark"}


def test_the_search_page_can_search(site):
    page = (site / "search.html").read_text()
    assert "searchtools.js" in page and "searchindex.js" in page
