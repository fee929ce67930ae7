"""Axes and marks: ranges, ticks, and the errors that name what cannot be drawn."""

import numpy as np
import pytest

from regenmed.page.marks import Axis, Bars, Line, Point, Rule, axis_spec, check_mark


def ticks(axis: Axis, *values: float) -> list[str]:
    return [text for _, text in axis_spec(axis, [np.array(values)])["ticks"]]


def test_ticks_are_round_and_cover_the_data():
    spec = axis_spec(Axis("Alive"), [np.array([3.0, 97.0])])
    assert (spec["low"], spec["high"]) == (0, 100)
    assert ticks(Axis("Alive"), 3, 97) == ["0", "20", "40", "60", "80", "100"]
    assert ticks(Axis("Share"), 0, 1) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    assert ticks(Axis("Cost"), 0, 250_000)[-1] == "250,000"


def test_log_ticks_are_decades_or_one_two_five():
    assert ticks(Axis("Cells", scale="log"), 1, 100_000) == [
        "1", "10", "100", "1,000", "10,000", "100,000",
    ]  # fmt: skip
    assert ticks(Axis("Ratio", scale="log"), 0.5, 2) == ["0.5", "1", "2"]


def test_a_given_range_and_given_ticks_hold():
    spec = axis_spec(Axis("Alive", low=10, high=90, ticks=[10, 50, 90]), [np.array([0.0, 1.0])])
    assert (spec["low"], spec["high"]) == (10, 90)
    assert [at for at, _ in spec["ticks"]] == [10, 50, 90]


def test_one_value_still_gives_a_range():
    spec = axis_spec(Axis("Alive"), [np.array([5.0])])
    assert spec["low"] < 5 < spec["high"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Axis("Cells", scale="ln"), "'ln'"),
        (lambda: Axis("Cells", scale="log", low=0), "needs low > 0"),
        (lambda: axis_spec(Axis("Cells", scale="log"), [np.array([0.0, 1])]), "cannot show 0"),
        (lambda: axis_spec(Axis("Cells"), []), "no data"),
        (lambda: check_mark(Line("a", color="pink")), "'pink'"),
        (lambda: check_mark(Bars("a", ["x"], ["pink"])), "'pink'"),
        (lambda: check_mark(Point(1, 2, shape="star")), "'star'"),
        (lambda: check_mark(Rule(1, axis="z")), "'z'"),
    ],
)
def test_what_cannot_be_drawn_is_named(wrong, message):
    with pytest.raises(ValueError, match=message):
        wrong()
