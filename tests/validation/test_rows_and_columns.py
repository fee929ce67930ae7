"""Rows and columns that are lost, doubled, moved or torn."""

import pytest

from regenmed.validation import check

TABLES = "sources studies arms outcomes effects milestones costs health_states activity diseases"
PATIENTS = "pbc arthritis ebmt cmv crohn_adverse_events sheep_stem_cell"
FILES = [f"{name}.csv" for name in [*TABLES.split(), "claims", "terms"]]
FILES += [f"patients/{name}.csv" for name in PATIENTS.split()]
every_file = pytest.mark.parametrize("file", FILES)


def where(problems, file):
    return [(p.line, p.column) for p in problems if p.table == file]


@every_file
@pytest.mark.parametrize("place", [0, 1, 2])
def test_lost_column(sample, edit_rows, find, file, place):
    files = edit_rows(file, lambda rows: [r[:place] + r[place + 1 :] for r in rows])
    assert (1, read_header(sample[file])[place]) in where(find(files), file)


@every_file
def test_renamed_column(edit_rows, find, file):
    def rename(rows):
        return [[rows[0][0] + "s", *rows[0][1:]], *rows[1:]]

    files = edit_rows(file, rename)
    assert (1, read_header(files[file])[0]) in where(find(files), file)


@every_file
def test_extra_column(edit_rows, find, file):
    files = edit_rows(file, lambda rows: [[*row, "extra"] for row in rows])
    assert (1, "extra") in where(find(files), file)


@every_file
def test_doubled_column(edit_rows, find, file):
    files = edit_rows(file, lambda rows: [[*row, row[0]] for row in rows])
    assert (1, read_header(files[file])[0]) in where(find(files), file)


@every_file
def test_moved_columns(edit_rows, find, file):
    files = edit_rows(file, lambda rows: [[row[1], row[0], *row[2:]] for row in rows])
    assert [line for line, _ in where(find(files), file)][0] == 1


@every_file
def test_header_moved_but_not_the_cells(edit_rows, find, file):
    files = edit_rows(file, lambda rows: [[rows[0][1], rows[0][0], *rows[0][2:]], *rows[1:]])
    assert where(find(files), file)


@every_file
def test_repeated_row(edit_rows, find, file):
    for line in (2, 3):
        files = edit_rows(file, lambda rows, line=line: [*rows, rows[line - 1]])
        last = files[file].count(b"\n")
        assert (last, None) in where(find(files), file)


@every_file
def test_repeated_key(sample, schema, edit_rows, find, file):
    resource = next(r for r in schema.values() if r.path == file)
    free = next(f.name for f in reversed(resource.fields) if f.name not in resource.primary_key)

    def repeat(rows):
        twin = list(rows[1])
        twin[rows[0].index(free)] += "1"
        return [*rows, twin]

    files = edit_rows(file, repeat)
    assert (files[file].count(b"\n"), resource.primary_key[-1]) in where(find(files), file)


@every_file
def test_torn_row(sample, find, file):
    lines = sample[file].split(b"\n")
    for line, torn in [(2, lines[1].rpartition(b",")[0]), (3, lines[2] + b",")]:
        damaged = [*lines[: line - 1], torn, *lines[line:]]
        assert (line, None) in where(find(sample | {file: b"\n".join(damaged)}), file)


@every_file
def test_blank_line(sample, find, file):
    lines = sample[file].split(b"\n")
    files = sample | {file: b"\n".join([*lines[:2], b"", *lines[2:]])}
    assert (3, None) in where(find(files), file)


@every_file
def test_file_cut_off(sample, find, file):
    data = sample[file]
    for size in (len(data) - 1, len(data) - 5, len(data) // 2, len(data) // 3):
        cut = data[:size] if not data[:size].endswith(b"\n") else data[: size - 1]
        files = sample | {file: cut}
        assert where(find(files), file)[-1][0] == cut.count(b"\n") + 1


@every_file
def test_missing_and_empty_file(sample, find, file):
    rest = {name: data for name, data in sample.items() if name != file}
    assert (None, None) in where(find(rest), file)
    for nothing in (b"", b"\n", b" \n\n"):
        assert where(find(sample | {file: nothing}), file)


@every_file
def test_every_lost_or_moved_row_is_missed(sample, file):
    """Without the record a lost result is invisible; with it the line is named."""
    lines = sample[file].removesuffix(b"\n").split(b"\n")
    for line in range(2, len(lines) + 1):
        rest = [*lines[: line - 1], *lines[line:]]
        problems = check(sample | {file: b"\n".join(rest) + b"\n"})
        assert (line - 1, None) in where(problems, file)
    swapped = [*lines[:-2], lines[-1], lines[-2]]
    assert where(check(sample | {file: b"\n".join(swapped) + b"\n"}), file)


@pytest.mark.parametrize("file", ["sources.csv", "studies.csv", "arms.csv", "terms.csv"])
def test_lost_row_that_others_point_at_is_missed_without_the_record(sample, find, file):
    lines = sample[file].split(b"\n")
    for line in range(2, len(lines)):
        rest = [*lines[: line - 1], *lines[line:]]
        assert find(sample | {file: b"\n".join(rest)}), f"{file}:{line}"


def test_unknown_table(sample, find):
    files = sample | {"outcomes_old.csv": sample["outcomes.csv"]}
    assert [str(p) for p in find(files)] == [
        "outcomes_old.csv: is not described in datapackage.json"
    ]


def read_header(data):
    return data.split(b"\n")[0].decode().split(",")
