import re
from pathlib import Path

import pydata_sphinx_theme
import pytest

from regenmed.sphinx_ext.loading import (
    end_of_division,
    in_order,
    joined,
    sheets_of,
    with_one_measurement,
    with_one_sheet,
    without_waiting,
)

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme"
LINKS = """  <link href="../_static/styles/a.css?v=1" rel="stylesheet" />
  <link rel="stylesheet" href="../_static/own.css" />
"""
PAGES = ["book/index.html", "book/01-first.html"]


def test_one_link_takes_the_place_of_all_and_remembers_them():
    page = with_one_sheet(f"<head>{LINKS}</head>")
    assert re.findall(r'href="([^"]*)"', page) == ["../_static/site.css"]
    assert sheets_of(page) == ["styles/a.css", "own.css"]
    assert with_one_sheet(page) == page


def test_sheets_keep_their_order_and_the_own_one_is_last():
    assert in_order([["a", "own"], ["a", "b", "c", "own"], ["a", "d", "own"]]) == [
        "a",
        "b",
        "c",
        "d",
        "own",
    ]
    assert in_order([]) == []


def test_an_imported_sheet_stands_in_the_text(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "basic.css").write_text(".a{}")
    (tmp_path / "styles/theme.css").write_text('@import "../basic.css";.b{}')
    assert joined(tmp_path, ["styles/theme.css"]) == ".a{}.b{}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_one_style_sheet_and_no_script_that_holds_it_up(site, name):
    page = (site / name).read_text()
    assert len(re.findall(r"<link\b[^>]*\.css", page)) == 1
    head = page.partition("<body")[0]
    assert re.findall(r"<script (?![^>]*defer)[^>]*src=", head) == []
    waiting = re.findall(r'<script src="[^"]*_static/([^"?]+)', page)
    assert all(script.startswith("regenmed/") for script in waiting)
    assert "preload" not in page
    assert without_waiting(page) == page


def test_the_one_sheet_holds_what_the_pages_need(site):
    sheet = (site / "_static/site.css").read_text()
    assert "@import" not in sheet and "@font-face" not in sheet
    names = [".bd-article", ".highlight", ".admonition", "--rm-repair", ".copybtn", ".math"]
    assert [name for name in names if name not in sheet] == []
    assert re.findall(r"url\((?!data:|[\"']data:|file\.png)[^)]*\)", sheet) == []


def test_the_scripts_of_the_widgets_stand_after_the_first_of_these(site):
    page = (site / "book/01-first.html").read_text()
    box = page.index('<div class="rm-widget"')
    end = end_of_division(page, box)
    scripts = re.findall(r'<script [^>]*src="[^"]*_static/([^"?]+)', page[end:])
    assert [name.startswith("regenmed/modules/") for name in scripts[:3]] == [True] * 3
    assert scripts[3] == "regenmed/afm-host.js"
    assert "afm-host" not in page[:end]
    assert page[end:].startswith("    <script src=")


def test_without_a_box_they_stand_before_the_themes():
    host = '    <script defer="defer" src="_static/regenmed/afm-host.js"></script>\n'
    page = '<head>\n    <script src="theme.js"></script>\n' + host + "</head>"
    assert without_waiting(page).index("afm-host") < without_waiting(page).index("theme.js")
    assert "<script defer" in without_waiting(page)
    assert without_waiting(without_waiting(page)) == without_waiting(page)


def test_a_division_ends_where_its_own_tag_closes():
    html = "<p></p><div>a<div>b</div><divider></divider>c</div>d"
    assert html[end_of_division(html, 7) :] == "d"
    with pytest.raises(ValueError, match="without its end"):
        end_of_division("<div><div></div>", 0)


@pytest.mark.parametrize(
    ("chosen", "scheme", "theme"),
    [(None, "light", "light"), (None, "dark", "dark"), ("light", "dark", "light")],
)
def test_the_theme_is_right_before_the_text_is_shown(browser, site, chosen, scheme, theme):
    """With the page's other scripts cut off, only the first one has run."""
    page = browser.new_page(color_scheme=scheme)
    if chosen:
        page.add_init_script(f"localStorage.setItem('mode', '{chosen}')")
    page.route("**/*.js*", lambda route: route.abort())
    page.goto((site / "book/index.html").as_uri())
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.close()


def test_the_theme_measures_all_boxes_before_it_changes_one(site):
    old = (THEME / "static/scripts/pydata-sphinx-theme.js").read_text()
    new = (site / "_static/scripts/pydata-sphinx-theme.js").read_text()
    assert new != old and new == with_one_measurement(old) == with_one_measurement(new)


def test_a_box_that_scrolls_can_be_focused(browser, site):
    page = browser.new_page(viewport={"width": 375, "height": 600})
    page.goto((site / "book/01-first.html").as_uri())
    box = page.locator(".cell_output > .output").first
    assert box.evaluate("(box) => box.tabIndex") == -1
    box.evaluate("(box) => { box.style.cssText = 'overflow: auto; max-height: 10px' }")
    box.evaluate("(box) => box.append(document.createElement('p'))")
    page.wait_for_function("document.querySelector('.cell_output > .output').tabIndex === 0")
    page.close()


def test_a_page_at_rest_is_laid_out_as_a_whole(browser, site):
    page = browser.new_page()
    page.goto((site / "book/01-first.html").as_uri())
    page.wait_for_function("!('loading' in document.documentElement.dataset)")
    parts = "document.querySelectorAll('div.cell, article section')"
    styles = f"[...{parts}].map((part) => getComputedStyle(part))"
    seen = page.evaluate(f"{styles}.map((style) => style.contentVisibility)")
    assert set(seen) == {"visible"}
    page.close()
