"""Finding a browser, and saying in one line that there is none."""

import shutil
import subprocess
import sys
from pathlib import Path

import chromium
import pytest

TESTS = Path(__file__).parent


def test_an_installed_browser_comes_first(tmp_path, monkeypatch):
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find() == str(fake)


@pytest.fixture
def no_browser(tmp_path):
    """A folder with one test that needs a browser, where none can be found."""
    tests = tmp_path / "tests"
    tests.mkdir()
    shutil.copytree(TESTS.parent / "serving", tmp_path / "serving")
    for name in ("conftest.py", "plain_words.py", "web_server.py", "chromium.py"):
        shutil.copy(TESTS / name, tests)
    with (tests / "chromium.py").open("a") as file:
        file.write("\nfind = lambda: None\n")
    (tests / "test_page.py").write_text("def test_page(browser):\n    pass\n")
    return tests


def test_a_run_without_a_browser_names_the_tests_and_fails(no_browser):
    (no_browser / "test_plain.py").write_text("def test_plain():\n    pass\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    result = subprocess.run(command, cwd=no_browser, capture_output=True, text=True)
    assert result.returncode == 1
    assert "1 tests not run (test_page.py): no Chromium or Chrome found" in result.stdout
    assert "1 passed" in result.stdout


def test_a_parallel_run_without_a_browser_fails_too(no_browser):
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "."]
    result = subprocess.run(command, cwd=no_browser, capture_output=True, text=True)
    assert result.returncode == 1
    assert "1 tests not run (test_page.py)" in result.stdout
