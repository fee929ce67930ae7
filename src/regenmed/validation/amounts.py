"""Check the tables of context: costs, health states, activity, diseases and milestones."""

import re
from collections.abc import Iterator
from datetime import date

from regenmed.validation.problem import Problem
from regenmed.validation.text import Row, Table

Tables = dict[str, Table]
YEAR_COLUMNS = (
    ("sources", "year"),
    ("studies", "start_year"),
    ("costs", "price_year"),
    ("health_states", "year"),
    ("activity", "year"),
    ("diseases", "year"),
    ("milestones", "date"),
    ("claims", "last_checked"),
)
_RANGES = (
    ("diseases", "value", "ci_low", "ci_high"),
    ("health_states", "value", "low", "high"),
)


def check_amounts(tables: Tables, today: date) -> Iterator[Problem]:
    """Report dates to come, limits on the wrong side, and shares beyond the possible."""
    for name, column in YEAR_COLUMNS:
        for row in tables[name].rows:
            if message := _when(row.text[column], today):
                yield Problem(tables[name].file, row.line, column, message)
    for name, *columns in _RANGES:
        for row in tables[name].rows:
            for column, message in _range(row, *columns):
                yield Problem(tables[name].file, row.line, column, message)
    for row in tables["diseases"].rows:
        if row.text["unit"] == "percent" and (row.value["value"] or 0) > 100:
            message = f"{row.text['value']} percent"
            yield Problem(tables["diseases"].file, row.line, "value", message)
    for row in tables["health_states"].rows:
        if row.text["measure"] == "utility" and not -1 <= (row.value["value"] or 0) <= 1:
            message = f"{row.text['value']}, but a utility lies between -1 and 1"
            yield Problem(tables["health_states"].file, row.line, "value", message)


def _when(cell: str, today: date) -> str | None:
    """Return what is wrong with a day, month, year or span of years such as `2000-2019`."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", cell):
        try:
            day = date.fromisoformat(cell if len(cell) == 10 else f"{cell}-01")
        except ValueError:
            return f"{cell!r} is no day of the calendar"
        return f"{cell} lies in the future" if day > today else None
    years = [int(year) for year in re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", cell)]
    if years and max(years) > today.year:
        return f"{cell} lies in the future"
    if years != sorted(years):
        return f"{cell} runs backwards"
    return None


def _range(row: Row, value: str, low: str, high: str) -> Iterator[tuple[str, str]]:
    middle, lower, upper = (row.value[column] for column in (value, low, high))
    if (lower is None) != (upper is None):
        yield (low if lower is None else high), "is blank although the other limit is given"
    elif lower is not None and lower > upper:
        yield low, f"{lower:g} is more than {high} = {upper:g}"
    elif lower is not None and middle is not None and not lower <= middle <= upper:
        yield value, f"{middle:g} lies outside {lower:g} to {upper:g}"
