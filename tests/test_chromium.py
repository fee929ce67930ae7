"""Finding a browser, and saying in one line that there is none."""

import subprocess
import sys
from pathlib import Path

import chromium

TESTS = Path(__file__).parent


def test_an_installed_browser_comes_first(tmp_path, monkeypatch):
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find() == str(fake)


def test_a_run_without_a_browser_names_the_tests_and_fails(tmp_path):
    (tmp_path / "conftest.py").write_text((TESTS / "conftest.py").read_text())
    (tmp_path / "chromium.py").write_text(
        (TESTS / "chromium.py").read_text() + "\nfind = lambda: None\n"
    )
    (tmp_path / "test_page.py").write_text("def test_page(browser):\n    pass\n")
    (tmp_path / "test_plain.py").write_text("def test_plain():\n    pass\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 1
    assert "1 tests not run (test_page.py): no Chromium or Chrome found" in result.stdout
    assert "1 passed" in result.stdout


def test_a_parallel_run_without_a_browser_fails_too(tmp_path):
    (tmp_path / "conftest.py").write_text((TESTS / "conftest.py").read_text())
    (tmp_path / "chromium.py").write_text(
        (TESTS / "chromium.py").read_text() + "\nfind = lambda: None\n"
    )
    (tmp_path / "test_page.py").write_text("def test_page(browser):\n    pass\n")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "."]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 1
    assert "1 tests not run (test_page.py)" in result.stdout
