"""A student's book and an instructor's, from one source."""

import subprocess
from pathlib import Path

import pytest

from regenmed.sphinx_ext.audience import for_students

ROOT = Path(__file__).parents[2]
ROOM = """# Room

For all.

% instructor-only
## Key

Verysecret passage.
% end of instructor-only

More for all.

````{admonition} For the instructor
:class: rm-instructor, dropdown

Verysecret note.

```{note}
Verysecret too.
```
````

```{admonition} For everyone
:class: rm-key
Open.
```
"""
CELL = """
```{code-cell} python
with open("runs.txt", "a") as runs:
    runs.write("x")
print(5)
```
"""


def traces(folder: Path, word: str = "Verysecret") -> set[str]:
    """Files of a site that hold a word, in any case: the search index keeps small letters."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and word.lower().encode() in path.read_bytes().lower()
    }


def test_what_is_for_instructors_is_taken_out_and_the_rest_is_kept():
    text = for_students(ROOM)
    assert "Verysecret" not in text and "Key" not in text and "For the instructor" not in text
    assert "For all." in text and "More for all." in text
    assert text.endswith("```{admonition} For everyone\n:class: rm-key\nOpen.\n```\n")
    assert for_students(text) == text


@pytest.mark.parametrize("line", ["% instructor-only", "% end of instructor-only"])
def test_a_passage_without_a_partner_is_refused(line):
    with pytest.raises(ValueError, match=f"the line '{line}' has no partner"):
        for_students(f"# Room\n\n{line}\n\nText.\n")


def test_a_change_of_audience_writes_pages_again_and_runs_nothing_again(
    small_book, build, monkeypatch
):
    monkeypatch.delenv("AUDIENCE", raising=False)
    book = small_book(ROOM + CELL)
    site, runs = book / "_build" / "html", book / "book" / "runs.txt"
    assert build(book) == 0  # for students, unless something else is said
    assert traces(site) == set()

    monkeypatch.setenv("AUDIENCE", "instructor")
    assert build(book) == 0
    assert {"book/page.html", "_sources/book/page.md", "searchindex.js"} <= traces(site)

    monkeypatch.setenv("AUDIENCE", "student")
    assert build(book) == 0
    assert traces(site) == set()
    assert "For everyone" in (site / "book" / "page.html").read_text()
    assert runs.read_text() == "x"


def test_an_unknown_audience_and_a_lonely_line_stop_the_build_in_one_line(
    small_book, build, monkeypatch
):
    book = small_book("# Page\n\n% instructor-only\n")
    monkeypatch.setenv("AUDIENCE", "teacher")
    assert str(build(book)) == "AUDIENCE is 'teacher'; it must be student or instructor"
    monkeypatch.setenv("AUDIENCE", "student")
    assert str(build(book)) == "book/page.md: the line '% instructor-only' has no partner"


def test_make_refuses_an_unknown_audience_before_it_does_anything():
    run = subprocess.run(
        ["make", "-n", "--no-print-directory", "book", "AUDIENCE=teacher"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode and not run.stdout
    assert "AUDIENCE is 'teacher'; it must be student or instructor" in run.stderr
    assert run.stderr.count("\n") == 1
