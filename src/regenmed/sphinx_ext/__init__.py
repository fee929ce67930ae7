"""What turns the lessons into the built book: checks before, the static widget host, the look."""

import gc

from sphinx.application import Sphinx

from . import (
    alt_text,
    assets,
    audience,
    cell_errors,
    citation_backends,
    data_gate,
    downloads,
    execution_cache,
    exercise_ids,
    figures,
    folds,
    front_door,
    glossary,
    guide,
    host,
    launch,
    loading,
    math,
    notebooks,
    parallel_execution,
    percent_signs,
    reference_list,
    tables,
    theme,
    versions,
    what_to_mend,
    written_pages,
)

PARTS = [
    what_to_mend,
    audience,
    data_gate,
    execution_cache,
    parallel_execution,
    cell_errors,
    citation_backends,
    alt_text,
    math,
    figures,
    folds,
    exercise_ids,
    glossary,
    percent_signs,
    guide,
    reference_list,
    tables,
    host,
    assets,
    written_pages,
    theme,
    loading,
    versions,
    downloads,
    launch,
    notebooks,
    front_door,
]


def setup(app: Sphinx) -> dict:
    """Register every part with Sphinx; each part is one file of this package."""
    gc.set_threshold(100_000, 50, 50)  # Sphinx makes many objects and keeps them: a tenth faster
    for part in PARTS:
        part.setup(app)
    # nothing is left to collect: Python would search a second for it before it ends
    app.connect("build-finished", lambda *_: gc.freeze(), priority=1000)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
