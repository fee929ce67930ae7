"""The text that a reader sees in HTML or SVG, line by line, and how two such texts differ."""

from __future__ import annotations

from difflib import SequenceMatcher
from html.parser import HTMLParser

CELL = "\t"
_CELLS = {"td", "th"}
_LINES = {"tr", "p", "li", "div", "text", "caption", "summary", "button", "figcaption", "option"}
_HIDDEN = {"script", "style", "metadata"}
_BETWEEN = {"small": ", ", "br": " ", "span": " "}
SHOWN = 4
SHORT = 40
LONG = 60


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._parts: list[str] = []
        self._hidden = 0
        self._in_row = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._hidden += tag in _HIDDEN
        if tag in _LINES and not self._in_row:
            self._end_line()
        self._in_row = self._in_row or tag == "tr"
        self._parts.append(_BETWEEN.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN
        self._in_row = self._in_row and tag != "tr"
        if tag in _CELLS:
            self._parts.append(CELL)
        elif tag in _LINES and not self._in_row:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(data)

    def _end_line(self) -> None:
        cells = [" ".join(cell.split()) for cell in "".join(self._parts).split(CELL)]
        if any(cells):
            self.lines.append(CELL.join(cells).removesuffix(CELL))
        self._parts = []

    def close(self) -> None:
        super().close()
        self._end_line()


def visible_lines(markup: str) -> list[str]:
    """Give the visible lines of HTML or SVG; the cells of a table's row stand between tabs."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.lines


def differences(old: list[str], new: list[str]) -> list[str]:
    """Give what changed from `old` to `new` as short texts: `placebo: 46 % -> 49 %`."""
    found: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "replace" and b - a == d - c:
            for one, other in zip(old[a:b], new[c:d], strict=True):
                found += _within(one, other)
        elif kind != "equal":
            found += [f"gone: {shorten(line)}" for line in old[a:b]]
            found += [f"new: {shorten(line)}" for line in new[c:d]]
    return list(dict.fromkeys(found))


def told(texts: list[str]) -> str:
    """Join the first few texts, and say how many more there are."""
    more = len(texts) - SHOWN
    return "; ".join(texts[:SHOWN]) + (f"; and {more} more" if more > 0 else "")


def _within(old: str, new: str) -> list[str]:
    """Give the changed cells of a row under its first cell, or the changed words of a line."""
    one, other = old.split(CELL), new.split(CELL)
    if len(one) != len(other) or len(one) == 1:
        return [changed_words(old.replace(CELL, " "), new.replace(CELL, " "))]
    pairs = [changed_words(a, b) for a, b in zip(one, other, strict=True) if a != b]
    name = f"{shorten(one[0])}: " if one[0] == other[0] and one[0] else ""
    return [name + ", ".join(pairs)]


def changed_words(old: str, new: str) -> str:
    """Give the words that differ, as `46 -> 42, 41 -> 37`; a short text as a whole."""
    if max(len(old), len(new)) <= SHORT:
        return f"{old or 'nothing'} -> {new or 'nothing'}"
    one, other = old.split(), new.split()
    pairs = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            words = (" ".join(part).strip(".,;:()") for part in (one[a:b], other[c:d]))
            pairs.append(" -> ".join(shorten(text) or "nothing" for text in words))
    more = len(pairs) - SHOWN
    return ", ".join(pairs[:SHOWN]) + (f", and {more} more" if more > 0 else "")


def shorten(text: str, length: int = LONG) -> str:
    """Give the text on one line, cut in its middle to about `length` letters."""
    text = " ".join(text.split())
    half = length // 2
    return text if len(text) <= length else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
