"""Compare each printed effect with the results of the arms it compares."""

import math
import re
from collections.abc import Iterator

from regenmed.validation.exceptions import Finding
from regenmed.validation.text import Row, Table

RATIOS = ("hr", "rr", "or", "rate_ratio")
_COMPARISON = re.compile(r"([a-z0-9_]+(?:\+[a-z0-9_]+)*) vs ([a-z0-9_]+(?:\+[a-z0-9_]+)*)")

Side = tuple[int, int]


def sides(row: Row) -> tuple[list[str], list[str]] | None:
    """Return the arms on either side of a comparison, or None if it is not written with arms."""
    match = _COMPARISON.fullmatch(row.text["comparison"])
    return None if match is None else (match[1].split("+"), match[2].split("+"))


def step(printed: str) -> float:
    """Return the size of the last printed digit of a number."""
    return 10.0 ** -len(printed.partition(".")[2])


def check_agreement(effects: Table, outcomes: Table) -> Iterator[Finding]:
    """Find effects that the counts, or else the values, of their two arms do not bear out."""
    results = _by_arm(outcomes)
    for row in effects.rows:
        arms, estimate = sides(row), row.value["estimate"]
        if arms is None or estimate is None:
            continue
        counts = [_count(row, side, results) for side in arms]
        values = [_value(row, side, results) for side in arms]
        if None not in counts:
            message = _against_counts(row, estimate, *counts)
        elif None not in values and row.value["measure"] in ("md", "rd"):
            message = _against_values(row, estimate, *values)
        else:
            continue
        if message is not None:
            yield Finding(
                row, "counts_differ", "estimate", f"{row.text['estimate']}, but {message}"
            )


def _key(row: Row, arm: str) -> tuple:
    detail, month = row.text["measure_detail"], row.value["time_months"]
    return row.text["study_id"], arm, row.text["outcome"], detail, month


def _by_arm(outcomes: Table) -> dict[tuple, list[Row]]:
    results: dict[tuple, list[Row]] = {}
    for row in outcomes.rows:
        results.setdefault(_key(row, row.text["arm_id"]), []).append(row)
    return results


def _count(row: Row, arms: list[str], results: dict[tuple, list[Row]]) -> Side | None:
    """Return events and n added up over `arms`, or None unless each has exactly one count."""
    total = [0, 0]
    for arm in arms:
        rows = [r for r in results.get(_key(row, arm), []) if r.value["events"] is not None]
        if len(rows) != 1 or not rows[0].value["n"] or rows[0].value["events"] > rows[0].value["n"]:
            return None
        total[0] += rows[0].value["events"]
        total[1] += rows[0].value["n"]
    return total[0], total[1]


def _value(row: Row, arms: list[str], results: dict[tuple, list[Row]]) -> Row | None:
    """Return the arm's result, or None unless there is one arm with exactly one value."""
    rows = [r for arm in arms for r in results.get(_key(row, arm), [])]
    return rows[0] if len(rows) == 1 and rows[0].value["value"] is not None else None


def _against_counts(row: Row, estimate: float, treated: Side, control: Side) -> str | None:
    """Return how the counts contradict the effect.

    A printed rr, or or rd may be adjusted, so it may differ from the crude one by half the crude
    standard error. A hazard or rate ratio need only point the same way as a clear crude ratio.
    """
    measure = row.value["measure"]
    if measure not in (*RATIOS, "rd") or (measure != "rd" and estimate <= 0):
        return None
    crude, se = _crude(*treated, *control, measure)
    printed = estimate if measure == "rd" else math.log(estimate)
    if measure in ("hr", "rate_ratio"):
        agrees = printed * crude >= 0 or abs(crude) < se
    else:
        slack = step(row.text["estimate"]) / 2 / (1 if measure == "rd" else estimate)
        agrees = abs(printed - crude) <= se / 2 + slack
    if agrees:
        return None
    shown = crude if measure == "rd" else math.exp(crude)
    return f"{treated[0]}/{treated[1]} against {control[0]}/{control[1]} gives {shown:.3g}"


def _against_values(row: Row, estimate: float, treated: Row, control: Row) -> str | None:
    """Return how the arms' values contradict the difference: they must fall in its interval."""
    difference = treated.value["value"] - control.value["value"]
    low, high = row.value["ci_low"], row.value["ci_high"]
    if low is None or high is None:
        low = high = estimate
    slack = sum(step(r.text["value"]) for r in (treated, control)) + step(row.text["estimate"])
    if low - slack <= difference <= high + slack:
        return None
    return f"{treated.text['value']} against {control.text['value']} gives {difference:.3g}"


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
