"""Collect every MyST notebook below book/ as nbval tests, one test a code cell.

Each cell must run, and its outputs must equal those that the built book shows (those that
the last book build kept in its cache).  A notebook that was never built is only run.
"""

import re
from collections import defaultdict
from pathlib import Path

import jupytext
import nbformat
from jupyter_cache import get_cache
from nbval.plugin import IPyNbCell, IPyNbFile, find_metadata_tags

from regenmed.sphinx_ext.cell_errors import locate

ROOT = Path(__file__).parent
BOOK = ROOT / "book"
RANDOM_PARTS = {re.compile(r"[0-9a-f]{32}"): "MODEL-ID"}


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The code cells of a notebook, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def executed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    """The copy of a notebook that the last book build executed, if it built these very cells."""
    for folder in (ROOT / "_build").glob(".jupyter_cache-*"):
        cache = get_cache(folder)
        try:
            return cache.get_cache_bundle(cache.match_cache_notebook(notebook).pk).nb
        except KeyError:
            continue
    return None


def with_shown_outputs(source: Path) -> tuple[nbformat.NotebookNode, bool]:
    """A notebook read from its MyST source, with the outputs the book shows, if it was built."""
    notebook = jupytext.read(source)
    built = executed(notebook)
    if built is None:
        return notebook, False
    pairs = zip(code_cells(notebook), code_cells(built), strict=True)
    for number, (cell, shown) in enumerate(pairs, start=1):
        cell.outputs, cell.execution_count = shown.outputs, number
    return notebook, True


class MystCell(IPyNbCell):
    """nbval's test of one cell; its failure starts with a line that says where and what."""

    def repr_failure(self, excinfo):
        """That line, then nbval's own account."""
        account = super().repr_failure(excinfo)
        source = self.path.read_text(encoding="utf-8")
        line, number = locate(source, self.cell.source) or (1, self.cell_num + 1)
        where = f"{self.path.relative_to(ROOT).as_posix()}:{line}: code cell {number}"
        error = next((out for out in self.test_outputs if "ename" in out), None)
        if error:
            what = f"failed: {error['ename']}: {error['evalue'].partition(chr(10))[0]}"
        else:
            what = "gave another output than the built book shows: run `make book`; " + (
                "if this line comes again, the cell's output changes from run to run"
            )
        return f"{where} {what}\n\n{account}"


class MystNotebook(IPyNbFile):
    """nbval's notebook file, read from MyST Markdown instead of .ipynb."""

    def collect(self):
        """One test item a code cell, checked against the output the book shows."""
        self.nb, shown = with_shown_outputs(self.path)
        for number, cell in enumerate(code_cells(self.nb)):
            options = defaultdict(bool, find_metadata_tags(cell.metadata))
            options.setdefault("check", shown)
            yield MystCell.from_parent(
                self, name=f"Cell {number}", cell_num=number, cell=cell, options=options
            )

    def setup_sanitize_files(self):
        """Blank out the ids that differ from run to run."""
        super().setup_sanitize_files()
        self.sanitize_patterns.update(RANDOM_PARTS)


def is_notebook(path: Path) -> bool:
    """Whether a Markdown file is a MyST notebook: its front matter names a kernel."""
    return path.suffix == ".md" and "kernelspec:" in path.read_text(encoding="utf-8")[:1000]


def pytest_collect_file(file_path, parent):
    """Collect the notebooks of book/."""
    if BOOK in file_path.parents and is_notebook(file_path):
        return MystNotebook.from_parent(parent, path=file_path)
    return None
