"""The pages that a build has written, for the parts that work on them afterwards."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from regenmed.content_hash import hash_of

from .lite import SITE_FOLDER

FINISHED = 'data-sheets="'  # the mark that loading.py, the last to change a page, leaves in it


def written_pages(site: Path) -> list[Path]:
    """Give the book's pages below `site`, without those of JupyterLite and of the theme's files."""
    others = {site / "_static", site / SITE_FOLDER}
    return [page for page in site.rglob("*.html") if others.isdisjoint(page.parents)]


def is_finished(html: str) -> bool:
    """Say whether an earlier build has finished this page and the present one has left it alone."""
    return FINISHED in html


def key_pages(app: Sphinx, config: Config) -> None:
    """Have every page written again when the code that finishes pages has changed."""
    config.regenmed_finishing = hash_of([Path(__file__).parent])


def setup(app: Sphinx) -> None:
    """Key the pages once the configuration is known."""
    # "html": pages are written again when the value differs from that of the last build
    app.add_config_value("regenmed_finishing", "", "html", str)
    app.connect("config-inited", key_pages)
