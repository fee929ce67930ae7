"""Tables that read well: scopes for their headings, and a box of their own to scroll in.

A wide table must not move the page sideways on a phone; its box can be reached and scrolled by
keyboard and has a name. Data frames also get one row of headings instead of two, and their columns
of words stand left; dates are not broken.
"""

import re
from html import escape, unescape

from docutils import nodes
from sphinx.application import Sphinx

OWN_BOX = re.compile(r'<table class="rm-boxed')  # stands in a box of its own already
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
PRE = re.compile(r"(<pre\b.*?</pre>|<script\b.*?</script>)", re.DOTALL)
HEADING_OR_TABLE = re.compile(rf"<h[1-6]\b.*?</h[1-6]>|{TABLE.pattern}", re.DOTALL)
CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
TAG = re.compile(r"<a class=\"headerlink\".*?</a>|<[^>]+>", re.DOTALL)
DATE = re.compile(r"(<t[hd])((?: [^>]*)?>\s*\d{4}-\d\d(?:-\d\d)?\s*<)")
NUMBER = re.compile(r"[-−+]?[\d.,]+(e[-+]?\d+)?\s*%?|NaN|None|&lt;NA&gt;|")


def texts(row: str) -> list[str]:
    """Give the text of each cell of a row."""
    return [TAG.sub("", cell).strip() for cell in CELL.findall(row)]


def with_scopes(table: str) -> str:
    """Say for each heading cell whether it heads a column or a row."""
    head, end, body = table.partition("</thead>")
    if not end:
        return table
    head = re.sub(r"<th\b[^>]*>\s*</th>", "<td></td>", head)  # heads nothing
    head = re.sub(r"<th(?![a-z])(?![^>]*\bscope=)", '<th scope="col"', head)
    body = re.sub(r"<th(?![a-z])(?![^>]*\bscope=)", '<th scope="row"', body)
    return head + end + body


def with_one_heading_row(table: str) -> str:
    """Join pandas' two heading rows (columns, then the names of the index) where they fit."""
    head, end, body = table.partition("</thead>")
    rows = ROW.findall(head)
    if not end or len(rows) != 2:
        return table
    columns, index = map(texts, rows)
    if len(columns) != len(index) or "colspan=" in head:
        return table
    pairs = list(zip(columns, index, strict=True))
    if any(column and name for column, name in pairs):
        return table
    cells = "".join(f"<th>{column or name}</th>" for column, name in pairs)
    start = head[: head.index(rows[0])]
    return f"{start}<tr>{cells}</tr></thead>{body}"


def with_words_left(table: str) -> str:
    """Mark the cells of every column that holds words with the class `rm-text`."""
    head, end, body = table.partition("</thead>")
    rows = [texts(row) for row in ROW.findall(body)]
    if not end or not rows or len({len(row) for row in rows}) != 1 or "span=" in table:
        return table
    words = {i for i in range(len(rows[0])) if not all(NUMBER.fullmatch(row[i]) for row in rows)}

    def mark_row(row: re.Match) -> str:
        column = -1

        def mark(cell: re.Match) -> str:
            nonlocal column
            column += 1
            return f'{cell[0]} class="rm-text"' if column in words else cell[0]

        return re.sub(r"<t[hd](?![a-z])", mark, row[0])

    return ROW.sub(mark_row, head) + end + ROW.sub(mark_row, body)


def with_whole_dates(table: str) -> str:
    """Keep each date on one line: its hyphens are no place to break it."""
    return DATE.sub(r'\1 style="white-space: nowrap"\2', table)


def name_of(table: str, number: int, section: str = "") -> str:
    """Give the table's name: its caption, else where it stands and its first column headings."""
    caption = CAPTION.search(table)
    if caption:
        words = TAG.sub("", caption[1])
    else:
        heads = texts(table.partition("</thead>")[0])
        heads = ", ".join([text for text in heads if text][:3])
        words = ": ".join(part for part in (section, heads) if part)
    words = " ".join(unescape(words).split())
    return f"Table {number}: {words}" if words else f"Table {number}"


def captioned(table: str, name: str) -> str:
    """Give a table that has no caption its name as one, for those who hear the page."""
    if CAPTION.search(table):
        return table
    caption = f'<caption class="rm-visually-hidden">{escape(name)}</caption>'
    return re.sub(r"^<table\b[^>]*>", lambda match: match[0] + caption, table)


def boxed(html: str) -> str:
    """Put every table of a page's body into its own scrolling box."""
    number, section = 0, ""

    def box(match: re.Match) -> str:
        nonlocal number, section
        if match[0].startswith("<h"):
            section = TAG.sub("", match[0])
            return match[0]
        if OWN_BOX.match(match[0]):
            return match[0]
        number += 1
        table = re.sub(r'^<table\b([^>]*?) border="\d+"', r"<table\1", match[0])
        if re.match(r'<table[^>]*class="[^"]*\bdataframe\b', table):
            table = with_whole_dates(with_words_left(with_one_heading_row(table)))
        name = name_of(table, number, section)
        table = re.sub(r'<tr style="text-align: right;">', "<tr>", captioned(table, name))
        label = escape(name, quote=True)
        return (
            f'<div class="rm-table" role="region" aria-label="{label}" tabindex="0">'
            f"{with_scopes(table)}</div>"
        )

    parts = PRE.split(html)  # odd parts are code and scripts: left alone
    return "".join(
        part if i % 2 else HEADING_OR_TABLE.sub(box, part) for i, part in enumerate(parts)
    )


def box_tables(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Do so for a page that is about to be written."""
    if doctree is not None and "body" in context:
        context["body"] = boxed(context["body"])


def setup(app: Sphinx) -> None:
    """Work on each page's body."""
    app.connect("html-page-context", box_tables)
