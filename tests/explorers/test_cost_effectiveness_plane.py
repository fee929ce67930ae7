import numpy as np
import pytest

from regenmed.explorers.cost_effectiveness_plane import SURVEYS, cost_effectiveness_plane
from regenmed.models import ms_economics as ms


@pytest.fixture(scope="module")
def explorer():
    return cost_effectiveness_plane()


def test_against_list_prices_the_transplant_dominates(explorer):
    answers = explorer.compute(price=100_000, hazard_ratio=0.07, years=5, survey=0)
    assert answers["case"] == 0 and np.isnan(answers["ratio"])
    assert answers["cost"] < 0 < answers["gain"]


def test_against_a_cheap_drug_it_has_a_price(explorer):
    answers = explorer.compute(price=4000, hazard_ratio=0.07, years=5, survey=0)
    assert answers["case"] == 2
    assert answers["ratio"] == pytest.approx(answers["cost"] / answers["gain"])
    assert answers["price_per_qaly"] == answers["ratio"]


def test_without_effect_only_the_risk_is_left(explorer):
    cheap = explorer.compute(price=4000, hazard_ratio=1.0, years=5, survey=0)
    dear = explorer.compute(price=100_000, hazard_ratio=1.0, years=5, survey=0)
    assert (cheap["case"], dear["case"]) == (1, 3)
    assert cheap["gain"] < 0
    assert np.isnan(dear["price_per_qaly"]), "a QALY lost has no price to pay"


def test_every_draw_is_inside_the_picture(explorer):
    for hazard_ratio in (0.07, 1.0):
        answers = explorer.compute(price=100_000, hazard_ratio=hazard_ratio, years=11, survey=0)
        assert answers["gains"].min() >= -1 and answers["gains"].max() <= 1.5
        assert answers["costs"].min() >= -900 and answers["costs"].max() <= 200


def test_what_is_lost_is_said_without_a_minus(explorer):
    dear = explorer.compute(price=100_000, hazard_ratio=1.0, years=5, survey=0)
    assert dear["lost"] == -dear["gain"] > 0


def test_the_questionnaire_changes_the_gain_several_fold(explorer):
    first, second = (
        explorer.compute(price=4000, hazard_ratio=0.07, years=5, survey=survey)["gain"]
        for survey in range(len(SURVEYS))
    )
    assert first > 3 * second > 0


def test_the_best_guess_is_the_model_with_numbers_of_the_dataset(explorer):
    answers = explorer.compute(price=80_000, hazard_ratio=0.07, years=5, survey=1)
    cost, gain = ms.difference(
        utility=ms.utilities(0.702, 0.529),
        drug_price=80_000,
        transplant_cost=85_184,
        hazard_ratio=0.07,
        procedure_deaths=0.5 / 56,
    )
    assert answers["cost"] == pytest.approx(cost / 1000)
    assert answers["gain"] == pytest.approx(gain)
    assert answers["costs"].shape == answers["gains"].shape == (40,)


def test_the_share_worth_its_price_counts_the_draws(explorer):
    answers = explorer.compute(price=4000, hazard_ratio=0.07, years=5, survey=1)
    worth = (150 * answers["gains"] > answers["costs"]).mean()
    assert answers["worth"] == pytest.approx(100 * worth)
