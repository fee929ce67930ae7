"""Plans and timetables, from the lines as they are written."""

import pytest

from regenmed.teaching.entries import read_entries
from regenmed.teaching.frame import Frame
from regenmed.teaching.plan import plan_steps, timetable_steps

TWO = Frame("02-a", "A?", 60, {"read": 30, "checks": 20, "exercise": 10}, "", ())
THREE = Frame("03-b", "B?", 80, {"read": 45, "checks": 20, "exercise": 15}, "", ())
PLAN = ["10 | Predict", "  Alone.", "  In writing.", "", "50 | The rest", "  Together."]


def test_an_entry_has_a_head_and_lines_that_say_more():
    first, second = read_entries(PLAN, 2)
    assert first.fields == ("10", "Predict") and first.text == ("Alone.", "In writing.")
    assert (first.line, second.line) == (0, 4)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "the list is empty"),
        (["  Alone."], "stands before the first head line"),
        (["10 Predict"], "needs 2 parts"),
        (["10 | "], "needs 2 parts"),
        (["10 | Predict | alone"], "needs 2 parts"),
    ],
)
def test_a_wrong_list_is_refused_in_one_line(lines, said):
    with pytest.raises(ValueError, match=said) as error:
        read_entries(lines, 2)
    assert "\n" not in str(error.value)


def test_a_plan_shows_the_clock():
    steps = plan_steps(read_entries(PLAN, 2), TWO)
    assert [(step.when, step.what) for step in steps] == [
        ("0–10", "Predict"),
        ("10–60", "The rest"),
    ]


def test_a_plan_that_misses_the_lessons_minutes_is_refused():
    with pytest.raises(ValueError, match="the plan takes 60 minutes, the lesson 03-b says 80"):
        plan_steps(read_entries(PLAN, 2), THREE)
    with pytest.raises(ValueError, match="Predict: 'ten' is not a number of minutes"):
        plan_steps(read_entries(["ten | Predict"], 2), TWO)


@pytest.mark.parametrize(
    ("head", "when", "what"),
    [
        ("Day | 2 3 | all", "140 min", "Day: lessons 2, 3"),
        ("Day | 3 | read checks 10", "75 min", "Day: lesson 3"),
        ("Week | each | exercise 30", "40–45 min", "Week"),
    ],
)
def test_a_timetable_adds_up_the_lessons(head, when, what):
    (step,) = timetable_steps(read_entries([head], 3), [TWO, THREE])
    assert (step.when, step.what) == (when, what)


def test_a_timetable_with_an_unknown_lesson_or_part_is_refused():
    with pytest.raises(ValueError, match="Day: there is no lesson 12"):
        timetable_steps(read_entries(["Day | 2 12 | all"], 3), [TWO])
    with pytest.raises(ValueError, match="lunch: a lesson has the parts all, read, checks"):
        timetable_steps(read_entries(["Day | 2 | lunch"], 3), [TWO])
