"""The small grammar of a chart: two axes and the marks drawn on them, in order.

A mark's data are either the name of an answer (so they move with the controls) or the numbers
themselves (fixed, for example published points).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regenmed.page.number_text import format_number

COLORS = ("repair", "retrain", "remit", "harm", "neutral")
SHAPES = ("circle", "square", "triangle", "diamond", "cross")
DASHES = ("", "9 5", "2 5", "12 4 2 4", "5 3")

Data = str | float | Sequence[float]


@dataclass(frozen=True)
class Axis:
    """One axis. `values`: the shared x of curves. `low`/`high`: the range, else from the data."""

    label: str
    unit: str = ""
    values: Sequence[float] | None = None
    low: float | None = None
    high: float | None = None
    scale: str = "linear"
    ticks: Sequence[float] | None = None
    format: str | None = None

    def __post_init__(self) -> None:
        if self.scale not in ("linear", "log"):
            raise ValueError(f"axis {self.label!r}: scale {self.scale!r} is not linear or log")
        if self.scale == "log" and self.low is not None and self.low <= 0:
            raise ValueError(f"axis {self.label!r}: a log scale needs low > 0, not {self.low}")

    @property
    def title(self) -> str:
        """Label and unit as they stand on the chart."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Line:
    """A curve of `y` over the shared x, or over its own `x` (a path, as in a phase plane).

    `dash=None` gives each line of a chart a pattern of its own, so that colour is not alone.
    `name`: how the table calls a line that carries no label.
    """

    y: Data
    label: str = ""
    color: str = "neutral"
    dash: bool | None = None
    x: Data | None = None
    name: str = ""
    kind = "line"


@dataclass(frozen=True)
class Band:
    """A shaded band from `low` to `high` over the shared x."""

    low: Data
    high: Data
    label: str = ""
    color: str = "neutral"
    kind = "band"


@dataclass(frozen=True)
class Point:
    """A marker at (`x`, `y`): circle, square, triangle, diamond or cross.

    Sequences give several, of which the last carries the label. `name`: how the table calls
    points that carry no label.
    """

    x: Data
    y: Data
    label: str = ""
    color: str = "neutral"
    shape: str = "circle"
    name: str = ""
    kind = "point"


@dataclass(frozen=True)
class Rule:
    """A straight line across the chart where the axis reads `at`."""

    at: Data
    label: str = ""
    axis: str = "x"
    color: str = "neutral"
    kind = "rule"


@dataclass(frozen=True)
class Bars:
    """One bar a label; `heights` names a 1-d answer. The chart's x axis then shows the labels."""

    heights: Data
    labels: Sequence[str]
    colors: Sequence[str] | str = "neutral"
    kind = "bars"


Mark = Line | Band | Point | Rule | Bars
FIELDS = {
    "line": ("x", "y"),
    "band": ("x", "low", "high"),
    "point": ("x", "y"),
    "rule": ("at",),
    "bars": ("heights",),
}


def check_mark(mark: Mark) -> None:
    """Raise ValueError for a colour, shape or axis that does not exist."""
    colors = [mark.color] if not isinstance(mark, Bars) else bar_colors(mark)
    for color in colors:
        if color not in COLORS:
            raise ValueError(f"{mark.kind}: color {color!r} is not among {', '.join(COLORS)}")
    if isinstance(mark, Point) and mark.shape not in SHAPES:
        raise ValueError(f"point: shape {mark.shape!r} is not among {', '.join(SHAPES)}")
    if isinstance(mark, Rule) and mark.axis not in ("x", "y"):
        raise ValueError(f"rule: axis {mark.axis!r} is not x or y")


def bar_colors(mark: Bars) -> list[str]:
    """Give one colour a bar."""
    if isinstance(mark.colors, str):
        return [mark.colors] * len(mark.labels)
    return list(mark.colors)


def axis_spec(axis: Axis, data: list[np.ndarray], from_zero: bool = False) -> dict:
    """Give the axis as the page draws it: its range over all `data`, and its ticks.

    Raises ValueError when a log axis meets a value at or below zero, or when nothing gives a range.
    """
    finite = np.concatenate([np.ravel(d) for d in data] or [np.array([])])
    finite = finite[np.isfinite(finite)]
    log = axis.scale == "log"
    if log and finite.size and finite.min() <= 0:
        raise ValueError(f"axis {axis.label!r}: a log scale cannot show {finite.min():g}")
    if finite.size == 0 and (axis.low is None or axis.high is None):
        raise ValueError(f"axis {axis.label!r}: no data and no low and high to give its range")
    low = float(finite.min()) if axis.low is None else float(axis.low)
    high = float(finite.max()) if axis.high is None else float(axis.high)
    if from_zero and axis.low is None:
        low = min(0.0, low)
    if low >= high:
        low, high = (low / 2, high * 2) if log else (low - 0.5, high + 0.5)
    ticks = _log_ticks(low, high) if log else _linear_ticks(low, high)
    if not log:
        step = ticks[1] - ticks[0]
        low = math.floor(low / step + 1e-9) * step if axis.low is None else low
        high = math.ceil(high / step - 1e-9) * step if axis.high is None else high
        ticks = _linear_ticks(low, high)
    if axis.ticks is not None:
        ticks = [float(tick) for tick in axis.ticks]
    tick_format = _tick_format(axis, ticks)
    texts = [format_number(tick, tick_format) for tick in ticks]
    return {
        "title": axis.title,
        "low": low,
        "high": high,
        "log": log,
        "ticks": [[tick, text] for tick, text in zip(ticks, texts, strict=True)],
        "format": axis.format if axis.format is not None else _finer(tick_format),
    }


def _tick_format(axis: Axis, ticks: list[float]) -> str:
    if axis.format is not None:
        return axis.format
    if axis.scale == "log" or len(ticks) < 2:
        return ",.0f" if all(tick == round(tick) for tick in ticks) else ""
    step = min(b - a for a, b in zip(ticks, ticks[1:], strict=False))
    decimals = next((d for d in range(6) if abs(round(step, d) - step) < step * 1e-6), 6)
    return f",.{decimals}f"


def _finer(number_format: str) -> str:
    """One decimal more than the ticks: for bars and tables."""
    return f",.{int(number_format[2]) + 1}f" if number_format else ""


def _linear_ticks(low: float, high: float, most: int = 6) -> list[float]:
    raw = (high - low) / (most - 1)
    power = 10 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= raw * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    if last <= first:
        return [low, high]
    return [round(i * step, 10) for i in range(first, last + 1)]


def _log_ticks(low: float, high: float) -> list[float]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    decades = [10.0**i for i in range(first, last + 1, max(1, (last - first + 5) // 6))]
    if len(decades) >= 3:
        return decades
    steps = [m * 10.0**i for i in range(first - 1, last + 1) for m in (1, 2, 5)]
    inside = [tick for tick in steps if low * (1 - 1e-9) <= tick <= high * (1 + 1e-9)]
    return inside if len(inside) >= 2 else [low, high]
