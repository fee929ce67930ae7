"""Outputs are reused only while everything they were computed from is unchanged.

The cache of executed notebooks knows the code of a notebook but neither the data nor the package
it imports. So the cache folder carries a hash of both, and a new hash also makes Sphinx read every
page again (a page whose own text is unchanged would keep its old outputs otherwise).
"""

import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

import regenmed
from regenmed.content_hash import hash_of

PACKAGE = Path(regenmed.__file__).parent
# No lesson imports these: they put finished pages together, make exams, fill the instructor guide,
# compare two runs, or keep the course up.
NOT_IMPORTED = ("sphinx_ext", "exam", "affected", "takeaway", "teaching", "upkeep", "__main__.py")
PREFIX = ".jupyter_cache-"


def key_cache(app: Sphinx, config: Config) -> None:
    """Choose the cache folder by the hash of data, package and pinned requirements."""
    book = Path(app.srcdir)
    imported = [place for place in sorted(PACKAGE.iterdir()) if place.name not in NOT_IMPORTED]
    inputs = hash_of([*imported, book / "data", book / "requirements.txt"])
    config.regenmed_inputs = inputs
    config.nb_execution_cache_path = str(Path(app.outdir).parent / f"{PREFIX}{inputs}")


def remove_stale(app: Sphinx) -> None:
    """Delete the caches that belong to earlier data or code."""
    current = Path(app.config.nb_execution_cache_path)
    for folder in current.parent.glob(f"{PREFIX}*"):
        if folder != current:
            shutil.rmtree(folder)


def setup(app: Sphinx) -> None:
    """Key the cache once the configuration is known."""
    # "env": pages are read again when the value differs from that of the last build
    app.add_config_value("regenmed_inputs", "", "env", str)
    app.connect("config-inited", key_cache)
    app.connect("builder-inited", remove_stale)
