"""What a lesson says of itself: its question, minutes, needs and outcomes, read from its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PARTS = {
    "read": re.compile(r"(\d+) to read"),
    "checks": re.compile(r"(\d+) for the \w+ checks?"),
    "exercise": re.compile(r"(\d+) for the (?:\w+ )?exercises?"),
}
OUTCOMES = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{admonition\}[^\n]*\n:class: [^\n]*\brm-objectives\b[^\n]*\n"
    r"(?P<list>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Frame:
    """One lesson: file name, number, question, minutes in all and by part, needs and outcomes."""

    lesson: str
    title: str
    minutes: int
    parts: dict[str, int]
    needs: str
    outcomes: tuple[str, ...]

    @property
    def number(self) -> int:
        """The lesson's number, the first two digits of its file name."""
        return int(self.lesson[:2])

    @property
    def link(self) -> str:
        """The lesson's page, seen from a page beside it."""
        return f"{self.lesson}.html"


def read_frame(path: Path) -> Frame:
    """Read the frame of one lesson.

    Raises ValueError, one line that names the file, when a part is missing or does not add up.
    """
    text = path.read_text(encoding="utf-8")
    time = _found(path, text, r"^\*\*Time:\*\* (\d+) minutes(.*)$", "'**Time:** … minutes'")
    minutes = int(time[1])
    parts = {}
    for name, pattern in PARTS.items():
        match = pattern.search(time[2])
        if not match:
            raise ValueError(f"{path.name}: the line **Time:** gives no minutes for {name}")
        parts[name] = int(match[1])
    if sum(parts.values()) != minutes:
        raise ValueError(f"{path.name}: {minutes} minutes in all, but {parts} add up otherwise")
    box = OUTCOMES.search(text)
    outcomes = re.split(r"^\d+\. ", box["list"], flags=re.MULTILINE)[1:] if box else []
    if not outcomes:
        raise ValueError(f"{path.name}: no numbered list in a box of class rm-objectives")
    return Frame(
        lesson=path.stem,
        title=_found(path, text, r"^# (.+)$", "title")[1],
        minutes=minutes,
        parts=parts,
        needs=_found(path, text, r"^\*\*You need first:\*\* (.+)$", "'**You need first:** …'")[1],
        outcomes=tuple(" ".join(outcome.split()) for outcome in outcomes),
    )


def read_frames(folder: Path) -> list[Frame]:
    """Read the frames of all lessons in a folder, in order."""
    return [read_frame(path) for path in sorted(folder.glob("[0-9][0-9]-*.md"))]


def _found(path: Path, text: str, pattern: str, what: str) -> re.Match:
    match = re.search(pattern, text, re.MULTILINE)
    if not match:
        raise ValueError(f"{path.name}: no line {what}")
    return match
