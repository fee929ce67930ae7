"""The shapes of a chart: the twin of `picture.js`.

Both give the same shapes for the same specification and answers; a test compares them.
A shape is a dict: `tag`, its SVG attributes, and for text its `text`.
"""

from __future__ import annotations

import math

from regenmed.page.marks import FIELDS
from regenmed.page.number_text import format_number

PAD = 4


def tenth(value: float) -> float:
    """Round to a tenth of a pixel, halves up, as the page does."""
    return math.floor(value * 10 + 0.5) / 10


def place(value: float, axis: dict, start: float, end: float) -> float:
    """Give the pixel of a value on an axis that runs from pixel `start` to `end`."""
    low, high = axis["low"], axis["high"]
    if axis["log"]:
        share = math.log10(max(value, 1e-300) / low) / math.log10(high / low)
    else:
        share = (value - low) / (high - low)
    return start + min(2.0, max(-1.0, share)) * (end - start)


def frame(chart: dict, box: dict) -> list[dict]:
    """Give the axes: grid lines, ticks, titles."""
    left, right, top, bottom, row = (box[k] for k in ("left", "right", "top", "bottom", "row"))
    shapes = [_text(0, row - 4, chart["y"]["title"], "start", "rm-axis-title")]
    for at, text in chart["y"]["ticks"]:
        py = tenth(place(at, chart["y"], bottom, top))
        shapes.append(_segment(left, py, right, py, "rm-grid"))
        shapes.append(_text(tenth(left - 8), tenth(py + row * 0.28), text, "end", "rm-tick"))
    shapes.append(_segment(left, bottom, right, bottom, "rm-base"))
    for at, lines in box["xTicks"]:
        px = tenth(place(at, chart["x"], left, right))
        shapes.append(_segment(px, bottom, px, bottom + 5, "rm-base"))
        for i, line in enumerate(lines):
            shapes.append(_text(px, bottom + (i + 1) * row + 3, line, "middle", "rm-tick"))
    title_y = box["height"] - 6
    shapes.append(_text(box["titleX"], title_y, chart["x"]["title"], "middle", "rm-axis-title"))
    return shapes


def _segment(x1: float, y1: float, x2: float, y2: float, name: str) -> dict:
    return {"tag": "line", "x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": name}


def _text(x: float, y: float, text: str, anchor: str, name: str) -> dict:
    return {"tag": "text", "x": x, "y": y, "text-anchor": anchor, "class": name, "text": text}


def picture(chart: dict, answers: dict, box: dict) -> dict:
    """Give the moving shapes: `marks` (clipped to the plot) and `front` (labels above them)."""
    scene = {"marks": [], "front": [], "beside": [], "taken": []}
    for index, mark in enumerate(chart["marks"]):
        data = {field: _list(answers[mark[field]]) for field in FIELDS[mark["kind"]]}
        _DRAW[mark["kind"]](scene, chart, box, mark, data, box["labels"][index])
    _labels_beside(scene, box)
    return {"marks": scene["marks"], "front": scene["front"]}


def _list(values: object) -> list[float]:
    return [float(values)] if isinstance(values, int | float) else [float(v) for v in values]


def _pixels(chart: dict, box: dict, xs: list[float], ys: list[float]) -> list:
    """Pixel pairs; None where either number is a gap."""
    points = []
    for x, y in zip(xs, ys, strict=False):
        if math.isnan(x) or math.isnan(y):
            points.append(None)
        else:
            px = tenth(place(x, chart["x"], box["left"], box["right"]))
            points.append((px, tenth(place(y, chart["y"], box["bottom"], box["top"]))))
    return points


def _path(points: list) -> str:
    parts, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        parts.append(f"{pen}{point[0]:g} {point[1]:g}")
        pen = "L"
    return "".join(parts)


def _line(scene: dict, chart: dict, box: dict, mark: dict, data: dict, label: list[str]) -> None:
    points = _pixels(chart, box, data["x"], data["y"])
    ink = f"rm-ink-{mark['color']}"
    dash = {"stroke-dasharray": mark["dash"]} if mark["dash"] else {}
    scene["marks"].append({"tag": "path", "d": _path(points), "class": f"rm-line {ink}"} | dash)
    last = next((point for point in reversed(points) if point), None)
    if last:
        dot = {"tag": "circle", "cx": last[0], "cy": last[1], "r": 4, "class": f"rm-dot {ink}"}
        scene["marks"].append(dot)
    if last and label:
        if mark["beside"]:
            scene["beside"].append((last, label, ink))
        else:
            _label_near(scene, box, last, label, ink, line=True)


def _band(scene: dict, chart: dict, box: dict, mark: dict, data: dict, label: list[str]) -> None:
    lows = _pixels(chart, box, data["x"], data["low"])
    highs = _pixels(chart, box, data["x"], data["high"])
    pairs = [(a, b) for a, b in zip(lows, highs, strict=True) if a and b]
    outline = [a for a, _ in pairs] + [b for _, b in reversed(pairs)]
    ink = f"rm-ink-{mark['color']}"
    closed = _path(outline) + ("Z" if outline else "")
    scene["marks"].append({"tag": "path", "d": closed, "class": f"rm-band {ink}"})
    if pairs and label:
        (x, low), (_, high) = pairs[-1]
        scene["beside"].append(((x, tenth((low + high) / 2)), label, ink))


def _point(scene: dict, chart: dict, box: dict, mark: dict, data: dict, label: list[str]) -> None:
    ink = f"rm-ink-{mark['color']}"
    points = [p for p in _pixels(chart, box, data["x"], data["y"]) if p]
    for x, y in points:
        scene["front"].append(
            {"tag": "path", "d": shape_path(mark["shape"], x, y), "class": f"rm-point {ink}"}
        )
        scene["taken"].append((x - 7, y - 7, x + 7, y + 7))
    if points and label:
        _label_near(scene, box, points[-1], label, ink, line=False)


def shape_path(shape: str, x: float, y: float) -> str:
    """Give the outline of a marker centred at (x, y)."""
    offsets = {
        "square": [(-6, -6), (6, -6), (6, 6), (-6, 6)],
        "triangle": [(0, -8), (7, 6), (-7, 6)],
        "diamond": [(0, -8), (8, 0), (0, 8), (-8, 0)],
        "cross": [(-7, -3), (-3, -7), (0, -4), (3, -7), (7, -3), (4, 0)]
        + [(7, 3), (3, 7), (0, 4), (-3, 7), (-7, 3), (-4, 0)],
    }
    if shape == "circle":
        return f"M{tenth(x - 6.5):g} {y:g}a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0Z"
    corners = [(tenth(x + dx), tenth(y + dy)) for dx, dy in offsets[shape]]
    return _path(corners) + "Z"


def _rule(scene: dict, chart: dict, box: dict, mark: dict, data: dict, label: list[str]) -> None:
    at = data["at"][0]
    if math.isnan(at):
        return
    ink = f"rm-ink-{mark['color']}"
    left, right, top, bottom = box["left"], box["right"], box["top"], box["bottom"]
    text = [" ".join(label)] if label else []
    if mark["axis"] == "x":
        px = tenth(place(at, chart["x"], left, right))
        scene["marks"].append(_segment(px, top, px, bottom, f"rm-rule {ink}"))
        _put_label(scene, box, text, ink, [(px, top - 8 - box["row"] / 2, "middle")], inside=False)
    else:
        py = tenth(place(at, chart["y"], bottom, top))
        scene["marks"].append(_segment(left, py, right, py, f"rm-rule {ink}"))
        above, below = py - box["row"] / 2 - 3, py + box["row"] / 2 + 3
        spots = [(right - 4, above, "end"), (right - 4, below, "end")]
        spots += [(left + 6, above, "start"), (left + 6, below, "start")]
        _put_label(scene, box, text, ink, spots)


def _bars(scene: dict, chart: dict, box: dict, mark: dict, data: dict, label: list[str]) -> None:
    slot = (box["right"] - box["left"]) / len(data["heights"])
    width = tenth(min(slot * 0.62, 90))
    low = chart["y"]["low"] if chart["y"]["log"] else max(chart["y"]["low"], 0)
    base = place(low, chart["y"], box["bottom"], box["top"])
    for i, height in enumerate(data["heights"]):
        middle = tenth(box["left"] + slot * (i + 0.5))
        gap = math.isnan(height)
        end = base if gap else place(height, chart["y"], box["bottom"], box["top"])
        rect = {"tag": "rect", "x": tenth(middle - width / 2), "y": tenth(min(base, end))}
        rect |= {"width": width, "height": tenth(abs(base - end)), "rx": 2}
        scene["marks"].append(rect | {"class": f"rm-bar rm-ink-{mark['colors'][i]}"})
        text = format_number(height, chart["y"]["format"])
        y = end - 6 if end <= base else end + box["row"]
        scene["front"].append(_text(middle, tenth(y), text, "middle", "rm-label rm-halo"))


def _label_near(
    scene: dict, box: dict, point: tuple, label: list[str], ink: str, line: bool
) -> None:
    """Set a label beside a point, or above or below the end of a line so as not to cover it."""
    x, y = point
    far = len(label) * box["row"] / 2 + 11
    beside = [(x + 12, y, "start"), (x - 12, y, "end")]
    around = [(x, y - far, "middle"), (x, y + far, "middle")]
    _put_label(scene, box, label, ink, around + beside if line else beside + around)


def _put_label(
    scene: dict, box: dict, label: list[str], ink: str, spots: list, inside: bool = True
) -> None:
    """Set a label at the first spot that is inside the plot and free of other labels."""
    if not label:
        return
    width = max(len(line) for line in label) * box["letter"]
    height = len(label) * box["row"]
    placed = []
    for x, y, anchor in spots:
        shift = {"start": 0, "middle": width / 2, "end": width}[anchor]
        x0 = min(max(x - shift, 0), box["width"] - width) if anchor == "middle" else x - shift
        area = (x0, y - height / 2, x0 + width, y + height / 2)
        fits = not inside or (
            area[0] >= box["left"]
            and area[2] <= box["width"] - 2
            and area[1] >= box["top"] - PAD
            and area[3] <= box["bottom"]
        )
        free = all(
            area[2] <= t[0] or t[2] <= area[0] or area[3] <= t[1] or t[3] <= area[1]
            for t in scene["taken"]
        )
        placed.append(
            (0 if fits and free else 1 if fits else 2, len(placed), x0 + shift, y, anchor)
        )
        if fits and free:
            scene["taken"].append(area)
            break
    _, _, x, y, anchor = min(placed)
    _stack(scene, box, x, y, label, anchor, f"rm-label rm-halo {ink}")


def _stack(scene: dict, box: dict, x: float, y: float, label: list, anchor: str, name: str) -> None:
    """Append the lines of a label, centred on height y."""
    first = y - (len(label) - 1) * box["row"] / 2 + box["row"] * 0.28
    for i, line in enumerate(label):
        text = _text(tenth(x), tenth(first + i * box["row"]), line, anchor, name)
        scene["front"].append(text)


def _labels_beside(scene: dict, box: dict) -> None:
    """Set the labels of line ends in the margin, in the order of the ends, none on another."""
    items = sorted(scene["beside"], key=lambda item: item[0][1])
    heights = [len(label) * box["row"] + 2 for _, label, _ in items]
    tops = []
    for (point, _, _), height in zip(items, heights, strict=True):
        tops.append(max(point[1] - height / 2, tops[-1] + heights[len(tops) - 1] if tops else 0))
    limit = box["bottom"] + box["row"]
    for i in reversed(range(len(items))):
        tops[i] = min(tops[i], limit - heights[i])
        limit = tops[i]
    edge = box["right"] + 12
    for (point, label, ink), top, height in zip(items, tops, heights, strict=True):
        middle = top + height / 2
        if abs(middle - point[1]) > 5 or point[0] < box["right"] - 6:
            d = f"M{point[0] + 5:g} {point[1]:g}L{tenth(edge - 3):g} {tenth(middle):g}"
            scene["front"].append({"tag": "path", "d": d, "class": f"rm-leader {ink}"})
        _stack(scene, box, edge, middle, label, "start", f"rm-label {ink}")


_DRAW = {"line": _line, "band": _band, "point": _point, "rule": _rule, "bars": _bars}
