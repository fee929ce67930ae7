"""Every page of the built book: quiet, self-contained, and without a fault that axe can find."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from book_pages import PAGES

# Selectors of the thousands of cells that pass would double the time of the page of all evidence.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "selectors": False,
}


@pytest.mark.parametrize("disk", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_network_and_draws_its_widgets(open_page, name, disk):
    opened = open_page(name, disk=disk)
    page = opened.ready()
    states = page.eval_on_selector_all(".rm-widget", "boxes => boxes.map(b => b.dataset.state)")
    assert set(states) <= {"live"}
    assert opened.blocked == []
    assert opened.errors == []  # a breach of the published policy for web servers would be one
    assert page.context.cookies() == []
    files = [url for url in opened.asked if not url.startswith(("blob:", "data:"))]
    assert [url for url in files[1:] if not re.search(r"\?v=[0-9a-f]{8}$", url)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_accessibility_fault_that_axe_can_find(open_page, name, scheme):
    page = open_page(name, color_scheme=scheme).ready()
    page.wait_for_selector("html:not([data-loading])", state="attached")
    page.wait_for_timeout(500)  # the theme waits 300 ms before it looks which boxes scroll
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    found = Axe().run(page, options=AXE).response["violations"]
    assert not [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_without_scripts(open_page, name):
    page = open_page(name, java_script_enabled=False).page
    assert page.locator(".bd-article h1").is_visible()
    for box in page.locator(".rm-widget").all():
        assert len(box.inner_text().strip()) > 40
