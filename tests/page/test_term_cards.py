"""The card of a term: by mouse, by keyboard, by touch, and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from regenmed.sphinx_ext.assets import PAGE, page_css

MEANINGS = {
    "hazard": "A speed: of those still without the event, how many have it per unit of time.",
    "HLA": "Molecules on cells that hold up fragments of protein for T cells to inspect.",
    "odds": "How many have the event for each one who has not.",
}
SCRIPT = (PAGE / "js" / "term-cards.js").read_text(encoding="utf-8")


def link(name: str) -> str:
    return (
        f'<a class="rm-term" href="words.html#term-{name}" data-term="{name}" '
        f'data-meaning="{MEANINGS[name]}">{name}</a>'
    )


HTML = f"""<!doctype html><html lang="en" data-theme="THEME"><title>Terms</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{page_css()}</style>
<body><main><article class="bd-article"><h1>Terms</h1>
<p>It begins with a {link("hazard")} and words after it.</p>
<p id="second">The next line of the page is where it was.</p>
<p style="text-align: right">At the right side stands {link("HLA")}</p>
<div style="height: 1500px"></div>
<p>At the very bottom {link("odds")} stand.</p>
</article></main><script>{SCRIPT}</script></body></html>"""


@pytest.fixture
def open_terms(browser):
    """A function that opens the page, with the options of a browser context."""
    contexts = []

    def open_at(width=1280, theme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": 700}, **options)
        contexts.append(context)
        page = context.new_page()
        context.route(
            "**/*",
            lambda route: route.fulfill(
                body=HTML.replace("THEME", theme) if "terms" in route.request.url else "words",
                content_type="text/html",
            ),
        )
        page.goto("http://book.test/terms.html")
        return page

    yield open_at
    for context in contexts:
        context.close()


def term(page, name):
    return page.locator("a.rm-term", has_text=name)


def card(page, name):
    return page.locator(".rm-term-card", has_text=MEANINGS[name])


def test_a_pointer_opens_the_card_and_may_move_onto_it(open_terms):
    page = open_terms()
    before = page.locator("#second").bounding_box()
    term(page, "hazard").hover()
    expect(card(page, "hazard")).to_be_visible()
    assert page.locator("#second").bounding_box() == before, "the text has moved"
    card(page, "hazard").hover()
    page.wait_for_timeout(500)  # longer than the card waits for the pointer
    expect(card(page, "hazard")).to_be_visible()
    page.mouse.move(900, 600)
    expect(card(page, "hazard")).to_be_hidden()


def test_focus_opens_the_card_and_escape_closes_it(open_terms):
    page = open_terms()
    page.keyboard.press("Tab")
    expect(term(page, "hazard")).to_be_focused()
    expect(card(page, "hazard")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page, "hazard")).to_be_hidden()
    expect(term(page, "hazard")).to_be_focused()
    page.keyboard.press("Tab")
    expect(card(page, "HLA")).to_be_visible()
    page.keyboard.press("Tab")
    expect(card(page, "HLA")).to_be_hidden()
    expect(card(page, "odds")).to_be_visible()


def test_enter_follows_the_link(open_terms):
    page = open_terms()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/words.html#term-hazard")


def test_a_screen_reader_hears_the_meaning(open_terms):
    page = open_terms()
    for name, meaning in MEANINGS.items():
        assert page.locator(f"#card-term-{name}").get_attribute("role") == "tooltip"
        expect(term(page, name)).to_have_accessible_description(f"{name} {meaning}")


def test_the_first_tap_shows_the_card_which_holds_the_link(open_terms):
    page = open_terms(375, has_touch=True, is_mobile=True)
    term(page, "hazard").tap()
    expect(card(page, "hazard")).to_be_visible()
    assert page.url.endswith("terms.html")
    page.locator("#second").tap(position={"x": 5, "y": 400}, force=True)
    expect(card(page, "hazard")).to_be_hidden()
    term(page, "hazard").tap()
    card(page, "hazard").get_by_role("link", name="Open the glossary").tap()
    page.wait_for_url("**/words.html#term-hazard")


def test_a_mouse_click_follows_the_link_and_its_card_holds_none(open_terms):
    page = open_terms()
    term(page, "hazard").hover()
    expect(card(page, "hazard")).to_be_visible()
    expect(page.locator(".rm-term-more").first).to_be_hidden()
    term(page, "hazard").click()
    page.wait_for_url("**/words.html#term-hazard")


@pytest.mark.parametrize("width", [375, 1280])
def test_every_card_lies_inside_the_window(open_terms, width):
    page = open_terms(width)
    for name in MEANINGS:
        term(page, name).focus()
        expect(card(page, name)).to_be_visible()
        box = card(page, name).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= 700
        word = term(page, name).bounding_box()
        assert box["y"] >= word["y"] + word["height"] or box["y"] + box["height"] <= word["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_card_goes_with_its_term_when_the_page_scrolls(open_terms):
    page = open_terms()
    term(page, "hazard").focus()
    gap = "document.querySelector('.rm-term-card').getBoundingClientRect().top"
    gap += " - document.querySelector('.rm-term').getBoundingClientRect().top"
    before = page.evaluate(gap)
    page.evaluate("window.scrollTo(0, 40)")
    page.wait_for_function(f"Math.abs({gap} - {before}) < 1 && scrollY === 40")
    page.evaluate("window.scrollTo(0, 800)")
    expect(card(page, "hazard")).to_be_hidden()


def test_without_scripts_a_term_is_a_link(open_terms):
    page = open_terms(java_script_enabled=False)
    assert page.locator(".rm-term-card").count() == 0
    term(page, "hazard").click()
    page.wait_for_url("**/words.html#term-hazard")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_with_a_card_open(open_terms, theme):
    page = open_terms(theme=theme)
    term(page, "hazard").focus()
    expect(card(page, "hazard")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
