"""A sample book, built once, and a way to build smaller ones."""

import shutil
from pathlib import Path

import pytest
from jupyter_book.sphinx import build_sphinx

from regenmed.sphinx_ext import data_gate, theme

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parent / "sample"

HEADER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---

"""


def run_build(folder: Path) -> int | Exception:
    """Build the book in `folder` as `jupyter-book build -W -n --keep-going` does.

    Gives 0, or Sphinx's exit code, or the exception that stopped the build.
    """
    return build_sphinx(
        folder,
        folder / "_build" / "html",
        path_config=folder / "_config.yml",
        noconfig=True,
        confoverrides={"latex_individualpages": False, "nitpicky": True},
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )


def prepare(folder: Path) -> Path:
    """Put the course's configuration and assets into `folder`."""
    (folder / "book" / "assets").mkdir(parents=True)
    shutil.copy(ROOT / "_config.yml", folder)
    for asset in (ROOT / "book" / "assets").glob("*.svg"):
        shutil.copy(asset, folder / "book" / "assets")
    (folder / "book" / "references.bib").write_text("@misc{sample2026, title = {A sample}}\n")
    return folder


@pytest.fixture(scope="session")
def sound_data():
    """The dataset has tests of its own; whether it holds today does not matter to these."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data_gate, "validate", lambda folder: [])
        patch.setattr(data_gate, "question_problems", lambda: [])
        yield


@pytest.fixture
def build(sound_data):
    """The function that builds a book, see `run_build`."""
    return run_build


@pytest.fixture(scope="session")
def sample_build(sound_data, tmp_path_factory) -> tuple[Path, list[str]]:
    """Folder of the sample book's pages, and the pages as the theme wrote them."""
    folder = prepare(tmp_path_factory.mktemp("sample") / "book-of-everything")
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    raw = []

    def keep(html: str, **options: bool) -> str:
        raw.append(html)
        return theme_page(html, **options)

    theme_page = theme.slim_page
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIENCE", "instructor")  # whose book has everything
        patch.setattr(theme, "slim_page", keep)
        assert run_build(folder) == 0
    return folder / "_build" / "html", raw


@pytest.fixture(scope="session")
def site(sample_build) -> Path:
    """The built pages of the sample book."""
    return sample_build[0]


@pytest.fixture(scope="session")
def raw_pages(sample_build) -> str:
    """The sample's pages as the theme wrote them, before the course cut them down."""
    return "\n".join(sample_build[1])


@pytest.fixture
def small_book(sound_data, tmp_path):
    """A function that writes a one-page book with the given text and gives its folder."""

    def write(text: str, name: str = "small") -> Path:
        folder = tmp_path / name
        if not folder.exists():
            prepare(folder)
            (folder / "_toc.yml").write_text("format: jb-book\nroot: book/page\n")
        (folder / "book" / "page.md").write_text(HEADER + text, encoding="utf-8")
        return folder

    return write
