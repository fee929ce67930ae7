"""The pages that a build has written, for the parts that work on them afterwards."""

from pathlib import Path

from .lite import SITE_FOLDER


def written_pages(site: Path) -> list[Path]:
    """Give the book's pages below `site`, without those of JupyterLite and of the theme's files."""
    others = {site / "_static", site / SITE_FOLDER}
    return [page for page in site.rglob("*.html") if others.isdisjoint(page.parents)]
