"""Lessons as notebook files for plain Jupyter and Colab."""

import json
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pybtex.database import parse_string

from regenmed.sphinx_ext import notebooks
from regenmed.sphinx_ext.plain_markdown import Names
from regenmed.sphinx_ext.repository import Repository

RESULT = new_output("execute_result", data={"text/plain": "4"})


def convert(*cells, **names):
    notebook = notebooks.converted(new_notebook(cells=list(cells)), Names(**names), "# install")
    nbformat.validate(notebook)
    return notebook.cells[1:]


@pytest.fixture(scope="module")
def files(site):
    """The notebook files of the sample's first lesson: name -> content."""
    folder = site / "_static" / "notebooks"
    return {file.name: json.loads(file.read_text()) for file in folder.glob("01-first*.ipynb")}


def test_a_lesson_is_known_by_its_number():
    assert notebooks.is_lesson("book/04-hsct")
    assert not any(map(notebooks.is_lesson, ["book/methods", "book/teaching/lesson-04", "index"]))


def test_the_first_cell_installs_from_the_own_repository_or_says_why_not():
    code = notebooks.install_cell(Repository("github.com", "pupil/course"))
    assert "%pip install --quiet git+https://github.com/pupil/course\n" in code + "\n"
    assert 'find_spec("regenmed") is None' in code
    without = notebooks.install_cell(None)
    assert all(line.startswith("#") for line in without.splitlines())


def test_a_cell_that_only_places_values_goes_and_one_that_computes_stays():
    places = new_code_cell('place(a="events x")\nplace_text(b="c")')
    computes = new_code_cell("x = 3\nplace(a=x)", metadata={"tags": ["remove-cell"]})
    (kept,) = convert(places, computes)
    assert kept.source == computes.source
    assert kept.metadata.jupyter.source_hidden


def test_folded_code_is_folded_and_its_output_shown():
    folded = new_code_cell("2 + 2", metadata={"tags": ["hide-input"]}, outputs=[RESULT])
    shown = new_code_cell("2 + 2", outputs=[RESULT])
    first, second = convert(folded, shown)
    assert first.metadata.jupyter.source_hidden and first.outputs == [RESULT]
    assert "jupyter" not in second.metadata


def test_a_figure_is_followed_by_its_number_and_caption():
    figure = {"figure": {"name": "fig-a", "caption": "Of {glue:text}`n:.0f` people."}}
    _, caption = convert(
        new_code_cell("plot()", metadata={"mystnb": figure}),
        numbers={"fig-a": "Fig. 7"},
        values={"n": "55.0"},
    )
    assert caption.source == "*Fig. 7.* Of 55 people."


def test_a_solution_starts_a_section_of_its_own():
    text = "Before.\n\n```{solution-start} ex\n```\n\nIt is 42."
    assert [cell.source for cell in convert(new_markdown_cell(text))] == [
        "Before.",
        "### Solution to the exercise",
        "It is 42.",
    ]


def test_citations_are_links_that_markdown_can_read():
    entries = """
        @misc{a, author = {{van Laar} and others}, year = {2014}, url = {https://x.org/S1(16)3}}
        @misc{b, title = {{A notice \\& more}}, year = {2020}}
    """
    assert notebooks.citation_words(parse_string(entries, "bibtex")) == {
        "a": "[van Laar and others, 2014](https://x.org/S1%2816%293)",
        "b": "A notice & more, 2020",
    }


def test_every_lesson_of_a_built_site_has_both_files(site):
    names = {file.name for file in (site / "_static" / "notebooks").iterdir()}
    assert names == {
        f"{name}{end}.ipynb" for name in ("01-first", "02-second") for end in ("", "-with-outputs")
    }


def test_one_file_has_outputs_and_the_other_none(files):
    def outputs(name):
        cells = files[name]["cells"]
        return [output for cell in cells for output in cell.get("outputs", [])]

    assert outputs("01-first.ipynb") == []
    kinds = {kind for output in outputs("01-first-with-outputs.ipynb") for kind in output["data"]}
    assert "text/html" in kinds and not [kind for kind in kinds if "svg" in kind]


def test_the_text_of_a_built_notebook_is_free_of_myst(files):
    cells = files["01-first.ipynb"]["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert re.search(r"^\*Fig\. [\d.]+\* Two lines cross\.$", text, re.MULTILINE)
    assert "$$ (wald)" not in text
    assert "> **Predict**" in text
    assert "```{" not in text and ":::" not in text and ":class:" not in text


def test_cells_have_the_same_ids_in_every_build(files):
    ids = [cell["id"] for cell in files["01-first.ipynb"]["cells"]]
    assert ids == [f"cell-{number}" for number in range(len(ids))]


def test_a_notebook_is_made_again_only_when_its_sources_changed(tmp_path):
    files = [tmp_path / "a.ipynb", tmp_path / "a-with-outputs.ipynb"]
    assert not notebooks.is_made_from("77", files)
    for file in files:
        nbformat.write(new_notebook(metadata={notebooks.STAMP: "77"}), file)
    assert notebooks.is_made_from("77", files)
    assert not notebooks.is_made_from("78", files)


def test_a_built_notebook_says_what_it_was_made_from(files):
    stamps = {content["metadata"][notebooks.STAMP] for content in files.values()}
    assert len(stamps) == 1
