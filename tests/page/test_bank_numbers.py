"""Numbers of an item: looked up, computed, written into its text."""

import pytest

from regenmed import facts
from regenmed.page import bank_numbers

ITEM = {
    "type": "numeric",
    "stem": "From {a:.1f} to {b:.0f} %",
    "answer": "{a}",
    "near_misses": [{"value": 7, "feedback": "{b:.2f}", "misconception": "m"}],
    "explanation": "{a}",
}


def test_calls_and_arithmetic_are_resolved_in_order(monkeypatch):
    monkeypatch.setattr(facts, "number", {"one call": 40.0}.__getitem__)
    calls = {"a": "one call", "b": "= 100 - a", "c": "= -(a + b) / 4 * 2"}
    assert bank_numbers.resolve(calls) == ({"a": 40, "b": 60, "c": -50}, [])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("= 1 / 0", "division"),
        ("= a +", "cannot read the arithmetic 'a +'"),
        ("= later", "later is not a number named above it"),
        ("= __import__('os')", "only + - * / ( ), numbers and names are allowed"),
        ("= 'text'", "only + - * /"),
        ("= 2 ** 3", "only + - * /"),
        ("no_such_call mist", "no_such_call"),
    ],
)
def test_a_number_that_cannot_be_had_is_named(call, said):
    numbers, faults = bank_numbers.resolve({"a": "= 1", "x": call})
    assert "x" not in numbers
    assert len(faults) == 1
    assert faults[0].startswith("numbers.x: ")
    assert said in faults[0]


def test_what_follows_from_a_missing_number_is_not_reported_twice():
    _, faults = bank_numbers.resolve({"x": "no_such_call", "y": "= 2 * x"})
    assert [line.split(":")[0] for line in faults] == ["numbers.x"]


def test_text_is_filled_with_true_minus_signs_and_unbroken_percents():
    filled = bank_numbers.fill(ITEM, {"a": -2.25, "b": 9.6})
    assert filled["stem"] == "From \N{MINUS SIGN}2.2 to 10\N{NO-BREAK SPACE}%"
    assert filled["answer"] == -2.25
    assert filled["near_misses"][0] == {"value": 7.0, "feedback": "9.60", "misconception": "m"}
    assert ITEM["answer"] == "{a}"


def test_nothing_rounds_to_a_negative_zero():
    assert bank_numbers.fill(ITEM, {"a": -0.01, "b": 1})["stem"].startswith("From 0.0 to")


def test_line_breaks_of_the_file_do_not_reach_the_reader():
    item = {**ITEM, "explanation": "one\n  two\n"}
    assert bank_numbers.fill(item, {"a": 1, "b": 1})["explanation"] == "one two"


def test_a_lone_brace_is_named():
    lines = bank_numbers.misused({**ITEM, "numbers": {"a": "= 1", "b": "= 2"}, "stem": "Is {a?"})
    assert lines[0].startswith("stem: ")
