"""The whole built site as one zip: unpack it anywhere, open `index.html`, and all of it works.

The same site gives the same zip, byte for byte: names sorted, one fixed time, one fixed mode.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

FOLDER = "repair-retrain-remit"  # all files unpack below it
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
# Left behind by the build for the next build, or for other sites that link here.
LEFTOVERS = {
    ".buildinfo",
    ".nojekyll",
    ".DS_Store",
    "objects.inv",
    "webpack-macros.html",
    "sbt-webpack-macros.html",
}
MODULES = "modules"  # a script here is named by its hash; one that no page names is an old one


def run(site: Path, target: Path) -> int:
    """Write the zip of the site at `target`, and say so.

    Raises ValueError if `site` holds no built book.
    """
    files = site_files(site)
    write_zip(site, target)
    print(f"{target} ({len(files)} files, {target.stat().st_size / 1e6:.1f} MB)")
    return 0


def site_files(site: Path) -> list[Path]:
    """Give what belongs into the zip, in its order.  Raises ValueError if there is no site."""
    if not (site / "index.html").exists():
        raise ValueError(f"{site} holds no built book: run `make book` first")
    if (site / "lite").exists():  # it works from a web server only
        raise ValueError(
            f"{site} holds JupyterLite, which cannot run from disk: "
            f"remove {site / 'lite'}, then `make zip` again"
        )
    pages = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    files = (
        path
        for path in site.rglob("*")
        if path.is_file()
        and path.name not in LEFTOVERS
        and (path.parent.name != MODULES or path.name in pages)
    )
    return sorted(files, key=lambda path: path.relative_to(site).as_posix())


def write_zip(site: Path, target: Path) -> None:
    """Write the zip of the site below `site` to the file `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in site_files(site):
            name = f"{FOLDER}/{path.relative_to(site).as_posix()}"
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE
            entry.create_system = 3  # the same on every system that packs
            archive.writestr(entry, path.read_bytes())
