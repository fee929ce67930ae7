"""People of 100: figures that add up, words that agree with them, and the choice of outcome."""

from dataclasses import replace

import pytest
import widget_page

from regenmed.page import People, PeopleOutcome
from regenmed.page.people import of_hundred, outcome_spec, when

ARMS = {"treatment": "a transplant", "control": "another drug", "source": "A trial: randomised."}


def outcome(*counts: int, good: bool = False, what: str = "got worse", months=24) -> PeopleOutcome:
    return PeopleOutcome(*counts, outcome=what, months=months, good=good, **ARMS)


def people(**changed) -> People:
    setting = {"name": "progression", "outcome": "got worse", "months": 24, "good": False}
    return People(3, 55, 34, 55, **(setting | ARMS | changed))


def groups(item: PeopleOutcome) -> list[dict]:
    return [{kind: count for kind, count, _ in arm["groups"]} for arm in outcome_spec(item)["arms"]]


def test_fewer_bad_events_are_people_spared():
    assert groups(outcome(3, 55, 34, 55)) == [
        {"bad": 5, "helped": 57, "other": 38},
        {"bad": 62, "other": 38},
    ]


def test_more_bad_events_are_people_harmed():
    assert groups(outcome(8, 79, 0, 77)) == [{"harmed": 10, "other": 90}, {"other": 100}]


def test_good_events_count_the_other_way():
    assert groups(outcome(6, 10, 4, 10, good=True))[0] == {"good": 40, "helped": 20, "other": 40}
    assert groups(outcome(4, 10, 6, 10, good=True))[0] == {"good": 40, "harmed": 20, "other": 40}


@pytest.mark.parametrize("treated", range(0, 34, 3))
@pytest.mark.parametrize("control", range(0, 38, 4))
def test_each_arm_adds_to_one_hundred(treated, control):
    for arm in groups(outcome(treated, 33, control, 37)):
        assert sum(arm.values()) == 100


def test_the_sentence_states_both_arms_time_and_difference():
    assert outcome_spec(outcome(3, 55, 34, 55))["sentence"] == (
        "Of 100 people given a transplant, 5 got worse within 2 years; "
        "of 100 given another drug, 62 did. 57 fewer."
    )
    alive = outcome(5, 10, 5, 10, good=True, what="were alive", months=9)
    assert outcome_spec(alive)["sentence"].endswith("50 were. No difference.")


def test_a_small_trial_says_that_it_was_scaled_up():
    assert "as if there had been 100" in outcome_spec(outcome(3, 55, 34, 55))["counts"]
    assert "as if" not in outcome_spec(outcome(30, 500, 300, 500))["counts"]


def test_halves_round_up_and_times_are_in_words():
    assert of_hundred(1, 8) == 13
    assert when(outcome(1, 2, 1, 2, months=12)) == "within 12 months"
    assert when(outcome(1, 2, 1, 2, months=36)) == "within 3 years"
    assert when(outcome(1, 2, 1, 2, months=None)) == ""
    assert when(replace(outcome(1, 2, 1, 2, months=6), at=True)) == "at 6 months"


@pytest.mark.parametrize("counts", [(4, 3, 0, 3), (0, 3, -1, 3), (0, 0, 0, 3)])
def test_impossible_counts_are_named(counts):
    with pytest.raises(ValueError, match="cannot be"):
        outcome(*counts)


def test_the_fallback_draws_one_hundred_figures_an_arm_and_keeps_text_as_text():
    hostile = '<img src=x onerror="alert(1)">'
    html = people(outcome=hostile, treatment=hostile, source=hostile, title=hostile).fallback()
    arms = html.split('class="rm-people-array"')[1:]
    assert [arm.split("</svg>")[0].count("<path") for arm in arms] == [100, 100]
    assert "<img" not in html


DEATHS = outcome(8, 79, 0, 77, what="died of the treatment", months=12)


def test_the_keyboard_chooses_among_outcomes(open_page):
    page = open_page(people(more=[DEATHS]))
    assert page.locator(".rm-person-helped").count() == 57 + 1  # and one in the key
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.locator(".rm-person-harmed").count() == 10 + 1
    assert "10 died of the treatment" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("width", [375, 1000])
@pytest.mark.parametrize("more", [[], [DEATHS]])
def test_the_live_people_are_those_of_the_fallback(open_page, width, more):
    pages = [open_page(people(more=more), width, script) for script in (False, True)]
    plain, live = [page.locator(".rm-widget") for page in pages]
    assert plain.bounding_box()["height"] == pytest.approx(live.bounding_box()["height"], abs=2)
    for part in (".rm-people-arms", ".rm-says", ".rm-caption"):
        assert plain.locator(part).inner_text() == live.locator(part).inner_text()
    paths = [
        place.locator(".rm-people-array path").evaluate_all(
            "(nodes) => nodes.map((n) => n.outerHTML)"
        )
        for place in (plain, live)
    ]
    assert paths[0] == paths[1]
    assert pages[1].evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(open_page, theme):
    page = open_page(people(more=[DEATHS]))
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    page.get_by_text("The numbers in this picture").click()
    assert widget_page.violations(page) == []
