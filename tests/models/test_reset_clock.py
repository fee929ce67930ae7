import numpy as np
import pytest
from scipy.integrate import solve_ivp

from regenmed.models import reset_clock


def test_published_reproduction_number():
    """R0 = 0.8 is printed for figure 2 of Alexander and Wahl; the parameters give 0.7996."""
    assert reset_clock.reproduction_number() == pytest.approx(0.79960, abs=5e-6)
    assert reset_clock.reproduction_number(reset_clock.presentation_for(1.5)) == pytest.approx(1.5)


def test_chronic_state_in_closed_form():
    found = reset_clock.steady_state(1.5)
    np.testing.assert_allclose(found, [16.547, 83_333, 66_189, 2.646e7], rtol=1e-4)
    assert (reset_clock.steady_state([0.5, 1.0]) == 0).all()


def test_the_closed_form_is_where_the_published_start_leads():
    start = [1.0, 0.0, 0.0, 1e8]
    course = reset_clock.simulate(np.linspace(0, 400, 41), 1.5, start=start)
    assert course.effectors[-1] == pytest.approx(reset_clock.steady_state(1.5)[2], rel=1e-4)
    calm = reset_clock.simulate(np.linspace(0, 1000, 41), 0.8, start=start)
    assert calm.effectors[-1] < 1e-3 * calm.effectors.max()


def test_each_tenfold_deeper_reset_buys_about_32_days():
    days = np.linspace(0, 200, 801)
    course = reset_clock.simulate(days, 1.5, depth=[0.9, 0.99, 0.999, 0.9999])
    np.testing.assert_allclose(course.half_relapse_day(), [26, 58, 90, 121], atol=0.7)
    np.testing.assert_allclose(np.diff(course.half_relapse_day()), 32, atol=0.7)


def test_a_drug_that_doubles_unspecific_regulation_brings_r0_to_one_and_no_cure():
    presented = reset_clock.presentation_for(1.5)
    assert reset_clock.reproduction_number(presented, 0.5) == pytest.approx(1.0)
    days = np.linspace(0, 60, 601)
    treated = reset_clock.simulate(days, 1.5, unspecific=0.5)
    assert treated.effectors[-1] < 0.5 * treated.effectors[0]
    last = np.stack([treated.presenting, treated.regulators, treated.effectors, treated.antigen])[
        :, -1
    ]
    assert 1 < reset_clock.simulate(days, 1.5, start=last).half_relapse_day() < 30


def test_course_equals_that_of_scipy():
    r0, depth = 1.5, 0.99
    f = reset_clock.presentation_for(r0)

    def rates(_, y):
        a, r, e, g = y
        return [
            f * 0.0025 * g - 0.5 * a - 3e-6 * a * r,
            200 * a + 0.016 * e * a - 0.25 * r,
            1000 * a - 0.25 * e,
            2000 * e - 5.0025 * g,
        ]

    days = np.linspace(0, 150, 31)
    start = reset_clock.steady_state(r0) * (1 - depth)
    expected = solve_ivp(rates, (0, 150), start, "LSODA", days, rtol=1e-9, atol=1e-9).y
    course = reset_clock.simulate(days, r0, depth=depth)
    np.testing.assert_allclose(course.effectors, expected[2], rtol=1e-4)
    np.testing.assert_allclose(course.regulators, expected[1], rtol=1e-4)


def test_a_grid_equals_its_points():
    days = np.linspace(0, 100, 21)
    grid = reset_clock.simulate(days, np.array([[1.2], [1.5]]), depth=np.array([0.9, 0.99, 0.999]))
    assert grid.effectors.shape == (21, 2, 3)
    one = reset_clock.simulate(days, 1.5, depth=0.99)
    np.testing.assert_allclose(grid.effectors[:, 1, 1], one.effectors, rtol=1e-4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: reset_clock.simulate([0, 1], depth=1.1), "depth must be from 0 to 1, not 1.1"),
        (lambda: reset_clock.simulate([0, 1], r0=-1), "r0 must be from 0 to 1000, not -1"),
        (lambda: reset_clock.simulate([0, 1], start=[1, 2, 3]), "start must have 4 rows"),
        (lambda: reset_clock.simulate([1, 0]), "days must be two or more"),
        (lambda: reset_clock.reproduction_number(2), "presentation must be from 0 to 1"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
