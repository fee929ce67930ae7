import numpy as np
import pytest

from regenmed.explorers.drug_on_off import drug_course, drug_on_off
from regenmed.models import tolerance


def one(rule, strength, duration):
    answers = drug_course(*(np.array([value], float) for value in (rule, strength, duration)))
    return {key: value[0] for key, value in answers.items()}


@pytest.mark.parametrize(
    ("rule", "strength", "duration", "case"),
    [(0, 0, 38, 0), (0, 20, 38, 1), (0, 50, 38, 3), (0, 80, 2, 2), (1, 60, 38, 2), (1, 20, 38, 1)],
)
def test_cases(rule, strength, duration, case):
    assert one(rule, strength, duration)["case"] == case


def test_the_last_moment_on_the_drug():
    course = tolerance.simulate(tolerance.drug(0.5, 18.0), 14.0, [0.0, 18.0, 30.0])
    assert one(0, 50, 18)["on_drug"] == pytest.approx(course.attack[1], rel=1e-3)


def test_where_the_rule_is_broken_no_drug_lasts():
    for strength in (20, 40, 60, 80):
        assert one(1, strength, 38)["end"] == pytest.approx(0.873585, abs=1e-3)


def test_no_course_leaves_the_picture():
    explorer = drug_on_off()
    top = explorer.spec["chart"]["y"]["high"]
    for preset in explorer.spec["presets"]:
        stops = dict(zip(explorer.controls, preset["stops"], strict=True))
        assert explorer.compute(**explorer.values_at(stops))["attack"].max() <= top
