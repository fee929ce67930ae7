"""Numbers of five tables are changed in a copy of the data: what rests on them is named, and moves.

One run of the pages, and one build of a page, serve all tests of this file.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from regenmed.affected import command
from regenmed.affected.command import affected, run
from regenmed.dataset import DATA

ROOT = Path(__file__).parents[2]
PAGE = "05-msc"
PAGES = ["04-hsct", PAGE, "10-cost-access-ethics"]
CHANGES = {
    "outcomes.csv": ("combined_remission,,efficacy,6,132,285,count,46.3", "135,285,count,47.4"),
    "effects.csv": ("astis,overall_survival,,hsct vs cyc,hr,2.4,0.75,7.67", "2.2,0.7,6.9"),
    "costs.csv": ("leukaemia_lymphoma,US,USD,2017,475000", "485000"),
    "milestones.csv": ("2024-12-13,Alofisel (darvadstrocel),msc,crohn,EU", None),
    "diseases.csv": ("any,any of 19 autoimmune diseases,United Kingdom,prevalence,10.2", "11.2"),
}
COMPUTED = {"figure", "table", "fact box", "explorer", "forest", "people", "quiz", "output"}
CHANGED = re.compile(r"\[([^\[\]]*) -> ([^\[\]]*)\]")


def changed_copy(folder: Path) -> Path:
    """A copy of the dataset in which one number of each of five tables is another."""
    copy = shutil.copytree(DATA, folder / "data")
    for name, (old, end) in CHANGES.items():
        text = (copy / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, name
        new = old.replace("-12-", "-11-") if end is None else old[: -len(end)] + end
        if name == "effects.csv":
            new = old.replace("2.4,0.75,7.67", end)
        (copy / name).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    return copy


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    return changed_copy(tmp_path_factory.mktemp("changed"))


@pytest.fixture(scope="module")
def result(copy):
    return affected(copy, PAGES)


def named(result, file: str, kind: str, name: str = "") -> list[str]:
    """What is said of the places of one kind in one file."""
    places = [p for p in result.places if (p.file, p.kind) == (file, kind)]
    return [place.text for place in places if name in ("", place.name)]


def test_the_changes_themselves_are_told(result):
    told = [str(change) for change in result.changed]
    assert len(told) == 5
    assert any("events 132 -> 135, value 46.3 -> 47.4" in line for line in told)


def test_sentences_are_named_with_old_and_new(result):
    (line,) = [s for s in named(result, "book/05-msc.md", "sentence") if "46.3" in s]
    assert "ADMIRE-CD II" in line and "568 people" in line
    assert "against [46.3 -> 47.4] %" in line
    assert any(
        "[2.40 -> 2.20] at three months" in s for s in named(result, "book/04-hsct.md", "sentence")
    )
    prices = named(result, "book/10-cost-access-ethics.md", "sentence")
    assert any("[9.5 -> 9.7] times less in India" in s for s in prices)
    assert any("United Kingdom ([10.2 -> 11.2] %" in s for s in prices)


def test_the_line_of_a_sentence_is_that_of_the_source(result):
    for place in result.places:
        if place.kind == "sentence":
            line = (ROOT / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
            assert "{glue:text}" in line
            words = re.findall(r"[A-Za-z]{4,}", CHANGED.sub("", place.text))
            assert all(word in line for word in words), place


def test_figures_boxes_and_tables_are_named(result):
    assert "46 % -> placebo 47 %" in named(result, "book/05-msc.md", "figure", "fig-admire")[0]
    assert "2.40 -> 2.20" in named(result, "book/04-hsct.md", "figure", "fig-astis-hazards")[0]
    assert named(result, "book/05-msc.md", "forest", "fistula-groups")
    assert "132 of 285" in named(result, "book/05-msc.md", "fact box")[0]
    assert "2024-12-13 -> 2024-11-13" in named(result, "book/05-msc.md", "table")[0]
    costs = " ".join(named(result, "book/10-cost-access-ethics.md", "table"))
    assert "475,000 -> USD 485,000" in costs


def test_questions_and_keys_are_named(result):
    (text,) = named(result, "data/quiz/05-msc.yaml", "question", "msc-admire-difference")
    assert "the key changes: 2.4 -> 1.4 percentage points" in text
    (text,) = named(result, "data/quiz/05-msc.yaml", "question", "msc-admire-what-changed")
    assert "its key rests on b2 > b1 and a2 - b2 < a1 - b1" in text
    (text,) = named(result, "data/quiz/05-msc.yaml", "question", "msc-i-squared")
    assert "is its key still right? About " in text
    assert named(result, "data/quiz/04-hsct.yaml", "question", "hsct-astis-average-ratio")
    assert "have another key" in result.exam[0]


def test_verdicts_are_named_with_the_row_they_rest_on(result):
    claims = "data/claims.csv"
    (text,) = named(result, claims, "verdict", "c19")
    assert "rests on admire_cd2 (outcomes.csv:" in text and "last checked 20" in text
    assert "rests on astis (effects.csv:" in named(result, claims, "verdict", "c16")[0]
    assert "rests on conrad_uk (diseases.csv:" in named(result, claims, "verdict", "c01")[0]


def test_words_near_the_change_are_to_be_read_again(result):
    texts = named(result, "book/05-msc.md", "read again")
    assert any("fig-admire" in text and "it was the placebo group" in text for text in texts)
    assert any("points to msc-admire" in text for text in texts)


def test_nothing_is_broken_by_these_changes(result):
    assert [str(place) for place in result.places if place.broken] == []


@pytest.fixture(scope="module")
def rebuilt(copy, tmp_path_factory) -> Path:
    """The page of the lesson, built with the changed data."""
    folder = tmp_path_factory.mktemp("one-lesson")
    (folder / "book").mkdir()
    for name in (f"book/{PAGE}.md", "book/references.md", "book/references.bib", "_config.yml"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "book" / "assets", folder / "book" / "assets")
    (folder / "_toc.yml").write_text(
        f"format: jb-book\nroot: book/{PAGE}\nchapters:\n  - file: book/references\n"
    )
    data = shutil.copytree(copy, folder / "data")
    environment = os.environ | {"REGENMED_DATA": str(data)}
    build = "from jupyter_book.cli.main import main; main()"
    for words in (["-m", "regenmed", "accept", str(data)], ["-c", build, "build", str(folder)]):
        done = subprocess.run(
            [sys.executable, *words], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return folder / "_build" / "html" / "book" / f"{PAGE}.html"


def article(path: Path) -> BeautifulSoup:
    """The article of a built page without what differs in every build."""
    html = re.sub(r"\b[0-9a-f]{32}\b", "", path.read_text(encoding="utf-8"))
    soup = BeautifulSoup(html, "html.parser").find("article")
    for tag in soup.select("script, a.reference, .rm-instructor, .caption-number"):
        tag.decompose()
    return soup


def letters(text: str) -> str:
    """Only letters, digits and signs, so that markup does not matter."""
    text = re.sub(r"`fig-[\w-]+`|[()]", "", text)
    return re.sub(r"[^\w.,%−-]|[*_]", "", text)


def test_every_place_of_the_built_page_that_changed_had_been_named(result, built_book, rebuilt):
    before, after = article(built_book / "book" / f"{PAGE}.html"), article(rebuilt)
    sentences = [
        p.text for p in result.places if (p.file, p.kind) == (f"book/{PAGE}.md", "sentence")
    ]
    pairs = [
        (letters(CHANGED.sub(r"\1", text)), letters(CHANGED.sub(r"\2", text))) for text in sentences
    ]
    outputs = [soup.select("div.cell_output") for soup in (before, after)]
    assert len(outputs[0]) == len(outputs[1])
    differing = [old for old, new in zip(*outputs, strict=True) if str(old) != str(new)]
    places = [p for p in result.places if p.file == f"book/{PAGE}.md" and p.kind in COMPUTED]
    assert len(differing) == len({place.line for place in places}) > 5, list(map(str, places))
    for soup in (before, after):
        for tag in soup.select("div.cell_output"):
            tag.decompose()
    seen = 0
    texts = [[letters(p.get_text()) for p in soup.select("p, li")] for soup in (before, after)]
    for old, new in zip(*texts, strict=True):
        seen += old != new
        for one, other in pairs:
            old, new = old.replace(one, ""), new.replace(other, "")
        assert old == new, "a sentence changed that was not named"
    assert seen > 1


def test_the_old_number_is_gone_from_the_new_page(built_book, rebuilt):
    before, after = (article(p).get_text() for p in (built_book / "book" / f"{PAGE}.html", rebuilt))
    for old, new in (("46.3", "47.4"), ("132 of 285", "135 of 285")):
        assert old in before and new not in before
        assert new in after and old not in after


def test_a_copy_without_a_change(tmp_path, capsys):
    assert run(shutil.copytree(DATA, tmp_path / "same"), []) == 0
    assert capsys.readouterr().out == "nothing in the course changes\n"


def test_a_remark_changes_nothing_in_the_course(tmp_path, capsys):
    copy = shutil.copytree(DATA, tmp_path / "remark")
    text = (copy / "outcomes.csv").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("admire_cd2,placebo"))
    (copy / "outcomes.csv").write_text(text.replace(row, f"{row}a remark"), newline="\n")
    assert run(copy, ["claims"]) == 0
    assert capsys.readouterr().out.endswith("nothing in the course changes\n")


def test_what_the_validator_finds_comes_first(tmp_path, capsys, monkeypatch):
    empty = {"pages": {}, "questions": {}, "broken": [], "exam": {}, "bibliography": ""}
    monkeypatch.setattr(command, "_pages", lambda names: [])
    monkeypatch.setattr(command, "_both", lambda *_: [empty, empty])
    copy = shutil.copytree(DATA, tmp_path / "broken")
    text = (copy / "outcomes.csv").read_text(encoding="utf-8")
    old = CHANGES["outcomes.csv"][0]
    (copy / "outcomes.csv").write_text(text.replace(old, old.replace("132", "332")), newline="\n")
    assert run(copy, []) == 1
    first, *_ = capsys.readouterr().out.splitlines()
    assert re.match(r"! outcomes\.csv:\d+ events: 332 is more than n = 285", first)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: None, "is no folder"),
        (lambda folder: folder.mkdir(), "is no copy of data/"),
        (lambda folder: shutil.copytree(DATA, folder), "no page '05'; there are: 01-autoimmunity"),
    ],
)
def test_bad_input_gets_one_clear_line(tmp_path, make, said):
    make(tmp_path / "copy")
    words = [sys.executable, "-m", "regenmed", "affected", str(tmp_path / "copy"), "05"]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 2
    assert said in done.stderr and done.stderr.count("\n") == 1
