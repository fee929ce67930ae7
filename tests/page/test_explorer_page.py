"""Explorers in the page: what a reader sees, hears and reaches by keyboard."""

import random
from pathlib import Path

import numpy as np
import pydata_sphinx_theme
import pytest
import widget_page
from playwright.sync_api import expect

from regenmed.page import Axis, Bars, Choice, Explorer, Line, Point, Readout, Rule, Slider
from regenmed.page.number_text import format_number

TIMES = np.linspace(0, 12, 25)
HOSTILE = '<img src=x onerror="document.title=1">'


def answer(dose: float, decay: float, arm: int) -> dict:
    curve = (10 + dose + 20 * arm) * np.exp(-decay * TIMES)
    return {
        "curve": curve,
        "level": curve[-1],
        "half": np.log(2) / decay,
        "case": int(curve[-1] > 5),
    }


CONTROLS = {
    "dose": Slider(0, 100, 21, "Dose", "mg", start=40, snap=False),
    "decay": Slider(0.05, 0.5, 19, "Decay", "per month", snap=False, scale="log"),
    "arm": Choice("Arm", ("drug", "transplant")),
}


def explorer(**changed) -> Explorer:
    setting = {
        "name": "level",
        "title": "How long does it last?",
        "x": Axis("Months", values=TIMES),
        "y": Axis("Level"),
        "marks": [
            Line("curve", "level", "retrain"),
            Rule("half", "half gone"),
            Point("half", 20, HOSTILE, "harm"),
        ],
        "readouts": [
            Readout("level", "Level at 12 months", "mg", ".3f"),
            Readout("half", "Half gone after", "months", ".3f"),
        ],
        "sentences": ["{arm}: low, {level:.1f} mg.", "{arm}: high, {level:.1f} mg."],
        "presets": {"A high dose": {"dose": 100, "arm": "transplant"}},
        "caption": HOSTILE,
    }
    return Explorer(answer, CONTROLS, **(setting | changed))


@pytest.fixture
def open_page(browser, tmp_path):
    """Open a page with one widget; console errors fail the test."""
    pages, errors = [], []

    def opened(widget, width=1000, script=True, motion="reduce"):
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            reduced_motion=motion,
        )
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.goto(widget_page.write(widget, tmp_path).as_uri())
        if script:
            page.wait_for_selector("[data-state=live]")
        pages.append(context)
        return page

    yield opened
    for context in pages:
        context.close()
    assert errors == []


def set_slider(page, label: str, stop: int) -> None:
    page.get_by_label(label).evaluate(
        "(input, stop) => { input.value = stop; input.dispatchEvent(new Event('input')); }", stop
    )


def readouts(page) -> list[float]:
    texts = page.locator(".rm-readouts dd span:first-child").all_inner_texts()
    return [float(text.replace("−", "-").replace(",", "")) for text in texts]


def test_two_hundred_positions_agree_with_python(open_page):
    widget = explorer()
    page = open_page(widget)
    rng = random.Random(5)
    places = [[rng.randint(0, c.last_stop) for c in CONTROLS.values()] for _ in range(200)]
    shown = page.evaluate(
        """(places) => places.map((stops) => {
            const ranges = document.querySelectorAll("input[type=range]");
            ranges.forEach((input, i) => {
                input.value = stops[i];
                input.dispatchEvent(new Event("input"));
            });
            document.querySelectorAll("input[type=radio]")[stops[2]].click();
            const numbers = document.querySelectorAll(".rm-readouts dd span:first-child");
            return [...numbers].map((node) => Number(node.textContent.replaceAll(",", "")));
        })""",
        places,
    )
    spans = {key: float(np.ptp(column)) for key, column in _columns().items()}
    for stops, (level, half) in zip(places, shown, strict=True):
        exact = answer(**widget.values_at(dict(zip(CONTROLS, stops, strict=True))))
        assert abs(level - exact["level"]) <= 0.005 * spans["level"]
        assert abs(half - exact["half"]) <= 0.005 * spans["half"]


def _columns() -> dict[str, np.ndarray]:
    rows = [
        answer(dose, decay, arm)
        for dose in np.linspace(0, 100, 21)
        for decay in np.geomspace(0.05, 0.5, 19)
        for arm in (0, 1)
    ]
    return {key: np.array([row[key] for row in rows]) for key in ("level", "half")}


def test_arrow_keys_move_the_picture_its_numbers_and_its_sentence(open_page):
    page = open_page(explorer())
    path = page.locator(".rm-chart .rm-line").first
    before, numbers = path.get_attribute("d"), readouts(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "level-dose"
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    assert page.get_by_label("Dose").get_attribute("aria-valuetext") == "45.0\u00a0mg"
    assert path.get_attribute("d") != before
    assert readouts(page)[0] > numbers[0]
    text = format_number(answer(45, 0.05, 0)["level"], ".1f")
    page.get_by_text(f"drug: high, {text} mg.").wait_for()
    assert page.locator(".rm-chart").get_attribute("aria-label") == f"drug: high, {text} mg."
    status = page.get_by_role("status")
    assert status.get_attribute("aria-live") == "polite"
    assert status.inner_text() == f"drug: high, {text} mg."


def test_everything_is_reached_by_the_keyboard(open_page):
    page = open_page(explorer())
    reached = []
    for _ in range(7):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.innerText")
        )
    assert reached[:2] == ["level-dose", "level-decay"]
    assert reached[3:] == ["A high dose", "Reset", "The numbers in this picture", reached[6]]
    page.get_by_role("radio", name="drug").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_text("transplant: high").wait_for()


def test_a_slider_step_reuses_every_node(open_page):
    page = open_page(explorer())
    added = page.evaluate(
        """() => new Promise((done) => {
            let count = 0;
            const observer = new MutationObserver((list) => {
                for (const { target, addedNodes } of list)
                    if (target.namespaceURI.endsWith("svg")) count += addedNodes.length;
            });
            const chart = document.querySelector(".rm-chart");
            observer.observe(chart, { childList: true, subtree: true });
            const input = document.querySelector("input[type=range]");
            for (let stop = 0; stop <= 200; stop += 1) {
                input.value = stop;
                input.dispatchEvent(new Event("input"));
            }
            setTimeout(() => done(count), 0);
        })"""
    )
    assert added <= 4  # a label may gain a leader line, no more


def test_a_step_lays_out_the_explorer_alone_and_keeps_its_height(open_page):
    page = open_page(explorer())
    root = page.locator(".rm-explorer.rm-alone")
    assert "size" in root.evaluate("(node) => getComputedStyle(node).contain")
    fits = """(node) => Math.abs(node.clientHeight - node.firstChild.offsetHeight
        - 2 * parseFloat(getComputedStyle(node).paddingTop)) <= 1"""
    assert root.evaluate(fits)
    page.get_by_text("The numbers in this picture").click()
    before = root.bounding_box()["height"]
    page.wait_for_function("() => document.querySelector('.rm-table-box').offsetHeight > 0")
    page.set_viewport_size({"width": 375, "height": 800})
    page.wait_for_selector(".rm-chart-narrow")
    page.wait_for_timeout(100)
    assert root.evaluate(fits)
    assert root.bounding_box()["height"] != before
    page.emulate_media(media="print")
    assert root.evaluate("(node) => getComputedStyle(node).contain") == "none"


def test_a_step_that_changes_nothing_touches_no_text(open_page):
    page = open_page(explorer())
    changes = page.evaluate(
        """() => new Promise((done) => {
            const input = document.querySelector("input[type=range]");
            const root = document.querySelector(".rm-explorer");
            const seen = [];
            const observer = new MutationObserver((list) => seen.push(...list));
            observer.observe(root, { childList: true, characterData: true, subtree: true });
            input.dispatchEvent(new Event("input"));
            const same = () => observer.takeRecords().length + seen.length;
            const still = same();
            input.value = 0;
            input.dispatchEvent(new Event("input"));
            const records = observer.takeRecords().filter((r) => r.target.nodeName === "#text");
            done([still, records.length > 0]);
        })"""
    )
    assert changes == [0, True]


def test_presets_and_reset_set_every_control(open_page):
    page = open_page(explorer())
    set_slider(page, "Decay", 50)
    page.get_by_role("button", name="A high dose").click()
    assert page.get_by_label("Dose").input_value() == "200"
    assert page.get_by_label("Decay").input_value() == "0"
    assert page.get_by_role("radio", name="transplant").is_checked()
    pressed = page.get_by_role("button", name="A high dose").get_attribute("aria-pressed")
    assert pressed == "true"
    page.get_by_role("button", name="Reset").click()
    assert page.get_by_label("Dose").input_value() == "80"
    assert page.get_by_role("radio", name="drug").is_checked()


def test_a_preset_glides_to_its_place_where_motion_is_welcome(open_page):
    page = open_page(explorer(), motion="no-preference")
    page.get_by_role("button", name="A high dose").click()
    page.wait_for_function("document.getElementById('level-dose').value === '200'")
    expected = answer(100, 0.05, 1)["level"]
    assert readouts(page)[0] == pytest.approx(expected, rel=1e-3)


def test_the_drawing_follows_the_width(open_page):
    page = open_page(explorer(), width=375)
    assert page.locator(".rm-chart").get_attribute("viewBox") == "0 0 360 320"
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.set_viewport_size({"width": 1000, "height": 800})
    page.wait_for_selector(".rm-chart-wide")
    assert page.locator(".rm-chart").get_attribute("viewBox") == "0 0 720 420"


@pytest.mark.parametrize("width", [375, 700, 1000])
def test_text_in_the_picture_is_eleven_pixels_or_more(open_page, width):
    page = open_page(explorer(), width=width)
    heights = page.evaluate(
        """() => {
            const svg = document.querySelector(".rm-chart");
            return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
                * Number(svg.getAttribute("font-size"));
        }"""
    )
    assert heights >= 11


@pytest.mark.parametrize("width", [375, 1000])
def test_the_live_explorer_takes_the_height_of_its_fallback(open_page, width):
    heights = [
        open_page(explorer(), width, script).locator(".rm-widget").bounding_box()["height"]
        for script in (False, True)
    ]
    assert abs(heights[0] - heights[1]) <= 2


def test_the_theme_of_the_book_does_not_indent_the_numbers(open_page):
    page = open_page(explorer())
    folder = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme"
    theme = (folder / "static" / "styles" / "pydata-sphinx-theme.css").read_text()
    page.evaluate(
        """(css) => document.head.prepend(
            Object.assign(document.createElement("style"), { textContent: css }))""",
        theme,
    )
    left = page.locator(".rm-readouts").bounding_box()["x"]
    assert page.locator(".rm-readouts dd").first.bounding_box()["x"] == left
    assert page.locator(".rm-says").bounding_box()["x"] == left


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("script", [True, False])
def test_axe_finds_nothing(open_page, theme, script):
    page = open_page(explorer(), script=True)
    if not script:
        plain = explorer().fallback()
        page.evaluate("(html) => { document.querySelector('.rm-widget').innerHTML = html; }", plain)
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    for details in page.locator("summary").all():
        details.click()
    page.wait_for_timeout(1800 if not script else 300)  # the note of the plain page fades in
    assert widget_page.violations(page) == []


def test_controls_are_large_enough_to_touch(open_page):
    page = open_page(explorer(), width=375)
    for target in page.locator("input[type=range], .rm-option, button, summary").all():
        box = target.bounding_box()
        assert box["height"] >= 24
        assert box["width"] >= 24


def test_hostile_text_is_text_in_the_live_page(open_page):
    page = open_page(explorer())
    page.get_by_text("The numbers in this picture").click()
    assert page.locator(".rm-widget img").count() == 0
    assert page.title() == "One widget"
    label = page.locator(".rm-chart .rm-ink-harm", has_text="<img").first
    assert label.text_content() == "<img src=x"


def test_the_open_table_follows_the_controls(open_page):
    page = open_page(explorer())
    page.get_by_text("The numbers in this picture").click()
    table = page.locator("table").first
    expect(table.locator("tbody tr")).to_have_count(12)
    expect(table.locator("tbody th[scope=row]")).to_have_count(12)
    before = table.inner_text()
    set_slider(page, "Dose", 0)
    page.wait_for_function(
        "(text) => document.querySelector('table').innerText !== text", arg=before
    )
    assert (
        page.locator("table").nth(1).locator("tbody tr").first.inner_text() == "Dose\t0.0\u00a0mg"
    )


def test_bars_are_drawn_with_their_numbers(open_page):
    def heights(dose, decay, arm):
        return answer(dose, decay, arm) | {"heights": np.array([dose, 50.0, np.nan])}

    bars = Bars("heights", ["yours", "usual", "unknown"], ["retrain", "neutral", "neutral"])
    setting = {"name": "bars", "title": "Bars", "x": Axis("Group"), "y": Axis("Dose")}
    widget = Explorer(heights, CONTROLS, marks=[bars], sentences="{dose} mg.", **setting)
    page = open_page(widget)
    set_slider(page, "Dose", 200)
    labels = page.locator(".rm-chart .rm-label").all_text_contents()
    assert labels == ["100.0", "50.0", "–"]


def test_a_running_kernel_gives_the_exact_answer(browser):
    widget = explorer()
    context = browser.new_context()
    page = context.new_page()
    page.set_content("<main id='place'></main>")

    def kernel(values: dict) -> dict:
        widget.values = values
        return widget.exact

    page.expose_function("kernel", kernel)
    page.evaluate(
        """async ([source, spec, name, codes]) => {
            const answers = new DataView(new Uint8Array(codes).buffer);
            const state = { spec, name, answers, exact: {} };
            const listeners = {};
            const model = {
                get: (key) => state[key],
                set: (key, value) => { state[key] = value; },
                on: (event, listener) => { listeners[event] = listener; },
                off() {},
                async save_changes() {
                    state.exact = await kernel(state.values);
                    listeners["change:exact"]();
                },
            };
            const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
            const { default: widget } = await import(url);
            widget.render({ model, el: document.getElementById("place") });
        }""",
        [widget._esm, widget.spec, widget.name, list(widget.answers)],
    )
    assert page.locator(".rm-origin").inner_text() == "From stored answers."
    set_slider(page, "Dose", 33)
    page.get_by_text("Computed now by Python.").wait_for()
    assert page.locator(".rm-readouts dd span:first-child").first.inner_text() == format_number(
        answer(16.5, 0.05, 0)["level"], ".3f"
    )
    context.close()
