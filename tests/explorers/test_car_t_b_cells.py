import numpy as np
import pytest

from regenmed.explorers.car_t_b_cells import DAYS, LEAST, car_t_b_cells, return_course
from regenmed.models import car_t


def one(peak, half_life, kill):
    answers = return_course(*(np.array([value], float) for value in (peak, half_life, kill)))
    return {key: value[0] for key, value in answers.items()}


@pytest.mark.parametrize(
    ("setting", "case"), [((24_000, 34, 6.5), 0), ((24_000, 217, 6.5), 1), ((3000, 34, 0.1), 2)]
)
def test_cases(setting, case):
    assert one(*setting)["case"] == case


def test_curves_are_the_model_s_in_percent():
    answers = one(24_000, 217, 1.0)
    cells = 100 * car_t.concentration(DAYS, car_t.Kinetics(beta=np.log(2) / 217)) / 24_000
    np.testing.assert_allclose(answers["cells"], cells, rtol=1e-9)
    assert (answers["b_cells"] >= LEAST).all()
    assert answers["lowest"] == pytest.approx(answers["b_cells"].min(), rel=1e-9)


def test_the_start_lies_near_the_day_seen_in_lupus():
    explorer = car_t_b_cells()
    start = explorer.compute(**explorer.values_at(explorer.stops()))
    assert 110 - 32 < start["back"] < 110 + 32


def test_slower_fading_keeps_b_cells_away_longer():
    days = [one(24_000, half_life, 3.0)["year"] for half_life in (34, 60, 120, 217)]
    assert (np.diff(days) < 0).all()
