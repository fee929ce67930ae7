"""What several tests share: the built book, a web server for it, and a browser."""

import os
from pathlib import Path

import chromium
import plain_words
import pytest
import web_server
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
HTML = ROOT / "_build" / "html"
BUILT = ROOT / "_build" / ".built"


def newest(*folders_and_files: str) -> Path:
    """The file that was changed last."""
    places = [ROOT / name for name in folders_and_files]
    files = [f for place in places for f in (place.rglob("*") if place.is_dir() else [place])]
    return max((f for f in files if f.is_file() and f.suffix != ".pyc"), key=os.path.getmtime)


@pytest.fixture
def folder(tmp_path):
    """A folder with two files, one of them in a folder below it."""
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.csv").write_text("1")
    (tmp_path / "in" / "sub" / "b.py").write_text("2")
    return tmp_path / "in"


@pytest.fixture(scope="session")
def built_book() -> Path:
    """Folder of the built HTML book; fails with a clear line if it is missing or out of date."""
    if not BUILT.exists():
        pytest.fail("the book is not built: run `make book` first", pytrace=False)
    source = newest("book", "data", "src", "_config.yml", "_toc.yml")
    if source.stat().st_mtime > BUILT.stat().st_mtime:
        line = f"the built book is older than {source.relative_to(ROOT)}: run `make book` first"
        pytest.fail(line, pytrace=False)
    return HTML


@pytest.fixture(scope="session")
def served_book(built_book):
    """Address of the built book on a local web server, under the headers of `serving/`."""
    with web_server.serve(built_book) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Browser:
    """One headless Chromium for all browser tests of a run."""
    path = chromium.find()
    if path is None:
        pytest.skip(chromium.MISSING)
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield instance
        instance.close()


def browserless(session) -> list[str]:
    """Names of the tests that were skipped for want of a browser."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return [report.nodeid for report in skipped if chromium.MISSING in str(report.longrepr)]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """A run whose browser tests could not run has not passed."""
    if browserless(session):
        session.exitstatus = 1


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    """End with one plain line for each thing that broke, and for tests without a browser."""
    result = yield
    names = browserless(terminalreporter._session)
    if names:
        files = sorted({name.split("::")[0] for name in names})
        terminalreporter.write_line(
            f"{len(names)} tests not run ({', '.join(files)}): {chromium.MISSING}", red=True
        )
    stats = terminalreporter.stats
    for line in plain_words.report_lines([*stats.get("failed", []), *stats.get("error", [])]):
        terminalreporter.write_line(line)
    return result
