"""Papers and keys to print: Markdown, and one self-contained HTML page each."""

from __future__ import annotations

from html import escape

from regenmed.exam.paper import Paper
from regenmed.exam.pool import source_of
from regenmed.exam.wording import feedback_html, reasons_html, stem_html
from regenmed.page.bank import Item
from regenmed.page.number_text import format_number
from regenmed.page.rich_text import rich_html

LETTERS = "abcdefgh"
HOW = {
    "single": "Tick one.",
    "multiple": "Tick every one that is right.",
    "numeric": "Write a number.",
}
STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.45 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #111; background: #fff; overflow-wrap: anywhere; }
h1 { font-size: 1.35rem; }
h2 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
.name { border-bottom: 1px solid #111; padding: 1rem 0 .2rem; }
.how { font-style: italic; margin: .2rem 0; }
ol.options { list-style: none; padding-left: .5rem; }
ol.options li { margin: .3rem 0; }
.box { display: inline-block; width: .8em; height: .8em; border: 1px solid #111;
  margin-right: .5em; }
.line { display: inline-block; min-width: 8rem; border-bottom: 1px solid #111; }
.right { font-weight: bold; }
@page { margin: 18mm; }
@media print { body { margin: 0; max-width: none; padding: 0; }
  section { break-inside: avoid; } a { color: inherit; text-decoration: none; } }
"""


def paper_markdown(paper: Paper, title: str) -> str:
    """Give a paper as Markdown: questions without keys."""
    lines = [f"# {title}: paper {paper.number}", "", "Name: ______________________________", ""]
    for place, item in enumerate(paper.items, start=1):
        lines += [f"## {place}", "", item.stem, "", f"*{HOW[item.type]}*", ""]
        if item.type == "numeric":
            lines += [f"Answer: ____________ {item.unit}", ""]
        lines += [
            f"- [ ] {letter}) {option.text}"
            for letter, option in zip(LETTERS, item.options, strict=False)
        ] + [""]
    return without_html("\n".join(lines))


def key_markdown(paper: Paper, title: str) -> str:
    """Give a paper's key as Markdown: answers, reasons, errors tested, sources."""
    lines = [f"# {title}: key to paper {paper.number}", ""]
    for place, item in enumerate(paper.items, start=1):
        lines += [f"## {place}: {answer_text(item)}", "", item.stem, "", item.explanation, ""]
        for letter, option in zip(LETTERS, item.options, strict=False):
            error = f" *Error: {option.misconception}.*" if option.misconception else ""
            mark = "**right**" if option.correct else "wrong"
            lines.append(f"- {letter}) {option.text}: {mark}. {option.feedback}{error}")
        for miss in item.near_misses:
            lines.append(
                f"- {_amount(miss.value, item)}: wrong. {miss.feedback} "
                f"*Error: {miss.misconception}.*"
            )
        sources = "; ".join(_markdown_link(*source_of(name)) for name in item.source)
        lines += ["", f"Source: {sources}. Item {item.id}.", ""]
    return without_html("\n".join(lines))


def without_html(markdown: str) -> str:
    """Give Markdown in which a table's words start no element of HTML."""
    return markdown.replace("<", r"\<")


def paper_html(paper: Paper, title: str) -> str:
    """Give a paper as one HTML page that prints well and loads nothing."""
    sections = "".join(
        f"<section><h2>{place}</h2>{stem_html(item)}"
        f'<p class="how">{HOW[item.type]}</p>{_answer_space(item)}</section>\n'
        for place, item in enumerate(paper.items, start=1)
    )
    name = '<p class="name">Name:</p>\n'
    return _page(f"{title}: paper {paper.number}", name + sections)


def key_html(paper: Paper, title: str) -> str:
    """Give a paper's key as one HTML page."""
    sections = "".join(
        f"<section><h2>{place}: {escape(answer_text(item))}</h2>{stem_html(item)}"
        f"{reasons_html(item, source_of)}<ul>{_judged(item)}</ul>"
        f"<p>Item {escape(item.id)}.</p></section>\n"
        for place, item in enumerate(paper.items, start=1)
    )
    return _page(f"{title}: key to paper {paper.number}", sections)


def answer_text(item: Item) -> str:
    """Give the key in short: letters of the right options, or the number and its tolerance."""
    if item.type == "numeric":
        return f"{_amount(item.answer, item)} (± {format_number(item.tolerance)})"
    pairs = zip(LETTERS, item.options, strict=False)
    return ", ".join(letter for letter, option in pairs if option.correct)


def _answer_space(item: Item) -> str:
    if item.type == "numeric":
        return f'<p>Answer: <span class="line">&nbsp;</span> {escape(item.unit)}</p>'
    options = "".join(
        f'<li><span class="box"></span>{letter}) {rich_html(option.text)}</li>'
        for letter, option in zip(LETTERS, item.options, strict=False)
    )
    return f'<ol class="options">{options}</ol>'


def _judged(item: Item) -> str:
    options = "".join(
        f"<li{' class=right' if option.correct else ''}>{letter}) {rich_html(option.text)}: "
        f"{'right' if option.correct else 'wrong'}. {feedback_html(option)}</li>"
        for letter, option in zip(LETTERS, item.options, strict=False)
    )
    near = "".join(
        f"<li>{escape(_amount(miss.value, item))}: wrong. {feedback_html(miss)}</li>"
        for miss in item.near_misses
    )
    return options + near


def _amount(value: float, item: Item) -> str:
    return f"{format_number(round(value, 2))} {item.unit}"


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n"
        f"<body><main><h1>{escape(title)}</h1>\n{body}</main></body></html>\n"
    )


def _markdown_link(words: str, address: str) -> str:
    return f"[{words}]({address})" if address else words
