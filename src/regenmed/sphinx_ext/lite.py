"""What `make lite` gives to JupyterLite: the lessons, and what to build from them.

`python -m regenmed lite _build/html _build/lite` fills the second folder from the first,
the built site. JupyterLite itself runs in an environment of its own and writes `lite/` into the
site; Python in the browser comes from the public servers of Pyodide when a reader opens it.
"""

import json
import os
from pathlib import Path

import nbformat

from .notebooks import FOLDER, INSTALL, WITH_OUTPUTS

SITE_FOLDER = "lite"  # below the top of the site
INSTALL_LINE = "%pip install -q regenmed"  # from the wheel that lies in the site itself


def lessons(site: Path) -> list[Path]:
    """Give the notebooks of a built site that have not been run."""
    found = sorted((site / "_static" / FOLDER).glob("*.ipynb"))
    return [file for file in found if not file.stem.endswith(WITH_OUTPUTS)]


def configuration(site: Path, folder: Path) -> dict:
    """Give JupyterLite's configuration: one app, no maps, lessons in `files/`."""
    return {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": ["files"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": os.path.relpath(site / SITE_FOLDER, folder),
        }
    }


def prepare(site: Path, folder: Path) -> int:
    """Write lessons and configuration into `folder`, and give the number of lessons.

    Raises ValueError where the site holds no lesson.
    """
    found = lessons(site)
    if not found:
        raise ValueError(f"{site}: no notebooks of lessons there; build the book first")
    target = folder / "files" / "book"
    target.mkdir(parents=True, exist_ok=True)
    for file in found:
        notebook = nbformat.read(file, as_version=4)
        notebook.cells[0].source = INSTALL.format(INSTALL_LINE)
        nbformat.write(notebook, target / file.name)
    config = json.dumps(configuration(site, folder), indent=2)
    (folder / "jupyter_lite_config.json").write_text(config + "\n", encoding="utf-8")
    return len(found)


def run(site: Path, folder: Path) -> int:
    """Do so for the command line, and say how many lessons there are."""
    print(f"{prepare(site, folder)} lessons laid out in {folder}")
    return 0
