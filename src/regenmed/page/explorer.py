"""Explorer: a picture that answers at once when the reader moves a control."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import traitlets

from regenmed.page.chart import chart_spec
from regenmed.page.explorer_fallback import explorer_html
from regenmed.page.grid import Answers, Controls, Slider, grid_values
from regenmed.page.marks import FIELDS, Axis, Bars, Mark, check_mark
from regenmed.page.number_text import MISSING, check_formats, format_number, slots
from regenmed.page.widget import PageWidget, check_name, module, stylesheet


@dataclass(frozen=True)
class Readout:
    """A number shown large beneath the picture; `missing` stands where the answer is NaN."""

    key: str
    label: str
    unit: str = ""
    format: str = ""
    missing: str = MISSING


class Explorer(PageWidget):
    """Evaluate a function over a grid of controls once, and let the page look the answers up.

    `function(**values)` gives a dict of numbers and 1-d arrays, their lengths the same all over
    the grid; with `vectorised` it is called once with one column a control and gives arrays of
    shape (G,) or (G, k). `controls` maps argument names to `Slider` or `Choice`. NaN is a gap in a
    curve, and `missing` in a readout. `sentences` are templates such as `"{deaths:.1f} die early"`
    over controls and answers; with more than one, the answer `case` (0, 1, …) picks it, and only
    the picked one needs its numbers. Where an answer jumps or is NaN in places, let sliders snap.
    `presets` maps the text of a button to values of some controls (the others go to their start).

    The page draws stored answers (see `Answers`); with a live kernel Python then computes the
    exact ones at the chosen values. Raises ValueError naming the answer and the control values
    where the function gives something that cannot be shown.
    """

    _esm = module(
        "number_text.js",
        "elements.js",
        "picture.js",
        "chart.js",
        "answers.js",
        "data_table.js",
        "explorer.js",
    )
    _css = stylesheet("explorer.css")

    spec = traitlets.Dict().tag(sync=True)
    answers = traitlets.Bytes().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    exact = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        function: Callable[..., dict],
        controls: Controls,
        *,
        name: str,
        title: str,
        x: Axis,
        y: Axis,
        marks: Sequence[Mark],
        sentences: str | Sequence[str],
        caption: str = "",
        readouts: Sequence[Readout] = (),
        presets: Mapping[str, Mapping[str, float | str]] | None = None,
        vectorised: bool = False,
    ) -> None:
        check_name(name)
        self.function, self.controls, self.vectorised = function, dict(controls), vectorised
        sentences = [sentences] if isinstance(sentences, str) else list(sentences)
        columns = grid_values(controls)
        table = _evaluate(function, columns, vectorised)
        needed = _needed(marks, readouts, sentences, columns, table)
        _check_finite(table, columns, needed)
        for sentence in sentences:
            check_formats(sentence)
        _check_sentences(table, columns, sentences)
        for mark in marks:
            check_mark(mark)
            if isinstance(mark, Bars):
                _check_bars(mark, table)
        self.stored = Answers(controls, {key: table[key] for key in needed}, nearest=["case"])
        chart, fixed = chart_spec(list(marks), x, y, table | columns)
        spec = {
            "title": title,
            "caption": caption,
            "controls": [{"key": key} | control.spec() for key, control in controls.items()],
            "keys": self.stored.spec,
            "fixed": fixed,
            "chart": chart,
            "readouts": [asdict(readout) for readout in readouts],
            "sentences": sentences,
            "formats": _formats(controls, readouts),
            "presets": [
                {"label": label, "stops": list(self.stops(**values).values())}
                for label, values in (presets or {}).items()
            ],
        }
        start = self.values_at(self.stops())
        super().__init__(name=name, spec=spec, answers=self.stored.buffer, values=start)
        self.observe(self._recompute, "values")

    def stops(self, **values: float | str) -> dict[str, int]:
        """Give the stop of every control: at the given values, the rest at their start."""
        unknown = set(values) - set(self.controls)
        if unknown:
            raise ValueError(f"no control {sorted(unknown)}; there are {list(self.controls)}")
        return {
            key: control.stop(values[key]) if key in values else control.spec()["start"]
            for key, control in self.controls.items()
        }

    def values_at(self, stops: Mapping[str, int]) -> dict[str, float]:
        """Give the value of every control at its stop."""
        return {key: control.value(stops[key]) for key, control in self.controls.items()}

    def compute(self, **values: float) -> dict[str, np.ndarray | float]:
        """Give the exact answers at the given control values, as Python computes them now."""
        columns = {key: np.array([value]) for key, value in values.items()}
        table = _evaluate(self.function, columns, self.vectorised)
        return {key: table[key][0] for key in self.spec["keys"]}

    def worst_error(self, points: int = 200, seed: int = 1) -> dict[str, float]:
        """Give, for each answer, the largest difference between page and Python.

        In shares of the answer's range over the grid, at random stops a reader can reach; infinite
        where one is a gap and the other is not. `case` counts as its share of different sentences.
        """
        rng = np.random.default_rng(seed)
        worst = dict.fromkeys(self.spec["keys"], 0.0)
        for _ in range(points):
            stops = {key: int(rng.integers(c.last_stop + 1)) for key, c in self.controls.items()}
            page, exact = self.stored.at(stops), self.compute(**self.values_at(stops))
            for key, spec in self.spec["keys"].items():
                if key == "case":
                    worst[key] += (page[key] != exact[key]) / points
                else:
                    worst[key] = max(worst[key], _difference(page[key], exact[key], spec))
        return worst

    def fallback(self) -> str:
        """Give the start picture, its sentence and its numbers as HTML that needs no script."""
        stops = self.stops()
        values = self.values_at(stops)
        return explorer_html(self.spec, list(stops.values()), self.compute(**values))

    def _recompute(self, change: dict) -> None:
        values = change["new"]
        try:
            answers = {key: _plain(value) for key, value in self.compute(**values).items()}
            self.exact = {"values": values, "answers": answers}
        except Exception as error:
            self.exact = {"values": values, "error": f"{type(error).__name__}: {error}"}


def _evaluate(function: Callable, columns: dict, vectorised: bool) -> dict[str, np.ndarray]:
    """Give every answer over the grid as an array of shape (G,) or (G, k)."""
    size = len(next(iter(columns.values())))
    if vectorised:
        table = {key: np.asarray(value) for key, value in function(**columns).items()}
        for key, value in table.items():
            if value.ndim not in (1, 2) or len(value) != size:
                raise ValueError(
                    f"answer {key!r}: shape {value.shape}, needs ({size},) or ({size}, k)"
                )
        return table
    rows = []
    for i in range(size):
        answer = function(**{key: column[i].item() for key, column in columns.items()})
        rows.append({key: np.asarray(value) for key, value in answer.items()})
        for key in rows[0].keys() | rows[i].keys():
            shapes = [row[key].shape if key in row else "nothing" for row in (rows[i], rows[0])]
            if shapes[0] != shapes[1] or len(shapes[0]) > 1:
                raise ValueError(
                    f"answer {key!r}: shape {shapes[0]} at {_at(columns, i)}, "
                    f"but {shapes[1]} at {_at(columns, 0)}"
                )
    return {key: np.array([row[key] for row in rows]) for key in rows[0]}


def _at(columns: Mapping[str, np.ndarray], row: int) -> str:
    """The control values of one grid point, in words."""
    return ", ".join(f"{key} = {column[row]:g}" for key, column in columns.items())


def _needed(
    marks: Sequence[Mark],
    readouts: Sequence[Readout],
    sentences: list[str],
    columns: dict,
    table: dict,
) -> list[str]:
    """Give the answers that the page shows, in the order of the function."""
    shared = set(columns) & set(table)
    if shared:
        raise ValueError(f"{sorted(shared)}: the name of a control and of an answer")
    wanted = {
        value: mark.kind
        for mark in marks
        for field in FIELDS[mark.kind]
        if isinstance(value := getattr(mark, field, None), str)
    }
    wanted |= {readout.key: "readout" for readout in readouts}
    wanted |= {slot: "sentence" for sentence in sentences for slot in slots(sentence)}
    if len(sentences) > 1:
        wanted["case"] = "choice of sentence"
    for key, user in wanted.items():
        if key not in table and key not in columns:
            raise ValueError(f"{user}: the function gives no {key!r}; it gives {list(table)}")
        if user in ("readout", "sentence") and key in table and table[key].ndim != 1:
            raise ValueError(f"{user}: answer {key!r} is an array, needs one number")
    return [key for key in table if key in wanted]


def _check_finite(table: dict, columns: dict, needed: list[str]) -> None:
    """Raise ValueError at an infinite answer, and at NaN in `case`."""
    for key in needed:
        values = table[key].reshape(len(table[key]), -1).astype(float)
        bad = np.isinf(values) | (np.isnan(values) if key == "case" else False)
        if bad.any():
            row, column = np.argwhere(bad)[0]
            raise ValueError(f"answer {key!r} is {values[row, column]} at {_at(columns, row)}")


def _check_sentences(table: dict, columns: dict, sentences: list[str]) -> None:
    """Raise ValueError where `case` picks no sentence, or one whose numbers are missing."""
    size = len(next(iter(columns.values())))
    cases = table["case"] if len(sentences) > 1 else np.zeros(size, int)
    used = [[slot for slot in slots(sentence) if slot in table] for sentence in sentences]
    for row, case in enumerate(cases):
        if case not in range(len(sentences)):
            last = len(sentences) - 1
            raise ValueError(f"answer 'case' is {case} at {_at(columns, row)}, needs 0 to {last}")
        for key in used[int(case)]:
            if np.isnan(table[key][row]):
                place = f"{_at(columns, row)}, where sentence {int(case)} needs it"
                raise ValueError(f"answer {key!r} is nan at {place}")


def _check_bars(mark: Bars, table: dict) -> None:
    heights = table[mark.heights][0] if isinstance(mark.heights, str) else mark.heights
    if len(heights) != len(mark.labels):
        raise ValueError(f"bars: {len(heights)} heights for {len(mark.labels)} labels")


def _formats(controls: Controls, readouts: Sequence[Readout]) -> dict[str, str]:
    formats = {readout.key: readout.format for readout in readouts}
    formats |= {k: c.number_format() for k, c in controls.items() if isinstance(c, Slider)}
    for number_format in formats.values():
        format_number(0, number_format)
    return formats


def _difference(page: np.ndarray | float, exact: np.ndarray | float, spec: dict) -> float:
    page, exact = np.atleast_1d(page), np.atleast_1d(exact)
    if (np.isnan(page) != np.isnan(exact)).any():
        return math.inf
    if spec["log"]:
        page, exact = np.log10(page), np.log10(exact)
    gaps = np.abs(page - exact)[~np.isnan(page)]
    return float(gaps.max(initial=0) / ((spec["high"] - spec["low"]) or 1.0))


def _plain(value: np.ndarray | float) -> float | list[float | None] | None:
    """JSON has no NaN: a gap is null."""
    if np.ndim(value):
        return [_plain(item) for item in value]
    return None if math.isnan(value) else float(value)
