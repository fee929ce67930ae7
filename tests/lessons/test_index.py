"""The front page lists every lesson with its question and minutes; the contents hold them too."""

import re
from pathlib import Path

import yaml
from lesson_text import BOOK, lessons

INDEX = (BOOK / "index.md").read_text(encoding="utf-8")
ROWS = [line for line in INDEX.splitlines() if line.startswith("|")]
TOC = yaml.safe_load((Path(BOOK).parent / "_toc.yml").read_text(encoding="utf-8"))


def test_the_front_page_lists_every_lesson_with_its_question_and_minutes():
    for lesson in lessons():
        title = re.search(r"^# (.*)$", lesson.text, re.MULTILINE)[1]
        minutes = re.search(r"^\*\*Time:\*\* (\d+) minutes", lesson.text, re.MULTILINE)[1]
        row = next((line for line in ROWS if f"({lesson.slug}.md)" in line), "")
        assert title in row, f"index.md: no row with {lesson.slug}.md and {title!r}"
        assert f"| {minutes} |" in row, f"index.md: {lesson.slug} takes {minutes} minutes"


def test_the_contents_hold_every_lesson_in_order():
    chapters = [chapter["file"] for chapter in TOC["parts"][0]["chapters"]]
    assert chapters == [f"book/{lesson.slug}" for lesson in lessons()]


def test_a_short_diagnostic_says_yes_and_no_and_points_to_lessons():
    folds = re.findall(
        r"^```\{admonition\} \d\. .*?\n:class: rm-predict, dropdown\n(.*?)^```$", INDEX, re.M | re.S
    )
    assert len(folds) >= 6
    known = {f"{lesson.slug}.md" for lesson in lessons()}
    for fold in folds:
        assert re.search(r"\*\*(Yes|No)\b", fold), f"no plain answer in {fold!r}"
        targets = re.findall(r"\]\(([\w-]+\.md)\)", fold)
        assert targets and set(targets) <= known, f"no lesson for {fold!r}"
    answers = {re.search(r"\*\*(Yes|No)\b", fold)[1] for fold in folds}
    assert answers == {"Yes", "No"}
