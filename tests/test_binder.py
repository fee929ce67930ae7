"""Binder's own builder accepts the tree and takes it for a Python environment."""

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from repo2docker.app import Repo2Docker

ROOT = Path(__file__).parent.parent
LARGEST = 600e6  # bytes of the packages that Binder installs


def size_of(name: str) -> int:
    """Bytes of an installed package, without the bytecode that pip adds (about a third more)."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:  # pinned for another platform
        return 0
    paths = [Path(file.locate()) for file in files if file.suffix != ".pyc"]
    return sum(path.stat().st_size for path in paths if path.exists())


def test_repo2docker_accepts_the_tree_and_installs_the_pinned_packages():
    repo2docker = Path(sys.executable).parent / "repo2docker"
    command = [str(repo2docker), "--debug", "--no-build", "."]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-2000:]
    assert 'pip install --no-cache-dir -r "requirements.txt"' in result.stdout
    assert "python=3.11" in result.stderr


def test_the_python_buildpack_is_the_one_that_takes_it(monkeypatch):
    monkeypatch.chdir(ROOT)
    packs = [pack for pack in Repo2Docker().buildpacks if pack("image").detect()]
    assert packs[0].__name__ == "PythonBuildPack"


def test_no_folder_hides_the_files_binder_reads():
    assert not (ROOT / "binder").exists() and not (ROOT / ".binder").exists()
    assert os.access(ROOT / "postBuild", os.X_OK)
    assert (ROOT / "runtime.txt").read_text().strip() == "python-3.11"


def test_what_binder_installs_stays_small():
    names = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    sizes = {name: size_of(name) for name in names}
    largest = sorted(sizes, key=sizes.get, reverse=True)[:5]
    assert sum(sizes.values()) < LARGEST, f"{sum(sizes.values()) / 1e6:.0f} MB; largest: {largest}"


def test_binder_opens_a_lesson_as_a_notebook():
    assert "set-default-viewer markdown" in (ROOT / "postBuild").read_text()
