import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from regenmed.evidence import chi_square_p, fisher_p, welch

tables = st.tuples(st.integers(1, 60), st.integers(1, 60)).flatmap(
    lambda sizes: st.tuples(
        st.integers(0, sizes[0]),
        st.just(sizes[0]),
        st.integers(0, sizes[1]),
        st.just(sizes[1]),
    )
)
samples = st.lists(st.integers(-50, 50), min_size=2, max_size=12, unique=True)
# hours of sleep gained under two drugs (Student 1908), R's dataset `sleep`
DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_the_lady_who_tasted_tea():
    # R: fisher.test(matrix(c(3, 1, 1, 3), 2))
    assert fisher_p(3, 4, 1, 4) == pytest.approx(0.4857, abs=5e-5)


def test_welch_on_the_hours_of_sleep():
    # R: t.test(extra ~ group, data = sleep)
    test = welch(DRUG_1, DRUG_2)
    assert test.t == pytest.approx(-1.8608, abs=5e-5)
    assert test.degrees == pytest.approx(17.776, abs=5e-4)
    assert test.p == pytest.approx(0.07939, abs=5e-6)
    assert (test.low, test.high) == pytest.approx((-3.3654832, 0.2054832), abs=5e-8)


@given(tables)
def test_two_proportions_as_scipy_tests_them(table):
    events1, n1, events2, n2 = table
    cells = [[events1, n1 - events1], [events2, n2 - events2]]
    assert fisher_p(*table) == pytest.approx(stats.fisher_exact(cells).pvalue, rel=1e-9)
    if 0 < events1 + events2 < n1 + n2:
        large = stats.chi2_contingency(cells, correction=False).pvalue
        assert chi_square_p(*table) == pytest.approx(large, rel=1e-9)


@given(samples, samples, st.floats(0.5, 0.999))
def test_two_means_as_scipy_tests_them(first, second, level):
    test = welch(first, second, level)
    other = stats.ttest_ind(first, second, equal_var=False)
    span = other.confidence_interval(level)
    assert (test.t, test.degrees, test.p) == pytest.approx(
        (other.statistic, other.df, other.pvalue), rel=1e-8, abs=1e-12
    )
    assert (test.low, test.high) == pytest.approx((span.low, span.high), rel=1e-7, abs=1e-9)
    assert test.difference == pytest.approx(np.mean(first) - np.mean(second))


def test_nobody_or_everybody_tells_nothing():
    assert fisher_p(0, 5, 0, 9) == chi_square_p(0, 5, 0, 9) == 1
    assert fisher_p(5, 5, 9, 9) == chi_square_p(5, 5, 9, 9) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fisher_p(6, 5, 1, 9), "events1 = 6 is more than n1 = 5"),
        (lambda: chi_square_p(1, 5, 1, 0), "n2 = 0"),
        (lambda: welch([1], [1, 2]), "first: 1 value"),
        (lambda: welch([1, 2], [1, float("nan")]), r"second\[1\] = nan is not finite"),
        (lambda: welch([2, 2], [3, 3]), "do not vary"),
        (lambda: welch([1, 2], [1, 3], level=1), "level = 1 is not between 0 and 1"),
    ],
)
def test_what_cannot_be_tested_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
