"""What differs between two folders of data: which cells of which rows, and of which studies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from regenmed.affected.visible_text import shorten
from regenmed.validation.text import Row, parse

# Words of the maintainers about a row; no page and no verdict rests on them.
REMARKS = {"note", "area", "second_read", "checked"}
_NAMES = ("claim_id", "study_id", "arm_id", "outcome", "measure", "product", "item", "source_id")


@dataclass(frozen=True)
class Change:
    """One row that differs: its file, its line there, its cells, and old and new of each change."""

    file: str
    line: int
    row: Mapping[str, str]
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    what: str = ""

    def __str__(self) -> str:
        names = [self.row[name] for name in _NAMES if self.row.get(name)]
        pairs = [
            f"{column} {shorten(old) or 'blank'} -> {shorten(new) or 'blank'}"
            for column, (old, new) in self.cells.items()
        ]
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where} {' '.join(names[:4])}: {', '.join(pairs) or self.what}"

    @property
    def bears(self) -> bool:
        """Whether more than a remark differs."""
        return not self.cells or bool(set(self.cells) - REMARKS)


def changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Change]:
    """Give the rows that differ between two datasets, each a mapping of file name to content."""
    found: list[Change] = []
    for name in sorted(set(old) | set(new)):
        if old.get(name) == new.get(name) or name == "fingerprints.txt":
            continue
        tables = [parse(name, files[name])[0] if name in files else None for files in (old, new)]
        if name.endswith(".csv") and all(tables):
            found += _rows(name, *(table.rows for table in tables))
        else:
            found.append(Change(name, 0, {}, what="differs"))
    return found


def _rows(file: str, old: list[Row], new: list[Row]) -> Iterator[Change]:
    texts = [[tuple(row.text.items()) for row in rows] for rows in (old, new)]
    for kind, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        paired = min(b - a, d - c)
        for one, other in zip(old[a : a + paired], new[c : c + paired], strict=True):
            columns = dict.fromkeys([*one.text, *other.text])
            cells = {name: (one.text.get(name, ""), other.text.get(name, "")) for name in columns}
            differing = {name: pair for name, pair in cells.items() if pair[0] != pair[1]}
            yield Change(file, other.line, other.text, differing)
        for row in old[a + paired : b]:
            yield Change(file, row.line, row.text, what="is gone")
        for row in new[c + paired : d]:
            yield Change(file, row.line, row.text, what="is new")
