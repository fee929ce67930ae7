"""The tables behind a picture: at most twelve rows, the same in Python and in the page."""

import math

import numpy as np
import pytest

from regenmed.page.chart import chart_spec
from regenmed.page.data_table import data_tables, readout_text, tables_html
from regenmed.page.grid import Choice, Slider
from regenmed.page.marks import Axis, Band, Bars, Line, Point, Rule
from regenmed.page.widget import module

MARKS = {
    "curves": [Line("a", "Transplant"), Band("low", "high", "range"), Rule("at", "crossing")],
    "paths": [
        Line("a", x="low", name="path"),
        Line([0, 1], "a straight line", x=[0, 2]),
        Point(1, 2, "you"),
        Point(3, 4),
    ],
    "bars": [Bars("two", ["no therapy", "a very long name of a therapy"])],
}
ANSWERS = {
    "a": [float(i) ** 2 for i in range(30)],
    "low": [0.5 * i for i in range(30)],
    "high": [2.0 * i for i in range(29)] + [math.nan],
    "two": [1.25, 7.0],
    "at": 3.5,
}
STOPS = [7, 1]


def example(name: str) -> tuple[dict, dict]:
    x = Axis("Therapy") if name == "bars" else Axis("Years", values=list(range(30)))
    data = {key: np.array(value) for key, value in ANSWERS.items()}
    chart, fixed = chart_spec(MARKS[name], x, Axis("Alive", "%"), data)
    readout = {"key": "at", "label": "Crossing", "unit": "years", "format": ".1f", "missing": "–"}
    controls = [Slider(0, 15, 16, "Dose", "mg").spec(), Choice("Arm", ("drug", "graft")).spec()]
    spec = {"title": "T", "chart": chart, "controls": controls, "readouts": [readout]}
    return spec, ANSWERS | fixed


def test_curves_are_sampled_at_twelve_points_from_end_to_end():
    curves, settings = data_tables(*_with_stops(example("curves")))
    assert curves["head"] == ["Years", "Transplant", "range, lower", "range, upper"]
    assert len(curves["rows"]) == 12
    assert curves["rows"][0][0] == "0"
    assert curves["rows"][-1][0] == "29"
    assert curves["rows"][-1][3] == "–"
    assert settings["rows"] == [
        ["Dose", "7\u00a0mg"], ["Arm", "graft"], ["Crossing", "3.5 years"], ["crossing", "3.5"]
    ]  # fmt: skip


def _with_stops(pair: tuple[dict, dict]) -> tuple[dict, list[int], dict]:
    return pair[0], STOPS, pair[1]


def test_marks_of_other_lengths_have_tables_of_their_own_and_single_points_a_row():
    path, straight, settings = data_tables(*_with_stops(example("paths")))
    assert (path["caption"], straight["caption"]) == ("T", "a straight line: T")
    assert path["head"] == ["path: Years", "path: Alive (%)"]
    assert straight["rows"] == [["0", "0.0"], ["2", "1.0"]]
    assert settings["rows"][-2:] == [["you: Years", "1"], ["you: Alive (%)", "2.0"]]


def test_bars_are_named_in_full():
    bars, _ = data_tables(*_with_stops(example("bars")))
    assert [row[0] for row in bars["rows"]] == ["no therapy", "a very long name of a therapy"]


@pytest.mark.parametrize("name", MARKS)
def test_the_page_gives_the_same_tables(browser, name):
    spec, answers = example(name)
    page = browser.new_page()
    page.add_script_tag(content=module("number_text.js", "picture.js", "data_table.js"))
    given = page.evaluate("([s, stops, a]) => dataTables(s, stops, a)", [spec, STOPS, answers])
    page.close()
    assert given == data_tables(spec, STOPS, answers)


def test_a_unit_stands_apart_only_where_it_is_a_word():
    readout = {"key": "a", "unit": "%", "format": ".0f", "missing": "never"}
    assert readout_text(readout, {"a": 5.0}) == ("5%", "")
    assert readout_text(readout | {"unit": "years"}, {"a": 5.0}) == ("5", "years")
    assert readout_text(readout, {"a": math.nan}) == ("never", "")


def test_tables_have_a_caption_and_headers_and_keep_text_as_text():
    html = tables_html([{"caption": "<b>", "head": ["", "<i>"], "rows": [["<u>", "1"]]}])
    assert '<th scope="col">&lt;i&gt;</th>' in html
    assert '<th scope="row">&lt;u&gt;</th>' in html
    assert "<caption>&lt;b&gt;</caption>" in html
