"""The numbers of a picture as tables: the twin of `data_table.js`."""

from __future__ import annotations

import math
from html import escape

from regenmed.page.number_text import format_number, with_unit

MOST_ROWS = 12
BAND_ENDS = (("low", "lower"), ("high", "upper"))


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
    """Give tables `{caption, head, rows}`: curves and clouds, then settings and single values.

    Marks with as many values as each other share a table; a mark without a name is in none.
    """
    columns = _unique(
        [c for m in spec["chart"]["marks"] for c in _columns(spec["chart"], m, answers)]
    )
    lengths = dict.fromkeys(len(column["values"]) for column in columns)
    alike = [[c for c in columns if len(c["values"]) == length] for length in lengths if length > 1]
    tables = [
        {"caption": f"{group[0]['mark']}: {spec['title']}" if i else spec["title"]}
        | _sampled(group)
        for i, group in enumerate(alike)
    ]
    rows = [[c["label"], control_text(c, s)] for c, s in zip(spec["controls"], stops, strict=True)]
    rows += [[r["label"], " ".join(readout_text(r, answers)).strip()] for r in spec["readouts"]]
    rows += [[c["title"], _cell(c, 0)] for c in columns if len(c["values"]) == 1]
    return [*tables, {"caption": "Settings and results", "head": ["", "Value"], "rows": rows}]


def _columns(chart: dict, mark: dict, answers: dict) -> list[dict]:
    """The columns `{mark, title, values, format}` of one mark."""
    x, y, kind, name = chart["x"], chart["y"], mark["kind"], mark["name"]

    def column(title: str, field: str, axis: dict) -> dict:
        values = _list(answers[mark[field]])
        return {"mark": name, "title": title, "values": values, "format": axis["format"]}

    if kind == "bars":
        labels = [" ".join(lines) for _, lines in chart["layouts"]["wide"]["xTicks"]]
        bars = {"mark": name, "title": x["title"], "values": labels, "format": ""}
        return [bars, column(y["title"], "heights", y)]
    if not name:
        return []
    if kind == "rule":
        return [column(name, "at", chart[mark["axis"]])]
    if kind == "band":
        ends = [column(f"{name}, {word}", end, y) for end, word in BAND_ENDS]
        return [column(x["title"], "x", x), *ends]
    if kind == "line" and mark["beside"]:
        return [column(x["title"], "x", x), column(name, "y", y)]
    return [column(f"{name}: {x['title']}", "x", x), column(f"{name}: {y['title']}", "y", y)]


def _unique(columns: list[dict]) -> list[dict]:
    """The columns without those that repeat the title of an earlier one: a shared x."""
    titles = [column["title"] for column in columns]
    return [column for i, column in enumerate(columns) if column["title"] not in titles[:i]]


def _sampled(columns: list[dict]) -> dict:
    """Head and rows of columns of one length: all values, or as many as fit from end to end."""
    last = len(columns[0]["values"]) - 1
    count = min(MOST_ROWS, last + 1)
    picked = [math.floor(j * last / (count - 1) + 0.5) for j in range(count)]
    rows = [[_cell(column, index) for column in columns] for index in picked]
    return {"head": [column["title"] for column in columns], "rows": rows}


def _cell(column: dict, index: int) -> str:
    value = column["values"][index]
    return value if isinstance(value, str) else format_number(value, column["format"])


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
