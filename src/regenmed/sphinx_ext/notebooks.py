"""Every lesson as two `.ipynb` files that read and run in plain Jupyter, Colab and JupyterLite.

They are made from the MyST source when a build ends, with the outputs that this build computed:
`_static/notebooks/04-hsct.ipynb` without them and `04-hsct-with-outputs.ipynb` with them.
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from myst_nb.core.read import read_myst_markdown_notebook
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from pybtex.database import BibliographyData, Person, parse_file
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from regenmed.content_hash import hash_of

from .notebook_outputs import placed_values, shown_outputs
from .plain_markdown import CELL_BREAK, Names, headings_of, plain
from .repository import Repository

FOLDER = "notebooks"  # below _static
WITH_OUTPUTS = "-with-outputs"
LESSON = re.compile(r"(?:.*/)?\d\d-[\w-]+")  # page names of lessons: book/04-hsct
INSTALL = """\
# Run this cell first.  It installs the course where it is not there yet, as on Colab (a minute).
import importlib.util

if importlib.util.find_spec("regenmed") is None:
    {}"""
NO_REMOTE = """\
# This notebook needs the course's package.  It was made from a copy without a public address:
# install it from your own copy of the course, with  %pip install FOLDER"""
HIDDEN_TAGS = {"hide-input", "remove-input", "hide-cell", "remove-cell"}
PLACING = {"place", "place_text", "glue"}
STAMP = "made_from"  # in a file's metadata: the hash of its sources
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def is_lesson(page: str) -> bool:
    """Say whether a page is a lesson by its name."""
    return LESSON.fullmatch(page) is not None


def install_cell(repository: Repository | None) -> str:
    """Give the code of the first cell: it installs the package from the book's own repository."""
    if repository is None:
        return NO_REMOTE
    return INSTALL.format(f"%pip install --quiet git+{repository.url}")


def converted(source: NotebookNode, names: Names, install: str) -> NotebookNode:
    """Give the plain notebook of a lesson; `source` was read from MyST and may hold outputs."""
    cells = [code_cell(install)]
    for cell in source.cells:
        cells += _code(cell, names) if cell.cell_type == "code" else _prose(cell.source, names)
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"  # the same in every build
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def without_outputs(notebook: NotebookNode) -> NotebookNode:
    """Give a copy whose cells have not been run."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return copy


def code_cell(
    source: str,
    metadata: dict | None = None,
    outputs: Sequence[NotebookNode] = (),
    execution_count: int | None = None,
) -> NotebookNode:
    """Give a cell of code; it is checked with the notebook, when that is written."""
    return nbformat.from_dict(
        {
            "cell_type": "code",
            "source": source,
            "metadata": metadata or {},
            "outputs": list(outputs),
            "execution_count": execution_count,
        }
    )


def markdown_cell(source: str) -> NotebookNode:
    """Give a cell of text."""
    return nbformat.from_dict({"cell_type": "markdown", "source": source, "metadata": {}})


def _prose(text: str, names: Names) -> Iterator[NotebookNode]:
    for part in plain(text, names).split(CELL_BREAK):
        part = re.sub(r"\n{3,}", "\n\n", part).strip("\n")
        if part:
            yield markdown_cell(part)


def _code(cell: NotebookNode, names: Names) -> Iterator[NotebookNode]:
    if _only_places(cell.source):  # its values stand in the text already
        return
    tags = cell.metadata.get("tags", [])
    image = cell.metadata.get("mystnb", {}).get("image", {})
    metadata = {"tags": tags} if tags else {}
    if HIDDEN_TAGS.intersection(tags):
        metadata["jupyter"] = {"source_hidden": True}
    outputs = [] if "remove-cell" in tags else shown_outputs(cell.outputs, image.get("alt", ""))
    yield code_cell(cell.source, metadata, outputs, cell.execution_count)
    if figure := cell.metadata.get("mystnb", {}).get("figure"):
        number = names.numbers.get(figure.get("name", ""), "Figure")
        yield markdown_cell(f"*{number}.* {plain(figure.get('caption', ''), names)}")


def _only_places(code: str) -> bool:
    """Say whether a cell does nothing but make values available to the text."""
    try:
        body = ast.parse(code).body
    except SyntaxError:  # a line magic
        return False
    return bool(body) and all(
        isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Call)
        and isinstance(line.value.func, ast.Name)
        and line.value.func.id in PLACING
        for line in body
    )


def citation_words(bibliography: BibliographyData) -> dict[str, str]:
    """Give key -> Markdown link for every entry: `[Burt and others, 2019](https://…)`."""
    return {key: _cited(entry) for key, entry in bibliography.entries.items()}


def _cited(entry) -> str:
    people: list[Person] = entry.persons.get("author", [])
    names = [_bare(" ".join([*person.prelast_names, *person.last_names])) for person in people]
    who = " and ".join(names) or _bare(entry.fields.get("title", entry.key))
    words = ", ".join(part for part in (who, entry.fields.get("year", "")) if part)
    url = entry.fields.get("url", "").replace("(", "%28").replace(")", "%29")
    return f"[{words}]({url})" if url else words


def _bare(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\", "")


def figure_numbers(env: BuildEnvironment, page: str) -> dict[str, str]:
    """Give label -> words for the numbered things of a page, as the built page counts them."""
    words = {"figure": "Fig.", "table": "Table"}
    return {
        label: f"{words.get(kind, kind.capitalize())} {'.'.join(map(str, number))}"
        for kind, numbers in env.toc_fignumbers.get(page, {}).items()
        for label, number in numbers.items()
    }


def executed(app: Sphinx, source: NotebookNode, page: str) -> NotebookNode:
    """Give the notebook with the outputs of this build."""
    cache = get_cache(app.config.nb_execution_cache_path)
    try:
        run = cache.get_cache_bundle(cache.match_cache_notebook(source).pk).nb
    except KeyError:
        raise ExtensionError(f"{page}: no outputs of this lesson are in the cache") from None
    ran = (cell for cell in run.cells if cell.cell_type == "code")
    for number, cell in enumerate((c for c in source.cells if c.cell_type == "code"), start=1):
        cell.outputs, cell.execution_count = next(ran).outputs, number
    return source


def text_of(app: Sphinx, page: str) -> str:
    """Give the source of a page as this build read it, without what its readers do not get."""
    read = [Path(app.env.doc2path(page)).read_text(encoding="utf-8")]
    app.emit("source-read", page, read)
    return read[0]


def notebook_of(app: Sphinx, page: str, citations: dict[str, str]) -> NotebookNode:
    """Give the plain notebook of a lesson of this build, with outputs."""
    source = read_myst_markdown_notebook(text_of(app, page), app.env.myst_config)
    source = executed(app, source, page)
    text = "\n".join(cell.source for cell in source.cells if cell.cell_type == "markdown")
    numbers = figure_numbers(app.env, page)
    names = Names(placed_values(source), numbers, citations, headings_of(text))
    try:
        return converted(source, names, install_cell(app.regenmed_repository))
    except ValueError as error:
        raise ExtensionError(f"{page}: {error}") from None


def stamp_of(app: Sphinx, page: str, inputs: str) -> str:
    """Give a hash of all that the notebook of a page is made from."""
    numbers = figure_numbers(app.env, page)
    parts = (inputs, text_of(app, page), numbers, install_cell(app.regenmed_repository))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def is_made_from(stamp: str, files: list[Path]) -> bool:
    """Say whether both files of a lesson are there and were made from the same."""
    if not all(file.exists() for file in files):
        return False
    notebook = json.loads(files[0].read_text(encoding="utf-8"))
    return notebook["metadata"].get(STAMP) == stamp


def write_notebooks(app: Sphinx, failure: Exception | None) -> None:
    """Write both files of every lesson into a built HTML site, where something has changed."""
    if failure or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    references = [Path(app.srcdir) / name for name in app.config.bibtex_bibfiles]
    inputs = app.config.regenmed_inputs + hash_of([Path(__file__).parent, *references])
    citations = None
    for page in sorted(filter(is_lesson, app.env.found_docs)):
        name = page.rpartition("/")[2]
        files = [folder / f"{name}{end}.ipynb" for end in ("", WITH_OUTPUTS)]
        stamp = stamp_of(app, page, inputs)
        if is_made_from(stamp, files):
            continue
        if citations is None:
            citations = {k: w for f in references for k, w in citation_words(parse_file(f)).items()}
        notebook = notebook_of(app, page, citations)
        notebook.metadata[STAMP] = stamp
        nbformat.write(without_outputs(notebook), files[0])
        nbformat.write(notebook, files[1])


def setup(app: Sphinx) -> None:
    """Write the notebooks when a build ends."""
    app.connect("build-finished", write_notebooks)
