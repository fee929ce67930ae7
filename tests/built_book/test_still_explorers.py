"""A reader's slider moves the picture, and nothing else on the page."""

import pytest
from book_pages import LESSONS

# Every stop of every slider, from the start: the heights of an explorer's parts; readouts cut off.
PARTS = [".rm-picture", ".rm-controls", ".rm-presets", ".rm-readouts"]
HEIGHTS = """([root, parts]) => {
    const seen = new Set();
    const look = () => {
        seen.add(parts.map((part) => root.querySelector(part)?.offsetHeight ?? 0).join(' '));
        for (const number of root.querySelectorAll('.rm-readouts dd'))
            if (number.scrollWidth > number.clientWidth + 1) seen.add(`cut: ${number.textContent}`);
    };
    for (const slider of root.querySelectorAll('input[type=range]')) {
        const start = slider.value;
        const go = (stop) => {
            slider.value = stop;
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            look();
        };
        for (let stop = 0; stop <= Number(slider.max); stop += 1) go(stop);
        go(start);
    }
    return [...seen];
}"""


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("name", LESSONS)
def test_a_slider_moves_the_picture_alone(open_page, name, width):
    page = open_page(name, width=width).ready()
    explorers = page.locator(".rm-explorer:has(input[type=range])").all()
    assert explorers
    for explorer in explorers:
        explorer.scroll_into_view_if_needed()
        heights = explorer.evaluate(f"(root) => ({HEIGHTS})([root, {PARTS}])")
        assert len(heights) == 1, (explorer.get_attribute("aria-label"), heights)
