import numpy as np
import pytest

from regenmed.models import tolerance_states as states


def test_the_published_start_is_the_steady_state():
    """The initial state in BIOMD0000000550 is its steady state at alpha2 = 1."""
    (attack, regulation), *rest = states.steady_states(1.0)
    assert not rest
    assert attack == pytest.approx(0.0203298264712407, rel=1e-13)
    assert regulation == pytest.approx(0.00577667577789773, rel=1e-13)


@pytest.mark.parametrize(
    ("alpha2", "attack", "regulation"),
    [
        (10, [0.024992, 0.105105, 0.391063], [0.008722, 0.148114, 1.328407]),
        (14, [0.030202, 0.059915, 0.562319], [0.012724, 0.049546, 1.954615]),
        (20, [0.873585], [2.636358]),
    ],
)
def test_steady_states_known_before(alpha2, attack, regulation):
    found = states.steady_states(alpha2)
    assert found.shape == (len(attack), 2)
    np.testing.assert_allclose(found[:, 0], attack, atol=6e-7)
    np.testing.assert_allclose(found[:, 1], regulation, atol=6e-7)


def _polynomial_roots(alpha2):
    """Steady states again, as the positive roots of the polynomial of degree 7 in attack."""
    r = states.PUBLISHED
    p, one = np.poly1d([1, 0]), np.poly1d([1])
    level = r.alpha3**2 * one + p**2
    left = r.gamma * p * (one + p**2) * (level**2 + r.alpha4**2 * p**4)
    right = level**2 * (r.alpha1 * (one + p**2) + alpha2 * p**2)
    roots = (left - right).roots
    return np.sort(roots[(np.abs(roots.imag) < 1e-9) & (roots.real > 0)].real)


@pytest.mark.parametrize("alpha2", [0.5, 7.0, 7.4, 8.0, 11.0, 15.6, 15.7, 30.0])
def test_steady_states_are_all_the_roots_there_are(alpha2):
    np.testing.assert_allclose(states.steady_states(alpha2)[:, 0], _polynomial_roots(alpha2), 1e-8)


def test_bistable_range():
    low, high = states.bistable_range()
    # Reported before as 7.331321 and 15.665631, from a scan: right to five digits.
    assert low == pytest.approx(7.331321, abs=3e-5)
    assert high == pytest.approx(15.665631, abs=3e-5)
    for alpha2, number in ((low - 1e-6, 1), (low + 1e-6, 3), (high - 1e-6, 3), (high + 1e-6, 1)):
        assert len(_polynomial_roots(alpha2)) == number
        assert len(states.steady_states(alpha2)) == number


def test_stability_of_the_three_states():
    found = states.steady_states(10)
    kinds = [states.stability(state, 10) for state in found]
    assert kinds == ["stable node", "saddle", "stable focus"]
    first, second = states.eigenvalues(found[2], 10)
    assert first.real == pytest.approx(-0.0609, abs=5e-5)
    assert abs(first.imag) == pytest.approx(1.0479, abs=5e-5)
    assert second == first.conjugate()


def test_with_more_regulation_the_high_state_is_unstable():
    """With alpha4 = 7, as in BIOMD0000000549, disease comes and goes around alpha2 = 15 to 20."""
    rules = states.Rules(alpha4=7.0)
    assert states.stability(states.branch("disease", 18.0, rules), 18.0, rules) == "unstable focus"


def test_branches_hold_nan_where_they_do_not_exist():
    alpha2 = np.array([5.0, 10.0, 20.0])
    exists = {"health": [True, True, False], "saddle": [False, True, False]}
    exists["disease"] = [False, True, True]
    for name, expected in exists.items():
        found = states.branch(name, alpha2)
        assert found.shape == (2, 3)
        assert (~np.isnan(found[0])).tolist() == expected
        attack, regulation = found[:, expected]
        for rate in states.rates(attack, regulation, alpha2[expected]):
            np.testing.assert_allclose(rate, 0, atol=1e-12)


def test_jacobian_is_the_slope_of_the_rates():
    p, a, alpha2, h = 0.3, 1.1, 14.0, 1e-6
    by_p = (np.array(states.rates(p + h, a, alpha2)) - np.array(states.rates(p - h, a, alpha2))) / (
        2 * h
    )
    by_a = (np.array(states.rates(p, a + h, alpha2)) - np.array(states.rates(p, a - h, alpha2))) / (
        2 * h
    )
    np.testing.assert_allclose(states.jacobian(p, a, alpha2), np.stack([by_p, by_a], 1), atol=1e-8)


def test_nullclines_meet_in_the_steady_states():
    for attack, regulation in states.steady_states(14.0):
        for line in states.nullclines(np.array([attack]), 14.0):
            assert line[0] == pytest.approx(regulation, abs=1e-9)


def test_nullclines_over_many_susceptibilities():
    attack = np.linspace(0.01, 1, 5)
    for_regulation, for_attack = states.nullclines(attack, np.array([10.0, 14.0, 20.0]))
    assert for_regulation.shape == for_attack.shape == (5, 3)
    assert np.isnan(states.nullclines(np.array([3.0]), 1.0)[1]).all()


@pytest.mark.parametrize("alpha2", [8.0, 10.0, 14.0])
def test_the_separatrix_parts_the_two_fates(alpha2):
    from scipy.integrate import solve_ivp

    attack, regulation = states.separatrix(alpha2)
    inside = np.flatnonzero(~np.isnan(attack))
    saddle = states.branch("saddle", alpha2)
    assert np.min(np.hypot(attack[inside] - saddle[0], regulation[inside] - saddle[1])) < 1e-4
    for point in inside[[2, len(inside) // 3]]:
        ends = []
        for factor in (0.99, 1.01):
            course = solve_ivp(
                lambda _, y: states.rates(y[0], y[1], alpha2),
                (0, 600),
                [attack[point] * factor, regulation[point]],
                rtol=1e-9,
                atol=1e-12,
            )
            ends.append(course.y[0, -1])
        assert ends[0] < saddle[0] < ends[1]


def test_no_separatrix_without_a_saddle():
    path = states.separatrix(np.array([5.0, 14.0, 20.0]))
    assert path.shape == (2, 121, 3)
    assert np.isnan(path[:, :, [0, 2]]).all()
    assert (~np.isnan(path[:, :, 1])).sum() > 100


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: states.steady_states(-1), "alpha2 must be from 0 to 1000, not -1"),
        (lambda: states.branch("cure", 14), "state must be one of health, saddle, disease"),
        (lambda: states.nullclines([-0.1]), "attack must be at least 1e-12"),
        (lambda: states.folds(states.Rules(alpha1=5.0)), "no range with two stable states"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
