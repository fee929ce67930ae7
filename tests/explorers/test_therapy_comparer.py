import numpy as np
import pytest

from regenmed.explorers.therapy_comparer import THERAPIES, TIMES, therapy_comparer, therapy_course
from regenmed.models import tolerance


def one(therapy, rule, strength):
    answers = therapy_course(*(np.array([value], float) for value in (therapy, rule, strength)))
    return {key: value[0] for key, value in answers.items()}


@pytest.mark.parametrize(
    ("therapy", "rule", "strength", "case"),
    [
        (1, 1, 80, 1),  # below the threshold of 89 %
        (1, 1, 90, 0),
        (2, 1, 70, 1),  # below the threshold of 74 %
        (2, 1, 80, 0),
        (0, 1, 30, 1),
        (0, 1, 50, 0),  # a strong passing drug crosses too
        (3, 1, 40, 1),
        (3, 1, 50, 0),
        (1, 2, 100, 2),
        (0, 2, 100, 2),
        (4, 1, 80, 4),
        (1, 1, 0, 3),
    ],
)
def test_cases(therapy, rule, strength, case):
    assert one(therapy, rule, strength)["case"] == case


def test_curves_are_the_model_s():
    answers = one(1, 1, 80)
    course = tolerance.simulate(tolerance.transplant(0.8), 14.0, TIMES[2:])
    np.testing.assert_allclose(answers["attack"][2:], course.attack, rtol=1e-3)
    np.testing.assert_allclose(answers["tissue"][2:], course.tissue, rtol=1e-3)
    assert answers["attack"][0] == answers["attack"][1] == answers["untreated"]


def test_a_therapy_that_is_not_chosen_does_nothing():
    for therapy in range(len(THERAPIES)):
        assert one(therapy, 1, 0)["end"] == pytest.approx(0.562319, abs=1e-4)


def test_an_unknown_preset_value_is_refused():
    with pytest.raises(ValueError, match="outside 0 to 100"):
        therapy_comparer().stops(strength=120)
