"""Look-ups: one row of outcomes or effects, the counts of two arms, or what exists instead."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from regenmed.dataset import load


@dataclass(frozen=True)
class TwoArms:
    """Counts of one outcome in two arms of a trial; `wanted`: is the event a good one?"""

    study: str
    outcome: str
    months: float | None
    treated_events: int
    treated_n: int
    control_events: int
    control_n: int
    wanted: bool = False

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Events and n of the treated, then of the control arm: what `compare` takes."""
        return self.treated_events, self.treated_n, self.control_events, self.control_n

    def __repr__(self) -> str:
        when = "" if self.months is None else f" at {self.months:g} months"
        return (
            f"{self.study}, {self.outcome}{when}: "
            f"{self.treated_events} of {self.treated_n} treated, "
            f"{self.control_events} of {self.control_n} controls"
        )


def outcome(
    study: str, arm: str, outcome: str, months: float | None = None, detail: str | None = None
) -> pd.Series:
    """Return the one row of `outcomes` for that arm, outcome and time (months).

    Without `detail`, a row that has no `measure_detail` is taken before those that have one.
    Raises ValueError, listing what exists, unless exactly one row fits.
    """
    return pd.Series(outcome_row(study, arm, outcome, months, detail))


def effect(
    study: str,
    outcome: str,
    measure: str,
    months: float | None = None,
    comparison: str | None = None,
    detail: str | None = None,
) -> pd.Series:
    """Return the one row of `effects` for that outcome, measure (hr, rr, or, rd, md …) and time.

    Without `detail` or `comparison`, a row that has none is taken before those that have one.
    Raises ValueError, listing what exists, unless exactly one row fits.
    """
    return pd.Series(effect_row(study, outcome, measure, months, comparison, detail))


def two_arms(
    study: str,
    outcome: str,
    months: float | None = None,
    treated: str | None = None,
    control: str | None = None,
    detail: str | None = None,
) -> TwoArms:
    """Return the counts of an outcome in the experimental and the control arm of a study.

    `treated` and `control` name the arms where several arms of one role report the outcome.
    Without `detail`, rows that have no `measure_detail` are taken first. Raises ValueError,
    listing what exists, unless each side has exactly one row with counts, of one time and detail.
    """
    one, other = (
        outcome_row(study, _arm(study, outcome, role, arm), outcome, months, detail)
        for role, arm in (("experimental", treated), ("control", control))
    )
    if _time(one) != _time(other):
        raise ValueError(
            f"{study}/{outcome}: {one['arm_id']} is reported at {_time(one)} months, "
            f"{other['arm_id']} at {_time(other)}"
        )
    if _text(one, "measure_detail") != _text(other, "measure_detail"):
        raise ValueError(
            f"{study}/{outcome}: {one['arm_id']} reports {_place(one, ('measure_detail',))}, "
            f"{other['arm_id']} {_place(other, ('measure_detail',))}; name a detail both have"
        )
    return TwoArms(
        study,
        outcome,
        _time(one),
        *(int(present(row, column)) for row in (one, other) for column in ("events", "n")),
        wanted=one["higher_is_better"] == "yes",
    )


def outcome_row(
    study: str, arm: str, outcome: str, months: float | None = None, detail: str | None = None
) -> dict:
    """Return what `outcome` returns, as a plain dict."""
    key = ("study_id", "arm_id", "outcome")
    rows = rows_of("outcomes", key, study, arm, outcome)
    return _one(rows, f"{study}/{arm}/{outcome}", months, measure_detail=detail)


def effect_row(
    study: str,
    outcome: str,
    measure: str,
    months: float | None = None,
    comparison: str | None = None,
    detail: str | None = None,
) -> dict:
    """Return what `effect` returns, as a plain dict."""
    key = ("study_id", "outcome", "measure")
    rows = rows_of("effects", key, study, outcome, measure)
    what = f"{study}/{outcome}/{measure}"
    return _one(rows, what, months, measure_detail=detail, comparison=comparison)


def _arm(study: str, outcome: str, role: str, arm: str | None) -> str:
    """Return `arm`, or the one arm of that role with counts of the outcome."""
    if arm is not None:
        return arm
    roles = {row["arm_id"]: row["role"] for row in rows_of("arms", ("study_id",), study)}
    rows = rows_of("outcomes", ("study_id", "outcome"), study, outcome)
    counted = [row["arm_id"] for row in rows if not pd.isna(row["events"])]
    arms = [name for name in dict.fromkeys(counted) if roles.get(name) == role]
    if len(arms) != 1:
        raise ValueError(
            f"{study}/{outcome}: {len(arms)} {role} arms with counts ({', '.join(arms) or 'none'})"
        )
    return arms[0]


def rows_of(table: str, columns: tuple[str, ...], *values: str) -> list[dict]:
    """Return the rows of `table` whose `columns` hold `values`, or say which values exist."""
    groups = _index(table, columns)
    if values in groups:
        return groups[values]
    depth = next(d for d in range(len(values)) if not _known(groups, values[: d + 1]))
    exist = sorted({key[depth] for key in groups if key[:depth] == values[:depth]})
    if depth == 0:
        near = difflib.get_close_matches(values[0], exist)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise ValueError(f"no {columns[0]} {values[0]!r} in {table}{hint}")
    where = "/".join(values[:depth])
    missing = f"no {columns[depth]} {values[depth]!r} of {where} in {table}"
    raise ValueError(f"{missing}; there are: {', '.join(exist)}")


def _known(groups: dict[tuple, list[dict]], start: tuple) -> bool:
    return any(key[: len(start)] == start for key in groups)


@cache
def _index(table: str, columns: tuple[str, ...]) -> dict[tuple, list[dict]]:
    groups: dict[tuple, list[dict]] = {}
    for row in load(table).to_dict("records"):
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return groups


def _one(rows: list[dict], what: str, months: float | None, **texts: str | None) -> dict:
    """Return the one row at `months` whose columns say `texts`.

    None stands for any, but where several rows differ in it, for those that leave it blank.
    """
    months = None if months is None else _number_of_months(months)
    asked = {column: text for column, text in texts.items() if text is not None}
    fitting = [
        row
        for row in rows
        if (months is None or _time(row) == months)
        and all(_text(row, column) == text for column, text in asked.items())
    ]
    blank_first = [column for column in texts if column not in asked]
    blank_first += ["time_months"] if months is None else []
    for column in blank_first:
        if len(fitting) > 1:
            fitting = [row for row in fitting if pd.isna(row.get(column))] or fitting
    if len(fitting) == 1:
        return fitting[0]
    what += "" if months is None else f" at {months:g} months"
    what += "".join(f" with {column} {text!r}" for column, text in asked.items())
    exist = ", ".join(_place(row, texts) for row in fitting or rows)
    if fitting:
        raise ValueError(f"{len(fitting)} rows {what}; choose one: {exist}")
    raise ValueError(f"no row {what}; there are: {exist}")


def _number_of_months(months: float | str) -> float:
    try:
        return float(months)
    except ValueError:
        raise ValueError(f"months = {months!r} is not a number") from None


def _place(row: dict, columns: Iterable[str]) -> str:
    """Return a row's time, and in brackets what its `columns` say: `12 (ACR20)`."""
    time = "no time" if _time(row) is None else f"{_time(row):g}"
    texts = [text for column in columns if (text := _text(row, column)) is not None]
    return f"{time} ({'; '.join(texts)})" if texts else time


def _text(row: dict, column: str) -> str | None:
    return None if pd.isna(row.get(column)) else row[column]


def _time(row: dict) -> float | None:
    return None if pd.isna(row["time_months"]) else float(row["time_months"])


def present(row: dict, column: str) -> float:
    """Return the number in `column`, or raise ValueError saying that it is not reported."""
    if pd.isna(row[column]):
        where = "/".join(
            str(row[name]) for name in ("study_id", "arm_id", "outcome") if name in row
        )
        raise ValueError(f"{where}: {column} is not reported")
    return float(row[column])
