"""The sample book as a reader meets it: over http and from disk, with and without scripts."""

import pytest
import web_server
from axe_playwright_python.sync_playwright import Axe

FIRST = "book/01-first.html"
WIDGETS = "[...document.querySelectorAll('.rm-widget')].map((box) => box.dataset.state)"


@pytest.fixture(scope="module")
def address(site):
    with web_server.serve(site, web_server.ForeignWidgets) as base:
        yield f"{base}/"


@pytest.fixture
def open_page(browser, address):
    """A function that opens a page; its log lists outside requests and console errors."""
    contexts = []

    def open_at(path, base=address, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.log = []

        def decide(route):
            url = route.request.url
            if url.startswith((base, "blob:", "data:")):
                route.continue_()
            else:
                page.log.append(f"request {url}")
                route.abort()

        context.route("**/*", decide)
        page.on("pageerror", lambda error: page.log.append(f"error {error}"))
        page.on(
            "console",
            lambda line: page.log.append(line.text) if line.type == "error" else None,
        )
        page.goto(base + path)
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.fixture(params=["http", "disk"])
def base(request, address, site):
    return address if request.param == "http" else f"{site.as_uri()}/"


@pytest.mark.parametrize("path", ["index.html", FIRST, "book/02-second.html", "search.html"])
def test_a_page_asks_nothing_of_the_outside_and_logs_no_error(open_page, base, path):
    page = open_page(path, base)
    page.wait_for_load_state("networkidle")
    assert page.log == []


def test_widgets_live_without_a_kernel(open_page, base):
    page = open_page(FIRST, base)
    page.wait_for_selector(".rm-widget:not([data-state])", state="detached")
    assert page.evaluate(WIDGETS) == ["live", "live", "plain", "live"]
    page.click("#one-button")
    assert page.inner_text("#one-button") == "pressed 1 of 7"
    assert page.inner_text("#two-button") == "pressed 3 of 7"
    assert page.evaluate("getComputedStyle(document.querySelector('.foreign')).letterSpacing") == (
        "3px"
    )


def test_a_widget_that_fails_leaves_the_plain_version_and_says_so(open_page):
    page = open_page(FIRST)
    box = page.locator(".rm-widget[data-state=plain]")
    assert box.locator("#three-button").inner_text() == "Pressed never."
    assert "could not start (on purpose)" in box.locator(".rm-widget-error").inner_text()


def test_without_scripts_the_plain_version_stands_and_folds_open(open_page):
    page = open_page(FIRST, java_script_enabled=False)
    assert page.locator("#one-button").inner_text() == "Pressed never."
    solution = page.locator("details.solution").first
    assert not solution.get_by_text("It is 42.").is_visible()
    solution.locator("summary").click()
    assert solution.get_by_text("It is 42.").is_visible()


def test_a_fold_opens_by_keyboard(open_page):
    page = open_page(FIRST)
    page.locator("details.rm-instructor summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Ten minutes.").is_visible()


def test_one_figure_serves_both_themes(open_page):
    colours = [
        open_page(FIRST, color_scheme=scheme).evaluate(
            "[...document.querySelectorAll('.rm-figure path')]"
            ".map((path) => getComputedStyle(path).stroke).find((it) => /^rgb.(163|240)/.test(it))"
        )
        for scheme in ("light", "dark")
    ]
    assert colours == ["rgb(163, 74, 0)", "rgb(240, 163, 92)"]  # remit


def test_on_a_phone_only_the_wide_table_scrolls(open_page):
    page = open_page(FIRST, width=375)
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    table = page.locator(".rm-table").first
    table.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(50):  # the table moves smoothly
        if table.evaluate("(box) => box.scrollLeft") > 0:
            return
        page.wait_for_timeout(20)
    raise AssertionError("the table did not move")


def test_on_a_phone_the_text_of_a_figure_is_at_least_eleven_pixels_high(open_page):
    sizes = open_page(FIRST, width=375).evaluate(
        """[...document.querySelectorAll('.rm-figure text')].map((text) =>
            parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    )
    assert min(sizes) >= 11


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [FIRST, "book/index.html"])
def test_axe_finds_nothing(open_page, path, scheme):
    page = open_page(path, color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_paper_shows_what_is_folded(open_page):
    page = open_page(FIRST)
    page.emulate_media(media="print")
    fold = "document.querySelector('details.rm-instructor').getBoundingClientRect().height"
    summary = (
        "document.querySelector('details.rm-instructor summary').getBoundingClientRect().height"
    )
    assert page.evaluate(f"{fold} - {summary}") > 10
