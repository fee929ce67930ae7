"""Seconds to build the book: cold, and after an edit of one lesson; ours beside the plain one.

Leaves both books built in `_build/bench/ours` and `_build/bench/plain`.
"""

import re
from collections.abc import Callable
from pathlib import Path

import trees
from figures import Row, table

LESSON = Path("book/04-hsct.md")
SENTENCE = "\n\nOne sentence more, put here to see how long it takes.\n"
CODE = re.compile(r"^```\{code-cell\} ipython3\n(:tags:.*\n)?", re.MULTILINE)


def edited_text(text: str) -> str:
    """Add a sentence at the end."""
    return text + SENTENCE


def edited_code(text: str) -> str:
    """Add a line to the second code cell, so that the lesson has to run again."""
    place = list(CODE.finditer(text))[1].end()
    return f"{text[:place]}_ = 1\n{text[place:]}"


def after_edit(folder: Path, edit: Callable[[str], str], build: Callable[[Path], float]) -> float:
    """Edit the lesson, build, and put the lesson back; give the seconds."""
    lesson = folder / LESSON
    before = lesson.read_text(encoding="utf-8")
    lesson.write_text(edit(before), encoding="utf-8")
    try:
        return build(folder)
    finally:
        lesson.write_text(before, encoding="utf-8")


def measure() -> list[Row]:
    """Give the rows of the table."""
    ours, plain = trees.ours(), trees.plain()
    cold = trees.build_ours(ours), trees.build_plain(plain)
    builds = ((ours, trees.build_ours), (plain, trees.build_plain))
    rows = [
        Row("cold_build", *cold),
        Row("cold_build_ratio", cold[0] / cold[1]),
    ]
    for name, edit in (("text_edit", edited_text), ("code_edit", edited_code)):
        rows.append(Row(name, *(after_edit(tree, edit, build) for tree, build in builds)))
    for tree, build in builds:
        build(tree)  # as the sources are, for whoever looks at the pages next
    return rows


if __name__ == "__main__":
    print(table(measure()))
