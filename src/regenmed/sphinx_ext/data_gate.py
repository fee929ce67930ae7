"""No book from unsound data: the tables are validated before the first page is read."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from regenmed.dataset import validate


def check_data(app: Sphinx) -> None:
    """Stop the build with the lines that `python -m regenmed validate` prints, if there are any.

    The tables are those of the `data` folder beside the book, else the package's own.
    """
    folder = Path(app.srcdir) / "data"
    problems = validate(folder if folder.is_dir() else None)
    if problems:
        raise ExtensionError("\n".join(["the dataset does not hold:", *map(str, problems)]))


def setup(app: Sphinx) -> None:
    """Check before anything is read or run."""
    app.connect("builder-inited", check_data, priority=100)
