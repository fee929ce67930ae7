"""A table that a reader can filter and sort, offline and by keyboard, and read with no script.

The whole table stands in the page. `js/browse.js` adds the search box, the choices and the
sort buttons; without scripts the reader has the plain table.
"""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlparse

import pandas as pd
from IPython.display import HTML

MISSING = '<span class="rm-missing">not reported</span>'


@dataclass(frozen=True)
class Column:
    """One column to show.

    name: the column of the data frame; label: its heading.
    choose: give the reader a list to choose from; link: the column that holds the address.
    number: sort as a number, and align right.
    """

    name: str
    label: str
    choose: bool = False
    link: str = ""
    number: bool = False


def shown(value: object) -> str:
    """A value as text, or an empty string if it is missing."""
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def safe_link(address: object) -> str:
    """An address a link may point to: http or https, else an empty string."""
    text = shown(address)
    return text if urlparse(text).scheme in ("http", "https") else ""


def cell(row: dict, column: Column, first: bool) -> str:
    """One cell as HTML, escaped; the first of a row is its heading."""
    value = shown(row[column.name])
    text = escape(value) or MISSING
    if column.link and (address := safe_link(row[column.link])):
        text = f'<a href="{escape(address)}">{text}</a>'
    kind = ' class="rm-number"' if column.number else ""
    return f'<th scope="row"{kind}>{text}</th>' if first else f"<td{kind}>{text}</td>"


def head(column: Column) -> str:
    """A column's heading; its data attributes tell the script what the column can do."""
    kind = "number" if column.number else "text"
    choose = ' data-choose="true"' if column.choose else ""
    return f'<th scope="col" data-kind="{kind}"{choose}>{escape(column.label)}</th>'


def browse(frame: pd.DataFrame, columns: list[Column], name: str, caption: str) -> HTML:
    """A data frame as a table to filter and sort.

    `name` starts every id in it and is unique on a page.
    Raises ValueError for a column that the frame does not have.
    """
    wanted = [c.name for c in columns] + [c.link for c in columns if c.link]
    if absent := [column for column in wanted if column not in frame.columns]:
        raise ValueError(f"no such column: {', '.join(absent)}")
    rows = "".join(
        f"<tr>{''.join(cell(row, c, i == 0) for i, c in enumerate(columns))}</tr>"
        for row in frame.to_dict("records")
    )
    return HTML(
        f'<div class="rm-browse" id="{escape(name)}"><div class="rm-browse-scroll" tabindex="0" '
        f'role="region" aria-label="{escape(caption)}"><table class="rm-boxed">'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{''.join(head(c) for c in columns)}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></div>"
    )
