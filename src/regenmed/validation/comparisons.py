"""Check `effects.csv`: arms that exist, and intervals that hold their estimate."""

import math
from collections.abc import Iterator

from regenmed.validation.agreement import RATIOS, check_agreement, sides, step
from regenmed.validation.exceptions import Finding, settle
from regenmed.validation.problem import Problem
from regenmed.validation.text import Row, Table

Tables = dict[str, Table]
CODES = ("interval_asymmetric", "counts_differ", "not_arms")


def check_comparisons(tables: Tables) -> Iterator[Problem]:
    """Report effects that contradict themselves or the counts of their arms."""
    table = tables["effects"]
    arms = {(row.text["study_id"], row.text["arm_id"]) for row in tables["arms"].rows}
    findings = list(check_agreement(table, tables["outcomes"]))
    for row in table.rows:
        for column, message in _interval(row):
            yield Problem(table.file, row.line, column, message)
        findings += [*_asymmetry(row), *_unknown_arms(row, arms)]
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


def _asymmetry(row: Row) -> Iterator[Finding]:
    """Find intervals that lie lopsided around their estimate (log scale for ratios).

    Each printed number may be off by half its last digit, which is allowed for; beyond that the
    two halves may differ by a quarter of the wider one.
    """
    parts = [row.value[column] for column in ("estimate", "ci_low", "ci_high")]
    if None in parts or not parts[1] < parts[0] < parts[2]:
        return
    slack = [step(row.text[column]) / 2 for column in ("estimate", "ci_low", "ci_high")]
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


def _unknown_arms(row: Row, arms: set[tuple[str, str]]) -> Iterator[Finding]:
    both = sides(row)
    if both is None:
        message = f"{row.text['comparison']!r} is not written as 'arm vs arm'"
        yield Finding(row, "not_arms", "comparison", message)
        return
    missing = [arm for arm in both[0] + both[1] if (row.text["study_id"], arm) not in arms]
    if missing:
        message = f"{row.text['study_id']} has no arm {', '.join(missing)}"
        yield Finding(row, "not_arms", "comparison", message)
