"""What turns the lessons into the built book: checks before, the static widget host, the look."""

from sphinx.application import Sphinx

from . import math


def setup(app: Sphinx) -> dict:
    """Register every part with Sphinx; each part is one file of this package."""
    for part in (math,):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
