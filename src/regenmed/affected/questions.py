"""Which questions differ between two runs: those of the pages, and those of the exam families."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regenmed.affected.place import Place
from regenmed.affected.visible_text import changed_words, shorten, told
from regenmed.page.number_text import decimals_of

_BROKEN = re.compile(r"(?P<file>\S+\.yaml)(?: item (?P<item>[\w-]+))?")


def question_places(old: dict[str, Any], new: dict[str, Any], quiz: Path) -> list[Place]:
    """Give a place for each question that differs, and for each rule that one now breaks.

    `old` and `new` are snapshots; `quiz` is the folder of the banks, in which lines are found.
    """
    places = []
    for name, one in old["questions"].items():
        other = new["questions"].get(name)
        if other is None:
            places.append(_place(quiz, one["file"], name, "is gone", broken=True))
        elif texts := list(_differing(one, other)):
            places.append(_place(quiz, one["file"], name, told(texts)))
    for problem in sorted(set(new["broken"]) - set(old["broken"])):
        where = _BROKEN.match(problem)
        text = problem[where.end() :].strip(" :") if where else problem
        file, item = (where["file"], where["item"] or "") if where else ("", "")
        places.append(_place(quiz, file, item, text, broken=True))
    return places


def _place(quiz: Path, file: str, name: str, text: str, broken: bool = False) -> Place:
    line = 1
    if (quiz / file).is_file():
        lines = (quiz / file).read_text(encoding="utf-8").splitlines()
        line = next((i for i, x in enumerate(lines, 1) if x.strip() == f"- id: {name}"), 1)
    return Place(f"data/quiz/{file}", line, "question", text, name, broken)


def _differing(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    if not new["whole"]:  # a broken rule says which number cannot be found
        return
    if old["answer"] is not None and new["answer"] is not None:
        before, after = (_answer(item) for item in (old, new))
        if before != after:
            yield f"the key changes: {before} -> {after} {old['unit']}"
    changed = {
        field: (text, new["texts"].get(field, ""))
        for field, text in old["texts"].items()
        if new["texts"].get(field) != text
    }
    if changed and new["holds"]:
        yield f"its key rests on {' and '.join(new['holds'])}"
    elif changed and new["key"]:
        yield "is its key still right? " + " / ".join(shorten(text, 80) for text in new["key"])
    for field, pair in changed.items():
        yield f"{field}: {changed_words(*pair)}"


def _answer(item: dict[str, Any]) -> str:
    return f"{item['answer']:.{decimals_of(item['tolerance'])}f}"


def exam_lines(old: dict[str, list], new: dict[str, list]) -> list[str]:
    """Give one line on the items of the exam's question families, if any differ."""
    gone, come = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    both = set(old) & set(new)
    asked = [name for name in both if old[name] != new[name]]
    keyed = [name for name in asked if old[name][1:] != new[name][1:]]
    if not (gone or come or asked):
        return []
    parts = [f"{len(asked)} of {len(old)} items ask with other numbers"]
    parts += [f"{len(keyed)} of them have another key"] if keyed else []
    parts += [f"{len(gone)} fall away ({told(gone)})"] if gone else []
    parts += [f"{len(come)} are new ({told(come)})"] if come else []
    return [f"exam families: {'; '.join(parts)}"]
