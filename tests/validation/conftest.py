"""A small sound dataset of invented trials, and a way to damage it in memory."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from regenmed.validation import Problem, check, fingerprints
from regenmed.validation.schema import Resource, read_schema

DATA = Path(__file__).parents[2] / "data"
SAMPLE = Path(__file__).parent / "sample"
PATIENT_LINES = 12
TODAY = date(2026, 12, 1)

Files = dict[str, bytes]


@pytest.fixture(scope="session")
def sample() -> Files:
    """Files by name: invented studies, the head of the real patient tables, the real schema."""
    files = {path.name: path.read_bytes() for path in SAMPLE.glob("*.csv")}
    for path in (DATA / "patients").glob("*.csv"):
        lines = path.read_bytes().splitlines(keepends=True)
        files[f"patients/{path.name}"] = b"".join(lines[:PATIENT_LINES])
    for name in ("datapackage.json", "trac_exon1.fasta"):
        files[name] = (DATA / name).read_bytes()
    return files | {"fingerprints.txt": fingerprints(files).encode()}


@pytest.fixture(scope="session")
def schema(sample) -> dict[str, Resource]:
    """The described tables by name."""
    return read_schema(sample["datapackage.json"])


@pytest.fixture
def find() -> Callable[[Files], list[Problem]]:
    """Check files by their content alone, without the record of the accepted state."""
    return lambda files: check(files, recorded=False, today=TODAY)


@pytest.fixture
def edit(sample) -> Callable[..., Files]:
    """Give a function that returns the sample with one cell changed (line 1 is the header)."""

    def change(file: str, line: int, column: str, value: str) -> Files:
        rows = read_rows(sample[file])
        rows[line - 1][rows[0].index(column)] = value
        return sample | {file: write_rows(rows)}

    return change


@pytest.fixture
def edit_rows(sample) -> Callable[..., Files]:
    """Give a function that returns the sample with the rows of one table changed by a function."""

    def change(file: str, how: Callable[[list[list[str]]], list[list[str]]]) -> Files:
        return sample | {file: write_rows(how(read_rows(sample[file])))}

    return change


def read_rows(data: bytes) -> list[list[str]]:
    """Return the rows of a CSV file, header first."""
    return list(csv.reader(io.StringIO(data.decode())))


def write_rows(rows: list[list[str]]) -> bytes:
    """Return the CSV file that holds `rows`."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
