"""The course's own tables, damaged in up to forty places at once: every place must be named."""

import csv
import io
import random

import pytest

from regenmed.dataset import DATA
from regenmed.validation import check, read_folder
from regenmed.validation.fingerprints import check_fingerprints, fingerprints

PLACES = 40


@pytest.fixture(scope="module")
def files():
    return read_folder(DATA)


def filled(*columns):
    return lambda row: all(row[column] for column in columns)


def percent_count(row):
    return row["unit"] == "percent" and row["events"] and row["n"] and row["value"]


def shift(column, by):
    return lambda row: {column: f"{float(row[column]) + by:g}"}


def swap(first, second):
    return lambda row: {first: row[second], second: row[first]}


def misspell(column):
    return lambda row: {column: row[column][:1] + "q" + row[column][1:]}


# kind, file, which rows, what happens to a row
DAMAGE = [
    ("percent shifted up", "outcomes.csv", percent_count, shift("value", 3)),
    ("percent shifted down", "outcomes.csv", percent_count, shift("value", -3)),
    ("events above n", "outcomes.csv", filled("events", "n"), lambda r: {"events": r["n"] + "1"}),
    ("negative n", "outcomes.csv", filled("n"), lambda r: {"n": "-" + r["n"]}),
    ("NaN", "outcomes.csv", filled("value"), lambda r: {"value": "NaN"}),
    ("decimal comma", "outcomes.csv", filled("value"), lambda r: {"value": "1,5"}),
    ("limits swapped", "outcomes.csv", filled("ci_low"), swap("ci_low", "ci_high")),
    ("limit lost", "outcomes.csv", filled("ci_low"), lambda r: {"ci_low": ""}),
    (
        "value off its interval",
        "outcomes.csv",
        filled("ci_low"),
        lambda r: {"ci_high": r["ci_low"]},
    ),
    ("study misspelt", "outcomes.csv", filled("study_id"), misspell("study_id")),
    ("arm misspelt", "outcomes.csv", filled("arm_id"), misspell("arm_id")),
    ("outcome misspelt", "outcomes.csv", filled("outcome"), misspell("outcome")),
    ("unit misspelt", "outcomes.csv", filled("unit"), misspell("unit")),
    ("source misspelt", "outcomes.csv", filled("source_id"), misspell("source_id")),
    ("domain misspelt", "outcomes.csv", filled("domain"), misspell("domain")),
    ("limits swapped", "effects.csv", filled("ci_low"), swap("ci_low", "ci_high")),
    ("effect off its interval", "effects.csv", filled("ci_low"), swap("estimate", "ci_high")),
    ("ratio below 0", "effects.csv", lambda r: r["measure"] == "hr", lambda r: {"estimate": "-1"}),
    ("p above 1", "effects.csv", filled("p_value"), lambda r: {"p_value": "1.2"}),
    ("comparison lost", "effects.csv", filled("comparison"), lambda r: {"comparison": ""}),
    ("blank key", "arms.csv", filled("arm_id"), lambda r: {"arm_id": ""}),
    ("source misspelt", "studies.csv", filled("source_id"), misspell("source_id")),
    ("tier misspelt", "studies.csv", filled("tier"), misspell("tier")),
    (
        "registry number short",
        "studies.csv",
        filled("registry_id"),
        lambda r: {"registry_id": "NCT1"},
    ),
    ("doi without its start", "sources.csv", filled("doi"), lambda r: {"doi": r["doi"][3:]}),
    ("pmid with a letter", "sources.csv", filled("pmid"), lambda r: {"pmid": r["pmid"] + "x"}),
    ("source unused", "sources.csv", filled("source_id"), misspell("source_id")),
    ("date to come", "milestones.csv", filled("date"), lambda r: {"date": "2" + r["date"]}),
    ("year to come", "costs.csv", filled("price_year"), lambda r: {"price_year": "2098"}),
    ("verdict misspelt", "claims.csv", filled("verdict"), misspell("verdict")),
    ("study misspelt", "claims.csv", filled("studies"), misspell("studies")),
    ("event misspelt", "milestones.csv", filled("event"), misspell("event")),
    (
        "relapse after the end",
        "patients/ebmt.csv",
        filled("id"),
        lambda r: {"relapse_days": "9999"},
    ),
]


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode())))


def written(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize(("kind", "file", "which", "how"), DAMAGE)
def test_every_damaged_line_is_named(files, kind, file, which, how):
    rows = rows_of(files[file])
    fit = [place for place, row in enumerate(rows) if which(row) and how(row).items() - row.items()]
    chosen = random.Random(kind).sample(fit, min(PLACES, len(fit)))
    assert chosen
    for place in chosen:
        rows[place] |= how(rows[place])
    found = check(files | {file: written(rows)}, recorded=False)
    named = {problem.line for problem in found if problem.table == file}
    assert {place + 2 for place in chosen} <= named


def test_every_lost_row_of_the_main_tables_is_missed(files):
    """With the record: drop a row of every table at ten places."""
    files = files | {"fingerprints.txt": fingerprints(files).encode()}
    draw = random.Random(7)
    for file in sorted(name for name in files if name.endswith(".csv")):
        lines = files[file].splitlines(keepends=True)
        for _ in range(10):
            place = draw.randrange(1, len(lines))
            data = b"".join(lines[:place] + lines[place + 1 :])
            problems = check_fingerprints(files | {file: data})
            assert [(p.table, p.line) for p in problems] == [(file, place)]
