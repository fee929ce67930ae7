"""Check `outcomes.csv`: counts, percents and intervals that must fit together."""

from collections import Counter
from collections.abc import Iterator

from regenmed.validation.exceptions import Finding, settle
from regenmed.validation.problem import Problem
from regenmed.validation.text import Row, Table

Tables = dict[str, Table]
CODES = ("n_above_arm", "n_missing", "percent_off")


def check_results(tables: Tables) -> Iterator[Problem]:
    """Report results that contradict themselves, their arm, or other rows of one outcome."""
    table = tables["outcomes"]
    for row in table.rows:
        for column, message in (*_counts(row), *_values(row)):
            yield Problem(table.file, row.line, column, message)
    findings = [finding for row in table.rows for finding in _waivable(row)]
    findings += _above_arm(table, tables["arms"])
    yield from settle(table, findings, CODES)
    yield from _one_meaning(table, "higher_is_better")
    yield from _against_terms(table, tables["terms"])


def _counts(row: Row) -> Iterator[tuple[str, str]]:
    events, n = row.value["events"], row.value["n"]
    if events is not None and n is not None and events > n:
        yield "events", f"{events} is more than n = {n}"
    if events is None and row.value["value"] is None:
        yield "value", "the row holds neither events nor a value"
    if row.value["estimate_type"] == "count" and events is None and row.value["unit"] == "percent":
        yield "events", "is blank although estimate_type is count"


def _values(row: Row) -> Iterator[tuple[str, str]]:
    value, low, high = (row.value[column] for column in ("value", "ci_low", "ci_high"))
    if (low is None) != (high is None):
        yield "ci_low" if low is None else "ci_high", "is blank although the other limit is given"
    elif low is not None and value is not None and not low <= value <= high:
        yield "value", f"{value:g} lies outside its interval {low:g} to {high:g}"
    elif low is not None and low > high:
        yield "ci_low", f"{low:g} is more than ci_high = {high:g}"
    if row.value["unit"] == "percent":
        for column, number in (("value", value), ("ci_low", low), ("ci_high", high)):
            if number is not None and not 0 <= number <= 100:
                yield column, f"{number:g} percent (a change takes the unit 'percent change')"
    elif row.value["estimate_type"] == "km_percent":
        yield "unit", f"{row.text['unit']!r}, but estimate_type is km_percent"
    if value is not None and value < 0 and row.value["estimate_type"] in ("rate", "count"):
        yield "value", f"{value:g} is less than 0, but a {row.value['estimate_type']} cannot be"


def _waivable(row: Row) -> Iterator[Finding]:
    events, n, value = (row.value[column] for column in ("events", "n", "value"))
    if events is not None and n is None:
        yield Finding(row, "n_missing", "n", f"is blank although events = {events}")
    if row.value["unit"] != "percent" or None in (events, n, value) or not n:
        return
    percent = 100 * events / n
    if abs(percent - value) >= _step(row.text["value"]) - 1e-9:
        message = f"{value:g} percent, but {events} of {n} is {percent:.2f}"
        yield Finding(row, "percent_off", "value", message)


def _step(printed: str) -> float:
    """Return the size of the last printed digit; authors round to it or cut off after it."""
    return 10.0 ** -len(printed.partition(".")[2])


def _above_arm(table: Table, arms: Table) -> Iterator[Finding]:
    size = {(r.text["study_id"], r.text["arm_id"]): r.value["n"] for r in arms.rows}
    for row in table.rows:
        n = row.value["n"]
        of_arm = size.get((row.text["study_id"], row.text["arm_id"]))
        if n is not None and of_arm is not None and n > of_arm:
            message = f"{n} is more than the arm's n = {of_arm}"
            yield Finding(row, "n_above_arm", "n", message)


def _one_meaning(table: Table, column: str) -> Iterator[Problem]:
    """Report rows whose `column` differs from most of their study's rows of that outcome."""
    groups: dict[tuple, list[Row]] = {}
    for row in table.rows:
        key = (row.text["study_id"], row.text["outcome"], row.text.get("measure_detail", ""))
        groups.setdefault(key, []).append(row)
    for rows in groups.values():
        times = Counter(row.text[column] for row in rows)
        usual = [value for value, count in times.items() if count == max(times.values())]
        for row in rows:
            others = sorted(value or "blank" for value in times if value != row.text[column])
            if others and usual != [row.text[column]]:
                message = f"{row.text[column] or 'blank'!r}, elsewhere in the study {others[0]!r}"
                yield Problem(table.file, row.line, column, message)


def _against_terms(table: Table, terms: Table) -> Iterator[Problem]:
    """Report a row whose domain or direction is not that of its outcome's term."""
    known = {r.text["term"]: r.text for r in terms.rows if r.text["kind"] == "outcome"}
    for row in table.rows:
        term = known.get(row.text["outcome"])
        for column in ("domain", "higher_is_better") if term else ():
            if term[column] in ("", row.text[column]):
                continue
            message = f"{row.text[column] or 'blank'!r}, but the term says {term[column]!r}"
            yield Problem(table.file, row.line, column, message)
