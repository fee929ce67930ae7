"""The lists of the guide as they are written: a head line, and indented lines that say more.

10 | Predict
  Each writes two guesses, alone.
  Read three aloud, without comment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One entry: its line (from 0), the fields of its head, and its text (Markdown)."""

    line: int
    fields: tuple[str, ...]
    text: tuple[str, ...]


def read_entries(lines: Iterable[str], fields: int) -> list[Entry]:
    """Read entries whose heads hold `fields` parts, parted by |.

    Raises ValueError, one line, for a head with too few or many parts, or text before any head.
    """
    found: list[tuple[int, tuple[str, ...], list[str]]] = []
    for number, line in enumerate(lines):
        if line.startswith("  ") and line.strip():
            if not found:
                raise ValueError(f"{line.strip()!r} stands before the first head line")
            found[-1][2].append(line.strip())
        elif line.strip():
            head = tuple(part.strip() for part in line.split("|"))
            if len(head) != fields or not all(head):
                raise ValueError(f"{line!r} needs {fields} parts with | between them")
            found.append((number, head, []))
    if not found:
        raise ValueError("the list is empty")
    return [Entry(number, head, tuple(text)) for number, head, text in found]
