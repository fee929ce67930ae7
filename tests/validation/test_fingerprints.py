"""Changes that break no rule are still noticed, with their line, until they are accepted."""

import random

import pytest

from regenmed.validation import check, fingerprints
from regenmed.validation.fingerprints import check_fingerprints

SILENT = [
    ("outcomes.csv", 6, "value", "-1.2"),
    ("outcomes.csv", 12, "value", "85.1"),
    ("outcomes.csv", 2, "time_months", "42"),
    ("outcomes.csv", 2, "definition", "disability worse for 3 months"),
    ("effects.csv", 2, "estimate", "0.13"),
    ("effects.csv", 5, "p_value", "<0.01"),
    ("studies.csv", 2, "primary_met", "no"),
    ("sources.csv", 5, "pmid", "10000044"),
    ("costs.csv", 2, "amount", "19400"),
    ("milestones.csv", 2, "date", "2023-05-13"),
    ("claims.csv", 2, "verdict", "supported"),
    ("terms.csv", 2, "label", "Progresssion"),
    ("patients/pbc.csv", 5, "bilirubin_mg_dl", "81"),
    ("patients/cmv.csv", 2, "cmv_months", "3.19"),
]


@pytest.mark.parametrize(("file", "line", "column", "value"), SILENT)
def test_silent_change_is_named_with_its_line(edit, find, file, line, column, value):
    files = edit(file, line, column, value)
    assert find(files) == [], "the change must break no other rule"
    (problem,) = check(files)
    assert (problem.table, problem.line) == (file, line)
    assert problem.message.startswith("differs from the accepted row")
    assert check(files | {"fingerprints.txt": fingerprints(files).encode()}) == []


def test_changed_base_of_the_sequence(sample):
    data = sample["trac_exon1.fasta"].replace(b"GACC", b"GATC", 1)
    (problem,) = check(sample | {"trac_exon1.fasta": data})
    assert (problem.table, problem.line) == ("trac_exon1.fasta", 2)


def test_loosened_schema(sample):
    data = sample["datapackage.json"].replace(b'"maximum": 100', b'"maximum": 999', 1)
    line = data[: data.index(b'"maximum": 999')].count(b"\n") + 1
    (problem,) = check(sample | {"datapackage.json": data})
    assert (problem.table, problem.line) == ("datapackage.json", line)


def test_new_lost_and_moved_rows(sample):
    lines = sample["terms.csv"].splitlines(keepends=True)

    def found(rows):
        problems = check_fingerprints(sample | {"terms.csv": b"".join(rows)})
        return [(p.line, p.message.partition(" (")[0]) for p in problems]

    assert found([*lines[:4], b"new\n", *lines[4:]]) == [(5, "is not among the accepted rows")]
    assert found(lines[:4] + lines[5:]) == [(4, "1 accepted row is gone after this line")]
    assert found(lines[:4] + lines[7:]) == [(4, "3 accepted rows are gone after this line")]
    assert found(lines[:-1]) == [(len(lines) - 1, "1 accepted row is gone after this line")]
    moved = [*lines[:4], lines[5], lines[4], *lines[6:]]
    assert {line for line, _ in found(moved)} & {4, 5, 6}


def test_a_table_changed_throughout_gets_one_line(sample):
    data = sample["datapackage.json"].replace(b'"name"', b'"name" ')
    (problem,) = check_fingerprints(sample | {"datapackage.json": data})
    assert problem.line == 2
    assert problem.message.startswith("here and below ")
    assert "rows differ from the accepted ones" in problem.message


def test_windows_line_ends_are_the_same_dataset(sample):
    files = {name: data.replace(b"\n", b"\r\n") for name, data in sample.items()}
    assert check(files) == []


def test_new_and_missing_files(sample):
    rest = {name: data for name, data in sample.items() if name != "costs.csv"}
    assert [str(p) for p in check_fingerprints(rest)] == ["costs.csv: is missing"]
    (problem,) = check_fingerprints(sample | {"prices.csv": b"a\n"})
    assert str(problem).startswith("prices.csv: is new")


@pytest.mark.parametrize(
    "record", [b"", b"x\n", b"\xff\xfe", b"costs.csv 3 00\n12345678\n", b"12345678\n"]
)
def test_damaged_record(sample, record):
    problems = check_fingerprints(sample | {"fingerprints.txt": record})
    assert problems
    rest = {name: data for name, data in sample.items() if name != "fingerprints.txt"}
    (missing,) = check_fingerprints(rest)
    assert str(missing).startswith("fingerprints.txt: is missing")


def test_any_changed_byte_of_any_file(sample):
    """Seeded: 400 single-byte changes, each named with the line that holds it."""
    draw = random.Random(20261130)
    names = sorted(name for name in sample if name != "fingerprints.txt")
    for _ in range(400):
        name = draw.choice(names)
        place = draw.randrange(len(sample[name]))
        old = sample[name][place]
        new = draw.choice([byte for byte in b"0123456789abcxyz,. " if byte != old])
        if old == ord("\n"):
            continue
        data = sample[name][:place] + bytes([new]) + sample[name][place + 1 :]
        line = data.count(b"\n", 0, place) + 1
        found = [(p.table, p.line) for p in check_fingerprints(sample | {name: data})]
        assert found == [(name, line)]
