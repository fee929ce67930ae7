"""No number of the evidence is typed: it is placed by {glue}, or it is not there."""

import pytest
from lesson_text import Lesson, lessons
from typed_numbers import bare_numbers

LESSONS = lessons()
PLACE_IT = "compute it in a cell, place(name=…), and write {glue:text}`name:.0f`"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In all 34 of 55 progressed.", ["34", "55"]),
        ("The ratio was 0.29.", ["0.29"]),
        ("3 of 55 people", ["3", "55"]),
        ("a fall of 5 %", ["5"]),
        ("{glue:text}`mist:.0f` of {glue:text}`n:.0f` people", []),
        ("the 95 % interval of 100 people with type 1 diabetes in 2019", []),
        ("CD19, IL-2 and COVID-19 are names, step 2 is a step.", []),
        ("1,200 patients", ["1,200"]),
    ],
)
def test_the_rule_itself(text, found):
    assert bare_numbers(text) == found


@pytest.mark.parametrize("lesson", LESSONS, ids=[lesson.slug for lesson in LESSONS])
def test_no_number_of_the_evidence_is_typed_in_a_sentence(lesson: Lesson):
    faults = [
        f"{lesson.file}:{number}: {', '.join(found)} is typed in {line.strip()[:50]!r}: {PLACE_IT}"
        for number, line in lesson.prose
        if (found := bare_numbers(line))
    ]
    assert not faults, "typed numbers:\n" + "\n".join(faults)


@pytest.mark.parametrize("lesson", LESSONS, ids=[lesson.slug for lesson in LESSONS])
def test_no_number_of_the_evidence_is_typed_in_a_caption_or_alt_text(lesson: Lesson):
    faults = [
        f"{lesson.file}:{cell.line}: {', '.join(found)} is typed: {PLACE_IT}"
        for cell in lesson.cells
        if (found := bare_numbers(cell.said))
    ]
    assert not faults, "typed numbers in a caption or alt text:\n" + "\n".join(faults)
