"""Controls, the grid of their values, and the compact store of answers over that grid."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regenmed.page.number_text import format_number, with_unit

STOPS_PER_CELL = 10
GAP = 65535
LARGEST = 65534
MAX_BYTES = 200_000


@dataclass(frozen=True)
class Slider:
    """A number that the reader sets: `steps` grid points from `low` to `high`.

    With `snap` the reader stops on grid points only: needed where answers jump. Without it there
    are ten stops between grid points and the page interpolates. `scale="log"` spaces the points
    evenly on a log scale. `start` and presets move to the nearest stop.
    """

    low: float
    high: float
    steps: int
    label: str
    unit: str = ""
    start: float | None = None
    snap: bool = True
    format: str | None = None
    scale: str = "linear"

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"slider {self.label!r}: low {self.low} is not below high {self.high}")
        if self.steps < 2:
            raise ValueError(f"slider {self.label!r}: steps is {self.steps}, needs 2 or more")
        if self.scale not in ("linear", "log"):
            raise ValueError(f"slider {self.label!r}: scale {self.scale!r} is not linear or log")
        if self.scale == "log" and self.low <= 0:
            raise ValueError(f"slider {self.label!r}: a log scale needs low > 0, not {self.low}")

    @property
    def per_cell(self) -> int:
        """Stops from one grid point to the next."""
        return 1 if self.snap else STOPS_PER_CELL

    @property
    def last_stop(self) -> int:
        """The highest stop; the lowest is 0."""
        return (self.steps - 1) * self.per_cell

    def value(self, stop: float) -> float:
        """Give the value at a stop."""
        share = stop / self.last_stop
        if self.scale == "log":
            return self.low * (self.high / self.low) ** share
        return self.low + (self.high - self.low) * share

    def stop(self, value: float) -> int:
        """Give the stop nearest to a value; ValueError outside low to high."""
        slack = 1e-9 * (self.high - self.low)
        if not self.low - slack <= value <= self.high + slack:
            raise ValueError(f"slider {self.label!r}: {value} is outside {self.low} to {self.high}")
        if self.scale == "log":
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return min(self.last_stop, max(0, round(share * self.last_stop)))

    def number_format(self) -> str:
        """Give the author's format, or as many decimals as one stop needs."""
        if self.format is not None:
            return self.format
        if self.scale == "log":
            return ""
        step = (self.high - self.low) / self.last_stop
        decimals = next((d for d in range(3) if abs(round(step, d) - step) < 1e-9), 3)
        return f",.{decimals}f"

    def spec(self) -> dict:
        """Give what the page needs to draw and read this control."""
        number_format = self.number_format()
        ends = [
            with_unit(format_number(v, number_format), self.unit) for v in (self.low, self.high)
        ]
        return {
            "kind": "slider",
            "label": self.label,
            "unit": self.unit,
            "format": number_format,
            "low": self.low,
            "high": self.high,
            "log": self.scale == "log",
            "steps": self.steps,
            "perCell": self.per_cell,
            "start": 0 if self.start is None else self.stop(self.start),
            "ends": ends,
        }


@dataclass(frozen=True)
class Choice:
    """One of a few named options; the function receives its index (0, 1, …)."""

    label: str
    options: Sequence[str]
    start: int = 0

    def __post_init__(self) -> None:
        if len(self.options) < 2:
            raise ValueError(f"choice {self.label!r}: needs two options or more")
        self.stop(self.start)

    @property
    def steps(self) -> int:
        """Grid points: one an option."""
        return len(self.options)

    @property
    def per_cell(self) -> int:
        """Stops from one option to the next."""
        return 1

    @property
    def last_stop(self) -> int:
        """The highest stop."""
        return len(self.options) - 1

    def value(self, stop: float) -> int:
        """Give the index of the option at a stop."""
        return int(stop)

    def stop(self, value: float | str) -> int:
        """Give the stop of an option, named by index or by text."""
        if isinstance(value, str) and value in self.options:
            return list(self.options).index(value)
        if isinstance(value, str) or value not in range(len(self.options)):
            raise ValueError(f"choice {self.label!r}: {value!r} is not among {list(self.options)}")
        return int(value)

    def spec(self) -> dict:
        """Give what the page needs to draw and read this control."""
        return {
            "kind": "choice",
            "label": self.label,
            "options": list(self.options),
            "steps": self.steps,
            "perCell": 1,
            "start": self.start,
        }


Controls = Mapping[str, Slider | Choice]


def grid_values(controls: Controls) -> dict[str, np.ndarray]:
    """Give the whole grid as one 1-d column a control, the first control slowest."""
    axes = [
        np.array([control.value(i * control.per_cell) for i in range(control.steps)])
        for control in controls.values()
    ]
    mesh = np.meshgrid(*axes, indexing="ij")
    return {name: column.ravel() for name, column in zip(controls, mesh, strict=True)}


class Answers:
    """Answers over the grid, as the page stores and reads them.

    Each key is scaled to 16-bit integers between its lowest and highest value over the grid
    (65535 marks a gap): half the size of float32, at an error of at most 1/131068 of that range.
    A positive key that spans more than a hundredfold is stored as its logarithm. Between grid
    points the answer is interpolated multilinearly; `nearest` keys, whole
    numbers, take the nearest grid point.
    """

    def __init__(
        self, controls: Controls, table: Mapping[str, np.ndarray], nearest: Sequence[str] = ()
    ) -> None:
        self.controls = controls
        self.spec: dict[str, dict] = {}
        self._codes: dict[str, np.ndarray] = {}
        offset = 0
        for key, values in table.items():
            spec, codes = _encode(values)
            self.spec[key] = spec | {"offset": offset, "nearest": key in nearest}
            self._codes[key] = codes
            offset += codes.size
        if 2 * offset > MAX_BYTES:
            raise ValueError(
                f"{2 * offset:,} bytes of answers, more than {MAX_BYTES:,}: reduce the steps of "
                f"the controls ({' × '.join(str(c.steps) for c in controls.values())} grid points) "
                "or the points of each curve"
            )

    @property
    def buffer(self) -> bytes:
        """All codes as little-endian 16-bit integers, key after key."""
        return b"".join(codes.astype("<u2").tobytes() for codes in self._codes.values())

    def at(self, stops: Mapping[str, int]) -> dict[str, np.ndarray | float]:
        """Give the stored answers at the given stops, interpolated as the page does it."""
        corners = self._corners(stops)
        nearest = max(corners, key=lambda corner: corner[1])[0]
        out: dict[str, np.ndarray | float] = {}
        for key, spec in self.spec.items():
            rows = [(nearest, 1.0)] if spec["nearest"] else corners
            total = sum(weight * self._row(key, row) for row, weight in rows)
            values = 10**total if spec["log"] else total
            if spec["nearest"]:
                values = np.rint(values)
            out[key] = float(values[0]) if spec["scalar"] else values
        return out

    def _row(self, key: str, row: int) -> np.ndarray:
        spec, codes = self.spec[key], self._codes[key][row]
        values = spec["low"] + codes / LARGEST * (spec["high"] - spec["low"])
        return np.where(codes == GAP, np.nan, values)

    def _corners(self, stops: Mapping[str, int]) -> list[tuple[int, float]]:
        """Grid rows around the stops with their weights (above zero, adding to one)."""
        ends = []
        for name, control in self.controls.items():
            below, part = divmod(stops[name], control.per_cell)
            share = part / control.per_cell
            ends.append([(below, 1 - share)] + ([(below + 1, share)] if share else []))
        corners = []
        for corner in itertools.product(*ends):
            row, weight = 0, 1.0
            for control, (index, share) in zip(self.controls.values(), corner, strict=True):
                row, weight = row * control.steps + index, weight * share
            corners.append((row, weight))
        return corners


def _encode(values: np.ndarray) -> tuple[dict, np.ndarray]:
    scalar = values.ndim == 1
    values = values.reshape(len(values), -1).astype(float)
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    log = low > 0 and high > 100 * low
    if log:
        values, low, high = np.log10(values), math.log10(low), math.log10(high)
    share = (values - low) / (high - low or 1.0)
    codes = np.where(np.isnan(share), GAP, np.rint(np.nan_to_num(share) * LARGEST))
    spec = {"low": low, "high": high, "log": log, "scalar": scalar, "length": values.shape[1]}
    return spec, codes.astype(np.uint16)
