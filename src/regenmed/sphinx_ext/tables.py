"""Tables that read well: scopes for their headings, and a box of their own to scroll in.

A wide table must not move the page sideways on a phone; its box can be reached and scrolled by
keyboard and has a name.
"""

import re
from html import escape, unescape

from docutils import nodes
from sphinx.application import Sphinx

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
PRE = re.compile(r"(<pre\b.*?</pre>|<script\b.*?</script>)", re.DOTALL)
CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.DOTALL)
TAG = re.compile(r"<a class=\"headerlink\".*?</a>|<[^>]+>", re.DOTALL)


def with_scopes(table: str) -> str:
    """Say for each heading cell whether it heads a column or a row."""
    head, end, body = table.partition("</thead>")
    head = re.sub(r"<th>\s*</th>", "<td></td>", head)  # the corner above an index heads nothing
    head = re.sub(r"<th(?![a-z])(?![^>]*\bscope=)", '<th scope="col"', head)
    if not end:
        return table
    body = re.sub(r"<th(?![a-z])(?![^>]*\bscope=)", '<th scope="row"', body)
    return head + end + body


def name_of(table: str, number: int) -> str:
    """Give the table's name: its caption, else its first column headings."""
    caption = CAPTION.search(table)
    if caption:
        words = TAG.sub("", caption[1])
    else:
        cells = re.findall(r"<th\b[^>]*>(.*?)</th>", table, re.DOTALL)
        heads = [text for cell in cells if (text := TAG.sub("", cell).strip())]
        words = ", ".join(heads[:3])
    words = " ".join(unescape(words).split())
    return f"Table {number}: {words}" if words else f"Table {number}"


def boxed(html: str) -> str:
    """Put every table of a page's body into its own scrolling box."""
    number = 0

    def box(match: re.Match) -> str:
        nonlocal number
        number += 1
        table = re.sub(r'^<table\b([^>]*?) border="\d+"', r"<table\1", match[0])
        label = escape(name_of(table, number), quote=True)
        return (
            f'<div class="rm-table" role="region" aria-label="{label}" tabindex="0">'
            f"{with_scopes(table)}</div>"
        )

    parts = PRE.split(html)  # odd parts are code and scripts: left alone
    return "".join(part if i % 2 else TABLE.sub(box, part) for i, part in enumerate(parts))


def box_tables(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Do so for a page that is about to be written."""
    if doctree is not None and "body" in context:
        context["body"] = boxed(context["body"])


def setup(app: Sphinx) -> None:
    """Work on each page's body."""
    app.connect("html-page-context", box_tables)
