"""Our GIFT, read back by a reader that others wrote (pygiftparser)."""

import io
import re
from dataclasses import replace

import pytest
from pygiftparser import parser

from regenmed.exam import pool
from regenmed.exam.gift import escaped, gift
from regenmed.exam.moodle import weights
from regenmed.exam.wording import feedback_html
from regenmed.page.rich_text import rich_html


def read(items):
    questions = parser.parseFile(io.StringIO(gift(tuple(items))))
    return {unescaped(question.title): question for question in questions}


def unescaped(text):
    return re.sub(r"\\([\\~=#{}:])", r"\1", text)


def negative(item):
    """The reader knows no negative numbers, though GIFT does."""
    return item.type == "numeric" and min([item.answer, *(m.value for m in item.near_misses)]) < 0


@pytest.mark.parametrize("origin", ["families", "bank"])
def test_read_back_keys_tolerances_and_feedback(origin):
    items = [item for item in pool("all", origin) if not negative(item)]
    questions = read(items)
    assert len(questions) == len(items)
    for item in items:
        question = questions[item.id]
        assert question.valid, item.id
        answers = question.answers.answers
        feedback = [unescaped(answer.feedback) for answer in answers]
        if item.type == "numeric":
            kept = [(item.answer, item.tolerance, 100)]
            kept += [(miss.value, miss.tolerance, 0) for miss in item.near_misses]
            found = [(float(a.value), float(a.tolerance), a.fraction) for a in answers]
            assert found == [pytest.approx(three, abs=1e-6) for three in kept], item.id
            assert feedback == ["", *map(feedback_html, item.near_misses)]
        else:
            kind = "SelectSet" if item.type == "single" else "MultipleChoicesSet"
            assert type(question.answers).__name__ == kind, item.id
            right, wrong = weights(item)
            kept = [pytest.approx(right if o.correct else wrong, abs=1e-4) for o in item.options]
            assert [answer.fraction for answer in answers] == kept, item.id
            assert [unescaped(a.answer) for a in answers] == [
                rich_html(option.text) for option in item.options
            ]
            assert feedback == list(map(feedback_html, item.options))


def test_families_ask_for_no_negative_number():
    assert not [item.id for item in pool() if negative(item)]


def test_marks_of_the_format_survive_in_a_text():
    item = next(item for item in pool("05-msc") if item.type == "single")
    hard = r"a = b ~ c # d : e \ f"  # the reader stops at braces, escaped or not
    item = replace(item, options=(replace(item.options[0], text=hard), *item.options[1:]))
    answers = read([item])[item.id].answers.answers
    assert unescaped(answers[0].answer) == hard


def test_escape():
    assert escaped("a=b\n{c}") == r"a\=b \{c\}"
