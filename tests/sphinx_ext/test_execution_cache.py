import re
from pathlib import Path

from regenmed.sphinx_ext import execution_cache

ROOT = Path(__file__).parents[2]

CELL = """
```{code-cell} python
from pathlib import Path
with open("runs.txt", "a") as runs:
    runs.write("x")
print(Path("../data/rows.csv").read_text())
```
"""


def test_a_sentence_runs_nothing_again_and_data_or_code_run_everything(
    small_book, build, folder, monkeypatch
):
    monkeypatch.setattr(execution_cache, "PACKAGE", folder)
    book = small_book("# Page\n\nOne sentence.\n" + CELL)
    rows = book / "data" / "rows.csv"
    rows.parent.mkdir()
    rows.write_text("forty-one")
    page = book / "_build" / "html" / "book" / "page.html"
    runs = book / "book" / "runs.txt"

    assert build(book) == 0
    assert "forty-one" in page.read_text() and runs.read_text() == "x"

    small_book("# Page\n\nAnother sentence.\n" + CELL)
    assert build(book) == 0
    assert "Another sentence" in page.read_text() and runs.read_text() == "x"

    rows.write_text("forty-two")
    assert build(book) == 0
    assert "forty-two" in page.read_text() and runs.read_text() == "xx"

    (folder / "sub" / "b.py").write_text("changed")
    assert build(book) == 0
    assert runs.read_text() == "xxx"
    assert len(list((book / "_build").glob(".jupyter_cache-*"))) == 1


def test_what_the_key_leaves_out_changes_no_output(small_book, build, folder, monkeypatch):
    monkeypatch.setattr(execution_cache, "PACKAGE", folder)
    rows = small_book("# Page\n" + CELL) / "data" / "rows.csv"
    rows.parent.mkdir()
    rows.write_text("forty-one")
    book = rows.parent.parent
    runs = book / "book" / "runs.txt"
    (folder / "exam").mkdir()
    assert build(book) == 0
    (folder / "exam" / "c.py").write_text("new")
    assert build(book) == 0
    assert runs.read_text() == "x"


def test_nothing_that_a_lesson_imports_reaches_what_the_key_leaves_out():
    package = execution_cache.PACKAGE
    left_out = execution_cache.NOT_IMPORTED
    modules = [
        path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in left_out
    ]
    lessons = [path for path in (ROOT / "book").glob("*.md") if "{code-cell}" in path.read_text()]
    assert len(modules) > 80 and len(lessons) > 11
    for path in [*modules, *lessons]:
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.match(r"\s*(from|import) ", line):
                names = re.findall(r"\w+", line)
                assert not {Path(name).stem for name in left_out} & set(names), f"{path}: {line}"
