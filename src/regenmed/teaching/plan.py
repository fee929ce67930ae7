"""Plans by the minute, and timetables of the whole course, both added up from the lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regenmed.teaching.entries import Entry
from regenmed.teaching.frame import PARTS, Frame


@dataclass(frozen=True)
class Step:
    """One step: when (0–10), what, and the Markdown lines that say how; `line` as in the source."""

    when: str
    what: str
    text: tuple[str, ...]
    line: int


def plan_steps(entries: Sequence[Entry], frame: Frame) -> list[Step]:
    """Give the steps of a lesson's plan; each head is `minutes | title`.

    Raises ValueError, one line, when the minutes are no numbers or miss the lesson's own.
    """
    steps, clock = [], 0
    for entry in entries:
        minutes, what = entry.fields
        start, clock = clock, clock + _whole(minutes, what)
        steps.append(Step(f"{start}–{clock}", what, entry.text, entry.line))
    if clock != frame.minutes:
        raise ValueError(
            f"the plan takes {clock} minutes, the lesson {frame.lesson} says {frame.minutes}"
        )
    return steps


def timetable_steps(entries: Sequence[Entry], frames: Sequence[Frame]) -> list[Step]:
    """Give the steps of a timetable; each head is `title | lessons | parts`.

    `lessons` are numbers (2 4 5), or `each`: then the minutes run from the shortest lesson to the
    longest. `parts` are read, checks, exercise or all, and numbers of minutes added to each sum.
    Raises ValueError, one line, for anything else.
    """
    by_number = {str(frame.number): frame for frame in frames}
    steps = []
    for entry in entries:
        what, lessons, parts = entry.fields
        extra = sum(int(part) for part in parts.split() if part.isdigit())
        names = [part for part in parts.split() if not part.isdigit()]
        if lessons == "each":
            sums = [_minutes(frame, names) + extra for frame in frames]
            when = f"{min(sums)}–{max(sums)} min"
        else:
            if unknown := [number for number in lessons.split() if number not in by_number]:
                raise ValueError(f"{what}: there is no lesson {', '.join(unknown)}")
            chosen = [by_number[number] for number in lessons.split()]
            when = f"{sum(_minutes(frame, names) for frame in chosen) + extra} min"
            what += f": lesson{'s' if len(chosen) > 1 else ''} {', '.join(lessons.split())}"
        steps.append(Step(when, what, entry.text, entry.line))
    return steps


def _minutes(frame: Frame, names: list[str]) -> int:
    if unknown := [name for name in names if name not in {"all", *PARTS}]:
        raise ValueError(f"{', '.join(unknown)}: a lesson has the parts all, {', '.join(PARTS)}")
    return sum(frame.minutes if name == "all" else frame.parts[name] for name in names)


def _whole(minutes: str, what: str) -> int:
    if not minutes.isdigit() or int(minutes) == 0:
        raise ValueError(f"{what}: {minutes!r} is not a number of minutes")
    return int(minutes)
