"""The numbers of a picture as tables: the twin of `data_table.js`."""

from __future__ import annotations

import math
from html import escape

from regenmed.page.number_text import format_number, with_unit

MOST_ROWS = 12


def control_text(control: dict, stop: int) -> str:
    """Give the value of a control at a stop, in words with its unit."""
    if control["kind"] == "choice":
        return control["options"][stop]
    return with_unit(
        format_number(control_value(control, stop), control["format"]), control["unit"]
    )


def control_value(control: dict, stop: int) -> float:
    """Give the value of a control at a stop."""
    if control["kind"] == "choice":
        return stop
    share = stop / ((control["steps"] - 1) * control["perCell"])
    if control["log"]:
        return control["low"] * (control["high"] / control["low"]) ** share
    return control["low"] + (control["high"] - control["low"]) * share


def widest_text(control: dict) -> str:
    """Give the longest text of a slider: room for it is kept free, so that a step moves nothing."""
    last = (control["steps"] - 1) * control["perCell"]
    return max((control_text(control, stop) for stop in (last, 0)), key=len)


def readout_text(readout: dict, answers: dict) -> tuple[str, str]:
    """Give a readout's number and its unit, which is empty where it joins the number (%, $)."""
    value, unit = answers[readout["key"]], readout["unit"]
    if math.isnan(value):
        return readout["missing"], ""
    text = format_number(value, readout["format"])
    joined = with_unit(text, unit)
    return (text, unit) if joined.endswith("\u00a0" + unit) else (joined, "")


def data_tables(spec: dict, stops: list[int], answers: dict) -> list[dict]:
    """Give up to two tables `{caption, head, rows}`: the marks, then settings and results."""
    chart = spec["chart"]
    rows = [[c["label"], control_text(c, s)] for c, s in zip(spec["controls"], stops, strict=True)]
    rows += [[r["label"], " ".join(readout_text(r, answers)).strip()] for r in spec["readouts"]]
    tables = [{"caption": "Settings and results", "head": ["", "Value"], "rows": rows}]
    columns = [
        column
        for mark, label in zip(chart["marks"], chart["layouts"]["wide"]["labels"], strict=True)
        for column in _columns(chart, mark, " ".join(label), answers)
    ]
    if not columns:
        return tables
    longest = max(len(values) for _, values, _ in columns)
    count = min(MOST_ROWS, longest)
    cells = [[title] for title, _, _ in columns]
    for j in range(count):
        for cell, (_, values, number_format) in zip(cells, columns, strict=True):
            value = values[math.floor(j * (len(values) - 1) / max(1, count - 1) + 0.5)]
            text = value if isinstance(value, str) else format_number(value, number_format)
            cell.append(text)
    head = [cell[0] for cell in cells]
    unique = [i for i, title in enumerate(head) if title not in head[:i]]
    body = [[cells[i][j + 1] for i in unique] for j in range(count)]
    marks = {"caption": spec["title"], "head": [head[i] for i in unique], "rows": body}
    return [marks, *tables]


def _columns(chart: dict, mark: dict, label: str, answers: dict) -> list[tuple]:
    """The columns (title, values, format) of one mark; a shared x repeats and is dropped later."""
    x, y = chart["x"], chart["y"]
    kind, label = mark["kind"], label or y["title"]
    if kind == "bars":
        labels = [" ".join(lines) for _, lines in chart["layouts"]["wide"]["xTicks"]]
        heights = _list(answers[mark["heights"]])
        return [(x["title"], labels, ""), (y["title"], heights, y["format"])]
    if kind == "rule":
        axis = chart[mark["axis"]]
        return [(label, _list(answers[mark["at"]]), axis["format"])]
    xs = _list(answers[mark["x"]])
    if kind == "band":
        ends = [("low", "lower"), ("high", "upper")]
        return [(x["title"], xs, x["format"])] + [
            (f"{label}, {word}", _list(answers[mark[end]]), y["format"]) for end, word in ends
        ]
    ys = _list(answers[mark["y"]])
    if kind == "line" and mark["beside"]:
        return [(x["title"], xs, x["format"]), (label, ys, y["format"])]
    return [
        (f"{label}: {x['title']}", xs, x["format"]),
        (f"{label}: {y['title']}", ys, y["format"]),
    ]


def _list(values: object) -> list[float]:
    return [float(values)] if isinstance(values, int | float) else [float(v) for v in values]


def tables_html(tables: list[dict]) -> str:
    """Give the tables as HTML, each in a box that scrolls sideways by itself."""
    return "".join(_table_html(table) for table in tables)


def _table_html(table: dict) -> str:
    head = "".join(
        f'<th scope="col">{escape(text)}</th>' if text else "<td></td>" for text in table["head"]
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table["rows"]
    )
    caption = escape(table["caption"])
    return (
        f'<div class="rm-table-box" role="region" tabindex="0" aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
