"""No lesson and no quiz teaches from a study that is only a lead."""

import re

import pytest
from lesson_text import Lesson, lessons

from regenmed.dataset import DATA, load

LEADS = set(load("studies").query("tier == 'lead'").study_id)


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.slug)
def test_a_lesson_and_its_quiz_name_no_lead(lesson: Lesson):
    bank = (DATA / "quiz" / f"{lesson.slug}.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"\w+", lesson.code + bank)) & LEADS
    assert not named, f"{lesson.file}: {', '.join(sorted(named))} may not be taught from"


def test_there_are_leads_to_keep_out():
    assert LEADS
