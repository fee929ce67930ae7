"""The shapes of a chart: the twin of `picture.js`.

Both give the same shapes for the same specification and answers; a test compares them.
A shape is a dict: `tag`, its SVG attributes, and for text its `text`.
"""

from __future__ import annotations

import math
from itertools import pairwise

from regenmed.page.marks import FIELDS
from regenmed.page.number_text import format_number

PAD = 4
# What a spot for a label costs: out of the plot, on another label or marker, across a line (1
# each), away from the end of its own line.
OUTSIDE, ON_ANOTHER, BACK = 100, 10, 2
BACK_ALONG = (0.75, 0.5, 0.25)


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
    scene = {"marks": [], "front": [], "beside": [], "near": [], "taken": [], "lines": []}
    for index, mark in enumerate(chart["marks"]):
        data = {field: _list(answers[mark[field]]) for field in FIELDS[mark["kind"]]}
        _DRAW[mark["kind"]](scene, chart, box, mark, data, box["labels"][index])
    _labels_beside(scene, box)
    for label, ink, spots in scene["near"]:
        _put_label(scene, box, label, ink, spots)
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
    scene["lines"].append(points)
    last = next((point for point in reversed(points) if point), None)
    if last:
        dot = {"tag": "circle", "cx": last[0], "cy": last[1], "r": 4, "class": f"rm-dot {ink}"}
        scene["marks"].append(dot)
    if last and label:
        if mark["beside"]:
            scene["beside"].append((last, label, ink))
        else:
            drawn = [point for point in points if point]
            scene["near"].append((label, ink, _spots_by_line(box, drawn, label)))


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
    name = "rm-cloud" if len(points) > 1 else "rm-point"  # a cloud is one node: quick to move
    d = "".join(shape_path(mark["shape"], x, y) for x, y in points)
    if d:
        scene["front"].append({"tag": "path", "d": d, "class": f"{name} {ink}"})
    scene["taken"] += [(x - 7, y - 7, x + 7, y + 7) for x, y in points]
    if points and label:
        beside, around, corners = _spots_around(box, points[-1], label)
        scene["near"].append((label, ink, beside + around + corners))


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
        ends = [(px, top), (px, bottom)]
        spots = [(px, top - 8 - box["row"] / 2, "middle", 0)]
    else:
        py = tenth(place(at, chart["y"], bottom, top))
        ends = [(left, py), (right, py)]
        levels = (py - box["row"] / 2 - 3, py + box["row"] / 2 + 3)
        sides = ((right - 4, "end"), (left + 6, "start"), ((left + right) / 2, "middle"))
        spots = [(x, y, anchor, 0) for x, anchor in sides for y in levels]
    scene["marks"].append(_segment(*ends[0], *ends[1], f"rm-rule {ink}"))
    scene["lines"].append(ends)
    if text:
        scene["near"].append((text, ink, spots))


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


def _spots_around(box: dict, point: tuple, label: list[str]) -> tuple[list, list, list]:
    """Places for a label next to a point: beside it, above or below it, at its corners.

    A spot is (x, y, anchor, cost); the higher the cost, the less it is wanted.
    """
    x, y = point
    far = len(label) * box["row"] / 2 + 11
    beside = [(x + 12, y, "start", 0), (x - 12, y, "end", 0)]
    around = [(x, y - far, "middle", 0), (x, y + far, "middle", 0)]
    corners = [
        (x + dx, y + dy, a, 0) for dx, a in ((9, "start"), (-9, "end")) for dy in (-far, far)
    ]
    return beside, around, corners


def _spots_by_line(box: dict, points: list, label: list[str]) -> list:
    """Places for the label of a line: at its end, else further back along it."""
    beside, around, corners = _spots_around(box, points[-1], label)
    spots = around + beside + corners
    for share in BACK_ALONG:
        index = math.floor(share * (len(points) - 1) + 0.5)
        beside, around, corners = _spots_around(box, points[index], label)
        spots += [(x, y, anchor, BACK) for x, y, anchor, _ in beside + around + corners]
    return spots


def _put_label(scene: dict, box: dict, label: list[str], ink: str, spots: list) -> None:
    """Set a label at the spot where it is least in the way; the first of equals."""
    width = max(len(line) for line in label) * box["letter"]
    height = len(label) * box["row"]
    best = None
    for x, y, anchor, cost in spots:
        shift = {"start": 0, "middle": width / 2, "end": width}[anchor]
        x0 = min(max(x - shift, 0), box["width"] - width) if anchor == "middle" else x - shift
        area = (x0, y - height / 2, x0 + width, y + height / 2)
        total = cost + _obstruction(scene, box, area)
        if best is None or total < best[0]:
            best = (total, x0 + shift, y, anchor, area)
        if total == 0:
            break
    _, x, y, anchor, area = best
    scene["taken"].append(area)
    _stack(scene, box, x, y, label, anchor, f"rm-label rm-halo {ink}")


def _obstruction(scene: dict, box: dict, area: tuple) -> int:
    """Say how much a label over this area is in the way: of the frame, of others, of lines."""
    x0, y0, x1, y1 = area
    inside = (
        x0 >= box["left"] and x1 <= box["width"] - 2 and y0 >= box["top"] - PAD
    ) and y1 <= box["bottom"]
    cost = 0 if inside else OUTSIDE
    for t in scene["taken"]:
        if x1 > t[0] and t[2] > x0 and y1 > t[1] and t[3] > y0:
            cost += ON_ANOTHER
    return cost + sum(_crosses(area, line) for line in scene["lines"])


def _crosses(area: tuple, line: list) -> bool:
    """Say whether a line of points (None at gaps) runs through an area."""
    return any(a and b and _meets(area, a, b) for a, b in pairwise(line))


def _meets(area: tuple, a: tuple, b: tuple) -> bool:
    x0, y0, x1, y1 = area
    if max(a[0], b[0]) <= x0 or min(a[0], b[0]) >= x1:
        return False
    if max(a[1], b[1]) <= y0 or min(a[1], b[1]) >= y1:
        return False
    dx, dy = b[0] - a[0], b[1] - a[1]
    sides = [dx * (y - a[1]) - dy * (x - a[0]) for x in (x0, x1) for y in (y0, y1)]
    return min(sides) < 0 < max(sides) or dx == 0 or dy == 0


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
        width = max(len(line) for line in label) * box["letter"]
        scene["taken"].append((edge, top, edge + width, top + height))
        if abs(middle - point[1]) > 5 or point[0] < box["right"] - 6:
            d = f"M{point[0] + 5:g} {point[1]:g}L{tenth(edge - 3):g} {tenth(middle):g}"
            scene["front"].append({"tag": "path", "d": d, "class": f"rm-leader {ink}"})
        _stack(scene, box, edge, middle, label, "start", f"rm-label {ink}")


_DRAW = {"line": _line, "band": _band, "point": _point, "rule": _rule, "bars": _bars}
