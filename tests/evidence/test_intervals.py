import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regenmed.evidence import interval, rule_of_three, upper_bound

arms = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
methods = st.sampled_from(["wilson", "exact"])
levels = st.floats(0.01, 0.9999)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        (13, 10.0, 28.9),
        (27, 26.4, 49.7),
        (42, 46.1, 69.8),
        (17, 14.4, 35.1),
        (21, 19.0, 41.1),
        (31, 31.4, 55.3),
        (36, 38.0, 62.0),
    ],
)
def test_exact_intervals_as_printed_by_boutron_2010(events, low, high):
    # JAMA 2010;303:2058: exact intervals of counts of 72 trial reports, in percent.
    bounds = interval(events, 72, method="exact")
    assert [round(100 * bound, 1) for bound in bounds] == [low, high]


def test_wilson_intervals_as_printed_by_newcombe_1998():
    # Stat Med 1998;17:857, table I, method 3.
    assert interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert interval(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert interval(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert interval(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


@given(arms, methods, levels)
def test_interval_holds_the_proportion_and_stays_between_0_and_1(arm, method, level):
    events, n = arm
    low, high = interval(events, n, level, method)
    assert 0 <= low <= events / n <= high <= 1
    assert low < high


@given(arms, methods, levels)
def test_interval_of_non_events_is_the_mirror_image(arm, method, level):
    events, n = arm
    low, high = interval(events, n, level, method)
    other_low, other_high = interval(n - events, n, level, method)
    assert (1 - other_high, 1 - other_low) == pytest.approx((low, high), abs=1e-9)


@given(arms, methods)
def test_a_higher_level_gives_a_wider_interval(arm, method):
    low, high = interval(*arm, level=0.8, method=method)
    wider_low, wider_high = interval(*arm, level=0.99, method=method)
    assert wider_low <= low and high <= wider_high


@given(arms)
def test_the_exact_bound_leaves_the_stated_tail(arm):
    events, n = arm
    low, _ = interval(events, n, method="exact")
    if 0 < events < n <= 300:
        tail = sum(math.comb(n, k) * low**k * (1 - low) ** (n - k) for k in range(events, n + 1))
        assert tail == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize("n", [1, 15, 30, 300])
def test_upper_bound_with_no_event_solves_its_equation(n):
    bound = upper_bound(0, n)
    assert (1 - bound) ** n == pytest.approx(0.05)
    assert upper_bound(n, n) == 1


def test_rule_of_three_is_close_to_the_exact_bound_from_n_30_and_never_above_1():
    assert rule_of_three(30) == pytest.approx(upper_bound(0, 30), rel=0.06)
    assert rule_of_three(300) == pytest.approx(upper_bound(0, 300), rel=0.01)
    assert rule_of_three(2) == 1


def test_whole_numbers_of_any_type_are_accepted():
    assert interval(np.int64(3), 55.0) == interval(3, 55)


@pytest.mark.parametrize(
    ("events", "n", "message"),
    [
        (5, 4, "events = 5 is more than n = 4"),
        (-1, 4, "events = -1 is negative"),
        (0, 0, "n = 0"),
        (1, -3, "n = -3 is negative"),
        (1.5, 4, "events = 1.5 is not a whole number"),
        (math.nan, 4, "events = nan is not finite"),
        (1, math.inf, "n = inf is not finite"),
        ("x", 4, "events = 'x' is not a number"),
        (None, 4, "events = None is not a number"),
    ],
)
@pytest.mark.parametrize("function", [interval, upper_bound])
def test_impossible_counts_are_named(function, events, n, message):
    with pytest.raises(ValueError, match=message):
        function(events, n)


@pytest.mark.parametrize("level", [0, 1, -0.1, 95, math.nan, "high"])
def test_impossible_levels_are_named(level):
    with pytest.raises(ValueError, match=f"level = .?{level}"):
        interval(1, 2, level)


def test_an_unknown_method_lists_the_known_ones():
    with pytest.raises(ValueError, match="method = 'wald' is not one of wilson, exact"):
        interval(1, 2, method="wald")


def test_rule_of_three_needs_a_person():
    with pytest.raises(ValueError, match="n = 0"):
        rule_of_three(0)
