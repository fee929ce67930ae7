"""Claims whose verdict nobody has checked for a year: one line each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from regenmed.validation.text import read_rows

MONTHS = 12


def run(folder: Path, today: str) -> int:
    """Print a line per stale claim of the dataset in `folder`, and return 1 if there is one.

    `today` is a date as 2026-11-30.  Raises ValueError, one line, for anything else.
    """
    lines, count = stale(folder, day("today", today))
    for line in lines:
        print(line)
    if not lines:
        print(f"{count} claims were checked within the {MONTHS} months before {today}")
    return 1 if lines else 0


def stale(folder: Path, today: date) -> tuple[list[str], int]:
    """Give a line per claim last checked more than 12 months before `today`; and how many claims.

    Raises ValueError for a date that cannot be read.
    """
    file = folder / "claims.csv"
    rows = read_rows(file)
    lines = []
    for row in rows:
        where = f"{file.name}:{row.line} {row.text['claim_id']}"
        checked = day(f"{where} last_checked", row.text["last_checked"])
        age = months_between(checked, today)
        if age > MONTHS or (age == MONTHS and today.day > checked.day):
            lines.append(
                f"{where}: last checked {checked}, {age} months ago: read its sources again, "
                "then set last_checked"
            )
    return lines, len(rows)


def months_between(earlier: date, later: date) -> int:
    """Give the full months from one day to another."""
    months = 12 * (later.year - earlier.year) + later.month - earlier.month
    return months - (later.day < earlier.day)


def day(where: str, text: str) -> date:
    """Give a date written as 2026-11-30; `where` is named in the ValueError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{where}: {text!r} is no date such as 2026-11-30") from None
