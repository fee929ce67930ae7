"""Regression to the mean: the arithmetic behind the explorer of lesson 5."""

import numpy as np
import pytest

from regenmed.explorers.regression_to_the_mean import (
    BETWEEN,
    MEAN,
    MEMORY,
    RESPONSE,
    WEEKS,
    enrolled_course,
    regression_to_the_mean,
)


def course(swing, threshold, effect):
    columns = (np.array([float(value)]) for value in (swing, threshold, effect))
    return {key: value[0] for key, value in enrolled_course(*columns).items()}


def test_the_untreated_are_at_their_worst_on_the_day_they_enter():
    untreated = course(swing=10, threshold=65, effect=0)["untreated"]
    assert WEEKS[np.argmax(untreated)] == 0
    assert untreated == pytest.approx(untreated[::-1])


def test_without_variation_nobody_falls_and_the_treated_fall_by_the_effect():
    answer = course(swing=0, threshold=65, effect=10)
    assert answer["fall_untreated"] == pytest.approx(0)
    assert answer["fall_treated"] == pytest.approx(10)
    assert (answer["responders"], answer["responders_treated"]) == (0, 100)
    assert answer["case"] == 0


def test_an_effect_adds_to_the_fall_and_changes_nothing_before_enrolment():
    without, given = (course(swing=10, threshold=65, effect=effect) for effect in (0, 15))
    assert given["fall_treated"] - without["fall_treated"] == pytest.approx(15)
    assert given["fall_untreated"] == without["fall_untreated"]
    assert np.isnan(given["treated"][WEEKS < 0]).all()
    assert given["treated"][-1] == pytest.approx(given["untreated"][-1] - 15)


def test_more_variation_and_a_stricter_threshold_make_a_larger_fall():
    assert (
        course(swing=4, threshold=65, effect=0)["fall_untreated"]
        < course(swing=10, threshold=65, effect=0)["fall_untreated"]
    )
    assert (
        course(swing=10, threshold=50, effect=0)["fall_untreated"]
        < course(swing=10, threshold=65, effect=0)["fall_untreated"]
    )


def test_where_nearly_everyone_may_enter_the_mean_stays_and_some_still_respond():
    answer = course(swing=10, threshold=20, effect=0)
    assert answer["case"] == 1
    assert answer["fall_untreated"] < 1
    assert answer["responders"] > 10


def test_it_agrees_with_a_simulation_of_many_people():
    swing, threshold, effect = 10.0, 65.0, 5.0
    rng = np.random.default_rng(5)
    usual = rng.normal(MEAN, BETWEEN, 400_000)
    first = rng.normal(0, swing, usual.size)
    memory = np.exp(-WEEKS[-1] / MEMORY)
    later = memory * first + np.sqrt(1 - memory**2) * rng.normal(0, swing, usual.size)
    entered = usual + first >= threshold
    fall = (first - later)[entered]
    answer = course(swing, threshold, effect)
    assert answer["fall_untreated"] == pytest.approx(fall.mean(), abs=0.2)
    assert answer["usual"][0] == pytest.approx(usual[entered].mean(), abs=0.2)
    assert answer["responders"] == pytest.approx(100 * (fall >= RESPONSE).mean(), abs=0.6)
    treated = 100 * (fall + effect >= RESPONSE).mean()
    assert answer["responders_treated"] == pytest.approx(treated, abs=0.6)


def test_the_page_picks_the_sentence_that_python_picks():
    assert regression_to_the_mean().worst_error(points=60)["case"] == 0


def test_the_explorer_says_that_it_is_simulated():
    assert "Simulated" in regression_to_the_mean().fallback()


def test_where_nothing_varies_and_nothing_works_nobody_moves():
    explorer = regression_to_the_mean()
    answers = explorer.compute(swing=0, threshold=65, effect=0)
    assert "nobody's score moves" in explorer.spec["sentences"][int(answers["case"])]
    assert answers["fall_untreated"] == answers["fall_treated"] == pytest.approx(0)
