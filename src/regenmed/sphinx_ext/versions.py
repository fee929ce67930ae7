"""Addresses that carry the hash of what they name, so that a browser may keep it for a year.

Every script, style sheet and picture of the site is asked for as `name?v=hash`; a changed file has
another address. The dataset's files keep plain addresses, because people write those down, and a
page's own address must stay: a web server has browsers ask for those again (see `serving/`).
"""

import hashlib
import re
from pathlib import Path

from sphinx.application import Sphinx

from .lite import SITE_FOLDER
from .written_pages import written_pages

KINDS = {".css", ".js", ".svg", ".png", ".jpg", ".webp", ".woff2", ".ico"}
LINK = re.compile(r'((?:href|src)="(?:\.\./|\./)*)([\w/.-]+\.\w+)(?:\?[^"]*)?(?=")')


def with_versions(html: str, versions: dict[str, str]) -> str:
    """Have the addresses in a page carry the hashes in `versions` (path below the site -> hash)."""

    def link(match: re.Match) -> str:
        name = match[2]
        return f"{match[1]}{name}?v={versions[name]}" if name in versions else match[0]

    return LINK.sub(link, html)


def versions_of(site: Path) -> dict[str, str]:
    """Give the hash of every file that a page can ask for."""
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:8]
        for file in site.rglob("*")
        if file.suffix in KINDS and file.is_file() and site / SITE_FOLDER not in file.parents
    }


def write_versions(app: Sphinx, failure: Exception | None) -> None:
    """Do so in all that was written."""
    if failure or app.builder.format != "html":
        return
    site = Path(app.outdir)
    versions = versions_of(site)
    for page in written_pages(site):
        html = page.read_text(encoding="utf-8")
        page.write_text(with_versions(html, versions), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Work when every file has its last content."""
    app.connect("build-finished", write_versions, priority=990)
