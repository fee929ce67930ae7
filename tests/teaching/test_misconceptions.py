"""Misconceptions are looked up in the bank, so that no page names one that nothing reveals."""

import re

import pytest

from regenmed.page.bank import lessons, load_bank
from regenmed.teaching.misconceptions import (
    all_errors_html,
    errors_of,
    find_item,
    places,
    revealed_html,
)

BANK = load_bank("05-msc")
LABEL = "not significant read as no effect"


def test_a_question_is_found_by_its_name_and_its_misconception():
    item = find_item(BANK, "msc-lupus-wide-interval", LABEL)
    assert str(places(BANK)[item.id]) == "check b, question 1"


def test_a_question_that_is_not_there_or_reveals_something_else_is_refused():
    with pytest.raises(ValueError, match="05-msc has no question 'msc-none'"):
        find_item(BANK, "msc-none", LABEL)
    with pytest.raises(ValueError, match="does not reveal 'sloth'; it reveals: .*" + LABEL):
        find_item(BANK, "msc-lupus-wide-interval", "sloth")


def test_students_are_told_the_question_and_instructors_the_telling_answer():
    item = find_item(BANK, "msc-lupus-wide-interval", LABEL)
    wrong = errors_of(item)[LABEL].text
    plain, full = (revealed_html(BANK, item, LABEL, answers) for answers in (False, True))
    assert 'href="../05-msc.html#quiz-05-msc-b-title"' in plain
    assert wrong not in plain and wrong in full


def test_a_wrong_number_is_told_with_its_unit():
    item = find_item(BANK, "msc-mscnp-difference", "ratio given for difference")
    assert re.search(
        r"tells:</strong> \S+ percentage points",
        revealed_html(BANK, item, "ratio given for difference", True),
    )


@pytest.mark.parametrize("lesson", lessons())
def test_the_list_of_a_lesson_holds_every_question_and_every_error(lesson):
    bank = load_bank(lesson)
    html = all_errors_html(bank)
    assert html.count("<li>") == len(bank.items)
    assert f"All {sum(len(errors_of(item)) for item in bank.items)} that" in html
