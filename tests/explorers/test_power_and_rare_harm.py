import pytest

from regenmed.evidence import power
from regenmed.explorers.power_and_rare_harm import PATIENTS, chances


def test_one_percent_made_two():
    answers = chances(1.0, 2.0, 2500)
    assert answers["needed"] == pytest.approx(2318, abs=1)
    assert answers["prove_at_n"] == pytest.approx(100 * power(0.01, 0.02, 2500))
    assert answers["case"] == 2


@pytest.mark.parametrize(("patients", "case"), [(20, 0), (300, 1), (5000, 2)])
def test_cases(patients, case):
    assert chances(1.0, 2.0, patients)["case"] == case


def test_seeing_a_case_is_one_minus_seeing_none():
    answers = chances(0.1, 3.0, 100)
    assert answers["see_at_n"] == pytest.approx(100 * (1 - 0.997**100))
    assert answers["missed"] + answers["see_at_n"] == pytest.approx(100)
    assert answers["seen"][0] == pytest.approx(100 * (1 - 0.997 ** PATIENTS[0]))
