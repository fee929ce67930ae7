"""What a reader may set: 400 % zoom, wider spacing, few colours, no motion, paper."""

import io

import pypdf
import pytest
from book_pages import PAGES

ZOOM_400 = 320  # pixels: a window 1280 wide at 400 %
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""  # WCAG 1.4.12
ADD_STYLE = """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet); }"""
# What stands out of the window with nothing to scroll it, or is cut off by its own box.
LOST = """() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (node) => node && (/auto|scroll/.test(getComputedStyle(node).overflowX) ||
        scrolls(node.parentElement));
    const shut = (overflow) => /hidden|clip/.test(overflow);
    // a figure cuts off nothing but the mark behind its caption
    const cut = (style, node) => !node.closest('svg') && node.clientWidth > 1 &&
        !node.matches('figure') &&
        ((shut(style.overflowX) && node.scrollWidth > node.clientWidth + 1) ||
        (shut(style.overflowY) && node.scrollHeight > node.clientHeight + 2));
    return [...document.querySelectorAll('body *')]
        .filter((node) => node.textContent.trim())
        .filter((node) => node.checkVisibility({ visibilityProperty: true }))
        .filter((node) => node.matches('svg text') || !node.closest('svg'))
        .filter((node) => cut(getComputedStyle(node), node) ||
            (node.getBoundingClientRect().right > width + 1 && !scrolls(node.parentElement)))
        .map((node) => node.outerHTML.slice(0, 120));
}"""
MOVING = "document.getAnimations().map((a) => a.animationName ?? a.transitionProperty)"
# Lines and bars of pictures against the ground that the reader's own colours give.
INKS = """() => [...document.querySelectorAll('.rm-chart :is(.rm-line, .rm-bar), .rm-strip i')]
    .filter((node) => node.checkVisibility())
    .map((node) => { const style = getComputedStyle(node);
        return node.matches('.rm-line') ? style.stroke
            : node.matches('.rm-bar') ? style.fill
            : style.borderTopStyle !== 'none' ? style.borderTopColor
            : style.borderLeftStyle !== 'none' ? style.borderLeftColor
            : style.backgroundColor; })"""
# Whether the element in focus shows it: itself, its thumb, or its label.
RINGS = """(() => { const node = document.activeElement;
    const label = node.closest('label') ?? node;
    return [[node], [node, '::-webkit-slider-thumb'], [label]]
        .some((place) => getComputedStyle(...place).outlineStyle !== 'none'); })()"""


def width(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_bears_what_a_reader_sets(open_page, name):
    page = open_page(name, width=375).ready()
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert width(page) <= 375
    page.set_viewport_size({"width": ZOOM_400, "height": 256})
    page.wait_for_timeout(150)
    assert width(page) <= ZOOM_400
    assert page.evaluate(LOST) == []
    page.evaluate(ADD_STYLE, SPACING)
    page.wait_for_timeout(50)
    assert width(page) <= ZOOM_400
    assert page.evaluate(LOST) == []
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_timeout(100)
    assert page.evaluate(LOST) == []
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["04-hsct", "07-gene-editing"])
def test_pictures_stand_out_in_the_readers_own_colours(open_page, name, scheme):
    page = open_page(name, color_scheme=scheme, forced_colors="active").ready()
    ground = {"light": "rgb(255, 255, 255)", "dark": "rgb(0, 0, 0)"}[scheme]
    inks = page.evaluate(INKS)
    assert inks and ground not in inks and "rgba(0, 0, 0, 0)" not in inks
    dashes = page.eval_on_selector_all(
        ".rm-chart",
        "charts => charts.map((chart) => [...chart.querySelectorAll('.rm-line')]"
        ".map((line) => line.getAttribute('stroke-dasharray')))",
    )
    assert all(len(set(lines)) == len(lines) for lines in dashes)


def test_the_focus_can_be_seen_in_the_readers_own_colours(open_page):
    page = open_page("04-hsct", forced_colors="active").ready()
    for target in (".rm-range", ".rm-button", ".rm-quiz-option input", ".rm-explorer summary"):
        page.locator(target).first.focus()
        page.keyboard.press("Shift")  # the keyboard is in use
        assert page.evaluate(RINGS), target


# What a reader of the printed page needs, and what would only stand in the way there.
ON_PAPER = """(selector) => [...document.querySelectorAll(selector)]
    .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height > 0).length"""


def test_a_lesson_prints_what_can_be_read_and_nothing_to_press(open_page):
    page = open_page("04-hsct").ready()
    page.wait_for_selector("html:not([data-loading])")
    folded = "main details > :not(summary)"
    on_screen = page.evaluate(ON_PAPER, folded)
    page.emulate_media(media="print")
    pressed = ".rm-controls, .rm-presets, .rm-quiz-actions, .copybtn, .prev-next-footer"
    assert page.evaluate(ON_PAPER, f"{pressed}, #pst-primary-sidebar, .bd-header-article") == 0
    for shown in (".rm-explorer svg", ".rm-says", ".rm-quiz-item", "figure", "table"):
        assert page.evaluate(ON_PAPER, shown) > 0, shown
    assert page.evaluate(ON_PAPER, folded) > on_screen  # shut on the screen, open on paper
    with io.BytesIO(page.pdf()) as file:
        text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(file).pages)
    assert "Can a transplant reset immunity?" in " ".join(text.split())


def test_a_table_that_goes_on_beyond_the_edge_fades_there_until_one_is_at_its_end(open_page):
    page = open_page("11-verdict", width=375).ready()
    boxes = page.locator(".rm-table:has(table.dataframe)")
    fade = "box => getComputedStyle(box).maskImage"
    seen = set()
    for box in boxes.all():
        box.scroll_into_view_if_needed()
        wide = box.evaluate("box => box.scrollWidth > box.clientWidth + 1")
        seen.add(wide)
        assert (box.evaluate(fade) != "none") == wide
        if wide:
            box.evaluate("box => box.scrollTo({left: 9999, behavior: 'instant'})")
            page.wait_for_timeout(100)
            assert box.evaluate(fade) == "none"
    assert seen == {True, False}
