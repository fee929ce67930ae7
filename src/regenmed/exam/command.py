"""The `exam` command: read its words, draw the papers, write them, say what was written."""

from __future__ import annotations

from pathlib import Path

from regenmed.exam.export import export, writers_of
from regenmed.exam.paper import draw
from regenmed.exam.pool import pool


def run(chosen) -> int:
    """Carry out the command with the words that argparse read, and return its exit code.

    Raises ValueError, one line, for bad input.
    """
    writers_of(chosen.format)
    n, seed, students = (_whole(name, getattr(chosen, name)) for name in ("n", "seed", "students"))
    items = pool(chosen.lesson, chosen.origin)
    if not items:
        raise ValueError(f"lesson {chosen.lesson!r} has no question families; try --from bank")
    papers = draw(items, n, seed, students)
    title = "Exam" if chosen.lesson == "all" else f"Exam {chosen.lesson}"
    try:
        files = export(papers, chosen.format, Path(chosen.out), title)
    except OSError as error:
        raise ValueError(f"cannot write {chosen.out}: {error.strerror}") from None
    print(
        f"{len(papers)} {'paper' if len(papers) == 1 else 'papers'} of {n} out of {len(items)} "
        f"items (seed {seed}): {len(files)} {'file' if len(files) == 1 else 'files'} in "
        f"{chosen.out}"
    )
    return 0


def _whole(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"--{name} {text!r} is not a whole number") from None
