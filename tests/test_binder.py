"""Binder's own builder accepts the tree and takes it for a Python environment."""

import os
import subprocess
import sys
from pathlib import Path

from repo2docker.app import Repo2Docker

ROOT = Path(__file__).parent.parent


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


def test_binder_opens_a_lesson_as_a_notebook():
    assert "set-default-viewer markdown" in (ROOT / "postBuild").read_text()
