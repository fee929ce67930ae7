import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regenmed.evidence import cox, cumulative_incidence, kaplan_meier, log_rank

people = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60).map(
    lambda rows: tuple(np.array(column) for column in zip(*rows, strict=True))
)
with_causes = st.lists(
    st.tuples(st.integers(1, 30), st.sampled_from(["censored", "death", "relapse"])),
    min_size=1,
    max_size=60,
).map(lambda rows: tuple(list(column) for column in zip(*rows, strict=True)))


def test_kaplan_meier_by_hand():
    # Gehan 1965, 6-mercaptopurine arm in leukaemia: survival at 6, 7, 10 weeks as in textbooks.
    time = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    event = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    curve = kaplan_meier(time, event)
    assert [round(curve.at(t)[0], 4) for t in (0, 6, 7, 10, 23)] == [
        1,
        0.8571,
        0.8067,
        0.7529,
        0.4482,
    ]
    assert curve.at(6.9) == curve.at(6)


@given(people)
def test_a_curve_falls_from_1_and_stays_in_its_interval(table):
    curve = kaplan_meier(*table)
    assert curve.time[0] == 0 and (np.diff(curve.time) > 0).all()
    assert (np.diff(curve.share) <= 1e-12).all()
    assert (curve.low <= curve.share + 1e-12).all() and (curve.share <= curve.high + 1e-12).all()
    assert (curve.low >= 0).all() and (curve.high <= 1).all()
    assert curve.events.sum() == table[1].sum()


@given(st.lists(st.integers(1, 50), min_size=1, max_size=50), st.integers(1, 50))
def test_without_censoring_the_curve_is_the_share_still_free(times, moment):
    curve = kaplan_meier(times, [True] * len(times))
    if moment <= max(times):
        assert curve.at(moment)[0] == pytest.approx(np.mean(np.array(times) > moment), abs=1e-12)


@given(people)
def test_without_a_second_event_incidence_is_one_minus_kaplan_meier(table):
    time, event = table[0] + 1, table[1]
    if not event.any():
        return
    curve = kaplan_meier(time, event)
    incidence = cumulative_incidence(time, np.where(event, "death", "censored"), "death")
    assert incidence.share == pytest.approx(1 - curve.share, abs=1e-9)
    assert incidence.low == pytest.approx(1 - curve.high, abs=1e-6)
    assert incidence.high == pytest.approx(1 - curve.low, abs=1e-6)


@given(with_causes)
def test_the_incidences_and_those_free_of_both_events_add_up(table):
    time, cause = table
    present = set(cause) - {"censored"}
    if not present:
        return
    curves = [cumulative_incidence(time, cause, of) for of in present]
    free = kaplan_meier(time, [label != "censored" for label in cause])
    total = sum(curve.share for curve in curves)
    assert total + free.share == pytest.approx(np.ones(len(total)), abs=1e-9)
    for curve in curves:
        assert (curve.low <= curve.share + 1e-9).all() and (curve.share <= curve.high + 1e-9).all()


@given(with_causes)
def test_one_minus_kaplan_meier_over_counts_a_competing_event(table):
    time, cause = table
    if "death" not in cause:
        return
    incidence = cumulative_incidence(time, cause, "death").share
    naive = 1 - kaplan_meier(time, [label == "death" for label in cause]).share
    assert (naive >= incidence - 1e-9).all()


@given(people, st.integers(0, 2**31))
def test_log_rank_ignores_the_names_and_order_of_groups(table, seed):
    time, event = table
    if not event.any() or len(time) < 2:
        return
    group = np.array(["a", "b"] * len(time))[: len(time)]
    order = np.random.default_rng(seed).permutation(len(time))
    one = log_rank(time, event, group)
    other = log_rank(time[order], event[order], np.where(group == "a", "z", "b")[order])
    assert one.chi2 == pytest.approx(other.chi2, abs=1e-9) and 0 <= one.p <= 1


def test_swapping_the_groups_inverts_the_hazard_ratio():
    random = np.random.default_rng(4)
    time, event = random.exponential(size=80), random.random(80) < 0.7
    group = np.arange(80) % 2
    one = cox(time, event, {"group": group})["group"]
    other = cox(time, event, {"group": 1 - group})["group"]
    assert one.estimate == pytest.approx(1 / other.estimate)
    assert one.low == pytest.approx(1 / other.high) and one.low < one.estimate < one.high


def test_the_unit_of_a_covariate_scales_its_log_hazard_ratio():
    random = np.random.default_rng(5)
    time, event, x = random.exponential(size=80), random.random(80) < 0.7, random.normal(size=80)
    per_unit = cox(time, event, {"x": x})["x"]
    per_thousandth = cox(time, event, {"x": 1000 * x + 1e6})["x"]
    assert math.log(per_unit.estimate) == pytest.approx(
        1000 * math.log(per_thousandth.estimate), rel=1e-6
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kaplan_meier([], []), "time is empty"),
        (lambda: kaplan_meier([1, 2], [1]), "time and event: 2 against 1 entries"),
        (lambda: kaplan_meier([1, -2], [1, 0]), r"time\[1\] = -2.0 is negative"),
        (lambda: kaplan_meier([1, math.nan], [1, 0]), r"time\[1\] = nan is not finite"),
        (lambda: kaplan_meier([1, 2], [1, 2]), r"event\[1\] = 2.0 is neither 0 nor 1"),
        (lambda: kaplan_meier([1, 2], ["yes", "no"]), "event holds something that is not a number"),
        (lambda: kaplan_meier([1], [1], level=95), "level = 95"),
        (lambda: kaplan_meier([5, 9], [1, 0]).at(10), "time = 10 is not between 0 and 9"),
        (lambda: kaplan_meier([5, 9], [1, 0]).at(-1), "time = -1 is not between 0 and 9"),
        (lambda: log_rank([1, 2], [1, 1], ["a", "a"]), "group holds 'a' alone"),
        (lambda: log_rank([1, 2], [1, 1], ["a", pd.NA]), r"group\[1\] is missing"),
        (lambda: log_rank([1, 2], [0, 0], ["a", "b"]), "event holds no event"),
        (lambda: log_rank([1, 2], [1, 0], ["a"]), "time and group: 2 against 1 entries"),
        (lambda: cox([1, 2], [0, 0], {"x": [0, 1]}), "event holds no event"),
        (lambda: cox([1, 2], [1, 0], {}), "covariates is empty"),
        (lambda: cox([1, 2], [1, 0], {"x": [3, 3]}), "x is the same for everyone"),
        (lambda: cox([1, 2], [1, 0], {"x": [3]}), "time and x: 2 against 1 entries"),
        (lambda: cox([1, 2], [1, 0], {"x": [3, math.nan]}), r"x\[1\] = nan is not finite"),
        (lambda: cox([1, 2, 3, 4], [1, 1, 0, 0], {"x": [1, 1, 0, 0]}), "no finite effect"),
        (
            lambda: cox([1, 2, 3, 4], [1, 1, 1, 1], {"x": [0, 1, 0, 1], "y": [1, 0, 1, 0]}),
            "a covariate is redundant",
        ),
        (
            lambda: cumulative_incidence([1, 2], ["death", "censored"], "relapse"),
            "of = 'relapse' happens to no one; there are: death",
        ),
        (lambda: cumulative_incidence([1, 2], ["death", None], "death"), r"cause\[1\] is missing"),
        (
            lambda: cumulative_incidence([1], ["death", "death"], "death"),
            "time and event: 1 against 2",
        ),
    ],
)
def test_impossible_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
