"""Put the dataset's files into the built site, one by one and as one zip."""

import shutil
import zipfile
from pathlib import Path

from sphinx.application import Sphinx

from regenmed.dataset import DATA

ZIP_NAME = "repair-retrain-remit-data.zip"
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the same data give the same zip, byte for byte


def data_files() -> list[Path]:
    """Every file of the dataset, in a fixed order; the quiz bank with its keys stays out."""
    files = (path for path in sorted(DATA.rglob("*")) if path.is_file())
    return [path for path in files if "quiz" not in path.relative_to(DATA).parts]


def write_downloads(app: Sphinx, error: Exception | None) -> None:
    """Copy the data below `_static/data/` of a built HTML site."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / "data"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / ZIP_NAME, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in data_files():
            name = path.relative_to(DATA)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
            archive.writestr(zipfile.ZipInfo(str(name), FIXED_TIME), path.read_bytes())


def setup(app: Sphinx) -> None:
    """Write the downloads when a build ends."""
    app.connect("build-finished", write_downloads)
