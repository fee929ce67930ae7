"""One place of the course that a changed number touches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """Where (file and line), what kind of place, and what changes; `broken`: it no longer holds.

    Reads as `book/05-msc.md:255 sentence: … 34.3 -> 38.1 …`; before a broken one stands a `!`.
    """

    file: str
    line: int
    kind: str
    text: str
    name: str = ""
    broken: bool = False

    def __str__(self) -> str:
        mark = "! " if self.broken else ""
        kind = f"{self.kind} {self.name}".strip()
        return f"{self.file}:{self.line} {mark}{kind}: {self.text}"
