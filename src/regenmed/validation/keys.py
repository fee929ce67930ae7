"""Check how rows point at each other: primary keys, foreign keys, vocabularies, twin rows."""

from collections.abc import Iterator
from difflib import get_close_matches

from regenmed.validation.problem import Problem
from regenmed.validation.schema import Resource
from regenmed.validation.text import Row, Table

Tables = dict[str, Table]


def check_keys(tables: Tables, schema: dict[str, Resource]) -> list[Problem]:
    """Report twin rows, repeated or blank keys, and references to rows that are not there."""
    problems = []
    for name, table in tables.items():
        problems += _twins(table)
        problems += _primary(table, schema[name].primary_key)
        for key in schema[name].foreign_keys:
            if key.to in tables:
                problems += _foreign(table, key.columns, tables[key.to], key.to_columns)
        problems += _vocabulary(table, schema[name], tables.get("terms"))
    return problems


def _key(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row.text.get(column, "") for column in columns)


def _twins(table: Table) -> Iterator[Problem]:
    seen: dict[tuple, int] = {}
    for row in table.rows:
        first = seen.setdefault(tuple(row.text.values()), row.line)
        if first != row.line:
            yield Problem(table.file, row.line, None, f"repeats line {first}")


def _primary(table: Table, columns: tuple[str, ...]) -> Iterator[Problem]:
    if not columns:
        return
    seen: dict[tuple, int] = {}
    for row in table.rows:
        key = _key(row, columns)
        first = seen.setdefault(key, row.line)
        if first != row.line:
            shown = " / ".join(cell or "(blank)" for cell in key)
            message = f"the key {shown} stands on line {first} already"
            yield Problem(table.file, row.line, columns[-1], message)


def _foreign(
    table: Table, columns: tuple[str, ...], target: Table, target_columns: tuple[str, ...]
) -> Iterator[Problem]:
    known = {_key(row, target_columns) for row in target.rows}
    for row in table.rows:
        key = _key(row, columns)
        if all(key) and key not in known:
            shown = " / ".join(key)
            close = get_close_matches(shown, [" / ".join(k) for k in known], 1, 0.8)
            hint = f"; did you mean {close[0]}?" if close else ""
            yield Problem(table.file, row.line, columns[-1], f"no {shown} in {target.file}{hint}")


def _vocabulary(table: Table, resource: Resource, terms: Table | None) -> Iterator[Problem]:
    """Report cells that are no term of the kind their column asks for."""
    if terms is None:
        return
    for field in resource.fields:
        if field.vocabulary is None or field.name not in table.columns:
            continue
        known = {r.text.get("term") for r in terms.rows if r.text.get("kind") == field.vocabulary}
        for row in table.rows:
            cell = row.text[field.name]
            if cell and cell not in known:
                close = get_close_matches(cell, [term for term in known if term], 1, 0.8)
                hint = f"; did you mean {close[0]}?" if close else ""
                message = f"{cell} is no {field.vocabulary} of {terms.file}{hint}"
                yield Problem(table.file, row.line, field.name, message)
