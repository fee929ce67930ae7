"""What assistive technology meets on every page: ids, headings, tables, names, room to press."""

import pytest
from book_pages import PAGES

NEEDS_A_NAME = {
    "button", "checkbox", "combobox", "DisclosureTriangle", "group", "image", "link", "meter",
    "progressbar", "radio", "radiogroup", "region", "searchbox", "slider", "spinbutton", "table",
    "textbox",
}  # fmt: skip
# `group` without a name that is no widget's: <details>, whose summary names what it opens
LEAST = 24  # pixels of a target, unless it is a link in a line of text
SMALL = """(least) => [...document.querySelectorAll('a[href], button, input, select, summary')]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .filter((node) => !(node.matches('a') && getComputedStyle(node).display === 'inline' &&
        node.closest('p, li, th, td, dt, dd, figcaption, caption')))
    .map((node) => [node, node.matches('[type=radio], [type=checkbox]') && node.labels[0] ||
        node.querySelector('.toctree-toggle') || node])
    .map(([node, place]) => [node, place.getBoundingClientRect()])
    .filter(([, { width, height }]) => Math.min(width, height) < least - 0.1)
    .map(([node, { width, height }]) => `${node.outerHTML.slice(0, 80)} ${width}x${height}`)"""


@pytest.fixture(scope="module", params=PAGES)
def page(open_for_module, request):
    """One page, drawn, with every fold open."""
    page = open_for_module(request.param).ready()
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    page.wait_for_selector("html[data-loading]", state="detached")  # all laid out
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def tree(page) -> list[dict]:
    """The page as a screen reader is given it."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [node for node in nodes if not node["ignored"]]


def text(node: dict, what: str) -> str:
    return str(node.get(what, {}).get("value", ""))


def properties(node: dict) -> dict:
    return {entry["name"]: entry["value"].get("value") for entry in node.get("properties", [])}


def test_the_page_says_its_language_and_has_one_title(page):
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1:visible").count() == 1


def test_no_id_stands_twice(page):
    ids = page.eval_on_selector_all("[id]", "nodes => nodes.map((node) => node.id)")
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_headings_step_down_one_at_a_time(tree):
    levels = [properties(node)["level"] for node in tree if text(node, "role") == "heading"]
    assert levels[0] == 1
    steps = zip(levels, levels[1:], strict=False)
    assert [pair for pair in steps if pair[1] > pair[0] + 1] == []


def test_every_table_has_a_caption_and_headings(page):
    bare = page.eval_on_selector_all(
        "table",
        "tables => tables.filter((t) => !t.caption?.textContent.trim() ||"
        " !t.querySelector('th[scope]') || t.querySelector('th:not([scope])'))"
        ".map((t) => t.outerHTML.slice(0, 200))",
    )
    assert bare == []


def test_everything_that_is_worked_or_shown_has_a_name(tree):
    parents = {child: node for node in tree for child in node.get("childIds", [])}

    def named(node: dict) -> bool:
        around = parents.get(node["nodeId"], {})
        in_picture = text(around, "role") == "image"  # a part of a picture that has one
        fold = text(node, "role") == "group" and not text(node, "name")
        return bool(text(node, "name")) or in_picture or fold

    nameless = [text(n, "role") for n in tree if text(n, "role") in NEEDS_A_NAME and not named(n)]
    assert nameless == []


def test_every_slider_says_its_value_in_words_and_every_explorer_is_described(tree, page):
    sliders = [node for node in tree if text(node, "role") == "slider"]
    for slider in sliders:
        assert properties(slider).get("valuetext"), text(slider, "name")
    described = page.eval_on_selector_all(
        ".rm-explorer",
        "boxes => boxes.map((box) =>"
        " document.getElementById(box.getAttribute('aria-describedby'))?.textContent ?? '')",
    )
    assert all(len(words) > 20 for words in described)


def test_everything_that_is_pressed_is_large_enough(page):
    assert page.evaluate(SMALL, LEAST) == []
