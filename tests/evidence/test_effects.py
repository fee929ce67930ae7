import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regenmed.evidence import compare

arm = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
measures = st.sampled_from(["rr", "or", "rd"])


def test_newcombe_interval_as_printed_in_newcombe_1998():
    # Stat Med 1998;17:873, table II, method 10.
    printed = {
        (56, 70, 48, 80): (0.0524, 0.3339),
        (9, 10, 3, 10): (0.1705, 0.8090),
        (10, 10, 0, 20): (0.6791, 1.0000),
        (10, 10, 0, 10): (0.6075, 1.0000),
    }
    for counts, bounds in printed.items():
        effect = compare(*counts, "rd", method="newcombe")
        assert (effect.low, effect.high) == pytest.approx(bounds, abs=5e-5)


def test_risk_ratio_by_hand():
    effect = compare(10, 50, 20, 50, "rr")
    se = math.sqrt(1 / 10 - 1 / 50 + 1 / 20 - 1 / 50)
    assert effect.estimate == pytest.approx(0.5)
    assert effect.se == pytest.approx(se)
    assert effect.high == pytest.approx(0.5 * math.exp(1.959963984540054 * se))


def test_half_is_added_to_all_four_cells_when_one_is_zero():
    assert compare(0, 10, 4, 10, "rr").estimate == pytest.approx((0.5 / 11) / (4.5 / 11))
    assert compare(0, 10, 4, 10, "or").estimate == pytest.approx((0.5 / 10.5) / (4.5 / 6.5))
    assert compare(10, 10, 4, 10, "rd", method="wald").estimate == pytest.approx(
        10.5 / 11 - 4.5 / 11
    )


def test_a_difference_has_newcombes_interval_unless_said_otherwise():
    assert compare(56, 70, 48, 80, "rd") == compare(56, 70, 48, 80, "rd", method="newcombe")
    assert compare(56, 70, 48, 80, "rd") != compare(56, 70, 48, 80, "rd", method="wald")


def test_newcombe_leaves_zero_cells_as_they_are():
    effect = compare(0, 10, 4, 10, "rd", method="newcombe")
    assert effect.estimate == -0.4
    assert effect.low < -0.4 < effect.high


@given(arm, arm)
def test_nothing_is_added_without_a_zero_cell(first, second):
    (a, n1), (c, n2) = first, second
    if 0 < a < n1 and 0 < c < n2:
        assert compare(a, n1, c, n2, "rr").estimate == pytest.approx((a / n1) / (c / n2))
        assert compare(a, n1, c, n2, "rd").estimate == pytest.approx(a / n1 - c / n2)


@given(arm, arm, measures, st.floats(0.01, 0.999))
def test_the_interval_holds_the_estimate_for_any_counts(first, second, measure, level):
    effect = compare(*first, *second, measure, level, "wald")
    assert effect.low <= effect.estimate <= effect.high
    assert effect.se > 0 and math.isfinite(effect.high)


@given(arm, arm, st.floats(0.01, 0.999))
def test_the_newcombe_interval_holds_the_estimate_and_is_possible(first, second, level):
    effect = compare(*first, *second, "rd", level, "newcombe")
    assert -1 - 1e-12 <= effect.low <= effect.estimate <= effect.high <= 1 + 1e-12


@given(arm, arm)
def test_swapping_the_arms_inverts_the_effect(first, second):
    for measure in ("rr", "or"):
        one, other = compare(*first, *second, measure), compare(*second, *first, measure)
        assert one.estimate == pytest.approx(1 / other.estimate)
        assert one.low == pytest.approx(1 / other.high)
        assert one.se == pytest.approx(other.se)
    for method in ("wald", "newcombe"):
        one = compare(*first, *second, "rd", method=method)
        other = compare(*second, *first, "rd", method=method)
        assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-12)


@given(arm, arm)
def test_counting_non_events_inverts_the_odds_ratio(first, second):
    (a, n1), (c, n2) = first, second
    one = compare(a, n1, c, n2, "or")
    other = compare(n1 - a, n1, n2 - c, n2, "or")
    assert one.estimate == pytest.approx(1 / other.estimate)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((5, 4, 1, 4), "events1 = 5 is more than n1 = 4"),
        ((1, 4, 5, 4), "events2 = 5 is more than n2 = 4"),
        ((1, 0, 1, 4), "n1 = 0"),
        ((1, 4, -1, 4), "events2 = -1 is negative"),
        ((1, 4, math.nan, 4), "events2 = nan"),
    ],
)
def test_impossible_counts_are_named(counts, message):
    with pytest.raises(ValueError, match=message):
        compare(*counts)


def test_unknown_words_list_the_known_ones():
    with pytest.raises(ValueError, match="measure = 'hr' is not one of rr, or, rd"):
        compare(1, 4, 1, 4, "hr")
    with pytest.raises(ValueError, match="method = 'exact' is not one of wald, newcombe"):
        compare(1, 4, 1, 4, "rd", method="exact")
    with pytest.raises(ValueError, match="'newcombe' is for measure 'rd', not 'rr'"):
        compare(1, 4, 1, 4, "rr", method="newcombe")
    with pytest.raises(ValueError, match="level = 95"):
        compare(1, 4, 1, 4, level=95)
