"""Collect every MyST notebook below book/ as nbval tests, one test a code cell.

Each cell must run, and its outputs must equal those that the built book shows
(the executed notebook that the last book build wrote).  A notebook that was never built
is only run.
"""

import re
from collections import defaultdict
from pathlib import Path

import jupytext
import nbformat
from nbval.plugin import IPyNbCell, IPyNbFile, find_metadata_tags

ROOT = Path(__file__).parent
BOOK = ROOT / "book"
EXECUTED = ROOT / "_build" / "jupyter_execute"
RANDOM_PARTS = {re.compile(r"[0-9a-f]{32}"): "MODEL-ID"}


def executed_notebook(source: Path) -> Path:
    """Where the book build wrote the executed copy of a notebook of this project."""
    return (EXECUTED / source.relative_to(ROOT)).with_suffix(".ipynb")


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The code cells of a notebook, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def with_shown_outputs(source: Path) -> tuple[nbformat.NotebookNode, bool]:
    """A notebook read from its MyST source, with the outputs the book shows, if it was built."""
    notebook = jupytext.read(source)
    executed = executed_notebook(source)
    if not executed.exists():
        return notebook, False
    fresh, shown = code_cells(notebook), code_cells(nbformat.read(executed, as_version=4))
    if [cell.source.strip() for cell in fresh] != [cell.source.strip() for cell in shown]:
        return notebook, False
    for number, (cell, built) in enumerate(zip(fresh, shown, strict=True), start=1):
        cell.outputs, cell.execution_count = built.outputs, number
    return notebook, True


class MystNotebook(IPyNbFile):
    """nbval's notebook file, read from MyST Markdown instead of .ipynb."""

    def collect(self):
        """One test item a code cell, checked against the output the book shows."""
        self.nb, shown = with_shown_outputs(self.path)
        for number, cell in enumerate(code_cells(self.nb)):
            options = defaultdict(bool, find_metadata_tags(cell.metadata))
            options.setdefault("check", shown)
            yield IPyNbCell.from_parent(
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
