"""Our Moodle XML, read back with the standard library's parser."""

import xml.etree.ElementTree as ET

import pytest

from regenmed.exam import pool
from regenmed.exam.moodle import moodle_xml
from regenmed.exam.wording import feedback_html
from regenmed.page.rich_text import rich_html

MOODLE_WEIGHTS = {100, 50, 33.33333, 0, -50, -33.33333, -100, 25, -25}


def read(items):
    root = ET.fromstring(moodle_xml(tuple(items)))
    assert root.tag == "quiz"
    return {
        question.findtext("idnumber"): question
        for question in root.iter("question")
        if question.get("type") != "category"
    }


@pytest.mark.parametrize("origin", ["families", "bank"])
def test_read_back_keys_tolerances_and_feedback(origin):
    items = pool("all", origin)
    questions = read(items)
    assert len(questions) == len(items)
    for item in items:
        question = questions[item.id]
        answers = question.findall("answer")
        feedback = [answer.findtext("feedback/text") for answer in answers]
        if item.type == "numeric":
            assert question.get("type") == "numerical"
            kept = [(item.answer, item.tolerance)]
            kept += [(miss.value, miss.tolerance) for miss in item.near_misses]
            found = [(float(a.findtext("text")), float(a.findtext("tolerance"))) for a in answers]
            assert found == [pytest.approx(pair, abs=1e-6) for pair in kept]
            assert [a.get("fraction") for a in answers] == ["100"] + ["0"] * len(item.near_misses)
            assert feedback[1:] == [feedback_html(miss) for miss in item.near_misses]
        else:
            assert question.get("type") == "multichoice"
            assert question.findtext("single") == ("true" if item.type == "single" else "false")
            weights = [float(answer.get("fraction")) for answer in answers]
            assert [weight > 0 for weight in weights] == [o.correct for o in item.options]
            assert set(weights) <= MOODLE_WEIGHTS
            assert sum(w for w in weights if w > 0) == pytest.approx(100, abs=1e-4)
            assert [a.findtext("text") for a in answers] == [
                rich_html(o.text) for o in item.options
            ]
            assert feedback == [feedback_html(option) for option in item.options]


def test_reasons_link_to_the_source_and_lessons_are_categories():
    items = pool("04-hsct")[:3] + pool("05-msc")[:3]
    text = moodle_xml(tuple(items)).decode()
    categories = [line.strip() for line in text.splitlines() if "$course$" in line]
    assert [line.split("/")[3].split("<")[0] for line in categories] == ["04-hsct", "05-msc"]
    for question in read(items).values():
        assert 'href="https://' in question.findtext("generalfeedback/text")


def test_a_number_asked_in_a_unit_says_so():
    item = next(item for item in pool("05-msc") if item.objective == "percent-of-arm")
    assert "(Answer in %.)" in read([item])[item.id].findtext("questiontext/text")
