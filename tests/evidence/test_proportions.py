import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regenmed.evidence import pool_proportions

arms = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
tables = st.lists(arms, min_size=1, max_size=15).map(
    lambda rows: tuple(list(column) for column in zip(*rows, strict=True))
)
transforms = st.sampled_from(["logit", "freeman-tukey"])
methods = st.sampled_from(["DL", "REML", "fixed"])


@given(tables, transforms, methods)
def test_any_counts_give_ordered_proportions(table, transform, method):
    result = pool_proportions(*table, transform, method)
    assert 0 <= result.predict_low <= result.low <= result.estimate + 1e-12
    assert result.estimate - 1e-12 <= result.high <= result.predict_high <= 1
    assert result.tau2 >= 0 and math.isfinite(result.se)


@given(tables, transforms, st.sampled_from(["DL", "fixed"]))
def test_pooled_non_events_are_the_mirror_image(table, transform, method):
    events, n = table
    result = pool_proportions(events, n, transform, method)
    mirror = pool_proportions([m - e for e, m in zip(events, n, strict=True)], n, transform, method)
    assert 1 - mirror.estimate == pytest.approx(result.estimate, abs=1e-6)
    assert 1 - mirror.high == pytest.approx(result.low, abs=1e-6)


@given(arms, st.integers(1, 6), transforms)
def test_equal_studies_pool_to_their_proportion(arm, k, transform):
    events, n = arm
    result = pool_proportions([events] * k, [n] * k, transform)
    if transform == "logit" and events in (0, n):
        events, n = events + 0.5, n + 1
    assert result.estimate == pytest.approx(events / n, abs=1e-6)


def test_half_is_added_only_to_studies_with_a_zero_cell():
    # By hand: logits log(0.5/10.5) with variance 1/0.5 + 1/10.5 and log(3/7) with 1/3 + 1/7.
    weights = 1 / (1 / 0.5 + 1 / 10.5), 1 / (1 / 3 + 1 / 7)
    logits = math.log(0.5 / 10.5), math.log(3 / 7)
    mean = sum(w * y for w, y in zip(weights, logits, strict=True)) / sum(weights)
    result = pool_proportions([0, 3], [10, 10], method="fixed")
    assert result.estimate == pytest.approx(1 / (1 + math.exp(-mean)))


def test_freeman_tukey_of_a_published_example_turns_back_to_the_raw_proportion():
    # Miller 1978: the inverse returns the proportion that went in.
    for events, n in ((0, 10), (1, 10), (12, 20), (38, 40), (40, 40)):
        result = pool_proportions([events], [n], "freeman-tukey")
        assert result.estimate == pytest.approx(events / n, abs=1e-7)


@pytest.mark.parametrize(
    ("events", "n", "message"),
    [
        ([1, 5], [4, 4], r"events\[1\] = 5 is more than n\[1\] = 4"),
        ([1, 0], [4, 0], r"n\[1\] = 0"),
        ([-1], [4], r"events\[0\] = -1(.0)? is negative"),
        ([0.5], [4], r"events\[0\] = 0.5 is not a whole number"),
        ([math.nan], [4], r"events\[0\] = nan"),
        ([1, 2], [4], "events and n: 2 against 1 entries"),
        ([], [], "events is empty"),
    ],
)
def test_impossible_counts_are_named(events, n, message):
    with pytest.raises(ValueError, match=message):
        pool_proportions(events, n)


def test_unknown_words_list_the_known_ones():
    with pytest.raises(
        ValueError, match="transform = 'arcsine' is not one of logit, freeman-tukey"
    ):
        pool_proportions([1], [4], "arcsine")
    with pytest.raises(ValueError, match="method = 'ML' is not one of DL, REML, fixed"):
        pool_proportions([1], [4], method="ML")
    with pytest.raises(ValueError, match="level = 2"):
        pool_proportions([1], [4], level=2)
