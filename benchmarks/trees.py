"""Two copies of the course to build: ours, and the plain Jupyter Book of the same lessons."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORK = ROOT / "_build" / "bench"
BIN = Path(sys.executable).parent
# Jupyter Book's defaults for everything that a reader meets.  Only what the sources need to be read
# at all is set: syntax, references, exercises, and time enough to run.
PLAIN_CONFIG = """\
title: Repair, Retrain, Remit
author: The Repair, Retrain, Remit authors
logo: book/assets/logo.svg
only_build_toc_files: true
exclude_patterns: [".*", venv, env, src, tests, benchmarks, data]
execute: {timeout: 300}
bibtex_bibfiles: [book/references.bib]
parse:
  myst_enable_extensions: [amsmath, attrs_block, attrs_inline, colon_fence, deflist, dollarmath,
    substitution]
sphinx:
  extra_extensions: [sphinx_exercise]
"""


def copy(name: str) -> Path:
    """Put a copy of the sources into `_build/bench/<name>`, without anything built."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    for file in filter(None, listed.stdout.split("\0")):
        if (ROOT / file).is_file():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, folder / file)
    return folder


def ours() -> Path:
    """Give a fresh copy of the course."""
    return copy("ours")


def plain() -> Path:
    """Give a fresh copy with the default configuration."""
    folder = copy("plain")
    (folder / "_config.yml").write_text(PLAIN_CONFIG, encoding="utf-8")
    return folder


def html(name: str) -> Path:
    """Give the built pages of `ours` or `plain`; stop where bench_builds.py has not been run."""
    folder = WORK / name / "_build" / "html"
    if not (folder / "book").is_dir():
        sys.exit(f"{folder} is not built: run `python benchmarks/bench_builds.py` first")
    return folder


def run(folder: Path, *command: str) -> float:
    """Run a command of the environment in a tree; give its seconds; stop if it fails."""
    start = time.perf_counter()
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    taken = time.perf_counter() - start
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        sys.exit(f"`{' '.join(command)}` failed in {folder}:\n{tail}")
    return taken


def build_ours(folder: Path) -> float:
    """Build the course as `make book` does; give the seconds."""
    return run(folder, "jupyter-book", "build", ".", "-W", "-n", "--keep-going")


def build_plain(folder: Path) -> float:
    """Build the plain book; give the seconds."""
    return run(folder, "jupyter-book", "build", ".")
