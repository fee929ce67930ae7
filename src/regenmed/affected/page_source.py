"""A page's MyST source: where its cells stand, where its sentences place numbers, its sections."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

FENCE = "```{code-cell}"
GLUE = re.compile(r"\{glue:text\}`(?P<key>[^`:]+)(?::(?P<format>[^`]*))?`")
_ROLE = re.compile(r" ?\{cite\}`[^`]*`|\{[a-z:]+\}(`[^`]*`)")
_TARGET = re.compile(r"^\((?P<name>[\w-]+)\)=$")
_BREAK = re.compile(r"^(## |````\{exercise\})")
_AMOUNT = re.compile(
    r"\b(half|halves|a (third|quarter|fifth|tenth) (of|as|more|less)|twice|doubled|majority"
    r"|(two|three|four)[ -](thirds|quarters|fifths)|most of|(three|four|five|ten) times"
    r"|(nearly|almost|practically) (all|no|none|half|as|every|everyone|nobody)|none of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CellSource:
    """A code cell: its first and last line, its first line of code, and its figure's name.

    `said` are the lines of its caption and alternative text.
    """

    fence: int
    end: int
    code: int
    name: str
    said: tuple[int, ...]


class PageSource:
    """The lines of one page; every line number counts from 1, as in an editor."""

    def __init__(self, path: Path) -> None:
        self.file = f"book/{path.name}"
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.cells: list[CellSource] = []
        self.prose: list[int] = []
        self._split()

    def _split(self) -> None:
        fence = None
        for number, line in enumerate(self.lines, start=1):
            if fence is None and line.startswith(FENCE):
                fence = number
            elif fence is not None and line == "```":
                self.cells.append(self._cell(fence, number))
                fence = None
            elif fence is None:
                self.prose.append(number)

    def _cell(self, fence: int, end: int) -> CellSource:
        inside = self.lines[fence : end - 1]
        if inside and inside[0] == "---":
            skip = inside.index("---", 1) + 1
            options = yaml.safe_load("\n".join(inside[1 : skip - 1])) or {}
        else:
            skip = next((i for i, line in enumerate(inside) if not line.startswith(":")), 0)
            options = {}
        skip += next((i for i, line in enumerate(inside[skip:]) if line.strip()), 0)
        said = [i for i, line in enumerate(inside[:skip]) if re.match(r" +(alt|caption):", line)]
        name = options.get("mystnb", {}).get("figure", {}).get("name", "")
        return CellSource(fence, end, fence + skip + 1, name, tuple(fence + 1 + i for i in said))

    def placed(self) -> dict[int, list[re.Match]]:
        """Give, for each line of prose that places numbers, where it does."""
        found = {number: list(GLUE.finditer(self.lines[number - 1])) for number in self.prose}
        return {number: matches for number, matches in found.items() if matches}

    def sentence(self, line: int, old: Mapping[str, str], new: Mapping[str, str]) -> str:
        """Give the line as a reader sees it; a number that differs as `[old -> new]`."""

        def fill(match: re.Match) -> str:
            before, after = (shown(values, match) for values in (old, new))
            return before if before == after else f"[{before} -> {after}]"

        return _ROLE.sub(lambda match: match[1] or "", GLUE.sub(fill, self.lines[line - 1])).strip()

    def section(self, line: int) -> str:
        """Give the label of the section in which a line stands, or an empty string."""
        for before in range(line, 0, -1):
            text = self.lines[before - 1]
            if label := _TARGET.match(text):
                return label["name"]
            if _BREAK.match(text) and not _TARGET.match(self.lines[before - 2]):
                return ""
        return ""

    def pointing_to(self, section: str) -> list[int]:
        """Give the lines of this page that link to a section, such as its key points."""
        return [i for i in self.prose if f"]({section})" in self.lines[i - 1]]

    def naming(self, figure: str) -> list[int]:
        """Give the lines of prose that name a figure."""
        return [i for i in self.prose if f"{{numref}}`{figure}`" in self.lines[i - 1]]

    def amounts_in_words(self, section: str) -> list[int]:
        """Give the lines of prose of a section that tell an amount in words (half, most, twice)."""
        return [
            number
            for number in self.prose
            if _AMOUNT.search(self.lines[number - 1]) and self.section(number) == section
        ]

    def holding(self, phrase: str, outside: range) -> int | None:
        """Give the first line that holds a phrase, lines of `outside` left out."""
        lines = enumerate(self.lines, start=1)
        return next((i for i, line in lines if phrase in line and i not in outside), None)


def shown(values: Mapping[str, str], match: re.Match) -> str:
    """Give a placed number as the page shows it; a lost one as `lost`."""
    if match["key"] not in values:
        return "lost"
    value = ast.literal_eval(values[match["key"]])
    return format(value, match["format"] or "")
