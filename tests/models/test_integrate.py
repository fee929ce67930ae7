import numpy as np
import pytest
from scipy.integrate._ivp.rk import RK45

from regenmed.models.integrate import BETWEEN, integrate


def circle(_, y):
    return np.stack([y[1], -y[0]])


def circle_jacobian(_, y):
    return np.array([[0.0, 1.0], [-1.0, 0.0]])[..., None] + 0 * y[0]


@pytest.mark.parametrize("jacobian", [None, circle_jacobian])
@pytest.mark.parametrize("rtol", [1e-4, 1e-7, 1e-10])
def test_error_stays_near_the_tolerance_asked_for(jacobian, rtol):
    times = np.linspace(0, 20, 7)
    start = np.array([[1.0, 0.0], [0.0, 2.0]])
    path = integrate(circle, start, times, jacobian=jacobian, rtol=rtol, atol=rtol)
    exact = np.stack([np.cos(times), 2 * np.sin(times)], axis=1)
    assert np.abs(path[:, 0] - exact).max() < 50 * rtol
    assert np.abs(path[:, 0] - exact).max() > 0  # it is a computation, not a formula


@pytest.mark.parametrize("jacobian", [None, circle_jacobian])
@pytest.mark.parametrize("rtol", [1e-4, 1e-7, 1e-10])
def test_between_two_steps_the_error_stays_near_the_tolerance_too(jacobian, rtol):
    times, calls = np.linspace(0, 20, 4001), []

    def counted(time, y):
        calls.append(time)
        return circle(time, y)

    start = np.array([[1.0, 0.0], [0.0, 2.0]])
    path = integrate(counted, start, times, jacobian=jacobian, rtol=rtol, atol=rtol)
    exact = np.stack([np.cos(times), 2 * np.sin(times)], axis=1)
    assert np.abs(path[:, 0] - exact).max() < 50 * rtol
    asked_for_many = len(calls)
    integrate(counted, start, [0, 20.0], jacobian=jacobian, rtol=rtol, atol=rtol)
    assert asked_for_many == len(calls) - asked_for_many  # no step is made for an output


def test_the_explicit_method_reads_between_its_steps_as_scipy_does():
    share = 0.3
    scipys = RK45.P @ share ** np.arange(1, 5)  # weights of the slopes, for one step of length 1
    slopes = np.eye(7)  # each slope by itself: the state is then the weight
    weights = np.array([*RK45.B, 0.0])
    bend = slopes[0] - weights
    turn = weights - slopes[6] - bend
    ours = share * (weights + (1 - share) * (bend + share * (turn + (1 - share) * BETWEEN)))
    np.testing.assert_allclose(ours, scipys, rtol=1e-12, atol=1e-14)


def test_columns_do_not_disturb_each_other():
    rate = np.array([0.1, 1.0, 5.0])
    path = integrate(lambda _, y: -rate * y, np.ones((1, 3)), [0, 1, 3], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(path[-1, 0], np.exp(-3 * rate), rtol=1e-6)


@pytest.mark.parametrize("jacobian", [None, circle_jacobian])
def test_a_wide_grid_gives_what_a_narrow_one_gives(jacobian):
    start = np.array([[1.0], [0.5]]) * np.ones(1500)  # sums are worked out in blocks
    wide = integrate(circle, start, [0, 3, 7], jacobian=jacobian)
    narrow = integrate(circle, start[:, :1], [0, 3, 7], jacobian=jacobian)
    np.testing.assert_allclose(wide, np.repeat(narrow, 1500, axis=2), rtol=1e-9)


def test_explicit_time_is_used():
    path = integrate(lambda t, y: np.full_like(y, np.cos(t)), [[0.0]], [0, 2.0], rtol=1e-10)
    assert abs(path[-1, 0, 0] - np.sin(2)) < 1e-8


def test_stiff_method_takes_few_steps_where_the_explicit_one_crawls():
    calls = {"explicit": 0, "implicit": 0}

    def counted(name):
        def fast_and_slow(_, y):
            calls[name] += 1
            return np.stack([-1e3 * (y[0] - y[1]), -0.1 * y[1]])

        return fast_and_slow

    matrix = np.array([[-1e3, 1e3], [0.0, -0.1]])
    start = np.array([[0.0], [1.0]])
    integrate(counted("explicit"), start, [0, 10.0], rtol=1e-5)
    path = integrate(
        counted("implicit"), start, [0, 10.0], rtol=1e-5, jacobian=lambda _, y: matrix[..., None]
    )
    assert abs(path[-1, 1, 0] - np.exp(-1)) < 1e-5
    assert calls["implicit"] * 20 < calls["explicit"]


def test_a_solution_that_blows_up_is_reported():
    with pytest.raises(ArithmeticError, match="no step meets the tolerance at time 1"):
        integrate(lambda _, y: y**2, [[1.0]], [0, 2.0])
