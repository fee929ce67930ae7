"""Numbers as text: the few formats, and the same text from Python and in the page."""

import math
import random

import pytest

from regenmed.page.number_text import decimals_of, fill, format_number, slots, with_unit
from regenmed.page.widget import module

SPECS = ["", ".0f", ".1f", ".2f", ".3f", ",.0f", ",.2f", ".0%", ".1%"]


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (1234.5, ",.0f", "1,235"),
        (1234567.891, "", "1,234,567.891"),
        (0.5, ".0f", "1"),
        (-2.5, ".0f", "−3"),
        (-0.04, ".1f", "0.0"),
        (0.256, ".0%", "26%"),
        (12.0, "", "12"),
        (100, "", "100"),
        (math.nan, ".1f", "–"),
        (None, "", "–"),
    ],
)
def test_a_number_in_a_format(value, spec, text):
    assert format_number(value, spec) == text


def test_an_unknown_format_is_named():
    with pytest.raises(ValueError, match=r"'\.1e'"):
        format_number(1, ".1e")


def test_units_join_as_they_are_written():
    assert with_unit("5", "%") == "5%"
    assert with_unit("5", "$") == "$5"
    assert with_unit("5", "years") == "5\u00a0years"
    assert with_unit("–", "years") == "–"


def test_slots_take_their_own_format_then_the_known_one():
    text = fill("{a} and {a:.2f}, {b}", {"a": 1.25, "b": "HSCT"}, {"a": ".1f"})
    assert text == "1.3 and 1.25, HSCT"
    assert slots("{a} and {b:.1f}") == ["a", "b"]


def test_the_page_writes_the_same_numbers(browser):
    rng = random.Random(4)
    values = [rng.uniform(-1, 1) * 10 ** rng.randint(-4, 7) for _ in range(400)]
    values += [0, 0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 1e6, 999.9995, 0.0005, -0.0004, 1.005]
    page = browser.new_page()
    page.add_script_tag(content=module("number_text.js"))
    given = page.evaluate(
        "([values, specs]) => values.map((v) => specs.map((s) => formatNumber(v, s)))",
        [values, SPECS],
    )
    page.close()
    assert given == [[format_number(value, spec) for spec in SPECS] for value in values]


def test_the_page_fills_the_same_sentences(browser):
    template = "{deaths:.1f} of {n}, {therapy}: {deaths} and {missing}, {share:.0%}"
    values = {"deaths": 7.25, "n": 100, "therapy": "a <b>", "share": 0.125}
    formats = {"deaths": ".0f"}
    page = browser.new_page()
    page.add_script_tag(content=module("number_text.js"))
    given = page.evaluate(
        "([t, v, f]) => fillTemplate(t, { ...v, missing: NaN }, f)", [template, values, formats]
    )
    page.close()
    assert given == fill(template, values | {"missing": math.nan}, formats)


@pytest.mark.parametrize(
    ("tolerance", "decimals"), [(3, 0), (1, 0), (0.4, 1), (0.05, 2), (0.01, 2)]
)
def test_a_tolerance_tells_how_many_decimals_count(tolerance, decimals):
    assert decimals_of(tolerance) == decimals
