"""The shapes of a chart: the page draws what Python draws, and no label lies on another."""

import math
import random

import numpy as np
import pytest

from regenmed.page.chart import chart_spec, svg
from regenmed.page.marks import Axis, Band, Bars, Line, Point, Rule
from regenmed.page.picture import frame, picture
from regenmed.page.widget import module

YEARS = list(range(11))
CURVES = [
    Band("low", "high", "likely range", "repair"),
    Line("a", "Transplant", "retrain"),
    Line("b", "A much longer label here", "neutral"),
    Line("c", "Third", "harm"),
    Point("px", "py", "you are here", "remit", "diamond"),
    Point([2, 4, 6], [20, 40, 60], "published", "neutral", "cross"),
    Rule("at", "curves cross", "x", "neutral"),
    Rule(50, "half", "y", "harm"),
]
PATHS = [
    Line("py_path", "path", "retrain", x="px_path"),
    Line([1, 10, 90], "fixed path", "neutral", x=[1, 50, 90]),
    Point("px", "py", "", "harm", "triangle"),
    Point(5, 80, "square", "harm", "square"),
]
BARS = [
    Bars("heights", ["no therapy", "regulatory T cells", "CAR-T"], ["neutral", "repair", "harm"])
]
CHARTS = {
    "curves": (CURVES, Axis("Years", values=YEARS), Axis("Alive", "%", low=0, high=100)),
    "paths": (
        PATHS,
        Axis("E", scale="log", low=0.5, high=100),
        Axis("R", scale="log", low=1, high=100),
    ),
    "bars": (BARS, Axis("Therapy"), Axis("Relapses", low=-20, high=100)),
}


def random_answers(rng: random.Random) -> dict:
    def curve() -> list[float]:
        return [rng.uniform(0, 100) for _ in YEARS]

    answers = {key: curve() for key in "abc"}
    answers["c"][rng.randint(0, 10)] = math.nan
    answers |= {"low": [v * 0.5 for v in answers["a"]], "high": [v * 0.8 for v in answers["a"]]}
    answers |= {"px": rng.uniform(1, 10), "py": rng.uniform(1, 100), "at": rng.uniform(0, 10)}
    answers |= {"px_path": [1, 5, rng.uniform(1, 90)], "py_path": [2, 50, rng.uniform(1, 100)]}
    return answers | {"heights": [rng.uniform(-20, 100), math.nan, rng.uniform(0, 100)]}


def example(name: str) -> tuple[dict, dict]:
    marks, x, y = CHARTS[name]
    data = {key: np.array(value) for key, value in random_answers(random.Random(0)).items()}
    return chart_spec(marks, x, y, data)


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("name", CHARTS)
def test_the_page_draws_the_same_shapes(browser, name, size):
    chart, fixed = example(name)
    rng = random.Random(7)
    cases = [random_answers(rng) | fixed for _ in range(30)]
    page = browser.new_page()
    page.add_script_tag(content=module("number_text.js", "picture.js"))
    given = page.evaluate(
        """([chart, cases, box]) =>
            [frame(chart, box), cases.map((answers) => picture(chart, answers, box))]""",
        [chart, cases, chart["layouts"][size]],
    )
    page.close()
    box = chart["layouts"][size]
    assert_same(given[0], frame(chart, box))
    for page_shapes, answers in zip(given[1], cases, strict=True):
        python_shapes = picture(chart, answers, box)
        for layer in ("marks", "front"):
            assert_same(page_shapes[layer], python_shapes[layer])


def assert_same(page_shapes: list[dict], python_shapes: list[dict]) -> None:
    assert len(page_shapes) == len(python_shapes)
    for given, expected in zip(page_shapes, python_shapes, strict=True):
        assert given.keys() == expected.keys()
        for key, value in expected.items():
            same = pytest.approx(value, abs=0.11) if isinstance(value, int | float) else value
            assert given[key] == same, (given, expected)


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_labels_of_line_ends_never_lie_on_one_another(size):
    chart, fixed = example("curves")
    box = chart["layouts"][size]
    for seed in range(50):
        shapes = picture(chart, random_answers(random.Random(seed)) | fixed, box)["front"]
        texts = [shape for shape in shapes if shape["tag"] == "text"]
        rows = sorted(text["y"] for text in texts if text["x"] > box["right"] + 10)
        assert len(rows) >= 4
        assert min(np.diff(rows)) >= box["row"] - 0.2


def test_labels_beside_the_plot_fit_into_the_margin():
    chart, _ = example("curves")
    for box in chart["layouts"].values():
        beside = [line for lines in box["labels"][:4] for line in lines]
        assert max(map(len, beside)) * box["letter"] <= box["width"] - box["right"]


def test_lines_differ_in_dash():
    chart, _ = example("curves")
    dashes = [mark["dash"] for mark in chart["marks"] if mark["kind"] == "line"]
    assert len(set(dashes)) == 3


def test_text_is_large_enough_on_a_phone():
    chart, _ = example("curves")
    box = chart["layouts"]["narrow"]
    assert box["font"] * 309 / box["width"] >= 11  # a 375 px phone leaves 309 px for the picture


def test_a_gap_breaks_the_line():
    chart, fixed = example("curves")
    answers = random_answers(random.Random(1)) | fixed
    answers["a"][4] = math.nan
    line = picture(chart, answers, chart["layouts"]["wide"])["marks"][1]
    assert line["d"].count("M") == 2


def test_hostile_labels_are_text():
    hostile = '<img src=x onerror="alert(1)">'
    marks = [Line([1, 2], hostile)]
    x, y = Axis(hostile, values=[0, 1]), Axis(hostile)
    chart, fixed = chart_spec(marks, x, y, {})
    text = svg(chart, fixed, "wide", hostile)
    assert "<img" not in text
    assert "&lt;img" in text


def test_a_mark_over_the_shared_x_needs_one():
    with pytest.raises(ValueError, match="values"):
        chart_spec([Line([1, 2])], Axis("Years", low=0, high=1), Axis("Alive"), {})
