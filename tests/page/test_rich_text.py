"""Marked text, in Python and in the page."""

import pytest

from regenmed.page.rich_text import rich_html
from regenmed.page.widget import module

TEXTS = {
    "plain": "plain",
    "*a* and **b** and `c`": "<em>a</em> and <strong>b</strong> and <code>c</code>",
    "2 * 3 < 4": "2 * 3 &lt; 4",
    '<img src=x onerror="alert(1)">': '&lt;img src=x onerror="alert(1)"&gt;',
    "*<b>*": "<em>&lt;b&gt;</em>",
    "**bold *": "**bold *",
    "2 * 3 * 4": "2 * 3 * 4",
    "": "",
}


@pytest.mark.parametrize(("text", "html"), TEXTS.items())
def test_only_the_three_marks_become_html(text, html):
    assert rich_html(text) == html.replace('"', "&quot;")


def test_the_page_builds_the_same(browser):
    page = browser.new_page()
    page.add_script_tag(content=module("rich_text.js"))
    shown = page.evaluate(
        "(texts) => texts.map((text) => { const p = document.createElement('p');"
        " p.append(richText(text)); return p.innerHTML; })",
        list(TEXTS),
    )
    page.close()
    assert shown == list(TEXTS.values())
