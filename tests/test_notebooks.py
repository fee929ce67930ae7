"""The notebook tests themselves: cells run, and the outputs the book shows are compared."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn

ROOT = Path(__file__).parent.parent
HEAD = """---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A lesson

"""


def cell(source: str) -> str:
    return f"```{{code-cell}} ipython3\n{source}\n```\n\n"


@pytest.fixture
def project(tmp_path):
    """A small project with the same conftest.py and one notebook of two cells."""
    (tmp_path / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "x.md").write_text(HEAD + cell("a = 1") + cell("a + 1"))
    return tmp_path


def run(project: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "book"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


def show(project: Path, text: str) -> None:
    """Pretend the book build showed `text` under the second cell."""
    notebook = jupytext.read(project / "book" / "x.md")
    first, second = (cell for cell in notebook.cells if cell.cell_type == "code")
    first.execution_count, second.execution_count = 1, 2
    second.outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=2)
    ]
    cache = get_cache(project / "_build" / ".jupyter_cache-0")
    cache.cache_notebook_bundle(CacheBundleIn(notebook, "book/x.md"), check_validity=False)


def test_each_cell_is_a_test_and_runs(project):
    result = run(project)
    assert result.returncode == 0
    assert "2 passed" in result.stdout


def test_a_failing_cell_fails(project):
    (project / "book" / "x.md").write_text(HEAD + cell("assert 1 == 2, 'one is not two'"))
    result = run(project)
    assert result.returncode == 1
    assert "one is not two" in result.stdout
    assert "book/x.md:11: code cell 1 failed: AssertionError: one is not two" in result.stdout


def test_the_shown_output_is_accepted_when_it_is_the_fresh_one(project):
    show(project, "2")
    assert run(project).returncode == 0


def test_a_shown_output_that_differs_fails(project):
    show(project, "3")
    result = run(project)
    assert result.returncode == 1
    assert "x.md::Cell 1" in result.stdout
    assert "book/x.md:15: code cell 2 gave another output than the built book shows" in (
        result.stdout
    )


def test_plain_pages_are_not_collected(project):
    (project / "book" / "x.md").write_text("# No kernel\n")
    assert "no tests ran" in run(project).stdout


def conftest():
    spec = importlib.util.spec_from_file_location("root_conftest", ROOT / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_notebook_of_the_book_is_compared_with_what_the_book_shows(built_book):
    plugin = conftest()
    notebooks = [path for path in (ROOT / "book").glob("*.md") if plugin.is_notebook(path)]
    assert notebooks
    for path in notebooks:
        notebook, shown = plugin.with_shown_outputs(path)
        assert shown, f"{path.name} was not built from these cells"
        assert any(c.outputs for c in plugin.code_cells(notebook)), path.name
