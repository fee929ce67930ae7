"""Every page by keyboard alone: all of it can be reached, in the order of sight, and worked."""

import pytest
from book_pages import PAGES
from playwright.sync_api import expect

MOST = 900  # presses of Tab; a page of a few dozen controls needs far fewer, a trap needs more
# The element in focus: a number of its own, whether its focus can be seen, and where it stands.
FOCUS = """() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    window.seen ??= new Map();
    const again = window.seen.has(node);
    if (!again) window.seen.set(node, window.seen.size);
    const { top, bottom, left, height, width } = node.getBoundingClientRect();
    const bar = document.querySelector('.bd-header-article')?.getBoundingClientRect().bottom ?? 0;
    const place = node.closest('label') ?? node.parentElement;
    const rings = [node, place, ...node.querySelectorAll('*')].map((n) => getComputedStyle(n));
    const seen = node.matches('[type=range]') || rings.some((style) =>
        style.outlineStyle !== 'none' || style.boxShadow !== 'none');
    const inMain = Boolean(node.closest('main')) && !node.closest('.bd-header-article');
    return { again, seen, inMain, what: node.outerHTML.slice(0, 100), top: top + scrollY, left,
        scroller: Boolean(node.closest('[role=region][tabindex]')),
        hidden: inMain && height < innerHeight / 2 && (bottom <= bar || top >= innerHeight) };
}"""

FOCUSABLE = """[...document.querySelectorAll(
    'main :is(a[href], button, select, summary, input, [tabindex="0"])')]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .filter((node) => node.tabIndex >= 0 && !node.disabled && node.type !== 'radio').length"""


def stops(page) -> list[dict]:
    """Press Tab until the focus leaves the page, and tell of each stop."""
    found = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["again"]:
            return found
        found.append(stop)
    raise AssertionError(f"the focus never leaves the page: {found[-1]['what']}")


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_everything_in_the_order_of_sight(open_page, name):
    page = open_page(name).ready()
    page.evaluate(
        "document.querySelectorAll('.rm-browse tbody tr:nth-child(n + 4)').forEach(r => r.remove())"
    )  # hundreds of equal rows
    expected = page.evaluate(FOCUSABLE)
    found = stops(page)
    first = found[0]
    assert "skip-link" in page.locator(".skip-link").get_attribute("class")
    assert "#main-content" in first["what"] and first["seen"]
    assert [stop["what"] for stop in found if not stop["seen"]] == []
    assert [stop["what"] for stop in found if stop["hidden"]] == []
    main = [stop for stop in found if stop["inMain"]]
    assert len(main) >= 0.9 * (expected - 10)
    backward = [
        (a["what"], b["what"])
        for a, b in zip(main, main[1:], strict=False)
        if b["top"] < a["top"] - 40
        and b["left"] <= a["left"]
        and not (a["scroller"] and b["scroller"])  # a list that scrolls by itself moves under it
    ]
    assert backward == []


def test_the_skip_link_leads_to_the_text(open_page):
    page = open_page("04-hsct").ready()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


@pytest.mark.parametrize("name", [name for name in PAGES if name[:2].isdigit()])
def test_every_widget_of_a_lesson_is_worked_by_keys_and_says_the_result(open_page, name):
    page = open_page(name, reduced_motion="reduce").ready()
    for box in page.locator(".rm-explorer").all():
        explorer(page, box)
    for form in page.locator("form.rm-quiz-item").all():
        question(page, form)


def explorer(page, box):
    says = box.get_by_role("status")
    for slider in box.get_by_role("slider").all():
        before = slider.get_attribute("aria-valuetext")
        slider.focus()
        at_end = slider.input_value() == slider.get_attribute("max")
        page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
        expect(slider).not_to_have_attribute("aria-valuetext", before or "")
    for fold in box.locator("summary").all():
        fold.focus()
        page.keyboard.press("Enter")
        expect(box.get_by_role("table").first).to_be_visible()
    for button in box.get_by_role("button").all():
        button.focus()
        page.keyboard.press("Enter")
        if button.get_attribute("aria-pressed") is not None:
            expect(button).to_have_attribute("aria-pressed", "true")
    for kind in ("checkbox", "radio"):
        if (controls := box.get_by_role(kind)).count():
            said = says.inner_text()
            if kind == "checkbox":
                controls.first.focus()
                page.keyboard.press("Space")
            else:
                box.locator("input[type=radio]:checked").first.focus()
                page.keyboard.press("ArrowDown")
            expect(says).not_to_have_text(said)
    assert says.inner_text().strip()


def question(page, form):
    if (number := form.get_by_role("textbox")).count():
        number.focus()
        page.keyboard.type("7")
    elif (move := form.locator('.rm-quiz-move[aria-disabled="false"]')).count():
        move.first.focus()
        page.keyboard.press("Enter")
    else:
        form.locator("input").first.focus()
        page.keyboard.press("Space")
    form.get_by_role("button", name="Check", exact=True).focus()
    page.keyboard.press("Enter")
    expect(form.locator(".rm-quiz-status")).not_to_be_empty()
    assert form.locator(".rm-quiz-status").get_attribute("role") == "status"


def test_verdicts_progress_and_tables_are_worked_by_keys(open_page):
    page = open_page("11-verdict").ready()
    page.locator(".rm-verdicts-form select").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".rm-verdicts-status")).to_contain_text("1 of")
    page = open_page("progress").ready()
    page.locator(".rm-progress input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".rm-progress caption")).to_contain_text("read 1 of")
    page.get_by_role("button", name="Erase everything …").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Erase everything …")).to_be_focused()
    page = open_page("evidence").ready()
    count = page.locator(".rm-browse-count").first
    page.get_by_role("searchbox").first.focus()
    page.keyboard.type("lupus")
    expect(count).not_to_contain_text("309 of")
    page.locator(".rm-browse-sort").first.focus()
    page.keyboard.press("Enter")
    expect(count).to_contain_text("sorted by Study, ascending")
