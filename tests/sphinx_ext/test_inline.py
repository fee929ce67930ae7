"""Pages whose scripts and styles all stand in files."""

import re

import pytest
from web_server import published_headers

from regenmed.sphinx_ext.inline import moved_styles, script_hashes, without_inline

LEFT = {
    "an inline handler": r"<[a-z][^<>]*\son[a-z]+=",
    "an address that runs": r"(?:href|src)=\"javascript:",
    "an inline style sheet": r"<style\b",
    "a style attribute": r"<[a-z][^<>]*\sstyle=",
}


def test_the_print_button_is_told_by_a_mark():
    assert without_inline('<button onclick="window.print()">') == "<button data-print>"


def test_a_style_moves_to_the_style_sheet():
    page = without_inline('<p class="a" style="left:3%">b</p><i style="left:3%;top:0"></i>')
    assert page == '<p class="a" data-style="left:3%">b</p><i data-style="left:3%;top:0"></i>'
    assert moved_styles([page, page]).splitlines() == [
        '[data-style="left:3%"] { left:3% }',
        '[data-style="left:3%;top:0"] { left:3%;top:0 }',
    ]
    assert without_inline(page) == page


def test_scripts_that_write_styles_stay():
    page = '<script type="application/json">{"a": "<p style=\\"left:0\\">"}</script>'
    assert without_inline(page) == page


def test_a_style_cannot_smuggle_in_a_rule():
    with pytest.raises(ValueError, match="style"):
        moved_styles(['<p data-style="left:0} body{display:none">'])


@pytest.mark.parametrize("name", ["book/index.html", "book/01-first.html", "search.html"])
@pytest.mark.parametrize("kind", LEFT)
def test_a_built_page_holds_nothing_inline(site, name, kind):
    page = (site / name).read_text()
    assert re.findall(LEFT[kind], page) == []


@pytest.mark.parametrize("name", ["book/index.html", "book/01-first.html", "search.html"])
def test_the_one_script_inside_a_page_is_the_one_that_the_policies_name(site, name):
    """If this fails, the theme has changed: put the hash shown here into the files of serving/."""
    hashes = script_hashes((site / name).read_text())
    assert len(hashes) == 1
    assert f"script-src 'self' {hashes[0]};" in published_headers()["Content-Security-Policy"]
