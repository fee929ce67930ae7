"""The box with which a reader runs or downloads a lesson."""

import re
import subprocess

import pytest

from regenmed.sphinx_ext.launch import box, links
from regenmed.sphinx_ext.repository import Repository

GITHUB = Repository("github.com", "some-school/course")
LESSON = "book/04-hsct"
TEXT = """# What is it?

```{admonition} For the instructor
:class: rm-instructor, dropdown

Listen for doubt.
```

It is this.

```{code-cell} python
1 + 1
```
"""


def addresses(html):
    return re.findall(r'href="([^"]+)"', html)


def test_a_lesson_on_github_has_binder_and_colab():
    assert [name for name, *_ in links(LESSON, GITHUB, False)] == ["Binder", "Colab"]


def test_a_lesson_on_gitlab_has_binder_only():
    gitlab = Repository("gitlab.com", "school/course")
    assert [name for name, *_ in links(LESSON, gitlab, False)] == ["Binder"]


def test_jupyterlite_is_offered_when_its_site_was_built():
    ((name, address, _),) = links(LESSON, None, True)
    assert name == "JupyterLite"
    assert address == "../lite/lab/index.html?path=book/04-hsct.ipynb"


def test_without_a_repository_there_are_downloads_only():
    assert addresses(box(LESSON, None, False)) == [
        "../_static/notebooks/04-hsct.ipynb",
        "../_static/notebooks/04-hsct-with-outputs.ipynb",
    ]


def test_each_service_says_how_long_it_takes_where_the_reader_clicks():
    html = box(LESSON, GITHUB, True)
    rows = [row for row in re.findall(r"<li>.*?</li>", html, re.DOTALL) if "Open in" in row]
    assert len(rows) == 3
    assert all("minute" in row for row in rows)


def test_an_address_cannot_break_out_of_its_link():
    html = box('book/04-"><script>', None, False)
    assert "<script>" not in html


@pytest.fixture
def lesson_book(small_book, monkeypatch):
    """A book of one lesson and one other page, without a workflow around it."""
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    monkeypatch.setenv("AUDIENCE", "student")
    folder = small_book(TEXT)
    (folder / "book" / "01-one.md").write_text((folder / "book" / "page.md").read_text())
    (folder / "_toc.yml").write_text(
        "format: jb-book\nroot: book/page\nchapters:\n  - file: book/01-one\n"
    )
    return folder


def test_pages_follow_the_remote_and_the_lite_site_from_build_to_build(lesson_book, build):
    html = lesson_book / "_build" / "html"

    def services():
        assert build(lesson_book) == 0
        assert "rm-launch" not in (html / "book" / "page.html").read_text()
        page = (html / "book" / "01-one.html").read_text()
        assert page.count('<details class="rm-launch') == 1
        return re.findall(r'href="([^"]*(?:mybinder|colab|lite/lab)[^"]*)"', page)

    assert services() == []
    subprocess.run(["git", "init", "-q", lesson_book], check=True)
    remote = ["remote", "add", "origin", "git@github.com:pupil/fork.git"]
    subprocess.run(["git", "-C", lesson_book, *remote], check=True)
    (html / "lite" / "lab").mkdir(parents=True)
    (html / "lite" / "lab" / "index.html").write_text("<i class='fa-bars'></i>")
    assert services() == [
        "https://mybinder.org/v2/gh/pupil/fork/HEAD?urlpath=lab/tree/book/01-one.md",
        "https://colab.research.google.com/github/pupil/fork/blob/notebooks/01-one.ipynb",
        "../lite/lab/index.html?path=book/01-one.ipynb",
    ]
    notebook = (html / "_static" / "notebooks" / "01-one.ipynb").read_text()
    assert "%pip install --quiet git+https://github.com/pupil/fork" in notebook
    assert "It is this." in notebook and "Listen for doubt." not in notebook
    assert (html / "lite" / "lab" / "index.html").read_text() == "<i class='fa-bars'></i>"
