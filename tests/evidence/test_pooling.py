import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regenmed.evidence import compare, pool
from regenmed.evidence.heterogeneity import dersimonian_laird, restricted_likelihood

# Colditz et al. 1994: BCG against tuberculosis, 13 trials (cases, people; vaccine then control).
BCG = [
    (4, 123, 11, 139),
    (6, 306, 29, 303),
    (3, 231, 11, 220),
    (62, 13598, 248, 12867),
    (33, 5069, 47, 5808),
    (180, 1541, 372, 1451),
    (8, 2545, 10, 629),
    (505, 88391, 499, 88391),
    (29, 7499, 45, 7277),
    (17, 1716, 65, 1665),
    (186, 50634, 141, 27338),
    (5, 2498, 3, 2341),
    (27, 16913, 29, 17854),
]
methods = st.sampled_from(["DL", "REML", "fixed"])
tables = st.lists(st.tuples(st.floats(-20, 20), st.floats(1e-4, 50)), min_size=1, max_size=20).map(
    lambda rows: tuple(np.array(column) for column in zip(*rows, strict=True))
)


def bcg():
    effects = [compare(*counts, "rr") for counts in BCG]
    return [math.log(e.estimate) for e in effects], [e.se**2 for e in effects]


def test_bcg_table_as_published_for_dersimonian_laird():
    result = pool(*bcg())
    assert result.estimate == pytest.approx(-0.7141, abs=5e-5)
    assert result.se == pytest.approx(0.1787, abs=5e-5)
    assert result.tau2 == pytest.approx(0.3088, abs=5e-5)
    assert result.i2 == pytest.approx(92.12, abs=5e-3)
    assert result.q == pytest.approx(152.2330, abs=5e-5)


def test_bcg_table_as_published_for_reml():
    assert pool(*bcg(), "REML").tau2 == pytest.approx(0.3132, abs=5e-5)


@given(tables, methods, st.booleans())
def test_any_table_gives_an_ordered_finite_result(table, method, hartung_knapp):
    result = pool(*table, method, hartung_knapp=hartung_knapp)
    assert result.predict_low <= result.low <= result.estimate <= result.high
    assert result.high <= result.predict_high
    assert result.tau2 >= 0 and result.q >= 0 and 0 <= result.i2 < 100 + 1e-9
    assert all(math.isfinite(value) for value in vars(result).values())
    slack = 1e-9 * (1 + abs(table[0]).max())
    assert table[0].min() - slack <= result.estimate <= table[0].max() + slack


@given(st.floats(-20, 20), st.floats(1e-4, 50), st.integers(1, 12), methods)
def test_equal_studies_pool_to_that_study_with_less_variance(estimate, variance, k, method):
    result = pool([estimate] * k, [variance] * k, method)
    assert result.estimate == pytest.approx(estimate, abs=1e-12, rel=1e-12)
    assert result.se == pytest.approx(math.sqrt(variance / k))
    assert result.tau2 == 0 and result.i2 == 0 and result.q == pytest.approx(0, abs=1e-9)


@given(tables, methods)
def test_order_of_studies_does_not_matter(table, method):
    forward, backward = pool(*table, method), pool(table[0][::-1], table[1][::-1], method)
    assert forward.estimate == pytest.approx(backward.estimate, rel=1e-6, abs=1e-6)


@given(tables, st.sampled_from(["DL", "fixed"]), st.floats(-50, 50))
def test_a_shift_of_all_studies_shifts_the_result_alone(table, method, shift):
    here, there = pool(*table, method), pool(table[0] + shift, table[1], method)
    assert there.estimate == pytest.approx(here.estimate + shift, abs=1e-6)
    assert there.tau2 == pytest.approx(here.tau2, abs=1e-6, rel=1e-6)


def test_one_study_is_returned_as_it_is():
    result = pool([0.3], [0.04], "REML", hartung_knapp=True)
    assert (result.estimate, result.se, result.tau2, result.i2) == (0.3, 0.2, 0, 0)
    assert (result.predict_low, result.predict_high) == (result.low, result.high)


def test_homogeneous_studies_have_no_spread_between_them():
    # A moment estimate that is not cut off at zero would be negative here.
    table = ([0.10, 0.12, 0.11, 0.09], [0.2, 0.3, 0.1, 0.25])
    for method in ("DL", "REML"):
        assert pool(*table, method) == pool(*table, "fixed")


def test_spread_between_studies_widens_the_prediction_beyond_the_interval():
    result = pool(*bcg())
    assert result.predict_low < result.low - 0.5
    assert result.predict_high > 0 > result.high


def test_one_precise_study_does_not_cancel_the_others():
    estimates, variances = np.array([0.0, 1.0]), np.array([1e-20, 1.0])
    # By algebra: trace = 2 w1 w2 / (w1 + w2) -> 2, Q -> 1, so the excess is -0 and tau2 = 0.
    assert dersimonian_laird(estimates, variances) == pytest.approx(0, abs=1e-12)
    assert dersimonian_laird(3 * estimates, variances) == pytest.approx((9 - 1) / 2)


def log_likelihood(tau2, estimates, variances):
    weights = 1 / (variances + tau2)
    mean = weights @ estimates / weights.sum()
    misfit = weights @ (estimates - mean) ** 2
    return -(misfit - np.log(weights).sum() + math.log(weights.sum())) / 2


# Full steps swing for ever on the last two: R metafor stops with "did not converge".
SWINGING = (
    [-5.661, 2.535, -0.131, 4.591, 11.738, -0.736, 6.338, 3.08, -6.384, 4.035],
    [49.449, 28.702, 2.219, 6.564, 64.612, 100.939, 28.43, 30.191, 109.484, 39.297],
)
SWINGING_ON_A_SMALL_SCALE = ([0.048, 0.1503, -0.3327], [0.000895, 0.006968, 0.040418])


@pytest.mark.parametrize("table", [bcg(), SWINGING, SWINGING_ON_A_SMALL_SCALE])
def test_reml_maximises_the_restricted_likelihood(table):
    estimates, variances = (np.array(column) for column in table)
    found = restricted_likelihood(estimates, variances)
    grid = np.linspace(0, 3 * found, 30001)
    best = grid[np.argmax([log_likelihood(tau2, estimates, variances) for tau2 in grid])]
    assert found == pytest.approx(best, rel=2e-4)


@pytest.mark.parametrize(
    ("estimates", "variances", "message"),
    [
        ([], [], "estimates is empty"),
        ([1, 2], [1], "estimates and variances: 2 against 1 entries"),
        ([1, math.nan], [1, 1], r"estimates\[1\] = nan is not finite"),
        ([1, 2], [1, math.inf], r"variances\[1\] = inf is not finite"),
        ([1, 2], [1, 0], r"variances\[1\] = 0.0 is not above 0"),
        ([1, 2], [-1, 1], r"variances\[0\] = -1.0 is not above 0"),
        ([[1, 2]], [[1, 1]], "estimates has 2 dimensions"),
        (3, 1, "estimates has 0 dimensions"),
        (["a"], [1], "estimates holds something that is not a number"),
    ],
)
def test_impossible_tables_are_named(estimates, variances, message):
    with pytest.raises(ValueError, match=message):
        pool(estimates, variances)


def test_unknown_words_and_levels_are_named():
    with pytest.raises(ValueError, match="method = 'dl' is not one of DL, REML, fixed"):
        pool([1], [1], "dl")
    with pytest.raises(ValueError, match="level = 0 is not between 0 and 1"):
        pool([1], [1], level=0)
