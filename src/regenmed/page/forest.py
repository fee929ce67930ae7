"""Forest: studies side by side, switched on and off, and what they give together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import traitlets

from regenmed.evidence import Pooled, interval, pool, pool_proportions
from regenmed.page.forest_fallback import forest_html
from regenmed.page.marks import Axis, axis_spec
from regenmed.page.number_text import format_number
from regenmed.page.widget import PageWidget, check_name, module, stylesheet

# Name, analysis on the log scale, value of no difference, factor and unit shown, format.
MEASURES = {
    "rr": ("Risk ratio", True, 1.0, 1, "", ".2f"),
    "or": ("Odds ratio", True, 1.0, 1, "", ".2f"),
    "hr": ("Hazard ratio", True, 1.0, 1, "", ".2f"),
    "rd": ("Risk difference", False, 0.0, 100, "percentage points", ".1f"),
    "md": ("Mean difference", False, 0.0, 1, "", ".2f"),
    "smd": ("Standardised mean difference", False, 0.0, 1, "", ".2f"),
    "proportion": ("Proportion", False, None, 100, "%", ".1f"),
}
MOST_STUDIES = 10
RESULT = ("estimate", "low", "high", "predict_low", "predict_high", "i2", "tau2")
Z95 = 1.959963984540054


@dataclass(frozen=True)
class ForestRow:
    """One study: an estimate with its 95 % interval, on the measure's own scale (not its log).

    Differences of risk are shares (0.1, not 10 points). `se` is on the analysis scale (log for
    ratios) and is taken from the interval where it is not given. For the measure `proportion` give
    `events` and `n` instead. No estimate: the row is shown as not estimable. `overlap` names
    patients that rows have in common: such rows are never pooled together.
    """

    label: str
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    events: int | None = None
    n: int | None = None
    group: str = ""
    note: str = ""
    url: str = ""
    overlap: str = ""

    @property
    def estimable(self) -> bool:
        """Whether the row has a finite estimate and a way to weigh it."""
        if self.events is not None:
            return bool(self.n)
        weighed = (self.se,) if self.se is not None else (self.low, self.high)
        numbers = (self.estimate, *weighed)
        return all(number is not None and math.isfinite(number) for number in numbers)


class Forest(PageWidget):
    """Give a forest plot whose studies the reader switches on and off.

    `measure`: rr, or, hr, rd, md, smd or proportion. Rows of one `group` are pooled together,
    never with another group's; the results of all their subsets are computed here, by
    `regenmed.evidence.pool` (`pool_proportions` for proportions), and the page looks them up.
    `method` is DL, REML or fixed. `low` and `high` bound the axis; an interval that leaves it ends
    in an arrow. `presets` maps the text of a button to the labels that stay on.
    Raises ValueError for more than ten estimable studies and for studies that share patients.
    """

    _esm = module("number_text.js", "elements.js", "forest.js")
    _css = stylesheet("explorer.css", "forest.css")

    spec = traitlets.Dict().tag(sync=True)
    pooled = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        rows: Sequence[ForestRow],
        *,
        name: str,
        measure: str,
        title: str,
        caption: str = "",
        favours: tuple[str, str] | None = None,
        method: str = "DL",
        hartung_knapp: bool = False,
        low: float | None = None,
        high: float | None = None,
        presets: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        check_name(name)
        if measure not in MEASURES:
            raise ValueError(f"measure {measure!r} is not among {', '.join(MEASURES)}")
        if not rows:
            raise ValueError(f"forest {name!r}: no rows")
        _check_rows(rows, measure)
        rows = [_completed(row) for row in rows]
        groups, tables = [], []
        for title_of_group in dict.fromkeys(row.group for row in rows):
            members = [row for row in rows if row.group == title_of_group]
            groups.append(
                {"title": title_of_group, "rows": [_row_spec(r, measure) for r in members]}
            )
            estimable = [row for row in members if row.estimable]
            tables.append(_all_subsets(estimable, measure, method, hartung_knapp))
        label, log, null, factor, unit, number_format = MEASURES[measure]
        spec = {
            "title": title,
            "caption": caption,
            "measure": label,
            "unit": unit,
            "log": log,
            "null": null if null is None else null * factor,
            "format": number_format,
            "favours": list(favours or ()),
            "method": _method_text(method, hartung_knapp),
            "groups": groups,
            "presets": _presets(rows, presets or {}),
        }
        spec["axis"] = _axis(rows, measure, low, high)
        super().__init__(
            name=name,
            spec=spec,
            pooled=b"".join(table.astype("<f4").tobytes() for table in tables),
        )
        self.tables = tables

    def fallback(self) -> str:
        """Give the forest with every study on, as HTML that needs no script."""
        results = [dict(zip(RESULT, table[-1], strict=True)) for table in self.tables]
        return forest_html(self.spec, results)


def _check_rows(rows: Sequence[ForestRow], measure: str) -> None:
    labels = [row.label for row in rows]
    for row in rows:
        if labels.count(row.label) > 1:
            raise ValueError(f"forest: two rows are called {row.label!r}")
        if (measure == "proportion") != (row.events is not None):
            needs = "events and n" if measure == "proportion" else "an estimate, not events"
            raise ValueError(f"forest row {row.label!r}: {measure} needs {needs}")
        if row.estimable and MEASURES[measure][1] and row.estimate <= 0:
            raise ValueError(f"forest row {row.label!r}: {measure} {row.estimate} is not above 0")
        if row.url and not row.url.startswith(("https://", "http://", "#", "../", "./")):
            raise ValueError(f"forest row {row.label!r}: url {row.url!r} is not a link")
        sharing = [
            other.label
            for other in rows
            if row.overlap and other.overlap == row.overlap and other.group == row.group
        ]
        if len(sharing) > 1:
            raise ValueError(f"forest: {' and '.join(sharing)} share patients ({row.overlap})")
    estimable = sum(row.estimable for row in rows)
    if estimable > MOST_STUDIES:
        raise ValueError(f"forest: {estimable} estimable studies, more than {MOST_STUDIES}")


def _completed(row: ForestRow) -> ForestRow:
    """A proportion's row with its estimate and Wilson interval; other rows as they are."""
    if row.events is None or not row.n:
        return row
    low, high = interval(row.events, row.n)
    return ForestRow(**(row.__dict__ | {"estimate": row.events / row.n, "low": low, "high": high}))


def _row_spec(row: ForestRow, measure: str) -> dict:
    factor = MEASURES[measure][3]
    numbers = [
        None if v is None or not math.isfinite(v) else v * factor
        for v in (row.estimate, row.low, row.high)
    ]
    if not row.estimable:
        numbers = [None, None, None]
    elif row.low is None:
        numbers[1:] = [v * factor for v in _interval_from_se(row, measure)]
    note = row.note
    if row.events is not None:
        note = f"{row.events} of {row.n}" + (f"; {note}" if note else "")
    keys = ("estimate", "low", "high")
    shown = dict(zip(keys, numbers, strict=True))
    return {"label": row.label, "note": note, "url": row.url, "on": row.estimable} | shown


def _interval_from_se(row: ForestRow, measure: str) -> tuple[float, float]:
    half = Z95 * row.se
    if MEASURES[measure][1]:
        return row.estimate * math.exp(-half), row.estimate * math.exp(half)
    return row.estimate - half, row.estimate + half


def _analysis_scale(row: ForestRow, log: bool) -> tuple[float, float]:
    """Estimate and variance on the scale of analysis."""
    estimate = math.log(row.estimate) if log else row.estimate
    if row.se is not None:
        return estimate, row.se**2
    width = math.log(row.high / row.low) if log else row.high - row.low
    if width <= 0:
        raise ValueError(f"forest row {row.label!r}: interval {row.low} to {row.high} has no width")
    return estimate, (width / (2 * Z95)) ** 2


def _all_subsets(
    rows: list[ForestRow], measure: str, method: str, hartung_knapp: bool
) -> np.ndarray:
    """Give the pooled result of every subset, shape (2^k, 7): bit i of the index is row i.

    Columns as in RESULT, on the shown scale; all NaN for no study. One study keeps its own
    interval, and its spread is NaN.
    """
    _, log, _, factor, _, _ = MEASURES[measure]
    table = np.full((2 ** len(rows), len(RESULT)), np.nan)
    scaled = None if measure == "proportion" else [_analysis_scale(row, log) for row in rows]
    for index in range(1, len(table)):
        chosen = [i for i in range(len(rows)) if index >> i & 1]
        if len(chosen) == 1:
            shown = _row_spec(rows[chosen[0]], measure)
            table[index, :3] = shown["estimate"], shown["low"], shown["high"]
            continue
        if scaled is None:
            events, n = zip(*((rows[i].events, rows[i].n) for i in chosen), strict=True)
            result = pool_proportions(list(events), list(n), method=method)
        else:
            estimates, variances = zip(*(scaled[i] for i in chosen), strict=True)
            result = pool(
                list(estimates), list(variances), method=method, hartung_knapp=hartung_knapp
            )
        table[index] = _shown(result, log, factor)
    return table


def _shown(result: Pooled, log: bool, factor: float) -> list[float]:
    values = [getattr(result, key) for key in RESULT[:5]]
    values = [math.exp(value) if log else value * factor for value in values]
    return [*values, result.i2, result.tau2]


def _method_text(method: str, hartung_knapp: bool) -> str:
    names = {
        "DL": "Random effects (DerSimonian and Laird)",
        "REML": "Random effects (REML)",
        "fixed": "One common effect (fixed)",
    }
    if method not in names:
        raise ValueError(f"method {method!r} is not among {', '.join(names)}")
    return names[method] + (", Hartung and Knapp's interval" if hartung_knapp else "")


def _axis(rows: list[ForestRow], measure: str, low: float | None, high: float | None) -> dict:
    """The axis: round the estimates and their intervals, but at most so wide as can be read."""
    _, log, null, factor, _, number_format = MEASURES[measure]
    specs = [_row_spec(row, measure) for row in rows]
    numbers = [s[key] for s in specs for key in ("estimate", "low", "high") if s[key] is not None]
    numbers += [] if null is None else [null * factor]
    if log:
        numbers = [min(max(number, 0.02), 50) for number in numbers if number > 0]
    if measure == "proportion":
        numbers.append(0.0)
    axis = Axis("", scale="log" if log else "linear", low=low, high=high)
    spec = axis_spec(axis, [np.array(numbers)])
    plain = ".1f" if measure in ("md", "smd") else ""
    ticks = [[at, format_number(at, plain)] for at, _ in spec["ticks"]]
    every = max(1, math.ceil(len(ticks) / 5))
    return {"low": spec["low"], "high": spec["high"], "ticks": ticks[::every]}


def _presets(rows: list[ForestRow], presets: Mapping[str, Sequence[str]]) -> list[dict]:
    labels = [row.label for row in rows if row.estimable]
    for text, chosen in presets.items():
        unknown = [label for label in chosen if label not in labels]
        if unknown:
            raise ValueError(f"preset {text!r}: no estimable study {unknown}; there are {labels}")
    return [{"label": text, "on": list(chosen)} for text, chosen in presets.items()]
