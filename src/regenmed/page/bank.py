"""The question bank: read `data/quiz/*.yaml`, check it, and fill in its computed numbers.

Each lesson has one file, described by `data/quiz/schema.json`. Every number from the evidence is a
named computation (`numbers:`) that `regenmed.facts.number` resolves, so a corrected row changes
stems, keys and feedback together. `bank_rules` holds the item-writing rules.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from regenmed import dataset
from regenmed.page import bank_numbers, bank_rules

# the safe loader in C where PyYAML has it: ten times as fast
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Option:
    """One choice, or one step of an order item."""

    text: str
    correct: bool
    feedback: str
    misconception: str = ""


@dataclass(frozen=True)
class NearMiss:
    """A wrong number that a known error leads to, in the item's unit."""

    value: float
    tolerance: float
    feedback: str
    misconception: str


@dataclass(frozen=True)
class Item:
    """One question, its numbers filled in.

    `type` is single, multiple, numeric or order. The options of an order item stand in the right
    order. `answer`, `tolerance` and `near_misses` are in `unit` and belong to numeric items only.
    """

    id: str
    lesson: str
    objective: str
    type: str
    stem: str
    options: tuple[Option, ...]
    answer: float | None
    tolerance: float | None
    unit: str
    near_misses: tuple[NearMiss, ...]
    explanation: str
    source: tuple[str, ...]
    numbers: dict[str, float]


@dataclass(frozen=True)
class Check:
    """A few questions asked together at one point of a lesson."""

    lesson: str
    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Bank:
    """The questions of one lesson; `objectives` maps an objective's id to its wording."""

    lesson: str
    title: str
    objectives: dict[str, str]
    checks: tuple[Check, ...]
    items: tuple[Item, ...]


def lessons() -> list[str]:
    """Give the lessons that have a bank, in order."""
    return sorted(path.stem for path in _folder().glob("*.yaml"))


def load_bank(lesson: str) -> Bank:
    """Give the checked bank of one lesson.

    Raises ValueError, one line a problem, when the file breaks a rule or a number cannot be found.
    """
    if lesson not in lessons():
        raise ValueError(f"no quiz bank for lesson {lesson!r}; there are: {', '.join(lessons())}")
    return _read(_folder() / f"{lesson}.yaml")


def load_check(lesson: str, check: str) -> Check:
    """Give one check of a lesson, such as `load_check("04-hsct", "a")`."""
    bank = load_bank(lesson)
    for found in bank.checks:
        if found.id == check:
            return found
    there = ", ".join(found.id for found in bank.checks)
    raise ValueError(f"{lesson} has no check {check!r}; there are: {there}")


def load_items(lesson: str | None = None) -> list[Item]:
    """Give all items of one lesson, or of every lesson, in the order of the files."""
    wanted = lessons() if lesson is None else [lesson]
    return [item for name in wanted for item in load_bank(name).items]


def problems(folder: Path | None = None) -> list[str]:
    """Give one line for each broken rule in the banks of `folder`; an empty list if all hold."""
    found: list[str] = []
    for path in sorted((folder or _folder()).glob("*.yaml")):
        try:
            build(path.read_text(encoding="utf-8"), path.name)
        except (ValueError, OSError) as error:
            found += str(error).splitlines()
    return found


def build(text: str, file: str) -> Bank:
    """Turn the text of one bank file into a Bank; `file` is its name, used in error lines."""
    try:
        raw = yaml.load(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}" if mark else ""
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ValueError(f"{file}{where}: not readable as YAML: {what}") from None
    _stop_at(bank_rules.shape(raw, _schema(), file), text)
    numbers, faults = {}, []
    for item in raw["items"]:
        numbers[item["id"]], lines = bank_numbers.resolve(item.get("numbers", {}))
        lines = lines or bank_numbers.broken(item.get("holds", []), numbers[item["id"]])
        faults += [f"{file} item {item['id']} {line}" for line in lines]
        faults += [f"{file} item {item['id']} {line}" for line in bank_numbers.misused(item)]
    _stop_at(faults, text)
    filled = [bank_numbers.fill(item, numbers[item["id"]]) for item in raw["items"]]
    _stop_at(bank_rules.rules(raw, filled, _known_sources(), file), text)
    return _bank(raw, filled, numbers)


def _bank(raw: dict, filled: list[dict], numbers: dict[str, dict[str, float]]) -> Bank:
    lesson = raw["lesson"]
    items = tuple(_item(item, lesson, numbers[item["id"]]) for item in filled)
    by_id = {item.id: item for item in items}
    checks = tuple(
        Check(lesson, check["id"], check["title"], tuple(by_id[name] for name in check["items"]))
        for check in raw["checks"]
    )
    return Bank(lesson, raw["title"], dict(raw["objectives"]), checks, items)


def _item(filled: dict[str, Any], lesson: str, numbers: dict[str, float]) -> Item:
    options = tuple(
        Option(
            option["text"],
            filled["type"] == "order" or option.get("correct", False),
            option["feedback"],
            option.get("misconception", ""),
        )
        for option in filled.get("options", [])
    )
    misses = tuple(
        NearMiss(
            miss["value"], bank_rules.near_tolerance(miss), miss["feedback"], miss["misconception"]
        )
        for miss in filled.get("near_misses", [])
    )
    return Item(
        id=filled["id"],
        lesson=lesson,
        objective=filled["objective"],
        type=filled["type"],
        stem=filled["stem"],
        options=options,
        answer=filled.get("answer"),
        tolerance=filled.get("tolerance"),
        unit=filled.get("unit", ""),
        near_misses=misses,
        explanation=filled["explanation"],
        source=tuple(filled["source"].split()),
        numbers=numbers,
    )


def _folder() -> Path:
    return Path(dataset.DATA) / "quiz"


def _read(path: Path) -> Bank:
    return _built(path.read_text(encoding="utf-8"), path.name)


@cache
def _built(text: str, file: str) -> Bank:
    return build(text, file)


@cache
def _schema() -> dict:
    return json.loads((_folder() / "schema.json").read_text(encoding="utf-8"))


def _known_sources() -> set[str]:
    return set(dataset.load("studies")["study_id"]) | set(dataset.load("claims")["claim_id"])


def _stop_at(lines: list[str], text: str) -> None:
    if lines:
        raise ValueError("\n".join(_with_line(line, text) for line in lines))


def _with_line(problem: str, text: str) -> str:
    """Name the line of `text` at which the item of a problem starts, if it is about one."""
    found = re.match(r"(\S+) item ([\w-]+)", problem)
    item = rf"^.*\bid: [\"']?{re.escape(found[2])}\b" if found else r"(?!)"
    if not (start := re.search(item, text, re.MULTILINE)):
        return problem
    return f"{found[1]}:{text.count(chr(10), 0, start.start()) + 1}{problem[found.end(1) :]}"
