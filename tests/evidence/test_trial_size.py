import pytest
from hypothesis import given
from hypothesis import strategies as st

from regenmed.evidence import power, sample_size

shares = st.floats(0.01, 0.99)


def test_a_rare_harm_that_doubles_needs_thousands():
    # R: power.prop.test(p1 = 0.01, p2 = 0.02, power = 0.8) gives n = 2318.165.
    assert sample_size(0.01, 0.02) == 2319


@given(shares, shares, st.floats(0.5, 0.99), st.floats(0.8, 0.999))
def test_the_size_is_the_smallest_that_reaches_the_power(p1, p2, wanted, level):
    if abs(p1 - p2) < 1e-3:
        return
    n = sample_size(p1, p2, wanted, level)
    assert power(p1, p2, n, level) >= wanted - 1e-9
    assert n == 1 or power(p1, p2, n - 1, level) < wanted


@given(shares, shares, st.integers(1, 10_000))
def test_arms_may_be_swapped_and_more_people_never_hurt(p1, p2, n):
    assert power(p1, p2, n) == pytest.approx(power(p2, p1, n))
    assert power(p1, p2, n) <= power(p1, p2, n + 1) + 1e-12


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sample_size(0.2, 0.2), "p1 = p2 = 0.2"),
        (lambda: sample_size(0, 0.2), "p1 = 0 is not between 0 and 1"),
        (lambda: sample_size(0.1, 1.2), "p2 = 1.2 is not between 0 and 1"),
        (lambda: sample_size(0.1, 0.2, power=1), "power = 1 is not between 0 and 1"),
        (lambda: sample_size(0.1, 0.2, level=95), "level = 95 is not between 0 and 1"),
        (lambda: power(0.1, 0.2, 0), "n = 0"),
        (lambda: power(0.1, 0.2, -5), "n = -5 is negative"),
        (lambda: power(0.1, float("nan"), 5), "p2 = nan is not finite"),
    ],
)
def test_impossible_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
