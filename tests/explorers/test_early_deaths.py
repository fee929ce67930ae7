"""Early deaths against later survival: the arithmetic behind the explorer of lesson 4."""

import math

import numpy as np
import pytest

from regenmed.explorers.early_deaths import early_deaths, survival


def test_early_deaths_are_taken_off_at_the_start():
    assert survival(early=10, ratio=0.3, yearly=6)["transplant"][0] == 90


def test_both_groups_have_lost_equally_many_at_break_even():
    answer = survival(early=10, ratio=0.3, yearly=6)
    t, hazard = answer["break_even"], 0.06
    assert 90 * math.exp(-0.3 * hazard * t) == pytest.approx(100 * math.exp(-hazard * t))


def test_without_a_later_gain_there_is_no_break_even():
    answer = survival(early=10, ratio=1.0, yearly=6)
    assert math.isnan(answer["break_even"])
    assert answer["case"] == 0
    assert answer["gain"] < 0


def test_without_early_deaths_the_transplant_is_ahead_from_the_start():
    answer = survival(early=0, ratio=0.5, yearly=6)
    assert answer["case"] == 2
    assert np.all(answer["transplant"] >= answer["drugs"])


def test_the_explorer_builds_and_says_that_it_is_simulated():
    explorer = early_deaths()
    assert "Simulated" in explorer.fallback()


def test_without_early_deaths_three_cases_are_told_apart():
    cases = [survival(early=0, ratio=ratio, yearly=4)["case"] for ratio in (0.5, 1.0, 1.2)]
    assert cases == [2, 3, 4]
    assert math.isnan(survival(early=0, ratio=0.5, yearly=4)["break_even"])
