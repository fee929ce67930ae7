"""What the built book tells whom."""

import re

import pytest
from lesson_text import lessons

KINDS = {".html", ".md", ".ipynb", ".js", ".txt"}


@pytest.fixture
def students_book(built_book):
    """The built book, if it was built for students."""
    page = built_book / "book" / "teaching" / "lesson-05.html"
    if "rm-key-check" in page.read_text(encoding="utf-8"):
        pytest.skip("this book was built for instructors")
    return built_book


def timings() -> dict[str, str]:
    """Lesson -> the timing in its note for instructors, which stands nowhere else."""
    found = {
        lesson.slug: re.search(
            r"^\*\*Timing\.\*\* (.+)$", lesson.box("rm-instructor"), re.MULTILINE
        )
        for lesson in lessons()
    }
    return {slug: timing[1] for slug, timing in found.items() if timing}


def test_nothing_in_a_students_book_holds_an_instructors_note(students_book):
    notes = timings()
    assert notes.keys() == {lesson.slug for lesson in lessons()}
    found = [
        f"{path.relative_to(students_book)} holds the instructor's note of {slug}"
        for path in students_book.rglob("*")
        if path.suffix in KINDS
        for text in [path.read_text(encoding="utf-8")]
        for slug, timing in notes.items()
        if timing in text
    ]
    assert not found, "\n".join(found)


def test_a_students_search_finds_no_key(students_book):
    index = (students_book / "searchindex.js").read_text(encoding="utf-8")
    assert "Teach lesson 5" in index
    assert "Answer key" not in index
