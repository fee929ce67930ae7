import ast
from pathlib import Path

import pytest

from regenmed.sphinx_ext import execution_cache
from regenmed.sphinx_ext.execution_cache import files_below, hash_of

CELL = """
```{code-cell} python
from pathlib import Path
with open("runs.txt", "a") as runs:
    runs.write("x")
print(Path("../data/rows.csv").read_text())
```
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.csv").write_text("1")
    (tmp_path / "in" / "sub" / "b.py").write_text("2")
    return tmp_path / "in"


def test_every_file_counts_by_name_and_content(folder):
    first = hash_of([folder])
    assert hash_of([folder]) == first
    (folder / "a.csv").write_text("3")
    changed = hash_of([folder])
    assert changed != first
    (folder / "a.csv").rename(folder / "c.csv")
    assert hash_of([folder]) not in {first, changed}


def test_caches_and_hidden_files_do_not_count(folder):
    first = hash_of([folder])
    (folder / "sub" / "b.pyc").write_text("x")
    (folder / ".hidden").write_text("x")
    assert hash_of([folder]) == first
    assert [path.name for path in files_below(folder)] == ["a.csv", "b.py"]


def test_a_missing_place_counts_as_empty(folder):
    assert hash_of([folder, folder / "none"]) == hash_of([folder])


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


def test_no_module_that_a_lesson_imports_reaches_what_the_key_leaves_out():
    package = execution_cache.PACKAGE
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0]
        if room in execution_cache.NOT_IMPORTED:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            for name in names:
                rooms = {Path(room).stem for room in execution_cache.NOT_IMPORTED}
                assert not rooms & set(name.split(".")), f"{path}: imports {name}"
