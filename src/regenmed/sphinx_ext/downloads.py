"""Put the dataset's files into the built site, one by one and as one zip."""

import csv
import io
import zipfile
from pathlib import Path

from sphinx.application import Sphinx

from regenmed.dataset import DATA
from regenmed.validation.text import is_formula

ZIP_NAME = "repair-retrain-remit-data.zip"
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the same data give the same zip, byte for byte


def data_files() -> list[Path]:
    """Every file of the dataset, in a fixed order; the quiz bank with its keys stays out."""
    files = (path for path in sorted(DATA.rglob("*")) if path.is_file())
    return [path for path in files if "quiz" not in path.relative_to(DATA).parts]


def without_formulas(data: bytes) -> bytes:
    """Give a CSV file in which no cell runs in a spreadsheet: those that would start with a quote.

    Sound data hold none (`validate` refuses them), and are given as they are, byte for byte.
    """
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    if not any(is_formula(cell) for row in rows for cell in row):
        return data
    safe = io.StringIO(newline="")
    writer = csv.writer(safe, lineterminator="\n")
    writer.writerows([f"'{cell}" if is_formula(cell) else cell for cell in row] for row in rows)
    return safe.getvalue().encode("utf-8")


def write_downloads(app: Sphinx, error: Exception | None) -> None:
    """Copy the data below `_static/data/` of a built HTML site."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / "data"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / ZIP_NAME, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in data_files():
            name = path.relative_to(DATA)
            data = path.read_bytes()
            if path.suffix == ".csv":
                data = without_formulas(data)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
            archive.writestr(zipfile.ZipInfo(str(name), FIXED_TIME), data)


def setup(app: Sphinx) -> None:
    """Write the downloads when a build ends."""
    app.connect("build-finished", write_downloads)
