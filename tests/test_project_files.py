"""The files around the course: links lead somewhere, forms ask what is needed, versions agree."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / ".github").glob("*.md"), ROOT / "data" / "README.md"])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The names that a page's headings have on the repository's site."""
    headings = re.findall(
        r"^#+ (.+)$", CODE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE
    )
    return {re.sub(r"[^\w\s-]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_files_lead_somewhere(page):
    for link in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), f"{page.name}: {link} leads nowhere"
        if anchor:
            assert anchor in anchors(target), f"{page.name}: no heading for {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_and_commands_named_in_passing_exist(page):
    words = page.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:data|book|src|tests)/[\w./-]*\w)`", words):
        assert "NN-" in name or (ROOT / name).exists(), f"{page.name}: there is no {name}"
    for target in re.findall(r"(?:^|`)make ([a-z]+)", words, re.MULTILINE):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), f"{page.name}: make {target}"


@pytest.mark.parametrize(
    "heading", ["Add a trial", "Add a question", "Change or add a lesson", "Release"]
)
def test_contributing_tells_how(heading):
    assert f"\n## {heading}\n" in text("CONTRIBUTING.md")


def test_the_readme_points_at_every_file_beside_it():
    for page in ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md"):
        assert f"]({page})" in text("README.md"), page


def test_versions_agree_and_the_changelog_has_room_for_the_next():
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert yaml.safe_load(text("CITATION.cff"))["version"] == version
    assert "\n## [Unreleased]\n" in text("CHANGELOG.md")
    assert version in text("CHANGELOG.md")


def test_the_form_for_a_wrong_number_asks_what_is_needed_to_check_it():
    form = yaml.safe_load(text(".github/ISSUE_TEMPLATE/wrong-number.yml"))
    assert {"name", "description", "body"} <= set(form)
    asked = {
        field["id"]: field["validations"]["required"] for field in form["body"] if "id" in field
    }
    assert asked == {"place": True, "ours": True, "theirs": True, "link": True, "part": False}
    assert all(
        field["attributes"]["label"].endswith("?") or "Link" in field["attributes"]["label"]
        for field in form["body"]
        if "id" in field
    )
