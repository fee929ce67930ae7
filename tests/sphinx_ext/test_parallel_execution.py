"""Notebooks are run two at a time, land in the cache, and fail as they would alone."""

import shutil
import sys

import pytest

from regenmed.sphinx_ext import parallel_execution, warm_kernel

# Each page waits for the other's file: one after the other, neither would ever see it.
MEET = """# Page

```{{code-cell}} python
import time
from pathlib import Path

assert not Path("{mine}").exists(), "this notebook runs a second time"
Path("{mine}").touch()
end = time.monotonic() + 240
while not Path("{other}").exists():
    assert time.monotonic() < end, "the other notebook is not running"
    time.sleep(0.1)
print("met")
```
"""
FAILS = "# Second\n\n```{code-cell} python\n1 / 0\n```\n"
COUNTS = """# Page

```{code-cell} python
with open("runs.txt", "a") as runs:
    runs.write("x")
```
"""


@pytest.fixture
def two_pages(small_book):
    """A function that writes a book with two pages and gives its folder."""

    def write(first: str, second: str):
        folder = small_book(second)
        pages = folder / "book"
        shutil.move(pages / "page.md", pages / "second.md")
        small_book(first)
        (folder / "_toc.yml").write_text(
            "format: jb-book\nroot: book/page\nchapters:\n  - file: book/second\n"
        )
        return folder

    return write


def test_two_notebooks_run_at_the_same_time(two_pages, build, monkeypatch):
    monkeypatch.setattr(parallel_execution, "at_a_time", lambda: 2)
    book = two_pages(MEET.format(mine="a", other="b"), MEET.format(mine="b", other="a"))
    assert build(book) == 0
    for name in ("page", "second"):
        assert "met" in (book / "_build" / "html" / "book" / f"{name}.html").read_text()


def test_what_was_run_early_is_not_run_again_when_the_page_is_read(two_pages, build):
    book = two_pages(COUNTS, COUNTS.replace("runs.txt", "other.txt"))
    assert build(book) == 0
    assert build(book) == 0
    assert (book / "book" / "runs.txt").read_text() == "x"
    assert (book / "book" / "other.txt").read_text() == "x"


def test_a_failing_notebook_is_named_and_keeps_the_outputs_of_the_others(two_pages, build):
    book = two_pages(COUNTS, FAILS)
    assert str(build(book)).startswith("book/second.md:14: code cell 1 failed: ZeroDivisionError")
    assert str(build(book)).startswith("book/second.md:14: code cell 1 failed: ZeroDivisionError")
    assert (book / "book" / "runs.txt").read_text() == "x"


def test_what_forks_kernels_ends_before_the_pages_are_read(small_book, build, monkeypatch):
    servers = []

    class Kept(warm_kernel.KernelServer):
        def __enter__(self):
            servers.append(self)
            return super().__enter__()

    monkeypatch.setattr(warm_kernel, "KernelServer", Kept)
    book = small_book("# Page\n\nNo code.\n")
    assert build(book) == 0
    assert build(book) == 0
    assert [server._process.poll() is None for server in servers] == [False] * len(servers)
    assert len(servers) == (2 if sys.platform == "linux" else 0)
