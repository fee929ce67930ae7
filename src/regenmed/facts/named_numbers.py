"""The calls that `number` understands: what each computes from the rows of the dataset."""

import inspect
import shlex
from collections.abc import Callable

import pandas as pd

from regenmed.evidence import compare, interval, nnt
from regenmed.facts.lookup import TwoArms, effect_row, outcome_row, present, rows_of, two_arms


def number(call: str) -> float:
    """Return the number that `call` names, for example `"percent mist hsct progression 24"`.

    The table at the head of this module lists the calls. Raises ValueError, with the call and what
    exists instead, for an unknown call, a wrong count of words or a row that is not there.
    """
    try:
        name, *words = shlex.split(call)
    except ValueError:
        raise ValueError(f"not a call: {call!r}") from None
    if name not in COMPUTATIONS:
        raise ValueError(f"{call!r}: no computation {name!r}; there are: {', '.join(COMPUTATIONS)}")
    options = dict(word.split("=", 1) for word in words if "=" in word)
    words = [word for word in words if "=" not in word]
    compute = COMPUTATIONS[name]
    try:
        inspect.signature(compute).bind(*words, **options)
    except TypeError as error:
        raise ValueError(f"{call!r}: {error}") from None
    try:
        return float(compute(*words, **options))
    except ValueError as error:
        raise ValueError(f"{call!r}: {error}") from None


def _reported(column: str) -> Callable[..., float]:
    """Return a computation that reads one column of a row of outcomes."""

    def compute(study, arm, outcome, months=None, *, detail=None):
        return present(outcome_row(study, arm, outcome, months, detail), column)

    return compute


def _reported_effect(column: str) -> Callable[..., float]:
    """Return a computation that reads one column of a row of effects."""

    def compute(study, outcome, measure, months=None, *, comparison=None, detail=None):
        return present(effect_row(study, outcome, measure, months, comparison, detail), column)

    return compute


def _percent(study, arm, outcome, months=None, *, detail=None) -> float:
    row = outcome_row(study, arm, outcome, months, detail)
    if pd.isna(row["events"]) and row["unit"] == "percent":
        return present(row, "value")
    return 100 * present(row, "events") / present(row, "n")


def _percent_bound(side: int) -> Callable[..., float]:
    """Return a computation of the low (0) or high (1) bound of a percent from its counts."""

    def compute(study, arm, outcome, *months_and_method, detail=None):
        words = list(months_and_method)
        method = words.pop() if words and words[-1] in ("wilson", "exact") else "wilson"
        if len(words) > 1:
            raise ValueError(f"method = {words[-1]!r} is not one of wilson, exact")
        row = outcome_row(study, arm, outcome, *words, detail=detail)
        bounds = interval(present(row, "events"), present(row, "n"), method=method)
        return 100 * bounds[side]

    return compute


def _of_two_arms(compute: Callable[[TwoArms], float]) -> Callable[..., float]:
    """Return a computation that finds the two arms of a trial and passes them to `compute`."""

    def find_and_compute(study, outcome, months=None, *, treated=None, control=None, detail=None):
        return compute(two_arms(study, outcome, months, treated, control, detail))

    return find_and_compute


def _ratio(measure: str, part: str) -> Callable[..., float]:
    return _of_two_arms(lambda arms: getattr(compare(*arms.counts, measure), part))


def _difference(part: str) -> Callable[..., float]:
    return _of_two_arms(lambda arms: 100 * getattr(compare(*arms.counts, "rd"), part))


def _needed(part: str) -> Callable[..., float]:
    return _of_two_arms(lambda arms: getattr(nnt(*arms.counts, wanted=arms.wanted), part))


def _of_study(column: str) -> Callable[..., float]:
    return lambda study: present(rows_of("studies", ("study_id",), study)[0], column)


def _arm_n(study, arm) -> float:
    return present(rows_of("arms", ("study_id", "arm_id"), study, arm)[0], "n")


COMPUTATIONS: dict[str, Callable[..., float]] = {
    "events": _reported("events"),
    "n": _reported("n"),
    "percent": _percent,
    "low": _percent_bound(0),
    "high": _percent_bound(1),
    "value": _reported("value"),
    "value_low": _reported("ci_low"),
    "value_high": _reported("ci_high"),
    "effect": _reported_effect("estimate"),
    "effect_low": _reported_effect("ci_low"),
    "effect_high": _reported_effect("ci_high"),
    "rd": _difference("estimate"),
    "rd_low": _difference("low"),
    "rd_high": _difference("high"),
    "rr": _ratio("rr", "estimate"),
    "rr_low": _ratio("rr", "low"),
    "rr_high": _ratio("rr", "high"),
    "or": _ratio("or", "estimate"),
    "or_low": _ratio("or", "low"),
    "or_high": _ratio("or", "high"),
    "nnt": _needed("estimate"),
    "nnt_low": _needed("low"),
    "nnt_high": _needed("high"),
    "arm_n": _arm_n,
    "n_total": _of_study("n_total"),
    "followup": _of_study("median_followup_months"),
}
