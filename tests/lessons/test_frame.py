"""Every lesson has the same frame; each failure says in plain words what is missing where."""

import re
from statistics import median

import pytest
from lesson_text import Lesson, lessons

from regenmed.page.bank import load_check

LESSONS = lessons()
VERBS = "describe turn explain compare judge compute read tell name design estimate find count "
VERBS += "distinguish predict interpret weigh check recognise choose show rank argue sort trace "
VERBS += "apply write use say calculate draw test spot question state list separate plan place"


@pytest.fixture(params=LESSONS, ids=[lesson.slug for lesson in LESSONS])
def lesson(request) -> Lesson:
    return request.param


def test_there_are_lessons():
    assert LESSONS


def test_the_title_is_a_question(lesson):
    title = next(line for _, line in lesson.prose if line.startswith("# "))
    assert title.endswith("?"), f"{lesson.file}: the title {title!r} is not a question"


def test_it_says_what_you_will_be_able_to_do(lesson):
    objectives = lesson.bullets("rm-objectives")
    assert 3 <= len(objectives) <= 5, f"{lesson.file}: {len(objectives)} objectives; 3 to 5 wanted"
    for objective in objectives:
        verb = re.match(r"\*\*(\w+)", objective)
        assert verb and verb[1].lower() in VERBS.split(), (
            f"{lesson.file}: the objective {objective[:40]!r} starts with no bold verb"
        )


def test_it_says_how_long_and_what_you_need(lesson):
    assert re.search(r"^\*\*Time:\*\* \d+ minutes", lesson.text, re.MULTILINE), (
        f"{lesson.file}: no line '**Time:** … minutes'"
    )
    assert "**You need first:**" in lesson.text, f"{lesson.file}: no line '**You need first:**'"


def test_it_asks_for_a_prediction_before_the_data(lesson):
    box = lesson.box("rm-predict")
    assert "?" in box, f"{lesson.file}: no box rm-predict with a question"
    assert lesson.text.index(box) < lesson.text.index("{code-cell}"), (
        f"{lesson.file}: the prediction comes after the first code cell"
    )


def test_it_has_an_explorer_with_things_to_try(lesson):
    assert re.search(r"from regenmed\.explorers|Explorer\(", lesson.code), (
        f"{lesson.file}: no explorer"
    )
    tries = lesson.bullets("rm-try")
    assert 2 <= len(tries) <= 4, f"{lesson.file}: {len(tries)} things to try in rm-try; 2 to 4"


def test_it_checks_what_was_learnt(lesson):
    assert len(lesson.checks) >= 3, f"{lesson.file}: {len(lesson.checks)} quiz checks; 3 wanted"
    items = [item for check in lesson.checks for item in load_check(lesson.slug, check).items]
    assert len(items) >= 8, f"{lesson.file}: {len(items)} quiz items in all; 8 wanted"
    asked = {item.objective for item in items}
    for number in range(1, len(lesson.bullets("rm-objectives")) + 1):
        assert any(objective.endswith(f"-{number}") for objective in asked), (
            f"{lesson.file}: no quiz item examines objective {number}"
        )


def test_it_has_an_exercise_with_a_folded_solution(lesson):
    assert re.search(r"\{exercise(-start)?\}", lesson.text), f"{lesson.file}: no exercise"
    solution = re.search(r"\{solution(?:-start)?\}[^\n]*\n:class: ([^\n]*)", lesson.text)
    assert solution and "dropdown" in solution[1], f"{lesson.file}: no folded solution"


def test_it_ends_with_claims_key_points_sources_and_a_note(lesson):
    assert f'claims_table("{lesson.slug}")' in lesson.code, f"{lesson.file}: no claims box"
    assert "sources_table(" in lesson.code, f"{lesson.file}: no sources"
    assert "dropdown" in lesson.box("rm-instructor"), f"{lesson.file}: no folded instructor note"


def test_every_key_point_links_to_the_paragraph_that_shows_it(lesson):
    points = lesson.bullets("rm-key")
    assert len(points) >= 3, f"{lesson.file}: {len(points)} key points; 3 wanted"
    for point in points:
        targets = re.findall(r"\]\(#?([\w-]+)\)", point)
        assert targets, f"{lesson.file}: the key point {point[:40]!r} links nowhere"
        for target in targets:
            assert f"({target})=" in lesson.text, f"{lesson.file}: no target ({target})="


def test_its_length_suits_one_sitting(lesson):
    assert 1500 <= lesson.words <= 2500, f"{lesson.file}: {lesson.words} words; 1500 to 2500"
    cells = lesson.teaching_cells
    assert 10 <= len(cells) <= 20, f"{lesson.file}: {len(cells)} code cells; 10 to 20"


def test_the_code_a_reader_sees_is_short_and_narrow(lesson):
    seen = [c for c in lesson.shown_cells if not c.has_tag("-input")]  # folded, or left out
    assert median(len(cell.code) for cell in seen) <= 6, f"{lesson.file}: cells are too long"
    for cell in seen:
        for line in cell.code:
            assert len(line) <= 78, f"{lesson.file}:{cell.line}: a code line is wider than 78"


def test_one_sentence_stands_on_one_line(lesson):
    for number, line in lesson.prose:
        bare = re.sub(r"\*\*[^*]+\*\*|`[^`]*`|\{[^}]*\}`[^`]*`", "", line)
        if line.lstrip().startswith(("|", "-", "1", "2", "3", "4", "5", "6", "*", "#")):
            continue
        assert not re.search(r"[a-z\d)][.?!] [A-Z][a-z]+ [a-z]", bare), (
            f"{lesson.file}:{number}: two sentences on one line"
        )


def test_the_lesson_asserts_its_own_facts(lesson):
    facts = [cell for cell in lesson.cells if cell.has_tag("remove-cell") and "assert" in cell.text]
    assert facts, f"{lesson.file}: no hidden cell asserts the numbers the lesson rests on"


def test_the_page_spares_the_reader_the_code_that_only_places_furniture(lesson):
    furniture = [cell for cell in lesson.shown_cells if cell not in lesson.teaching_cells]
    assert furniture
    for cell in furniture:
        assert cell.has_tag("remove-input"), f"{lesson.file}:{cell.line}: show the result alone"
