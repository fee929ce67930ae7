"""Which places of the pages differ between two runs: sentences, figures, tables, assertions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from regenmed.affected.page_source import CellSource, PageSource, shown
from regenmed.affected.place import Place
from regenmed.affected.visible_text import differences, shorten, told

PHRASES = " | "
_UNSEEN = {"figure": "what it draws moves, and no word of it", "table": "its markup changes"}
_QUESTIONS = {
    "quiz": "questions that it asks change: see data/quiz",
    "progress": "a reader's answers to the questions that change no longer count",
}
_OF_THE_BANK = re.compile(r"\S+\.yaml item ")
_LOST_NAME = re.compile(r"name '(\w+)' is not defined")


def page_places(source: PageSource, old: list[dict], new: list[dict]) -> list[Place]:
    """Give every place of one page that differs; `old` and `new` are what `run_page` gave."""
    computed = [*_outputs(source, old, new), *_sentences(source, old, new)]
    faults = list(_faults(source, old, new))
    return [*computed, *faults, *_in_words(source, old, [*computed, *faults])]


def _sentences(source: PageSource, old: list[dict], new: list[dict]) -> Iterator[Place]:
    before, after = _placed(old), _placed(new)
    for line, matches in source.placed().items():
        if any(shown(before, match) != shown(after, match) for match in matches):
            yield Place(source.file, line, "sentence", source.sentence(line, before, after))


def _placed(run: list[dict]) -> dict[str, str]:
    return {key: value for cell in run for key, value in cell["placed"].items()}


def _outputs(source: PageSource, old: list[dict], new: list[dict]) -> Iterator[Place]:
    for cell, one, other in zip(source.cells, old, new, strict=True):
        if other["faults"] and not one["faults"]:
            continue
        for number in range(max(len(one["outputs"]), len(other["outputs"]))):
            pair = [run["outputs"][number : number + 1] for run in (one, other)]
            states = [[output["state"] for output in outputs] for outputs in pair]
            if states[0] != states[1]:
                yield _output(source, cell, *pair)


def _output(source: PageSource, cell: CellSource, old: list[dict], new: list[dict]) -> Place:
    output = (old or new)[0]
    lines = [outputs[0]["lines"] if outputs else [] for outputs in (old, new)]
    kind, name = output["kind"], output["name"] or cell.name
    texts = differences(*lines)
    what = told(texts) or _UNSEEN.get(kind, "its stored answers change, none that it starts with")
    what = _QUESTIONS.get(kind, what)
    if kind == "figure" and cell.said:
        what += f" (read its title, and lines {cell.said[0]}-{cell.said[-1]}, again)"
    return Place(source.file, cell.fence, kind, what, name)


def _faults(source: PageSource, old: list[dict], new: list[dict]) -> Iterator[Place]:
    values = _placed(old)
    for cell, one, other in zip(source.cells, old, new, strict=True):
        known = {(fault["line"], fault["message"]) for fault in one["faults"]}
        for fault in other["faults"]:
            if (fault["line"], fault["message"]) in known:
                continue
            if "test" in fault:
                yield from _assertion(source, cell, fault, values)
            elif not _LOST_NAME.match(fault["message"]):
                line, text = cell.code + fault["line"] - 1, f"{fault['error']}: {fault['message']}"
                if _OF_THE_BANK.match(fault["message"]):
                    text = "the questions break a rule: see data/quiz"
                yield Place(source.file, line, "cell fails", text, broken=True)


def _assertion(
    source: PageSource, cell: CellSource, fault: dict[str, Any], values: dict[str, str]
) -> Iterator[Place]:
    line = cell.code + fault["line"] - 1
    now = f" ({', '.join(fault['values'])})" if fault["values"] else ""
    text = f"no longer true: {fault['test']}{now}"
    yield Place(source.file, line, "assertion", text, broken=True)
    for phrase in filter(None, fault["message"].split(PHRASES)):
        at = source.holding(phrase, range(cell.fence, cell.end))
        where = source.sentence(at, values, values) if at else phrase
        text = f"rests on the assertion in line {line}: {shorten(where, 200)}"
        yield Place(source.file, at or line, "words", text, broken=True)


def _in_words(source: PageSource, old: list[dict], found: list[Place]) -> Iterator[Place]:
    """Give what no computation changes and somebody must read again, near what does change."""
    sure = [place for place in found if "data/quiz" not in place.text]
    sections = sorted({source.section(place.line) for place in sure} - {""})
    taken, values = {place.line for place in found}, _placed(old)
    lines: dict[int, str] = {}
    for place in found:
        if place.kind == "figure" and place.name:
            lines |= dict.fromkeys(source.naming(place.name), f"names {place.name}")
    for section in sections:
        lines |= dict.fromkeys(source.amounts_in_words(section), "tells an amount in words")
        lines |= dict.fromkeys(source.pointing_to(section), f"points to {section}")
    for line, why in sorted(lines.items()):
        if line not in taken:
            text = f"{why}: {shorten(source.sentence(line, values, values), 160)}"
            yield Place(source.file, line, "read again", text)
