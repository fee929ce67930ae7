import numpy as np
import pytest
from scipy.integrate import solve_ivp

from regenmed.models import beta_cells
from regenmed.models.crossings import first_crossing

SADDLE = (250.0, 2.8)


def test_published_fixed_points():
    expected = [[100, 10, 300], [250, 2.8, 36.96], [600, 0, 0]]
    np.testing.assert_allclose(beta_cells.fixed_points(), expected, atol=1e-9)


@pytest.mark.parametrize(
    ("attack", "glucose", "mass"),
    [(0.005, 115.5, 209.7), (0.010, 136.8, 140.1), (0.012, 150.0, 113.3)],
)
def test_attack_moves_the_healthy_state(attack, glucose, mass):
    healthy, saddle, without_cells = beta_cells.fixed_points(attack)
    assert healthy[[0, 2]] == pytest.approx([glucose, mass], abs=0.06)
    assert healthy[2] > saddle[2] > 0
    assert without_cells.tolist() == [600, 0, 0]


def test_fold():
    assert pytest.approx(0.0135, abs=1e-15) == beta_cells.FOLD_ATTACK
    assert len(beta_cells.fixed_points(0.01349)) == 3
    assert beta_cells.fixed_points(0.0136).tolist() == [[600, 0, 0]]


@pytest.mark.parametrize("attack", [0.0, 0.005, 0.012])
def test_fixed_points_stand_still_and_have_the_published_stability(attack):
    points = beta_cells.fixed_points(attack)
    np.testing.assert_allclose(beta_cells.rates(points.T, attack), 0, atol=1e-9)
    for point, unstable in zip(points, (0, 1, 0), strict=True):
        eigenvalues = np.linalg.eigvals(beta_cells.jacobian(point[:, None], attack)[..., 0])
        assert (eigenvalues.real > 0).sum() == unstable


def test_jacobian_is_the_slope_of_the_rates():
    state, attack = np.array([[140.0], [7.0], [130.0]]), 0.01
    found = beta_cells.jacobian(state, attack)[..., 0]
    for variable in range(3):
        step = np.zeros((3, 1))
        step[variable] = 1e-5
        slope = (
            beta_cells.rates(state + step, attack) - beta_cells.rates(state - step, attack)
        ) / 2e-5
        np.testing.assert_allclose(found[:, variable], slope[:, 0], rtol=1e-6, atol=1e-7)


def test_the_saddle_separates_the_fates():
    start = [[SADDLE[0]] * 2, [SADDLE[1]] * 2, [37.0, 35.0]]
    course = beta_cells.simulate([0, 1500.0], start=start)
    np.testing.assert_allclose(course.mass[-1], [300, 0], atol=0.01)
    np.testing.assert_allclose(course.glucose[-1], [100, 600], atol=0.01)


def test_an_attack_above_the_fold_leads_to_diabetes_within_weeks():
    days = np.arange(0.0, 601.0)
    course = beta_cells.simulate(days, 0.02)
    first_day = days[course.glucose > 126][0]
    assert first_day == 37
    assert course.mass[37] == pytest.approx(168, abs=0.5)
    assert course.mass[37] / 300 == pytest.approx(0.56, abs=0.005)
    assert 36 < first_crossing(days, course.glucose, 126.0) < 37
    assert course.glucose[-1] == pytest.approx(600, abs=1e-3)


def test_tissue_and_tolerance_are_both_needed():
    days = np.arange(0.0, 2401.0)
    graft = np.array([300.0, 300.0, 50.0, 20.0, 0.0])
    after = np.array([0.02, 0.0, 0.0, 0.0, 0.0])
    course = beta_cells.simulate(days, 0.02, graft=graft, attack_after=after)
    np.testing.assert_allclose(course.glucose[-1], [600, 100, 100, 600, 600], atol=0.01)
    np.testing.assert_allclose(course.mass[-1, 1:3], 300, atol=0.01)
    assert (course.days_below(126.0, since=600.0)[3:] == 0).all()
    assert course.mass[600] - course.mass[599] == pytest.approx(graft, abs=0.01)


@pytest.mark.parametrize(("graft", "after"), [(300.0, 0.02), (50.0, 0.0), (120.0, 0.008)])
def test_course_equals_that_of_scipy(graft, after):
    days = np.linspace(0, 1200, 61)
    course = beta_cells.simulate(days, 0.02, graft=graft, attack_after=after)
    state, found = np.array([100.0, 10.0, 300.0]), []
    for first, last, attack, gift in ((0, 600, 0.02, 0.0), (600, 1200, after, graft)):
        state = state + [0, 0, gift]
        kept = days[(days >= first) & ((days < last) | (last == 1200))]
        solved = solve_ivp(
            lambda _, y, attack=attack: beta_cells.rates(y, attack),
            (first, last),
            state,
            "LSODA",
            np.append(kept, last) if last == 600 else kept,
            rtol=1e-9,
            atol=1e-10,
        )
        state = solved.y[:, -1]
        found.append(solved.y[:, : len(kept)])
    glucose, _, mass = np.concatenate(found, axis=1)
    assert np.abs(course.glucose - glucose).max() < 0.05
    assert np.abs(course.mass - mass).max() < 0.01


def test_a_graft_under_attack_works_for_some_weeks_only():
    fine = np.concatenate([[0.0], np.arange(600.0, 660.0, 0.05)])
    course = beta_cells.simulate(fine, 0.02, graft=300.0)
    assert course.days_below(126.0, since=600.0) == pytest.approx(36, abs=0.5)
    assert course.glucose[-1] > 140


def test_a_grid_equals_its_points_on_any_output_days():
    graft, after = np.array([[0.0], [40.0], [300.0]]), np.array([0.0, 0.01])
    days = np.array([0.0, 100.0, 599.5, 650.0, 900.0])
    grid = beta_cells.simulate(days, 0.02, graft=graft, attack_after=after)
    assert grid.glucose.shape == (5, 3, 2)
    one = beta_cells.simulate(days, 0.02, graft=40.0, attack_after=0.01)
    np.testing.assert_allclose(grid.glucose[:, 1, 1], one.glucose, rtol=1e-4)


def test_days_below_counts_parts_of_days():
    days = np.array([0.0, 1.0, 2.0, 3.0])
    glucose = np.array([100.0, 140.0, 100.0, 100.0])
    course = beta_cells.Course(days, glucose, glucose, glucose)
    assert course.days_below(120.0) == pytest.approx(0.5 + 0.5 + 1.0)
    assert course.days_below(100.0) == 0.0
    assert course.days_below(120.0, since=1.0, until=2.0) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: beta_cells.fixed_points(-0.01), "attack must be from 0 to 1, not -0.01"),
        (lambda: beta_cells.simulate([0, 1], graft=-5), "graft must be from 0 to 10000, not -5"),
        (lambda: beta_cells.simulate([0, 1], start=(1, 2)), "start must have 3 rows"),
        (lambda: beta_cells.simulate([0, 1], graft_day=-1), "graft_day must be at least 0"),
        (lambda: beta_cells.simulate([0, 1], attack_after=2), "attack_after must be from 0 to 1"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
