"""How many outcomes must differ before a result shows nothing: counts, sentences, the page."""

import re

import numpy as np
import pytest
import widget_page

from regenmed.evidence import compare
from regenmed.explorers.fragility import (
    CHANGED,
    TRIALS,
    changes_needed,
    fragility,
    fragility_explorer,
    well_counts,
)

NAMES = [study for _, study, *_ in TRIALS]


def low(*counts):
    return compare(*counts, measure="rd").low


@pytest.fixture(scope="module")
def explorer():
    return fragility_explorer()


def test_good_outcomes_are_counted_whatever_the_trial_counts():
    assert well_counts(NAMES.index("mist")) == (52, 55, 21, 55)
    assert well_counts(NAMES.index("admire_cd")) == (53, 107, 36, 105)


@pytest.mark.parametrize("trial", range(len(TRIALS)))
def test_one_change_fewer_would_still_exclude_no_difference(trial):
    events, *others = well_counts(trial)
    needed = changes_needed(events, *others)
    assert low(events - needed, *others) <= 0
    assert needed == 0 or low(events - needed + 1, *others) > 0


def test_a_result_that_shows_nothing_needs_no_change():
    assert changes_needed(10, 20, 10, 20) == 0
    assert changes_needed(0, 20, 20, 20) == 0


def test_a_larger_effect_is_sturdier():
    assert changes_needed(52, 55, 21, 55) > changes_needed(40, 55, 21, 55) > 0


def test_the_case_says_where_zero_lies():
    for trial, name in enumerate(NAMES):
        for changed in CHANGED:
            answers = fragility(trial, changed)
            if answers["low"] <= 0 <= answers["high"]:
                assert answers["case"] == (1 if answers["needed"] else 2), (name, changed)
            else:
                assert answers["case"] == (0 if answers["low"] > 0 else 3), (name, changed)


def test_the_sentence_of_each_case_says_where_zero_lies(explorer):
    told = [sentence.rpartition(") ")[2] for sentence in explorer.spec["sentences"]]
    assert ["outside" in text for text in told] == [True, False, False, True]
    assert ["as reported" in text for text in told] == [False, False, True, False]


def test_every_interval_fits_into_the_picture(explorer):
    axis = explorer.spec["chart"]["y"]
    for trial in range(len(NAMES)):
        answers = fragility(trial, 0)
        assert axis["low"] <= answers["low_curve"].min(), NAMES[trial]
        assert answers["high_curve"].max() <= axis["high"], NAMES[trial]


def test_curves_meet_the_chosen_point():
    answers = fragility(2, 5)
    assert answers["low_curve"][5] == answers["low"]
    assert answers["estimate_curve"][5] == answers["estimate"]
    assert np.all(np.diff(answers["estimate_curve"]) < 0)


def test_stored_answers_equal_the_computed(explorer):
    errors = explorer.worst_error(12)
    errors.pop("case", None)
    assert max(errors.values()) < 0.005
    assert len(explorer.answers) <= 60_000


def test_the_plain_version_says_where_it_comes_from(explorer):
    text = re.sub(r"<[^>]+>", " ", explorer.fallback())
    assert "Computed" in text and "chance only" in text


def test_presets_stage_the_surprise(explorer):
    told = []
    for preset in explorer.spec["presets"]:
        stops = dict(zip(explorer.controls, preset["stops"], strict=True))
        told.append(explorer.compute(**explorer.values_at(stops))["case"])
    assert told == [0, 1, 2]


def test_every_preset_shows_its_sentence_on_a_phone(explorer, browser, tmp_path):
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(widget_page.write(explorer, tmp_path).as_uri())
    page.wait_for_selector(".rm-explorer input")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    endings = ("still lies outside.", "difference, lies inside.", "as reported.")
    for preset, ending in zip(explorer.spec["presets"], endings, strict=True):
        page.get_by_role("button", name=preset["label"], exact=True).click()
        page.locator(".rm-says", has_text=ending).wait_for()
    assert widget_page.violations(page) == []
    page.close()
