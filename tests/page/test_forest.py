"""Forests: every subset pooled by Python, groups kept apart, and the switches of the page."""

import math
import random

import numpy as np
import pytest
import widget_page

from regenmed.evidence import interval, pool, pool_proportions
from regenmed.page import Forest, ForestRow
from regenmed.page.forest import RESULT

ROWS = [
    ForestRow("Open A", 0.2, 0.05, 0.8, group="uncontrolled"),
    ForestRow("Open B", 0.3, 0.001, 400, group="uncontrolled"),
    ForestRow("Trial C", 0.9, 0.7, 1.2, group="randomised", url="https://doi.org/c"),
    ForestRow("Trial D", 1.4, 1.1, 2.0, group="randomised", note="small"),
    ForestRow("Trial E", note="no events in either arm", group="randomised"),
    ForestRow("Trial F", 0.5, se=0.3, group="randomised"),
]


def forest(rows=ROWS, **changed) -> Forest:
    setting = {"name": "deaths", "measure": "rr", "title": "Deaths", "caption": "All trials."}
    return Forest(rows, **(setting | changed))


def test_every_subset_is_what_pool_gives():
    rows = [ROWS[2], ROWS[3], ROWS[5]]
    table = forest().tables[1]
    logs = [math.log(row.estimate) for row in rows]
    widths = [math.log(row.high / row.low) / (2 * 1.959964) for row in rows[:2]] + [0.3]
    for chosen in [(0, 1), (0, 2), (1, 2), (0, 1, 2)]:
        expected = pool([logs[i] for i in chosen], [widths[i] ** 2 for i in chosen])
        given = dict(zip(RESULT, table[sum(2**i for i in chosen)], strict=True))
        assert given["estimate"] == pytest.approx(math.exp(expected.estimate), rel=1e-5)
        assert given["predict_high"] == pytest.approx(math.exp(expected.predict_high), rel=1e-5)
        assert given["i2"] == pytest.approx(expected.i2, abs=1e-3)
    assert np.isnan(table[0]).all()
    assert table[1, 0] == pytest.approx(0.9)
    assert np.isnan(table[1, 3:]).all()


def test_groups_are_never_pooled_together():
    assert [len(table) for table in forest().tables] == [4, 8]


def test_proportions_are_pooled_as_proportions():
    rows = [ForestRow("A", events=1, n=20), ForestRow("B", events=0, n=30)]
    result = forest(rows, measure="proportion").tables[0][3]
    expected = pool_proportions([1, 0], [20, 30])
    assert result[0] == pytest.approx(100 * expected.estimate)
    assert "1 of 20" in forest(rows, measure="proportion").fallback()


def test_risk_differences_are_shown_in_points():
    html = forest([ForestRow("A", 0.1, 0.03, 0.17)], measure="rd").fallback()
    assert "10.0 (3.0\u00a0to\u00a017.0)" in html
    assert "percentage points" in html


def test_a_study_without_an_estimate_is_shown_and_not_pooled():
    html = forest().fallback()
    assert "not estimable" in html
    assert "Randomised: 3 studies pooled" in html


@pytest.mark.parametrize(
    ("rows", "changed", "message"),
    [
        (ROWS, {"measure": "nnt"}, "'nnt'"),
        (ROWS, {"method": "PM"}, "'PM'"),
        (ROWS, {"name": "A B"}, "'A B'"),
        (ROWS, {"presets": {"One": ["Trial E"]}}, "no estimable study"),
        ([], {}, "no rows"),
        ([ROWS[0], ROWS[0]], {}, "two rows are called 'Open A'"),
        ([ForestRow("A", -1, 0.1, 2)], {}, "rr -1 is not above 0"),
        ([ForestRow("A", 1, 1, 1)], {}, "no width"),
        ([ForestRow("A", 1, 0.5, 2, url="javascript:x")], {}, "is not a link"),
        ([ForestRow("A", events=1, n=2)], {}, "rr needs an estimate"),
        ([ForestRow("A", 0.1, 0, 1)], {"measure": "proportion"}, "needs events and n"),
        ([ForestRow(f"S{i}", 1, 0.5, 2) for i in range(11)], {}, "11 estimable studies"),
        (
            [ForestRow("A", 1, 0.5, 2, overlap="x"), ForestRow("B", 1, 0.5, 2, overlap="x")],
            {},
            "A and B share patients",
        ),
    ],
)
def test_what_cannot_be_shown_is_named(rows, changed, message):
    with pytest.raises(ValueError, match=message):
        forest(rows, **changed)


def test_the_fallback_keeps_hostile_text_as_text():
    hostile = '<img src=x onerror="alert(1)">'
    rows = [ForestRow(hostile, 1, 0.5, 2, group=hostile, note=hostile)]
    html = forest(rows, title=hostile, caption=hostile, favours=(hostile, "b")).fallback()
    assert "<img" not in html
    assert html.count("&lt;img") >= 6


def test_switching_a_study_changes_its_group_alone(open_page):
    page = open_page(forest())
    pooled = page.locator(".rm-forest-pooled .rm-forest-number")
    before = pooled.all_inner_texts()
    page.get_by_label("Trial D").focus()
    page.keyboard.press("Space")
    after = pooled.all_inner_texts()
    assert after[0] == before[0]
    low, high = forest().tables[1][0b101][1:3]
    assert f"({low:.2f}\u00a0to\u00a0{high:.2f})" in after[1]
    assert "Randomised: 2 of 3 studies pooled" in page.get_by_role("status").inner_text()
    assert page.evaluate("document.activeElement.type") == "checkbox"


def test_one_study_is_not_called_pooled(open_page):
    page = open_page(forest(ROWS[:2]))
    page.get_by_label("Open A").uncheck()
    assert page.locator(".rm-forest-pooled .rm-forest-label").inner_text() == "One study"
    assert "one study: risk ratio 0.30" in page.get_by_role("status").inner_text()


def test_any_switches_show_what_python_pooled(open_page):
    widget = forest()
    page = open_page(widget)
    boxes = page.get_by_role("checkbox")
    rng = random.Random(3)
    for _ in range(12):
        on = [rng.random() < 0.6 for _ in range(boxes.count())]
        for i, wanted in enumerate(on):
            boxes.nth(i).set_checked(wanted)
        shown = page.locator(".rm-forest-pooled .rm-forest-number").all_inner_texts()
        for table, chosen, text in zip(widget.tables, (on[:2], on[2:]), shown, strict=True):
            result = table[sum(2**i for i, wanted in enumerate(chosen) if wanted)]
            assert text.split(" ")[0] == ("–" if np.isnan(result[0]) else f"{result[0]:.2f}")


def test_a_preset_and_all_studies_set_the_switches(open_page):
    page = open_page(forest(presets={"Without D": ["Open A", "Open B", "Trial C", "Trial F"]}))
    page.get_by_role("button", name="Without D").click()
    assert not page.get_by_label("Trial D").is_checked()
    assert page.get_by_role("button", name="Without D").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="All studies").click()
    assert page.get_by_label("Trial D").is_checked()


def test_no_study_is_said_in_words(open_page):
    page = open_page(forest(ROWS[:2]))
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    assert "Uncontrolled: no study is switched on." in page.get_by_role("status").inner_text()


def test_the_live_forest_says_and_shows_what_its_fallback_does(open_page):
    plain = open_page(forest(), script=False)
    live = open_page(forest())
    for part in (".rm-says", ".rm-caption", "tbody", "thead"):
        assert plain.locator(part).inner_text() == live.locator(part).inner_text()
    for part in (".rm-whisker", ".rm-square", ".rm-diamond", ".rm-predict-bar", ".rm-null"):
        assert places(plain, part) == places(live, part)


def places(page, part: str) -> list[tuple]:
    boxes = [node.bounding_box() for node in page.locator(part).all()]
    return [(round(box["x"]), round(box["width"])) for box in boxes]


@pytest.mark.parametrize("width", [375, 1000])
def test_the_live_forest_takes_the_height_of_its_fallback(open_page, width):
    pages = [open_page(forest(), width, script) for script in (False, True)]
    heights = [page.locator(".rm-widget").bounding_box()["height"] for page in pages]
    assert abs(heights[0] - heights[1]) <= 2
    assert pages[1].evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(open_page, theme):
    page = open_page(forest(presets={"C alone": ["Trial C"]}))
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    page.get_by_label("Trial D").uncheck()
    assert widget_page.violations(page) == []


def test_one_study_keeps_its_own_interval():
    rows = [ForestRow("Small", events=5, n=6), ForestRow("Large", events=50, n=80)]
    table = forest(rows, measure="proportion").tables[0]
    assert table[1][1:3] == pytest.approx([100 * end for end in interval(5, 6)])
    assert np.isnan(table[1][3:]).all()
