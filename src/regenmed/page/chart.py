"""A chart: its specification for the page, and its picture as SVG that needs no script."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from html import escape

from regenmed.page.marks import DASHES, FIELDS, Axis, Bars, Line, Mark, axis_spec, bar_colors
from regenmed.page.picture import PAD, frame, picture, tenth

# Two drawings of every chart: a wide one, and a narrow one whose text stays large on a phone.
# `letter` is the mean width of a letter; `wrap` the longest line of a label beside the plot.
SIZES = {
    "wide": {"width": 720, "height": 420, "font": 15, "letter": 9.6, "row": 18, "wrap": 20},
    "narrow": {"width": 360, "height": 320, "font": 13, "letter": 8.4, "row": 16, "wrap": 12},
}


def layout(size: str, x: dict, y: dict, marks: list[Mark]) -> dict:
    """Give the geometry of one drawing: plot rectangle, wrapped labels, ticks that fit."""
    base = SIZES[size]
    letter, row = base["letter"], base["row"]
    left = max(len(text) for _, text in y["ticks"]) * letter + 16
    beside = [m.label for m in marks if _beside(m) and m.label]
    lines = [line for label in beside for line in wrap(label, base["wrap"])]
    right = max((len(line) for line in lines), default=0) * letter + (20 if lines else 16)
    strip = row + 4 if any(m.kind == "rule" and m.axis == "x" and m.label for m in marks) else 0
    plot = {"left": tenth(left), "right": tenth(base["width"] - right), "top": row + 16 + strip}
    plot_width = plot["right"] - plot["left"]
    bars = next((m for m in marks if isinstance(m, Bars)), None)
    if bars:
        per_bar = int(plot_width / len(bars.labels) / letter)
        ticks = [[i, wrap(label, max(4, per_bar))] for i, label in enumerate(bars.labels)]
    else:
        ticks = [[at, [text]] for at, text in _fitting(x, plot_width, letter)]
    tick_rows = max(len(lines) for _, lines in ticks)
    plot["bottom"] = base["height"] - (tick_rows + bool(x["title"])) * row - 14
    half = len(x["title"]) * letter / 2
    middle = (plot["left"] + plot["right"]) / 2
    return (
        base
        | plot
        | {
            "xTicks": ticks,
            "titleX": tenth(min(max(middle, half + 2), base["width"] - half - 2)),
            "labels": [wrap(getattr(m, "label", ""), base["wrap"]) for m in marks],
        }
    )


def wrap(label: str, width: int) -> list[str]:
    """Break a label into lines of at most `width` letters, never inside a word."""
    return textwrap.wrap(label, width, break_long_words=False, break_on_hyphens=False)


def _beside(mark: Mark) -> bool:
    return mark.kind == "band" or (isinstance(mark, Line) and mark.x is None)


def _fitting(x: dict, plot_width: float, letter: float) -> list:
    """Every first, second, third … tick of the x axis: as many as fit side by side."""
    ticks = x["ticks"]
    widest = max(len(text) for _, text in ticks) * letter + 10
    every = next(n for n in range(1, 50) if widest * len(ticks[::n]) <= plot_width or n == 49)
    return ticks[::every]


def chart_spec(marks: list[Mark], x: Axis, y: Axis, data: dict) -> tuple[dict, dict]:
    """Give the chart as the page draws it, and the fixed numbers that its marks hold.

    `data` maps each answer's key to all its values over the grid: the axes keep one range.
    """
    fixed: dict[str, list[float]] = {} if x.values is None else {"_x": [float(v) for v in x.values]}

    def key(value: object) -> str:
        if isinstance(value, str):
            return value
        name = f"_{len(fixed)}"
        fixed[name] = [float(v) for v in ([value] if isinstance(value, int | float) else value)]
        return name

    specs, dash = [], 0
    for mark in marks:
        spec = {"kind": mark.kind, "color": getattr(mark, "color", "neutral")}
        spec["name"] = getattr(mark, "label", "") or getattr(mark, "name", "")
        spec |= {field: key(_data(mark, field)) for field in FIELDS[mark.kind]}
        if isinstance(mark, Line):
            own = dash if mark.dash is None else int(mark.dash)
            spec |= {"dash": DASHES[own % len(DASHES)], "beside": _beside(mark)}
            dash += mark.dash is None
        elif mark.kind == "point":
            spec["shape"] = mark.shape
        elif mark.kind == "rule":
            spec["axis"] = mark.axis
        elif mark.kind == "bars":
            spec |= {"colors": bar_colors(mark)}
        specs.append(spec)
    known = data | fixed
    if "_x" not in known and any(spec.get("x") == "_x" for spec in specs):
        raise ValueError(f"axis {x.label!r}: a mark over the shared x needs Axis(values=…)")
    x_spec = _x_axis(x, marks, specs, known) | {"format": x.format or ""}
    on_y = [known[spec[field]] for spec in specs for field in _on_axis(spec, "y")]
    y_spec = axis_spec(y, on_y, from_zero=any(isinstance(m, Bars) for m in marks))
    layouts = {size: layout(size, x_spec, y_spec, marks) for size in SIZES}
    return {"x": x_spec, "y": y_spec, "marks": specs, "layouts": layouts}, fixed


def _data(mark: Mark, field: str) -> object:
    value = getattr(mark, field, None)
    return "_x" if field == "x" and value is None else value


def _on_axis(spec: dict, axis: str) -> tuple[str, ...]:
    """The fields of a mark whose numbers lie on this axis."""
    kind = spec["kind"]
    if kind == "rule":
        return ("at",) if spec["axis"] == axis else ()
    if axis == "x":
        return ("x",) if kind in ("line", "band", "point") else ()
    return {"line": ("y",), "point": ("y",), "band": ("low", "high"), "bars": ("heights",)}[kind]


def _x_axis(x: Axis, marks: list[Mark], specs: list[dict], known: dict) -> dict:
    bars = next((m for m in marks if isinstance(m, Bars)), None)
    if bars:
        count = len(bars.labels)
        return axis_spec(Axis(x.label, x.unit, low=-0.5, high=count - 0.5), [])
    on_x = [known[spec[field]] for spec in specs for field in _on_axis(spec, "x")]
    if x.values is not None:
        low = min(x.values) if x.low is None else x.low
        high = max(x.values) if x.high is None else x.high
        x = replace(x, low=low, high=high)
    return axis_spec(x, on_x)


def svg(chart: dict, answers: dict, size: str, label: str) -> str:
    """Give one drawing of the chart as an SVG element with `label` as its text alternative."""
    box = chart["layouts"][size]
    shapes = picture(chart, answers, box)
    left, top = box["left"] - PAD, box["top"] - PAD
    width, height = box["right"] - box["left"] + 2 * PAD, box["bottom"] - box["top"] + 2 * PAD
    frame_text, marks, front = (
        "".join(_element(shape) for shape in group)
        for group in (frame(chart, box), shapes["marks"], shapes["front"])
    )
    return (
        f'<svg class="rm-chart rm-chart-{size}" viewBox="0 0 {box["width"]} {box["height"]}" '
        f'font-size="{box["font"]}" role="img" aria-label="{escape(label)}">'
        f"<g>{frame_text}</g>"
        f'<svg x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" '
        f'viewBox="{left:g} {top:g} {width:g} {height:g}">{marks}</svg>'
        f"<g>{front}</g></svg>"
    )


def _element(shape: dict) -> str:
    attributes = "".join(
        f' {name}="{escape(_attribute(value))}"'
        for name, value in shape.items()
        if name not in ("tag", "text")
    )
    return f"<{shape['tag']}{attributes}>{escape(shape.get('text', ''))}</{shape['tag']}>"


def _attribute(value: object) -> str:
    return value if isinstance(value, str) else f"{value:g}"
