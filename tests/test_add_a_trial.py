"""Adding a trial takes rows in four tables; a figure and a pooled value follow by themselves."""

import csv
import os
import shutil
import subprocess
import sys

import pytest

from regenmed.dataset import DATA

ROWS = {
    "sources": {
        "source_id": "newby2026",
        "kind": "rct",
        "first_author": "Newby",
        "year": "2026",
        "journal": "Journal of Examples",
        "title": "A trial made up for this test",
        "doi": "10.1234/example.2026",
        "read_at_url": "https://doi.org/10.1234/example.2026",
        "read_part": "abstract",
        "checked": "yes",
        "area": "hsct",
    },
    "studies": {
        "study_id": "newby",
        "name": "NEWBY",
        "disease": "ssc",
        "modality": "hsct_auto",
        "design": "rct",
        "n_total": "200",
        "randomised": "yes",
        "primary_outcome": "death from treatment",
        "primary_met": "na",
        "source_id": "newby2026",
        "tier": "core",
        "blinded": "open",
        "area": "hsct",
    },
    "arms": [
        {"study_id": "newby", "arm_id": "hsct", "role": "experimental", "treatment": "HSCT"},
        {"study_id": "newby", "arm_id": "cyc", "role": "control", "treatment": "drug"},
    ],
    "outcomes": [{"arm_id": "hsct", "events": "2"}, {"arm_id": "cyc", "events": "1"}],
}
POOL = """
from regenmed.dataset import load
from regenmed.evidence import compare, pool
from regenmed.facts import two_arms
from regenmed.page import Forest, ForestRow

deaths = load("outcomes").query("outcome == 'treatment_related_death' and time_months == 12")
trials = load("studies").query("disease == 'ssc' and design == 'rct'").study_id
trials = [trial for trial in trials if trial in set(deaths.study_id)]
counts = [two_arms(trial, "treatment_related_death", 12).counts for trial in trials]
effects = [compare(*four, measure="rd", method="wald") for four in counts]
print(pool([e.estimate for e in effects], [e.se**2 for e in effects]).estimate)
rows = [ForestRow(t, e.estimate, e.low, e.high, e.se) for t, e in zip(trials, effects)]
print(Forest(rows, name="deaths", measure="rd", title="Deaths").fallback())
"""


def completed(table: str, row: dict) -> dict:
    """A row with what the rows of one table have in common."""
    if table == "arms":
        return row | {"n": "100", "area": "hsct"}
    if table == "outcomes":
        return row | {
            "study_id": "newby",
            "outcome": "treatment_related_death",
            "domain": "safety",
            "time_months": "12",
            "n": "100",
            "estimate_type": "count",
            "value": row["events"],
            "unit": "percent",
            "higher_is_better": "no",
            "definition": "made up",
            "source_id": "newby2026",
            "read_part": "abstract",
            "second_read": "no",
            "area": "hsct",
        }
    return row


def add(folder) -> None:
    """Append the rows to the tables of a copy of the dataset."""
    for table, rows in ROWS.items():
        path = folder / f"{table}.csv"
        columns = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            for row in [rows] if isinstance(rows, dict) else rows:
                writer.writerow(completed(table, row))


def run(folder, *arguments) -> subprocess.CompletedProcess:
    environment = os.environ | {"REGENMED_DATA": str(folder)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """The dataset as it stands, and a copy with one more trial."""
    grown = tmp_path_factory.mktemp("grown") / "data"
    shutil.copytree(DATA, grown)
    add(grown)
    return DATA, grown


def test_the_new_rows_are_sound_and_accepted(copies):
    _, grown = copies
    assert "is not among the accepted rows" in run(grown, "-m", "regenmed", "validate").stdout
    accepted = run(grown, "-m", "regenmed", "accept")
    assert accepted.returncode == 0, accepted.stdout
    assert run(grown, "-m", "regenmed", "validate").returncode == 0


def test_a_pooled_value_and_a_figure_follow(copies):
    before, after = (run(folder, "-c", POOL) for folder in copies)
    assert before.returncode == after.returncode == 0, after.stderr
    pooled_before, picture_before = before.stdout.split("\n", 1)
    pooled_after, picture_after = after.stdout.split("\n", 1)
    assert pooled_before != pooled_after
    assert "newby" not in picture_before
    assert "newby" in picture_after
