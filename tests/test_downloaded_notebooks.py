"""A lesson's downloaded notebook runs anywhere: outside the checkout, with the package alone.

The package is built as a wheel, as pip does from the repository on Colab. Nothing that only a build
of the book needs may be imported.
"""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from book_pages import LESSONS
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
ONLY_FOR_BUILDS = ["jupyter_book", "jupyter_cache", "jupytext", "latex2mathml", "myst_nb", "sphinx"]
RUN = ["02-limits-of-control", "07-gene-editing"]  # patients' data; sequences and models


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    """The installed package: what the wheel holds, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("package")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    blocked = f"import sys\nfor name in {ONLY_FOR_BUILDS}:\n    sys.modules[name] = None\n"
    (folder / "site" / "sitecustomize.py").write_text(blocked)
    return folder / "site"


def read(built_book: Path, name: str) -> nbformat.NotebookNode:
    return nbformat.read(built_book / "_static" / "notebooks" / f"{name}.ipynb", as_version=4)


@pytest.mark.parametrize("name", RUN)
def test_a_notebook_runs_with_nothing_but_the_installed_package(
    built_book, package, tmp_path, name
):
    notebook = read(built_book, name)
    where = "import regenmed.dataset as d\nprint(d.__file__)\nprint(d.DATA)"
    notebook.cells.append(nbformat.v4.new_code_cell(where))
    environment = os.environ | {"PYTHONPATH": str(package)}
    environment.pop("REGENMED_DATA", None)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute(env=environment)  # raises the error of a cell that fails
    places = notebook.cells[-1].outputs[0].text.split()
    assert all(Path(place).is_relative_to(package) for place in places)


@pytest.mark.parametrize("name", LESSONS)
def test_the_text_of_a_notebook_is_plain_markdown(built_book, name):
    notebook = read(built_book, name)
    nbformat.validate(notebook)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    left = [sign for sign in ("{glue", "{cite", "{numref", "```{", ":::", ")=") if sign in text]
    assert left == []
    assert not [cell for cell in notebook.cells if cell.get("outputs")]


@pytest.mark.parametrize("name", LESSONS)
def test_the_other_file_shows_what_the_page_shows(built_book, name):
    bare = read(built_book, name)
    shown = read(built_book, f"{name}-with-outputs")
    assert [cell.source for cell in bare.cells] == [cell.source for cell in shown.cells]
    outputs = [output for cell in shown.cells for output in cell.get("outputs", [])]
    assert len(outputs) > 5
    text = json.dumps(outputs)
    assert "image/svg+xml;base64" in text
    assert "widget-view+json" not in text and "papermill" not in text
