"""The rules a question bank keeps: its shape, and published guidance on writing items.

Guidance: Haladyna, Downing, Rodriguez 2002, Applied Measurement in Education 15:309-334. One idea
in the stem, homogeneous options of similar length, no "all of the above", varied key position,
distractors from real errors. Each rule yields (field, message) pairs.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import fastjsonschema

from regenmed.page import bank_numbers

Found = Iterator[tuple[str, str]]

IMPERATIVES = ("Put", "Choose", "Order", "Arrange", "Give", "Compute", "Name", "Pick", "Rank")
ALL_OR_NONE = re.compile(r"\b(all|none|both|neither) of (the )?(above|these|those)\b", re.I)
BARE_NUMBER = re.compile(r"\d+\.\d+|\d+\s?%|\b\d+ of \d+\b|\b\d+/\d+")
FREE_OF_DATA = re.compile(r"\b(95|100)\s?%|\{[^{}]*\}")
LONGEST_TO_SHORTEST = 3
MOST_KEYS_IN_ONE_PLACE = 0.6
ENOUGH_TO_COMPARE_PLACES = 5
NEAR = 0.05


def shape(raw: Any, schema: dict, file: str) -> list[str]:
    """Give a line for each place where a bank as read from YAML departs from `schema`."""
    try:
        _quick_check(json.dumps(schema))(raw)
        return []
    except fastjsonschema.JsonSchemaException:
        # late: it takes longer to import than a whole bank to check, and only faults need its words
        from jsonschema import Draft202012Validator
    errors = sorted(Draft202012Validator(schema).iter_errors(raw), key=lambda e: str(e.path))
    return [f"{file} {_place(raw, list(error.absolute_path))}{_said(error)}" for error in errors]


@cache
def _quick_check(schema: str) -> Callable[[Any], Any]:
    return fastjsonschema.compile(json.loads(schema))


def _place(raw: Any, path: list) -> str:
    if len(path) >= 2 and path[0] == "items":
        item = raw["items"][path[1]]
        name = item.get("id", path[1] + 1) if isinstance(item, dict) else path[1] + 1
        path = [f"item {name}", *path[2:]]
        fields = ".".join(str(p + 1) if isinstance(p, int) else p for p in path[1:])
        return f"{path[0]} {fields}: " if fields else f"{path[0]}: "
    fields = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
    return f"{fields}: " if fields else ": "


def _said(error: Any) -> str:
    if error.validator == "not":
        return "does not belong to this type of item"
    if error.validator == "required":
        name = next(name for name in error.validator_value if name not in error.instance)
        return f"has no {name}; write it"
    message = error.message
    return message if len(message) < 160 else f"{message[:70]} … {message[-80:]}"


def rules(raw: dict, filled: list[dict], known_sources: set[str], file: str) -> list[str]:
    """Give a line for each broken rule; `filled` are the items of `raw` with numbers written in."""
    lines = [f"{file} {where}: {what}" for where, what in _whole_bank(raw, filled, file)]
    for before, item in zip(raw["items"], filled, strict=True):
        found = [*_item(item, raw, known_sources), *_numbers_written_bare(before)]
        lines += [f"{file} item {item['id']} {field}: {what}" for field, what in found]
    return lines


def _whole_bank(raw: dict, filled: list[dict], file: str) -> Found:
    if file.removesuffix(".yaml") != raw["lesson"]:
        yield "lesson", f"is {raw['lesson']}, not the file's name"
    for what, names in (
        ("items", [item["id"] for item in filled]),
        ("checks", [check["id"] for check in raw["checks"]]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield what, f"the id {name} is used {times} times"
    asked = Counter(name for check in raw["checks"] for name in check["items"])
    known = {item["id"] for item in filled}
    for name in sorted(set(asked) - known):
        yield "checks", f"there is no item {name}"
    for name, times in asked.items():
        if times > 1:
            yield "checks", f"item {name} is asked {times} times"
    for name in sorted(known - set(asked)):
        yield "checks", f"no check asks item {name}"
    tested = {item["objective"] for item in filled}
    for name in raw["objectives"]:
        if name not in tested:
            yield f"objectives.{name}", "no item tests it"
    yield from _key_places(filled)


def _key_places(filled: list[dict]) -> Found:
    places = [
        [option.get("correct", False) for option in item["options"]].index(True) + 1
        for item in filled
        if item["type"] == "single" and any(option.get("correct") for option in item["options"])
    ]
    if len(places) >= ENOUGH_TO_COMPARE_PLACES:
        place, times = Counter(places).most_common(1)[0]
        if times > MOST_KEYS_IN_ONE_PLACE * len(places):
            yield "items", f"{times} of {len(places)} keys are option {place}; vary the place"


def _item(item: dict, raw: dict, known_sources: set[str]) -> Found:
    if item["objective"] not in raw["objectives"]:
        there = ", ".join(raw["objectives"])
        yield "objective", f"{item['objective']} is not among the objectives; there are: {there}"
    for name in item["source"].split():
        if name not in known_sources:
            yield "source", f"{name} is neither a study nor a claim"
    stem = item["stem"].rstrip("*` ")
    sentences = re.split(r"(?<=[.?!:])\s+", item["stem"])
    if not stem.endswith("?") and not any(s.startswith(IMPERATIVES) for s in sentences):
        yield "stem", "asks nothing: end it in ? or tell the reader what to do"
    yield from _numeric(item) if item["type"] == "numeric" else _options(item)


def _options(item: dict) -> Found:
    options = item["options"]
    if not 3 <= len(options) <= 5:
        yield "options", f"needs 3 to 5, has {len(options)}"
    words = [option["text"].strip().lower() for option in options]
    if len(set(words)) < len(words):
        yield "options", "two are the same"
    lengths = [len(word) for word in words]
    if max(lengths) > LONGEST_TO_SHORTEST * min(lengths):
        yield "options", f"the longest has {max(lengths)} letters, the shortest {min(lengths)}"
    for number, option in enumerate(options, start=1):
        if ALL_OR_NONE.search(option["text"]):
            yield f"options.{number}", f"{option['text']!r} gives the key away"
    if item["type"] != "order":
        yield from _keys(item["type"], options)
    elif any("correct" in option for option in options):
        yield "options", "an order item has steps in their right order, and no correct"


def _keys(kind: str, options: list[dict]) -> Found:
    right = sum(option.get("correct", False) for option in options)
    if kind == "single" and right != 1:
        yield "options", f"needs exactly one correct, has {right}"
    if kind == "multiple" and not 1 <= right < len(options):
        yield "options", f"needs at least one correct and one wrong, has {right} correct"
    for number, option in enumerate(options, start=1):
        if not option.get("correct") and "misconception" not in option:
            yield f"options.{number}", "is wrong and needs the misconception it tests"


def _numeric(item: dict) -> Found:
    answer, tolerance = item["answer"], item["tolerance"]
    if not tolerance > 0:
        yield "tolerance", f"must be above 0, is {tolerance}"
    if not item["near_misses"]:
        yield "near_misses", "needs at least one"
    for number, miss in enumerate(item["near_misses"], start=1):
        if abs(miss["value"] - answer) <= tolerance + near_tolerance(miss):
            yield (
                f"near_misses.{number}",
                f"{miss['value']:.4g} lies too close to the answer {answer:.4g}",
            )


def near_tolerance(miss: dict[str, Any]) -> float:
    """Give how far from a near miss's value a number still counts as it: 5 % unless it says so."""
    return miss.get("tolerance", NEAR * abs(miss["value"]))


def _numbers_written_bare(raw_item: dict) -> Found:
    if not isinstance(raw_item.get("answer", ""), str):
        said = f"{raw_item['answer']} is typed and would not follow the data"
        yield "answer", f"{said}; compute it in numbers and write {{name}}"
    for field, text in bank_numbers.texts(raw_item):
        bare = BARE_NUMBER.search(FREE_OF_DATA.sub("", text))
        if bare:
            yield field, f"{bare.group()!r} is typed; compute it in numbers and write {{name}}"
