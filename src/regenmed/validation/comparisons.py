"""Check `effects.csv`: arms that exist, intervals that hold their estimate, counts that agree."""

import math
import re
from collections.abc import Iterator

from regenmed.validation.exceptions import Finding, settle
from regenmed.validation.problem import Problem
from regenmed.validation.text import Row, Table

Tables = dict[str, Table]
CODES = ("interval_asymmetric", "counts_differ", "not_arms")
RATIOS = ("hr", "rr", "or", "rate_ratio")
FROM_COUNTS = ("rr", "or", "rd")
_COMPARISON = re.compile(r"([a-z0-9_]+(?:\+[a-z0-9_]+)*) vs ([a-z0-9_]+(?:\+[a-z0-9_]+)*)")


def check_comparisons(tables: Tables) -> Iterator[Problem]:
    """Report effects that contradict themselves or the counts of their arms."""
    table = tables["effects"]
    arms = {(row.text["study_id"], row.text["arm_id"]) for row in tables["arms"].rows}
    counts = _counts(tables["outcomes"])
    findings = []
    for row in table.rows:
        for column, message in _interval(row):
            yield Problem(table.file, row.line, column, message)
        findings += [*_asymmetry(row), *_unknown_arms(row, arms), *_against_counts(row, counts)]
    yield from settle(table, findings, CODES)


def _interval(row: Row) -> Iterator[tuple[str, str]]:
    estimate, low, high = (row.value[column] for column in ("estimate", "ci_low", "ci_high"))
    if estimate is None and row.value["p_value"] is None:
        yield "estimate", "the row holds neither an estimate nor a p value"
    if (low is None) != (high is None):
        yield "ci_low" if low is None else "ci_high", "is blank although the other limit is given"
    elif low is not None and (estimate is None or not low <= estimate <= high):
        yield "estimate", f"{estimate} lies outside its interval {low:g} to {high:g}"
    if row.value["measure"] in RATIOS:
        for column, number in (("estimate", estimate), ("ci_low", low), ("ci_high", high)):
            if number is not None and number <= 0:
                yield column, f"{number:g}, but a ratio is more than 0"
    if row.value["measure"] == "rd":
        for column, number in (("estimate", estimate), ("ci_low", low), ("ci_high", high)):
            if number is not None and not -100 <= number <= 100:
                yield column, f"{number:g}, but a risk difference lies within 100 points"
    yield from _p_value(row, low, high)


def _p_value(row: Row, low: float | None, high: float | None) -> Iterator[tuple[str, str]]:
    """Report a p value on the other side of 0.05 than the interval, unless both are close to it."""
    printed = row.value["p_value"]
    if printed is None or low is None or high is None:
        return
    none = 1.0 if row.value["measure"] in RATIOS else 0.0
    p = float(printed.removeprefix("<"))
    if low < none < high and p < 0.03:
        yield "p_value", f"{printed}, but the interval {low:g} to {high:g} holds {none:g}"
    if not low <= none <= high and p > 0.08 and not printed.startswith("<"):
        yield "p_value", f"{printed}, but the interval {low:g} to {high:g} leaves out {none:g}"


def _step(printed: str) -> float:
    """Return the size of the last printed digit of a number."""
    return 10.0 ** -len(printed.partition(".")[2])


def _asymmetry(row: Row) -> Iterator[Finding]:
    """Find intervals that lie lopsided around their estimate (log scale for ratios).

    Each printed number may be off by half its last digit, which is allowed for; beyond that the
    two halves may differ by a quarter of the wider one.
    """
    parts = [row.value[column] for column in ("estimate", "ci_low", "ci_high")]
    if None in parts or not parts[1] < parts[0] < parts[2]:
        return
    slack = [_step(row.text[column]) / 2 for column in ("estimate", "ci_low", "ci_high")]
    if row.value["measure"] in RATIOS:
        if min(parts) <= 0:
            return
        slack = [step / number for step, number in zip(slack, parts, strict=True)]
        parts = [math.log(number) for number in parts]
    estimate, low, high = parts
    below, above = estimate - low, high - estimate
    allowed = 0.25 * max(below, above) + 2 * slack[0] + slack[1] + slack[2]
    if abs(below - above) > allowed:
        message = (
            f"{row.text['estimate']} lies off the middle of {row.text['ci_low']} to "
            f"{row.text['ci_high']}"
        )
        yield Finding(row, "interval_asymmetric", "estimate", message)


def _sides(row: Row) -> tuple[list[str], list[str]] | None:
    match = _COMPARISON.fullmatch(row.text["comparison"])
    return None if match is None else (match[1].split("+"), match[2].split("+"))


def _unknown_arms(row: Row, arms: set[tuple[str, str]]) -> Iterator[Finding]:
    sides = _sides(row)
    if sides is None:
        message = f"{row.text['comparison']!r} is not written as 'arm vs arm'"
        yield Finding(row, "not_arms", "comparison", message)
        return
    missing = [arm for arm in sides[0] + sides[1] if (row.text["study_id"], arm) not in arms]
    if missing:
        message = f"{row.text['study_id']} has no arm {', '.join(missing)}"
        yield Finding(row, "not_arms", "comparison", message)


def _counts(outcomes: Table) -> dict[tuple, list[tuple[int, int]]]:
    """Return events and n by study, arm, outcome, detail and month."""
    counts: dict[tuple, list[tuple[int, int]]] = {}
    for row in outcomes.rows:
        events, n = row.value["events"], row.value["n"]
        if events is not None and n and events <= n:
            key = (row.text["study_id"], row.text["arm_id"], row.text["outcome"])
            key += (row.text.get("measure_detail", ""), row.value["time_months"])
            counts.setdefault(key, []).append((events, n))
    return counts


def _side_count(row: Row, arms: list[str], counts: dict) -> tuple[int, int] | None:
    """Return events and n added up over `arms`, or None unless each has exactly one row."""
    rest = (row.text["outcome"], row.text.get("measure_detail", ""), row.value["time_months"])
    found = [counts.get((row.text["study_id"], arm, *rest), []) for arm in arms]
    if any(len(rows) != 1 for rows in found):
        return None
    return sum(rows[0][0] for rows in found), sum(rows[0][1] for rows in found)


def _against_counts(row: Row, counts: dict) -> Iterator[Finding]:
    """Find rr, or and rd that the counts of both arms do not bear out.

    The printed estimate may be adjusted, so it may differ from the crude one by half the crude
    standard error; beyond that the note says why.
    """
    sides, measure, estimate = _sides(row), row.value["measure"], row.value["estimate"]
    if sides is None or estimate is None or measure not in FROM_COUNTS:
        return
    treated, control = (_side_count(row, side, counts) for side in sides)
    if treated is None or control is None or (measure != "rd" and estimate <= 0):
        return
    crude, se = _crude(*treated, *control, measure)
    printed = estimate if measure == "rd" else math.log(estimate)
    slack = _step(row.text["estimate"]) / (2 if measure == "rd" else 2 * estimate)
    if abs(printed - crude) > se / 2 + slack:
        shown = crude if measure == "rd" else math.exp(crude)
        message = (
            f"{row.text['estimate']}, but {treated[0]}/{treated[1]} against "
            f"{control[0]}/{control[1]} gives {shown:.3g}"
        )
        yield Finding(row, "counts_differ", "estimate", message)


def _crude(a: float, n1: float, c: float, n2: float, measure: str) -> tuple[float, float]:
    """Return the crude effect and its standard error: log scale, or percentage points for rd."""
    if measure == "rd":
        p, q = a / n1, c / n2
        return 100 * (p - q), 100 * math.sqrt(p * (1 - p) / n1 + q * (1 - q) / n2)
    b, d = n1 - a, n2 - c
    if 0 in (a, b, c, d):
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
    if measure == "or":
        return math.log(a * d / (b * c)), math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    ratio = (a / (a + b)) / (c / (c + d))
    return math.log(ratio), math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
