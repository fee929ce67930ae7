import shutil
from datetime import date

import pytest

from regenmed.__main__ import main
from regenmed.dataset import DATA, load
from regenmed.upkeep.stale import months_between, stale


@pytest.fixture
def claims(tmp_path):
    """A folder with claims.csv, and the claims' lines in it."""
    shutil.copy(DATA / "claims.csv", tmp_path)
    return tmp_path


def last_checked(folder, claim, day):
    file = folder / "claims.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if line.startswith(f"{claim},"))
    lines[place] = lines[place].rpartition(",")[0] + f",{day}\n"
    file.write_text("".join(lines), encoding="utf-8", newline="\n")
    return place + 1


@pytest.mark.parametrize(
    ("checked", "is_stale"),
    [("2025-11-30", False), ("2025-11-29", True), ("2024-02-29", True), ("2026-11-30", False)],
)
def test_a_claim_is_stale_after_twelve_months(claims, checked, is_stale):
    for claim in load("claims").claim_id:
        last_checked(claims, claim, "2026-11-30")
    line = last_checked(claims, "c07", checked)
    lines, count = stale(claims, date(2026, 11, 30))
    assert count == len(load("claims"))
    assert len(lines) == is_stale
    if is_stale:
        assert lines[0].startswith(f"claims.csv:{line} c07: last checked {checked}, ")


def test_full_months_are_counted():
    assert months_between(date(2025, 11, 30), date(2026, 11, 29)) == 11
    assert months_between(date(2025, 11, 30), date(2026, 11, 30)) == 12


def test_the_command_says_what_is_stale_and_exits_1(claims, capsys):
    line = last_checked(claims, "c07", "2020-01-01")
    assert main(["stale", str(claims), "--today", "2021-03-15"]) == 1
    assert capsys.readouterr().out == (
        f"claims.csv:{line} c07: last checked 2020-01-01, 14 months ago: "
        "read its sources again, then set last_checked\n"
    )


def test_the_command_says_that_all_is_fresh(claims, capsys):
    newest = load("claims").last_checked.astype(str).max()[:10]
    assert main(["stale", "--today", newest]) == 0
    assert capsys.readouterr().out.endswith(f"checked within the 12 months before {newest}\n")


@pytest.mark.parametrize("today", ["tomorrow", "30.11.2026"])
def test_a_date_that_is_none_is_named(today, capsys):
    assert main(["stale", "--today", today]) == 2
    assert f"today: '{today}' is no date" in capsys.readouterr().err


def test_a_folder_without_claims_is_named(tmp_path, capsys):
    assert main(["stale", str(tmp_path)]) == 2
    assert "claims.csv" in capsys.readouterr().err
