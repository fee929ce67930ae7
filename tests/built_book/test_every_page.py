"""Every page of the built book: quiet, self-contained, narrow enough, and open to everyone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from book_pages import PAGES

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("disk", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_network_and_draws_its_widgets(open_page, name, disk):
    opened = open_page(name, disk=disk)
    page = opened.ready()
    states = page.eval_on_selector_all(".rm-widget", "boxes => boxes.map(b => b.dataset.state)")
    assert set(states) <= {"live"}
    assert opened.blocked == []
    assert opened.errors == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_does_not_scroll_sideways_on_a_phone(open_page, name):
    page = open_page(name, width=375).ready()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_accessibility_fault_that_axe_can_find(open_page, name, scheme):
    page = open_page(name, color_scheme=scheme).ready()
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    found = Axe().run(page, options=RULES).response["violations"]
    assert not [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_without_scripts(open_page, name):
    page = open_page(name, java_script_enabled=False).page
    assert page.locator(".bd-article h1").is_visible()
    for box in page.locator(".rm-widget").all():
        assert len(box.inner_text().strip()) > 40
