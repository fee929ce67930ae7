import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp

from regenmed.models import car_t


def test_published_times_of_the_typical_patient():
    """Stein 2019 prints 0.78, 4.3 and 220 days; the parameters give 216.6 for the last."""
    assert car_t.doubling_time() == pytest.approx(0.78, abs=0.005)
    fast, slow = car_t.half_lives()
    assert fast == pytest.approx(4.3, abs=0.05)
    assert slow == pytest.approx(217, abs=0.5)
    assert car_t.phase_change() == pytest.approx(40.1, abs=0.05)


def test_concentration_at_the_start_and_the_peak():
    found = car_t.concentration([0, 9.3, 9.3 + 4.332])
    np.testing.assert_allclose(found[:2], [24_000 / 3900, 24_000])
    assert found[2] == pytest.approx(12_000, rel=0.01)


def test_exposure_is_the_area_under_the_concentration():
    assert car_t.exposure(28.0) == pytest.approx(1.718e5, rel=2e-4)
    for end in (3.0, 9.3, 60.0):
        area = quad(lambda t: float(car_t.concentration(t)), 0, end, points=[min(9.3, end)])[0]
        assert car_t.exposure(end) == pytest.approx(area, rel=1e-6)


def test_virtual_patients_have_the_published_spread():
    patients = car_t.virtual_patients(20_000, seed=1)
    low, middle, high = np.percentile(patients.cmax, [5, 50, 95])
    assert low == pytest.approx(6_400, rel=0.03)
    assert middle == pytest.approx(24_000, rel=0.03)
    assert high == pytest.approx(89_700, rel=0.03)
    assert np.var(np.log(patients.tmax)) == pytest.approx(0.38, rel=0.05)
    assert car_t.concentration(np.arange(5.0), patients).shape == (5, 20_000)


def test_the_seed_decides_the_patients():
    first, again, other = (car_t.virtual_patients(10, seed=s).cmax for s in (1, 1, 2))
    assert (first == again).all() and (first != other).all()


@pytest.mark.parametrize(("kill", "beta", "day"), [(0.01, 0.02, 129), (1e-3, 0.0032, 58)])
def test_day_of_return(kill, beta, day):
    found = car_t.return_day(car_t.Kinetics(beta=beta), kill=kill)
    assert found == pytest.approx(day, abs=0.5)


def test_no_return_within_the_horizon_and_no_fall_give_nan():
    assert np.isnan(car_t.return_day(kill=0.01, horizon=200.0))
    assert np.isnan(car_t.return_day(kill=0.0))


@pytest.mark.parametrize("kill", [1e-4, 1e-2])
def test_b_cells_equal_those_of_scipy(kill):
    days = np.linspace(0, 200, 51)

    def rate(t, b):
        return 0.01 * (1 - b) - kill * car_t.concentration(t) * b

    solved = solve_ivp(rate, (0, 200), [1.0], "LSODA", days, rtol=1e-9, atol=1e-12, max_step=0.2)
    np.testing.assert_allclose(car_t.b_cells(days, kill=kill), solved.y[0], atol=2e-4)


def test_finer_steps_come_nearer():
    days = np.array([0.0, 10.0, 50.0])
    finest = car_t.b_cells(days, step=0.005)
    errors = [np.abs(car_t.b_cells(days, step=step) - finest).max() for step in (1.0, 0.25)]
    assert errors[1] < errors[0] / 6


def test_kill_for_return_meets_the_reported_day():
    reported = np.array([78.0, 110.0, 142.0])  # mean and one SD either side, Mackensen 2022
    kinetics = car_t.Kinetics(beta=0.02)
    kill = car_t.kill_for_return(reported, kinetics)
    assert (np.diff(kill) > 0).all()
    np.testing.assert_allclose(car_t.return_day(kinetics, kill=kill), reported, atol=0.1)


def test_no_kill_keeps_b_cells_away_after_the_killers_are_gone():
    gone = car_t.Kinetics(beta=1.0, alpha=1.0)
    assert np.isnan(car_t.kill_for_return(1500.0, gone))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: car_t.Kinetics(memory=1.5), "memory must be from 0 to 1, not 1.5"),
        (lambda: car_t.Kinetics(fold=0.5), "fold must be from 1 to 1e\\+09"),
        (lambda: car_t.concentration([-1.0]), "days must be at least 0, not -1"),
        (lambda: car_t.b_cells([1.0, 2.0]), "days must start at 0, not 1"),
        (lambda: car_t.b_cells([0, 1], supply=0), "supply must be from 1e-06 to 10"),
        (lambda: car_t.return_day(level=2), "level must be from 0 to 1"),
        (lambda: car_t.virtual_patients(0, 1), "n must be from 1 to"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
