import numpy as np
import pytest
from scipy.integrate import solve_ivp

from regenmed.models import tolerance

LONG = np.array([0.0, 39.999, 250.0])


@pytest.mark.parametrize(
    ("kind", "alpha2", "dose"),
    [
        ("transplant", [10, 12, 14], [0.711, 0.826, 0.890]),
        ("engineered_cells", [10, 12, 14], [0.514, 0.649, 0.741]),
    ],
)
def test_depth_thresholds(kind, alpha2, dose):
    np.testing.assert_allclose(tolerance.thresholds(alpha2, kind), dose, atol=6e-4)


def test_push_thresholds():
    found = tolerance.thresholds(14.0, "stromal_cells", decay=[2.0, 5.0])
    np.testing.assert_allclose(found, [1.58, 0.91], atol=6e-3)


def test_a_strong_passing_drug_crosses_too():
    """No therapy owns the reset: above a third or so a drug given for 40 is not needed again."""
    threshold = tolerance.thresholds(14.0, "drug", duration=40.0)
    assert 0.3 < threshold < 0.4
    weak = tolerance.simulate(tolerance.drug([0.1, 0.2, 0.3], 40), 14.0, LONG)
    assert (weak.attack[1] < weak.attack[0]).all()  # milder while it is given
    np.testing.assert_allclose(weak.attack[-1], 0.562319, atol=1e-5)  # and back afterwards
    strong = tolerance.simulate(tolerance.drug([0.4, 0.5, 0.6], 40), 14.0, LONG)
    assert strong.recovered.all() and not weak.recovered.any()


def test_a_shorter_course_needs_a_stronger_drug():
    found = tolerance.thresholds(14.0, "drug", duration=[1.0, 2.0, 5.0, 40.0])
    assert np.isnan(found[0])  # even blocking everything for so short a time is not enough
    assert (np.diff(found[1:]) < 0).all()


def test_where_the_rule_is_broken_everything_relapses():
    for kind in ("drug", "transplant", "engineered_cells", "stromal_cells"):
        assert np.isnan(tolerance.thresholds(20.0, kind))
    course = tolerance.simulate(tolerance.drug(0.6, 40), 20.0, LONG)
    np.testing.assert_allclose(course.attack[1:], [0.024, 0.874], atol=6e-4)


def test_a_deeper_reset_of_a_broken_rule_buys_little_time():
    times = np.linspace(0, 60, 1201)
    course = tolerance.simulate(tolerance.transplant([0.9, 0.99, 0.999]), 20.0, times)
    np.testing.assert_allclose(course.return_time(), [0.9, 7.6, 8.0], atol=0.05)


def test_a_weak_push_dips_and_rebounds():
    course = tolerance.simulate(tolerance.stromal_cells(1.0, 2.0), 14.0)
    disease = course.attack[0]
    assert course.attack.min() < disease / 2 < disease < course.attack.max()
    assert not course.recovered


def test_a_graft_alone_is_lost_and_changes_no_attack():
    course = tolerance.simulate(tolerance.tissue_graft(0.8), 14.0)
    assert course.tissue[0] == pytest.approx(0.866, abs=1e-3)
    assert course.tissue[-1] == pytest.approx(0.066, abs=5e-4)
    np.testing.assert_allclose(course.attack, 0.562319, atol=1e-5)


def test_a_graft_with_a_lasting_reset_is_kept():
    therapy = tolerance.Therapy(reset=0.95, graft=0.8)
    course = tolerance.simulate(therapy, 14.0, np.linspace(0, 300, 301))
    assert course.recovered and course.tissue[-1] > 0.55


def _reference(therapy, alpha2, times):
    """Solve one course with scipy, afresh where a drug ends; rows attack, regulation, tissue."""
    p, a = tolerance.branch("disease", alpha2)
    tissue = 0.02 / (0.02 + 0.5 * p) + therapy.graft
    keep = 1 - therapy.reset
    state = [p * keep * (1 - therapy.depletion), a * keep, tissue]
    path = np.empty((3, len(times)))
    for first, last in ((0.0, therapy.duration), (therapy.duration, times[-1])):
        if first == last:
            continue
        strength = alpha2 * (1 - therapy.block * (last <= therapy.duration))

        def rates(time, y, strength=strength):
            attack_rate, regulation_rate = tolerance.rates(y[0], y[1], strength)
            push = therapy.push * np.exp(-time / therapy.decay)
            return [attack_rate, regulation_rate + push, 0.02 * (1 - y[2]) - 0.5 * y[0] * y[2]]

        solved = solve_ivp(rates, (first, last), state, rtol=1e-9, atol=1e-12, dense_output=True)
        inside = (times >= first) & (times <= last)
        path[:, inside] = solved.sol(times[inside])
        state = solved.y[:, -1]
    return path


@pytest.mark.parametrize(
    "therapy",
    [
        tolerance.transplant(0.8),
        tolerance.stromal_cells(0.8, 5.0),
        tolerance.Therapy(block=0.3, duration=13.7, depletion=0.4, graft=0.2),
    ],
)
def test_courses_equal_those_of_scipy(therapy):
    times = np.linspace(0, 60, 61)
    course = tolerance.simulate(therapy, 14.0, times)
    simulated = (course.attack, course.regulation, course.tissue)
    for found, expected in zip(simulated, _reference(therapy, 14.0, times), strict=True):
        assert np.abs(found - expected).max() < 1e-4 * np.abs(expected).max()


def test_a_grid_equals_its_points():
    depth, alpha2 = np.linspace(0, 1, 5)[:, None], np.array([10.0, 14.0, 20.0])
    times = np.linspace(0, 30, 31)
    grid = tolerance.simulate(tolerance.transplant(depth), alpha2, times)
    assert grid.attack.shape == (31, 5, 3)
    one = tolerance.simulate(tolerance.transplant(depth[3, 0]), alpha2[1], times)
    assert one.attack.shape == (31,)
    np.testing.assert_allclose(grid.attack[:, 3, 1], one.attack, atol=1e-5)


def test_many_durations_in_one_call_end_each_at_its_own_time():
    times = np.linspace(0, 30, 301)
    durations = np.array([0.0, 3.33, 10.0, 50.0])
    grid = tolerance.simulate(tolerance.drug(0.8, durations), 14.0, times)
    for column, duration in enumerate(durations):
        one = tolerance.simulate(tolerance.drug(0.8, float(duration)), 14.0, times)
        np.testing.assert_allclose(grid.attack[:, column], one.attack, atol=1e-5)


def test_a_start_of_ones_own():
    pushed = tolerance.simulate(None, 14.0, [0, 300.0], start=(np.array([0.05, 0.3]), 0.0127))
    assert pushed.recovered.tolist() == [True, False]
    calm = tolerance.simulate(None, 14.0, [0, 100.0], start="health")
    assert calm.attack[-1] == pytest.approx(calm.attack[0], abs=1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tolerance.transplant(1.2), "reset must be from 0 to 1, not 1.2"),
        (lambda: tolerance.drug(0.5, -1), "duration must be at least 0, not -1"),
        (lambda: tolerance.stromal_cells(1, 0), "decay must be from 0.01 to 1000, not 0"),
        (lambda: tolerance.simulate(alpha2=[14, 5]), "alpha2 must be above 7.33 .* not 5"),
        (lambda: tolerance.simulate(alpha2=20, start="health"), "alpha2 must be below 15.67"),
        (lambda: tolerance.simulate(start="ill"), "start must be 'disease', 'health' or"),
        (lambda: tolerance.simulate(start=(-1.0, 0.0)), "attack must be at least 0"),
        (lambda: tolerance.simulate(times=[3, 2]), "times must be two or more numbers"),
        (lambda: tolerance.thresholds(kind="prayer"), "kind must be one of drug, transplant"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
