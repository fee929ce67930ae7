"""The pages of the instructor guide, built for students and for instructors."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lesson_text import BOOK, Lesson, lessons

from regenmed.page.bank import load_items
from regenmed.sphinx_ext.guide import Outcomes
from regenmed.teaching.misconceptions import errors_of

LESSON = next(lesson for lesson in lessons() if lesson.slug == "05-msc")
ITEMS = load_items(LESSON.slug)
TOC = """format: jb-book
root: book/page
chapters:
  - file: book/05-msc
  - file: book/teaching/lesson-05
"""


def frame_only(lesson: Lesson) -> str:
    """A lesson's title, objectives, minutes and needs, as the guide takes them, and one cell."""
    head, _, body = lesson.text.partition("\n# ")
    kept = re.findall(r"^(?:# |\*\*Time:|\*\*You need).*$", f"# {body}", re.MULTILINE)
    cell = "```{code-cell} ipython3\n1\n```\n"
    return "\n\n".join([head, kept[0], lesson.box("rm-objectives"), *kept[1:], cell])


@pytest.fixture
def guide(small_book, monkeypatch):
    """A function that writes a book of one lesson and its teaching page, and gives its folder."""
    monkeypatch.setenv("AUDIENCE", "student")

    def write(page: str | None = None, front: str = "# Front\n") -> Path:
        folder = small_book(front)
        (folder / "_toc.yml").write_text(TOC)
        (folder / "book" / "teaching").mkdir(exist_ok=True)
        page = page or (BOOK / "teaching" / "lesson-05.md").read_text(encoding="utf-8")
        (folder / "book" / "teaching" / "lesson-05.md").write_text(page, encoding="utf-8")
        (folder / "book" / "05-msc.md").write_text(frame_only(LESSON), encoding="utf-8")
        return folder

    return write


def all_text(site: Path) -> str:
    """Everything that a built site offers to read."""
    kinds = {".html", ".md", ".js", ".ipynb", ".txt"}
    return "".join(p.read_text(encoding="utf-8") for p in site.rglob("*") if p.suffix in kinds)


def test_both_books_hold_the_guide_and_only_the_instructors_its_key(
    guide, build, browser, monkeypatch
):
    book = guide(front="# Front\n\n:::{course-table}\n:::\n")
    site = book / "_build" / "html"
    page = site / "book" / "teaching" / "lesson-05.html"
    assert build(book) == 0
    plain, everything = page.read_text(), all_text(site)
    assert "Plan by the minute" in plain and "Listen for" in plain
    assert "The answer that tells" not in everything and "Answer key" not in everything
    told = [text for item in ITEMS for text in [item.explanation, *(o.text for o in item.options)]]
    assert [text for text in told if text in everything] == []
    front = (site / "book" / "page.html").read_text()
    assert '<a href="teaching/lesson-05.html">Plan 5</a>' in front
    sums = rf"All lessons: 1 hour\b.*<td[^>]*>75</td>.*<td[^>]*>{len(ITEMS)}</td>"
    assert re.search(sums, front, re.DOTALL)

    monkeypatch.setenv("AUDIENCE", "instructor")
    assert build(book) == 0
    full = page.read_text()
    assert full.count("Marking: ") == len(ITEMS)
    assert full.count("The answer that tells") == full.count('class="rm-reveals"') > 3
    assert full.count("<em>Error: ") == sum(len(errors_of(item)) for item in ITEMS)
    assert_open_to_everyone(browser, page)


def assert_open_to_everyone(browser, path: Path) -> None:
    """No fault that axe can find with every fold open, in both themes, and nothing too wide."""
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, viewport={"width": 375, "height": 800})
        page.goto(path.as_uri())
        page.eval_on_selector_all(
            "main details", "folds => folds.forEach(fold => { fold.open = true; })"
        )
        found = Axe().run(page).response["violations"]
        assert not [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        page.close()


def test_a_page_of_the_guide_is_read_again_only_when_what_it_shows_has_changed(
    guide, build, capfd, monkeypatch
):
    shown = Outcomes.shown
    book = guide(front="# Front\n\n:::{course-table}\n:::\n")
    site, lesson = book / "_build" / "html" / "book", book / "book" / "05-msc.md"
    assert build(book) == 0
    read = []
    monkeypatch.setattr(Outcomes, "shown", lambda self: read.append(1) or shown(self))

    lesson.write_text(lesson.read_text() + "\nOne sentence more.\n")
    assert build(book) == 0
    assert "One sentence more." in (site / "05-msc.html").read_text()
    assert read == []

    shorter = lesson.read_text().replace("75 minutes: 45 to read", "70 minutes: 40 to read")
    assert shorter != lesson.read_text()
    lesson.write_text(shorter)
    plan = book / "book" / "teaching" / "lesson-05.md"
    assert build(book) != 0  # the plan, which has not changed, takes five minutes more
    assert "the plan takes 75 minutes, the lesson 05-msc says 70" in capfd.readouterr().err
    plan.write_text("# Teach\n\n:::{lesson-outcomes}\n:::\n")
    assert build(book) == 0
    assert "takes 70 minutes: 40 to read" in (site / "teaching" / "lesson-05.html").read_text()
    assert ">70</td>" in (site / "page.html").read_text()


WRONG = {
    "{lesson-plan}\n70 | Talk\n  All.": "the plan takes 70 minutes, the lesson 05-msc says 75",
    "{misconceptions}\nmsc-none | sloth\n  Ask.": "05-msc has no question 'msc-none'",
    "{answer-key}": "an answer key stands outside '% instructor-only'",
    "{timetable}\nDay | 12 | all": "Day: there is no lesson 12",
    "{timetable}\nDay | 12": "'Day | 12' needs 3 parts with | between them",
}


def test_a_wrong_line_stops_the_build_and_says_where_and_why(guide, build, capfd):
    page = "# Teach\n\n" + "\n\n".join(f":::{lines}\n:::" for lines in WRONG) + "\n"
    assert build(guide(page)) != 0
    warned = re.sub(r"\x1b\[[\d;]*m", "", capfd.readouterr().err)
    for lines, said in WRONG.items():
        line = page[: page.index(f":::{lines}\n:::")].count("\n") + 1
        assert re.search(rf"lesson-05\.md:{line}: \w+: .*{re.escape(said)}", warned), said
