"""A failing cell stops the build with one line: which file, line and cell, and what went wrong."""

from pathlib import Path

from docutils import nodes
from myst_nb.core.execute import ExecutionError
from myst_nb.sphinx_ import Parser
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError


def locate(source: str, code: str) -> tuple[int, int] | None:
    """Give (line, number) of the code cell holding `code` in a MyST notebook, both from 1."""
    before, found, _ = source.partition(code.strip())
    if not found:
        return None
    return before.count("\n") + 1, before.count("{code-cell}")


def describe(file: str, source: str, error: Exception) -> str:
    """Give the line that names notebook, cell and error.

    `error` is what nbclient raised: its text holds the code of the cell between dashed lines.
    """
    parts = str(error).split("------------------")
    code = parts[1].strip() if len(parts) > 1 else ""
    place = locate(source, code) if code else None
    where = f"{file}:{place[0]}: code cell {place[1]}" if place else f"{file}: a code cell"
    name = getattr(error, "ename", type(error).__name__)
    reason = getattr(error, "evalue", str(error).partition("\n")[0])
    return f"{where} failed: {name}: {reason}"


class NotebookParser(Parser):
    """MyST-NB's parser; only its word on a failed cell is clearer."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Read one notebook, running it if its outputs are not in the cache."""
        try:
            super().parse(inputstring, document)
        except ExecutionError as error:
            env = document.settings.env
            path = Path(env.doc2path(env.docname))
            file = path.relative_to(env.srcdir).as_posix()
            cause = error.__cause__ or error
            raise ExtensionError(describe(file, inputstring, cause)) from cause


def setup(app: Sphinx) -> None:
    """Take the place of MyST-NB's parser."""
    app.add_source_parser(NotebookParser, override=True)
