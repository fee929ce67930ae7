import os
import re
import shutil
import subprocess
import sys

import pytest

from regenmed import dataset
from regenmed.__main__ import main


@pytest.fixture
def copy(tmp_path):
    """A copy of the dataset that a test may damage."""
    folder = tmp_path / "data"
    shutil.copytree(dataset.DATA, folder)
    return folder


def change(folder, file, old, new):
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_validate_says_how_much_holds(copy, capsys):
    assert main(["validate", str(copy)]) == 0
    rows = sum(len(dataset.load(name)) for name in dataset.tables())
    assert capsys.readouterr().out == f"{rows} rows of {len(dataset.tables())} tables hold\n"


def test_validate_prints_a_line_per_problem(copy, capsys):
    change(copy, "claims.csv", "04-hsct", "4 hsct")
    (copy / "costs.csv").unlink()
    assert main(["validate", str(copy)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "costs.csv: is missing" in lines
    assert any(line.startswith("claims.csv:") and "lesson: '4 hsct'" in line for line in lines)


def test_accept_records_an_intended_change(copy, capsys):
    change(copy, "terms.csv", "Remission", "Full remission")
    assert main(["validate", str(copy)]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    hint = "differs from the accepted row (if intended: python -m regenmed accept)"
    assert line.startswith("terms.csv:") and line.endswith(hint)
    assert main(["accept", str(copy)]) == 0
    assert capsys.readouterr().out.endswith("accepted\n")
    assert main(["validate", str(copy)]) == 0


def test_accept_refuses_a_dataset_with_problems(copy, capsys):
    before = (copy / "fingerprints.txt").read_bytes()
    change(copy, "claims.csv", "04-hsct", "4 hsct")
    assert main(["accept", str(copy)]) == 1
    assert "claims.csv:" in capsys.readouterr().out
    assert (copy / "fingerprints.txt").read_bytes() == before


def test_no_such_folder(tmp_path, capsys):
    assert main(["validate", str(tmp_path / "nowhere")]) == 2
    assert "nowhere is no folder" in capsys.readouterr().err


def test_as_a_module_from_anywhere(tmp_path):
    command = [sys.executable, "-m", "regenmed", "validate"]
    result = subprocess.run(
        command, cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout.count("\n")) == (0, 1), result.stdout


def test_a_broken_quiz_bank_is_reported_after_the_tables(copy):
    change(copy, "quiz/04-hsct.yaml", "type: single", "type: sinlge")
    environment = os.environ | {"REGENMED_DATA": str(copy)}
    command = [sys.executable, "-m", "regenmed", "validate"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert result.returncode == 1
    assert re.match(r"04-hsct\.yaml:\d+ item hsct-", result.stdout)
    assert "sinlge" in result.stdout
