"""The scripts that a default Jupyter Book page loads from public servers, kept on this machine.

Each comes from its npm package at the version the page asks for, so that the page can be measured
working. Without a network, or without npm, there is nothing to serve: `mirror()` gives None.
"""

import shutil
import subprocess
import tarfile
from pathlib import Path

CACHE = Path(__file__).parent.parent / "_build" / "bench" / "npm"
# What jupyter-book 1.0.4 (Sphinx 7, MyST-NB 1.4) and anywidget 0.11 ask for.
PACKAGES = {
    "requirejs": "2.3.4",
    "@jupyter-widgets/html-manager": "1.0.6",
    "anywidget": "0.11.0",
    "mathjax": "3.2.2",
}
# address -> (path that stands for it, folder below the cache)
PLACES = {
    "https://cdnjs.cloudflare.com/ajax/libs/require.js/2.3.4/": ("/public/require/", "requirejs"),
    "https://cdn.jsdelivr.net/npm/@jupyter-widgets/html-manager@1.0.6/": (
        "/public/html-manager/",
        "@jupyter-widgets/html-manager",
    ),
    "https://cdn.jsdelivr.net/npm/mathjax@3/": ("/public/mathjax/", "mathjax"),
    # html-manager puts "anywidget@~0.11.*/dist/index" behind this address
    "https://cdn.jsdelivr.net/npm/": ("/public/npm/", "by-range"),
}


def package(name: str, version: str) -> Path:
    """Give the folder of an unpacked npm package; CalledProcessError when it cannot be had."""
    folder = CACHE / name
    if (folder / f".{version}").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, check=True)
    archive = CACHE / done.stdout.split()[-1]
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            member.name = member.name.partition("/")[2]  # all is below "package/"
            if member.name:
                tar.extract(member, folder, filter="data")
    archive.unlink()
    (folder / f".{version}").touch()
    return folder


def minify_require(folder: Path) -> None:
    """Make the require.min.js that the public server offers, with require.js' own optimiser."""
    if (folder / "require.min.js").exists():
        return
    options = ["baseUrl=.", "name=it", "paths.it=require", "out=require.min.js"]
    command = ["node", "bin/r.js", "-o", *options, "skipModuleInsertion=true"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)


def mirror() -> dict[str, tuple[str, Path]] | None:
    """Give the places for `gzip_server.Site`, or None when the packages cannot be had."""
    try:
        for name, version in PACKAGES.items():
            package(name, version)
        minify_require(CACHE / "requirejs")
    except (OSError, subprocess.CalledProcessError):
        return None
    ranged = CACHE / "by-range" / "anywidget@~0.11.*"
    if not ranged.exists():
        ranged.parent.mkdir(parents=True, exist_ok=True)
        ranged.symlink_to(CACHE / "anywidget", target_is_directory=True)
    return {address: (local, CACHE / folder) for address, (local, folder) in PLACES.items()}
