import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regenmed.evidence import compare, nnt
from regenmed.evidence.number_needed import _number_needed

arm = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_a_clear_benefit_inverts_the_interval_of_the_difference():
    needed = nnt(3, 55, 34, 55)
    difference = compare(3, 55, 34, 55, "rd", method="newcombe")
    assert needed.direction == "benefit"
    assert needed.estimate == pytest.approx(55 / 31)
    assert (needed.low, needed.high) == pytest.approx((-1 / difference.low, -1 / difference.high))
    assert needed.opposite is None
    assert str(needed) == "NNTB 1.8 (1.5 to 2.5)"


def test_a_clear_harm():
    needed = nnt(8, 79, 0, 77)
    assert needed.direction == "harm"
    assert needed.estimate == pytest.approx(79 / 8)
    assert needed.low < needed.estimate < needed.high < math.inf
    assert str(needed).startswith("NNTH 9.9 (")


def test_an_interval_through_zero_runs_through_infinity_to_the_other_direction():
    needed = nnt(3, 50, 5, 50)
    difference = compare(3, 50, 5, 50, "rd", method="newcombe")
    assert needed.estimate == pytest.approx(25)
    assert needed.low == pytest.approx(-1 / difference.low)
    assert needed.high == math.inf
    assert needed.opposite == pytest.approx(1 / difference.high)
    assert str(needed) == "NNTB 25.0 (NNTB 6.2 to ∞ to NNTH 13.0)"


def test_equal_risks_have_no_number_needed():
    needed = nnt(5, 10, 5, 10)
    assert (needed.estimate, needed.direction, needed.high) == (math.inf, "none", math.inf)
    assert needed.low == pytest.approx(needed.opposite)
    assert str(needed).startswith("no difference (NNTB")


def test_altman_1998_turns_the_published_difference_into_numbers_needed():
    # BMJ 1998;317:1309: difference 10 % (-5 % to 25 %) reads NNTB 10 (NNTH 20 to inf to NNTB 4).
    needed = _number_needed("benefit", 0.10, -0.05, 0.25)
    assert (needed.estimate, needed.low, needed.opposite) == pytest.approx((10, 4, 20))
    assert needed.high == math.inf


@given(arm, arm)
def test_a_wanted_event_turns_benefit_into_harm(first, second):
    unwanted, wanted = nnt(*first, *second), nnt(*first, *second, wanted=True)
    turned = {"benefit": "harm", "harm": "benefit", "none": "none"}
    assert wanted.direction == turned[unwanted.direction]
    assert wanted.estimate == unwanted.estimate


@given(arm, arm, st.floats(0.5, 0.999))
def test_the_interval_holds_the_estimate_and_is_never_negative(first, second, level):
    needed = nnt(*first, *second, level=level)
    assert 0 < needed.low <= needed.estimate * (1 + 1e-9)
    assert needed.estimate <= needed.high * (1 + 1e-9)
    assert needed.opposite is None or needed.opposite > 0
    assert (needed.opposite is None) == (needed.high < math.inf)


def test_impossible_counts_are_named():
    with pytest.raises(ValueError, match="events2 = 9 is more than n2 = 7"):
        nnt(1, 7, 9, 7)
