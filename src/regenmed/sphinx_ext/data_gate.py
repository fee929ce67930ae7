"""No book from unsound data: tables and questions are checked before the first page is read."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from regenmed.dataset import DATA, validate

from . import what_to_mend


def check_data(app: Sphinx) -> None:
    """Stop the build with the lines that `python -m regenmed validate` prints, if there are any.

    The tables are those of the `data` folder beside the book, else the package's own. The
    questions, whose check takes longer, are checked when data or code have changed: when there are
    no outputs of notebooks yet that belong to them.
    """
    folder = Path(app.srcdir) / "data"
    folder = folder if folder.is_dir() else DATA
    problems: list = validate(folder)
    is_new = not Path(app.config.nb_execution_cache_path).exists()
    if not problems and is_new and folder.resolve() == DATA:
        problems = question_problems()
    if problems:
        error = ExtensionError("\n".join(["the dataset does not hold:", *map(str, problems)]))
        what_to_mend.write(app, error)  # a build that has not begun does not finish either
        raise error


def question_problems() -> list[str]:
    """Give a line for each problem of the question bank."""
    from regenmed.page import bank  # with it comes pandas

    return bank.problems()


def setup(app: Sphinx) -> None:
    """Check before anything is read or run."""
    app.connect("builder-inited", check_data, priority=100)
