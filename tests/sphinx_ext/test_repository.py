"""The addresses of services, made from the repository's own remote in all its spellings."""

import subprocess

import pytest

from regenmed.sphinx_ext.repository import Repository, parsed, remote_of, repository_of

GITHUB = Repository("github.com", "some-school/course.book")
GITLAB = Repository("gitlab.com", "school/medicine/course")


@pytest.fixture(autouse=True)
def no_workflow(monkeypatch):
    for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/some-school/course.book",
        "https://github.com/some-school/course.book.git",
        "https://github.com/some-school/course.book.git/",
        "https://someone:secret@github.com/some-school/course.book.git",
        "https://www.github.com/some-school/course.book",
        "git@github.com:some-school/course.book.git",
        "ssh://git@github.com/some-school/course.book.git",
        "ssh://git@ssh.github.com:443/some-school/course.book.git",
        "git://GitHub.com/some-school/course.book\n",
    ],
)
def test_every_spelling_of_a_github_remote_is_one_repository(address):
    assert parsed(address) == GITHUB


@pytest.mark.parametrize(
    "address",
    [
        "https://gitlab.com/school/medicine/course.git",
        "https://gitlab-ci-token:secret@gitlab.com/school/medicine/course.git",
        "git@gitlab.com:school/medicine/course.git",
        "ssh://git@altssh.gitlab.com:443/school/medicine/course.git",
    ],
)
def test_a_gitlab_remote_keeps_its_groups(address):
    assert parsed(address) == GITLAB


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/srv/git/course.git",
        "../course.git",
        "file:///srv/git/course.git",
        "C:/Users/me/course",
        "https://git.school.edu/some-school/course",
        "https://github.com.example.org/some-school/course",
        "https://github.com/some-school",
        "https://github.com/some-school/course/tree/main",
        'https://github.com/some-school/course"><script>',
    ],
)
def test_what_is_on_neither_service_is_no_repository(address):
    assert parsed(address) is None


def test_binder_opens_the_very_lesson():
    end = "/HEAD?urlpath=lab/tree/book/04-hsct.md"
    assert GITHUB.binder("book/04-hsct.md") == (
        f"https://mybinder.org/v2/gh/some-school/course.book{end}"
    )
    assert GITLAB.binder("book/04-hsct.md") == (
        f"https://mybinder.org/v2/gl/school%2Fmedicine%2Fcourse{end}"
    )


def test_colab_opens_the_built_notebook_and_reads_github_only():
    base = "https://colab.research.google.com/github/some-school/course.book/blob/notebooks"
    assert GITHUB.colab("04-hsct.ipynb") == f"{base}/04-hsct.ipynb"
    assert GITLAB.colab("04-hsct.ipynb") is None


def checkout(folder, remote=None):
    folder.mkdir()
    subprocess.run(["git", "init", "-q", folder], check=True)
    if remote:
        subprocess.run(["git", "-C", folder, "remote", "add", "origin", remote], check=True)
    return folder


def test_the_remote_of_the_checkout_counts_and_a_fork_has_its_own(tmp_path):
    ours = checkout(tmp_path / "ours", "git@github.com:some-school/course.book.git")
    fork = checkout(tmp_path / "fork", "https://github.com/pupil/course.book.git")
    assert repository_of(ours) == GITHUB
    assert repository_of(fork) == Repository("github.com", "pupil/course.book")


def test_without_a_remote_or_a_checkout_there_is_no_repository(tmp_path):
    assert repository_of(checkout(tmp_path / "local")) is None
    (tmp_path / "unpacked").mkdir()
    assert repository_of(tmp_path / "unpacked") is None


def test_a_book_unpacked_inside_another_checkout_does_not_take_its_remote(tmp_path):
    other = checkout(tmp_path / "other", "git@github.com:other/site.git")
    (other / "book").mkdir()
    assert remote_of(other) is not None
    assert remote_of(other / "book") is None


def test_a_workflow_names_its_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "some-school/course.book")
    assert repository_of(tmp_path) == GITHUB
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://git.school.edu")
    assert repository_of(tmp_path) is None
