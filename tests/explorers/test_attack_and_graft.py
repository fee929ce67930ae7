import numpy as np
import pytest

from regenmed.explorers.attack_and_graft import DAYS, attack_and_graft, graft_course


def one(graft, attack):
    answers = graft_course(np.array([float(graft)]), np.array([float(attack)]))
    return {key: value[0] for key, value in answers.items()}


@pytest.mark.parametrize(
    ("graft", "attack", "case"),
    [(0, 0, 0), (0, 2, 0), (50, 0, 1), (300, 0.5, 1), (300, 2, 2), (100, 2, 3), (300, 1, 4)]
    + [(25, 0, 5), (25, 1, 3)],
)
def test_cases(graft, attack, case):
    assert one(graft, attack)["case"] == case


def test_tissue_and_tolerance_are_both_needed():
    only_tissue, only_tolerance, both = one(300, 2), one(0, 0), one(300, 0)
    assert only_tissue["glucose_end"] == pytest.approx(600, abs=0.1)
    assert only_tolerance["glucose_end"] == pytest.approx(600, abs=0.1)
    assert both["glucose_end"] == pytest.approx(100, abs=0.1)
    assert both["mass_end"] == pytest.approx(300, abs=0.5)
    assert only_tissue["working"] == pytest.approx(36, abs=1)


def test_the_graft_stands_at_day_zero():
    answers = one(200, 2)
    at = np.searchsorted(DAYS, 0.0)
    assert DAYS[at] == 0
    assert answers["mass"][at] - answers["mass"][at - 1] == pytest.approx(200, abs=1)


def test_cells_that_multiply_in_high_glucose_are_not_called_a_part_of_the_graft():
    explorer = attack_and_graft()
    answers = explorer.compute(graft=75, attack=1)
    assert answers["case"] == 4 and answers["mass_end"] > 75
    assert "part of the graft" not in explorer.spec["sentences"][4]
