"""No number of the evidence is typed: it is placed by {glue}, or it is not there."""

import re

import pytest
from lesson_text import Lesson, lessons

LESSONS = lessons()
PLACED = re.compile(
    r"\{(?:glue|cite|numref|ref|doc|term|math)[^}]*\}`[^`]*`|`[^`]*`|\$[^$]*\$|\]\([^)]*\)"
)
NUMBER = re.compile(r"(?<![\w.-])\d[\d,.]*\d|(?<![\w.-])\d(?![\w-])")
HARMLESS = re.compile(
    r"95 ?%|\b100\b|\b(?:19|20)\d\d\b|[Tt]ype [12]\b|[Pp]hase [1-4]\b|\*\*Time:\*\*.*|^\s*\d+\. "
    r"|\b\d+ minutes\b|\bgrade [1-5]\b|\b2 ?[×x] ?2\b|\b0 ?° ?C"
)


def bare_numbers(text: str) -> list[str]:
    """Numbers in a sentence that look like evidence and are not placed by the data.

    Whole numbers up to ten may stand unless they are shares (%, "of", "in", "v").
    """
    text = HARMLESS.sub(" ", PLACED.sub(" ", text))
    found = []
    for match in NUMBER.finditer(text):
        number, after = match[0], text[match.end() : match.end() + 12]
        share = re.match(r"\s*(%|percent|per cent|of \d|in \d|out of|v \d|/\s?\d)", after)
        if share or not re.fullmatch(r"\d|10", number):
            found.append(number)
    return found


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
        f"{lesson.slug}:{number}: {', '.join(found)} in {line.strip()[:60]!r}"
        for number, line in lesson.prose
        if (found := bare_numbers(line))
    ]
    assert not faults, "typed numbers; place them with place() and {glue:text}:\n" + "\n".join(
        faults
    )


@pytest.mark.parametrize("lesson", LESSONS, ids=[lesson.slug for lesson in LESSONS])
def test_no_number_of_the_evidence_is_typed_in_a_caption_or_alt_text(lesson: Lesson):
    faults = [
        f"{lesson.slug}:{cell.line}: {', '.join(found)}"
        for cell in lesson.cells
        if (found := bare_numbers(cell.said))
    ]
    assert not faults, "typed numbers in a caption or alt text:\n" + "\n".join(faults)
