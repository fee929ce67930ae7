"""Every column of every table refuses cells that its schema does not allow, at their line.

The first and the last filled cell of each column are damaged, all columns of a table in one go.
"""

import csv

import pytest

from regenmed.validation.schema import REQUIRED

PATIENTS = ["pbc", "arthritis", "ebmt", "cmv", "crohn_adverse_events", "sheep_stem_cell"]
TABLES = [*REQUIRED, *PATIENTS]
NUMBERS = ("integer", "number", "year")
NOT_NUMBERS = ["NaN", "inf", "-inf", "1,5", "1.5.2", "12x", "1e3", "+4", "05", "٣", "--1", ".5"]
HIDDEN = ["\x00", "\u200b", "\ufeff", "\x1f", "\ufffd", "\x85"]


def places(rows, column):
    """Give the lines of the first and the last filled cell of a column."""
    filled = [line for line, row in enumerate(rows[1:], start=2) if row[rows[0].index(column)]]
    return {filled[0], filled[-1]} if filled else set()


@pytest.fixture
def expect_caught(sample, schema, edit_rows, find):
    """Give a function that damages cells of some columns and expects each place to be named."""

    def expect(table, columns, value):
        file = schema[table].path
        rows = list(csv.reader(sample[file].decode().splitlines()))
        damaged = {(line, column) for column in columns for line in places(rows, column)}

        def damage(rows):
            for line, column in damaged:
                place = rows[0].index(column)
                cell = rows[line - 1][place]
                rows[line - 1][place] = value(cell, column) if callable(value) else value
            return rows

        named = {(p.line, p.column) for p in find(edit_rows(file, damage)) if p.table == file}
        assert damaged <= named, f"{file}: {sorted(damaged - named)}"
        return len(damaged)

    return expect


def named(schema, table, test):
    return [field.name for field in schema[table].fields if test(field)]


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_numbers(schema, expect_caught, text):
    for table in TABLES:
        expect_caught(table, named(schema, table, lambda f: f.type in NUMBERS), text)


@pytest.mark.parametrize("table", TABLES)
def test_whole_numbers(schema, expect_caught, table):
    expect_caught(table, named(schema, table, lambda f: f.type in ("integer", "year")), "2.5")


@pytest.mark.parametrize("table", TABLES)
def test_limits(schema, expect_caught, table):
    limits = {f.name: (f.minimum, f.maximum) for f in schema[table].fields}
    lower = [name for name, (low, _) in limits.items() if low is not None]
    upper = [name for name, (_, high) in limits.items() if high is not None]
    expect_caught(table, lower, lambda _, column: f"{limits[column][0] - 1:g}")
    expect_caught(table, upper, lambda _, column: f"{limits[column][1] + 1:g}")


@pytest.mark.parametrize("table", TABLES)
def test_enumerations_and_vocabularies(schema, expect_caught, table):
    columns = named(schema, table, lambda f: f.enum or f.vocabulary)
    expect_caught(table, columns, lambda cell, _: cell + "x")
    expect_caught(table, columns, lambda cell, _: cell[1:])
    expect_caught(table, columns, lambda cell, _: cell.upper() + "_")


@pytest.mark.parametrize("table", TABLES)
def test_patterns(schema, expect_caught, table):
    expect_caught(table, named(schema, table, lambda f: f.pattern is not None), "%%")


@pytest.mark.parametrize("table", TABLES)
def test_required_cells(schema, expect_caught, table):
    assert expect_caught(table, named(schema, table, lambda f: f.required), "") > 0


@pytest.mark.parametrize("table", [t for t in REQUIRED if t not in ("sources", "claims", "terms")])
def test_references(schema, expect_caught, table):
    columns = {key.columns[-1] for key in schema[table].foreign_keys}
    assert expect_caught(table, columns, lambda cell, _: cell + "0") > 0
    assert expect_caught(table, columns, lambda cell, _: cell[:-1]) > 0


@pytest.mark.parametrize("mark", HIDDEN)
def test_characters_that_no_one_typed(schema, expect_caught, mark):
    for table in TABLES:
        columns = named(schema, table, lambda f: True)
        expect_caught(table, columns, lambda cell, _: cell[:1] + mark + cell[1:])


@pytest.mark.parametrize("table", TABLES)
def test_outer_spaces_and_wrong_decoding(schema, expect_caught, table):
    columns = named(schema, table, lambda f: True)
    expect_caught(table, columns, lambda cell, _: cell + " ")
    expect_caught(table, columns, lambda cell, _: " " + cell)
    expect_caught(table, columns, lambda cell, _: "Ã©" + cell)


def test_unique_cells(sample, schema, edit, find):
    for table in TABLES:
        file = schema[table].path
        rows = list(csv.reader(sample[file].decode().splitlines()))
        for column in named(schema, table, lambda f: f.unique):
            first = rows[1][rows[0].index(column)]
            found = {(p.table, p.line, p.column) for p in find(edit(file, 3, column, first))}
            assert (file, 3, column) in found


@pytest.mark.parametrize(
    "text", ["2026-13-01", "2026-02-30", "30.11.2026", "2026/11/30", "2026-11"]
)
def test_days(expect_caught, text):
    expect_caught("claims", ["last_checked"], text)


def test_a_misspelt_slug_is_answered_with_the_right_one(edit, find):
    messages = [str(p) for p in find(edit("outcomes.csv", 2, "outcome", "progresion"))]
    wanted = "no outcome of terms.csv; did you mean progression?"
    assert f"outcomes.csv:2 outcome: progresion is {wanted}" in messages
