"""A hash over files: two folders have the same one if they hold the same files."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def files_below(folder: Path) -> list[Path]:
    """Give the files below `folder` in a stable order, without caches and hidden files."""
    if folder.is_file():
        return [] if folder.name.startswith(".") else [folder]
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix != ".pyc"
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def hash_of(places: Iterable[Path]) -> str:
    """Give a hash over the names and the content of all files in `places` (files or folders)."""
    digest = hashlib.sha256()
    for place in places:
        for path in files_below(place):
            name = path.relative_to(place.parent).as_posix()
            digest.update(f"{name}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
