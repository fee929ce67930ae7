"""Every lesson has a teaching page that plans it, and each failure says what is missing where."""

import re

import pytest
import yaml
from lesson_text import BOOK
from teaching_pages import FOLDER, TeachingPage, teaching_pages
from typed_numbers import bare_numbers

from regenmed.page.bank import load_bank
from regenmed.teaching.entries import read_entries
from regenmed.teaching.frame import read_frame
from regenmed.teaching.misconceptions import find_item
from regenmed.teaching.plan import plan_steps

SECTIONS = ["Outcomes", "Plan by the minute", "Misconceptions", "Discussion"]
SECTIONS += ["So that everyone can take part", "For another audience"]
PAGES = teaching_pages()


@pytest.fixture(params=PAGES, ids=[page.lesson.slug for page in PAGES])
def page(request) -> TeachingPage:
    return request.param


def test_every_lesson_has_a_page_and_every_page_a_lesson():
    assert [p.path for p in PAGES] == sorted(FOLDER.glob("*.md"))


def test_the_contents_hold_them_below_the_guide():
    toc = yaml.safe_load((BOOK.parent / "_toc.yml").read_text(encoding="utf-8"))
    part = next(part for part in toc["parts"] if part["caption"] == "For instructors")
    (guide,) = part["chapters"]
    assert guide["file"] == "book/instructor-guide"
    assert [section["file"] for section in guide["sections"]] == [
        f"book/teaching/{page.path.stem}" for page in PAGES
    ]


def test_a_page_has_every_section(page):
    missing = [name for name in SECTIONS if name not in page.sections]
    assert not missing, f"{page.path.name}: no section {', '.join(missing)}"
    assert any(name.startswith("Marking") for name in page.sections), (
        f"{page.path.name}: no section Marking …"
    )
    for name in ("lesson-outcomes", "lesson-plan", "misconceptions", "all-misconceptions"):
        page.directive(name)


def test_the_plan_takes_the_minutes_of_the_lesson(page):
    steps = plan_steps(read_entries(page.directive("lesson-plan"), 2), read_frame(page.lesson.path))
    assert all(step.text for step in steps), f"{page.path.name}: a step says not how"


def test_the_plan_holds_prediction_every_check_and_the_exercise(page):
    steps = [entry.fields[1] for entry in read_entries(page.directive("lesson-plan"), 2)]
    assert steps[0].startswith("Predict"), f"{page.path.name}: begins with {steps[0]!r}"
    for check in page.lesson.checks:
        assert any(step.startswith(f"Check {check}") for step in steps), (
            f"{page.path.name}: no step for check {check}"
        )
    work = [step for step in steps if re.match("Exercise|Design|Capstone", step)]
    assert work, f"{page.path.name}: no step for the exercise"


def test_each_misconception_names_a_question_that_reveals_it(page):
    bank = load_bank(page.lesson.slug)
    entries = read_entries(page.directive("misconceptions"), 2)
    assert 4 <= len(entries) <= 7, f"{page.path.name}: {len(entries)} misconceptions; 4 to 7"
    for entry in entries:
        find_item(bank, *entry.fields)  # says itself what is wrong
        assert len(entry.text) >= 2, f"{page.path.name}: {entry.fields[0]}: no word on what to do"


def test_a_discussion_has_prompts_and_what_to_listen_for(page):
    text = page.sections["Discussion"]
    prompts = re.findall(r"^\*\*[^*]+[?.]\*\*$", text, re.MULTILINE)
    assert len(prompts) >= 2, f"{page.path.name}: {len(prompts)} prompts; 2 wanted"
    assert text.count("Listen for") >= len(prompts), f"{page.path.name}: listen for what?"


def test_an_exercise_is_marked_with_an_example(page):
    name = next(name for name in page.sections if name.startswith("Marking"))
    assert "*An example.*" in page.sections[name], f"{page.path.name}: no example of marking"
    assert re.search(r"\bpoints?\b", page.sections[name]), f"{page.path.name}: no points"


def test_the_answer_key_is_for_instructors_only(page):
    page.directive("answer-key")
    assert re.search(
        r"^% instructor-only\n## Answer key\n\n:::\{answer-key\}\n:::\n% end of instructor-only$",
        page.text,
        re.MULTILINE,
    ), f"{page.path.name}: the key stands outside '% instructor-only'"


@pytest.mark.parametrize(
    "path", [BOOK / "instructor-guide.md", *(p.path for p in PAGES)], ids=lambda path: path.stem
)
def test_no_number_of_the_evidence_is_typed(path):
    prose = path.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```$", "", prose, flags=re.MULTILINE | re.DOTALL)
    heads = r"^\d+ \||\| [\d ]+ \| [\w ]+$|\| each \| [\w ]+$|\b[Ll]esson \d+"
    prose = re.sub(heads, " ", prose, flags=re.MULTILINE)
    faults = {line[:60]: found for line in prose.splitlines() if (found := bare_numbers(line))}
    assert not faults, f"{path.name}: typed numbers {faults}"


def test_the_front_page_leads_to_the_guide():
    assert "(instructor-guide.md)" in (BOOK / "index.md").read_text(encoding="utf-8")
