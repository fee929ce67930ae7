"""Check each cell of a table against its column's type and constraints, and give its value."""

import re
from datetime import date
from typing import Any

from regenmed.validation.problem import Problem
from regenmed.validation.schema import Field, Resource
from regenmed.validation.text import Table

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_YEAR = re.compile(r"(1[89]|20|21)[0-9]{2}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_columns(table: Table, resource: Resource) -> list[Problem]:
    """Report columns that are missing, unknown, or out of the described order."""
    wanted = [field.name for field in resource.fields]
    problems = [
        Problem(table.file, 1, name, "this column is missing")
        for name in wanted
        if name not in table.columns
    ]
    problems += [
        Problem(table.file, 1, name, "no such column is described in datapackage.json")
        for name in table.columns
        if name not in wanted
    ]
    if not problems and table.columns != wanted:
        pairs = zip(table.columns, wanted, strict=True)
        first = next(name for name, other in pairs if name != other)
        problems.append(Problem(table.file, 1, first, "columns are not in the described order"))
    return problems


def check_cells(table: Table, resource: Resource) -> list[Problem]:
    """Fill `row.value` of every row and report each cell that breaks its column's rules."""
    problems = []
    fields = [field for field in resource.fields if field.name in table.columns]
    for field in fields:
        seen: dict[str, int] = {}
        for row in table.rows:
            cell = row.text[field.name]
            row.value[field.name], fault = _parse(cell, field)
            if fault is None and field.unique and cell:
                if cell in seen:
                    fault = f"{cell!r} stands on line {seen[cell]} already"
                seen.setdefault(cell, row.line)
            if fault is not None:
                problems.append(Problem(table.file, row.line, field.name, fault))
    return problems


def _parse(cell: str, field: Field) -> tuple[Any, str | None]:
    """Return the value of `cell` (None if blank or wrong) and what is wrong with it."""
    if not cell:
        return None, "is blank" if field.required else None
    value, fault = _typed(cell, field.type)
    fault = fault or _breaks(cell, value, field)
    return (None, fault) if fault else (value, None)


def _typed(cell: str, kind: str) -> tuple[Any, str | None]:
    if kind == "string":
        return cell, None
    if kind == "integer":
        return (int(cell), None) if _INTEGER.fullmatch(cell) else (None, f"{cell!r} is no integer")
    if kind == "number":
        if _NUMBER.fullmatch(cell):
            return float(cell), None
        return None, f"{cell!r} is no number (write it like 0.5)"
    if kind == "year":
        return (int(cell), None) if _YEAR.fullmatch(cell) else (None, f"{cell!r} is no year")
    if not _ISO_DATE.fullmatch(cell):
        return None, f"{cell!r} is no date (write it like 2026-11-30)"
    try:
        return date.fromisoformat(cell), None
    except ValueError:
        return None, f"{cell!r} is no day of the calendar"


def _breaks(cell: str, value: Any, field: Field) -> str | None:
    if field.enum and cell not in field.enum:
        return f"{cell!r} is none of {', '.join(field.enum)}"
    if field.pattern is not None and not field.pattern.fullmatch(cell):
        return f"{cell!r} is not written as the codebook asks"
    if field.minimum is not None and value < field.minimum:
        return f"{cell} is less than {field.minimum:g}"
    if field.maximum is not None and value > field.maximum:
        return f"{cell} is more than {field.maximum:g}"
    return None
