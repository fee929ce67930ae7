"""A lesson asserts what its words say, and each assertion quotes the words that rest on it."""

import ast

import pytest
from lesson_text import Lesson, lessons

LESSONS = lessons()


def facts(lesson: Lesson) -> list[ast.Assert]:
    """The assertions of the hidden cell at the end."""
    cell = lesson.cells[-1]
    assert cell.has_tag("remove-cell") and "facts" in cell.code[0], f"{lesson.slug}: no facts cell"
    return [node for node in ast.walk(ast.parse(cell.text)) if isinstance(node, ast.Assert)]


@pytest.mark.parametrize("lesson", LESSONS, ids=[lesson.slug for lesson in LESSONS])
def test_each_assertion_quotes_the_words_that_rest_on_it(lesson: Lesson):
    lines = lesson.text.splitlines()
    outside = "\n".join(lines[: lesson.cells[-1].line - 1])
    faults = []
    for node in facts(lesson):
        quoted = node.msg.value if isinstance(node.msg, ast.Constant) else None
        if quoted is None and isinstance(node.msg, ast.Name):
            continue  # quotes that a loop goes through
        for phrase in quoted.split(" | ") if quoted else [""]:
            if not phrase or phrase not in outside:
                faults.append(f"{ast.unparse(node.test)[:60]}: {phrase!r} is not in the lesson")
    assert not faults, "quote words of one line, or change the fact:\n" + "\n".join(faults)


@pytest.mark.parametrize("lesson", LESSONS, ids=[lesson.slug for lesson in LESSONS])
def test_a_lesson_asserts_at_least_ten_facts(lesson: Lesson):
    assert len(facts(lesson)) >= 10
