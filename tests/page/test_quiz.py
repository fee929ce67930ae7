"""The quiz in Python: what it ships, and the version that stands without scripts."""

import base64
import json

import pytest

from regenmed.page import Quiz, quiz
from regenmed.page.bank import Item, NearMiss, Option, load_check, load_items

HOSTILE = '<img src=x onerror="window.broken = 1">'


def item(kind="single", **change):
    options = tuple(Option(f"text {i}", i == 1, f"feedback {i}", "slip") for i in range(3))
    parts = {
        "id": "x-1",
        "lesson": "04-hsct",
        "objective": "hsct-1",
        "type": kind,
        "stem": "Which?",
        "options": () if kind == "numeric" else options,
        "answer": 12.34 if kind == "numeric" else None,
        "tolerance": 0.2 if kind == "numeric" else None,
        "unit": "patients" if kind == "numeric" else "",
        "near_misses": (NearMiss(1, 0.1, "near", "slip"),) if kind == "numeric" else (),
        "explanation": "Because.",
        "source": ("mist", "c15"),
        "numbers": {},
    }
    return Item(**{**parts, **change})


def test_the_right_answers_are_not_readable_in_what_is_shipped():
    spec = json.dumps(Quiz("04-hsct", "a").spec)
    for asked in load_check("04-hsct", "a").items:
        assert asked.explanation not in spec
        assert not any(option.feedback in spec for option in asked.options)
    assert "correct" not in spec


def test_the_key_decodes_to_answers_feedback_and_links():
    key = json.loads(base64.b64decode(quiz.item_spec(item())["key"]))
    assert key["correct"] == [False, True, False]
    assert key["feedback"] == ["feedback 0", "feedback 1", "feedback 2"]
    assert [link["text"].split(",")[0] for link in key["sources"]] == ["MIST"]
    assert key["sources"][0]["url"].startswith("https://doi.org/")


@pytest.mark.parametrize("name", ["hsct-order-of-steps", "hsct-rank-the-evidence"])
def test_steps_are_shown_in_a_fixed_mixed_order(name):
    asked = next(item for item in load_items("04-hsct") if item.id == name)
    shown = quiz.shown_order(asked)
    assert shown == quiz.shown_order(asked)
    assert sorted(shown) == list(range(len(asked.options)))
    assert shown[0] != 0
    spec = quiz.item_spec(asked)
    places = json.loads(base64.b64decode(spec["key"]))["places"]
    in_order = [text for _, text in sorted(zip(places, spec["options"], strict=True))]
    assert in_order == [option.text for option in asked.options]


def test_the_stamp_changes_with_what_is_asked_and_not_with_the_wording_of_feedback():
    assert quiz.stamp(item()) == quiz.stamp(item(explanation="Other words."))
    assert quiz.stamp(item()) != quiz.stamp(item(stem="Which one?"))
    assert quiz.stamp(item("numeric")) != quiz.stamp(item("numeric", answer=12.35))


def test_a_number_is_shown_with_the_decimals_its_tolerance_can_tell():
    assert quiz.shown_answer(item("numeric")) == "12.3"
    assert quiz.shown_answer(item("numeric", tolerance=2)) == "12"
    assert quiz.shown_answer(item("numeric", answer=-0.5, tolerance=0.02)) == "\N{MINUS SIGN}0.50"


@pytest.mark.parametrize("kind", ["single", "multiple", "numeric", "order"])
def test_the_plain_version_gives_each_answer_behind_a_disclosure(kind):
    html = quiz.plain_item(item(kind), 1, 4)
    asked, answer = html.split("<details")
    assert "Question 1 of 4" in asked
    assert "Because." not in asked
    assert "Because." in answer
    assert "MIST" in answer
    assert ("12.3 patients" if kind == "numeric" else "feedback 1") in answer
    assert kind == "numeric" or "text 1" in asked


def test_text_of_the_bank_is_never_read_as_html():
    options = tuple(Option(HOSTILE, i == 1, HOSTILE, "slip") for i in range(3))
    html = quiz.plain_item(item(stem=HOSTILE, options=options, explanation=HOSTILE), 1, 1)
    assert "<img" not in html
    assert html.count("&lt;img") == 1 + 3 + 3 * 2 + 1


def test_the_quiz_names_itself_after_its_check():
    widget = Quiz("04-hsct", "b")
    assert widget.name == "quiz-04-hsct-b"
    assert f'id="{widget.name}-title"' in widget.fallback()
    assert Quiz("04-hsct", "b").fallback() == widget.fallback()


def test_an_unknown_check_is_named():
    with pytest.raises(ValueError, match="no check 'q'"):
        Quiz("04-hsct", "q")
