import subprocess
import sys

import pytest

from regenmed.__main__ import main


def run(out, **words):
    arguments = {"lesson": "05-msc", "n": 5, "seed": 7} | words
    options = [part for name, value in arguments.items() for part in (f"--{name}", str(value))]
    return main(["exam", *options, "--out", str(out)])


def test_a_class_gets_papers_and_keys_that_belong_together(tmp_path, capsys):
    folder = tmp_path / "new" / "folder"
    assert run(folder, format="paper", students=12) == 0
    assert run(folder, format="key", students=12) == 0
    assert "12 papers of 5 out of" in capsys.readouterr().out
    assert len(list(folder.glob("paper-*.html"))) == len(list(folder.glob("key-*.md"))) == 12
    paper = (folder / "paper-03.md").read_text(encoding="utf-8")
    key = (folder / "key-03.md").read_text(encoding="utf-8")
    stems = [line for line in paper.splitlines() if "arm" in line and len(line) > 120]
    assert stems and all(stem in key for stem in stems if not stem.startswith("-"))


@pytest.mark.parametrize(
    "format, ending", [("moodle", "xml"), ("gift", "gift"), ("qti", "zip"), ("paper", "html")]
)
def test_same_seed_same_bytes(tmp_path, format, ending):
    for name in ("one", "two"):
        assert run(tmp_path / f"{name}.{ending}", format=format) == 0
    assert run(tmp_path / f"other.{ending}", format=format, seed=8) == 0
    one, two, other = ((tmp_path / f"{n}.{ending}").read_bytes() for n in ("one", "two", "other"))
    assert one == two != other


def test_items_of_the_pages_on_request(tmp_path):
    assert run(tmp_path / "bank.xml", format="moodle", **{"from": "bank"}) == 0
    assert "msc-" in (tmp_path / "bank.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words, out, line",
    [
        ({"lesson": "5-msc"}, "", "unknown lesson '5-msc'; there are: all, 01-"),
        ({"n": 99999}, "", "n = 99999 is more than the "),
        ({"n": "many"}, "", "--n 'many' is not a whole number"),
        ({"students": 0}, "", "students = 0: at least 1 is needed"),
        ({"format": "word"}, "", "unknown format 'word'; there are: moodle, gift, qti, paper, key"),
        ({"format": "moodle"}, "exam.docx", "a moodle file ends in .xml"),
        ({"format": "key", "students": 3}, "key.md", "3 papers need a folder, not a file"),
        ({"lesson": "01-autoimmunity"}, "", "has no question families; try --from bank"),
        ({"from": "pages"}, "", "unknown origin 'pages'; there are: families, bank"),
    ],
)
def test_bad_input_gets_one_clear_line(tmp_path, capsys, words, out, line):
    assert run(tmp_path / out, **words) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and line in said.err
    assert said.out == "" and not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert run(tmp_path / "file" / "papers") == 2
    assert "cannot write" in capsys.readouterr().err


def test_other_commands_do_not_load_the_exam():
    code = "import regenmed.__main__, sys; print('regenmed.exam' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout == "False\n"
