"""How the families make items: numbers in words, distractors that differ, options in mixed order.

An exam item is an `Item` of the question bank (`regenmed.page.bank`). Its `objective` names the
family, its `explanation` gives the reasons.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from regenmed.exam.comparisons import Study
from regenmed.page.bank import Item, NearMiss, Option
from regenmed.page.number_text import format_number

LEAST_OPTIONS, MOST_OPTIONS = 3, 4
LEAST_GAP = 0.05

Wrong = tuple[str, str, str]
WrongNumber = tuple[float | None, str, str]


def single(
    family: str, name: str, study: Study, stem: str, right: tuple[str, str], wrong: Iterable[Wrong],
    reasons: str, lesson: str = "", source: tuple[str, ...] = (),
) -> Item | None:  # fmt: skip
    """Give an item with one right option, or None if fewer than two wrong ones differ from it.

    `right` is (text, feedback), each of `wrong` (text, feedback, misconception), best first.
    """
    options = [Option(right[0], True, right[1])]
    for text, feedback, misconception in wrong:
        if len(options) < MOST_OPTIONS and text not in {option.text for option in options}:
            options.append(Option(text, False, feedback, misconception))
    if len(options) < LEAST_OPTIONS:
        return None
    return _item(
        family,
        name,
        study,
        "single",
        stem,
        reasons,
        lesson,
        source,
        options=_mixed(options, family, name),
    )


def several(
    family: str, name: str, study: Study, stem: str, options: list[Option], reasons: str
) -> Item | None:
    """Give an item with several right options, or None if all or none are right."""
    if not 0 < sum(option.correct for option in options) < len(options):
        return None
    return _item(
        family, name, study, "multiple", stem, reasons, options=_mixed(options, family, name)
    )


def numeric(
    family: str, name: str, study: Study, stem: str, answer: float, tolerance: float, unit: str,
    near: Iterable[WrongNumber], reasons: str, lesson: str = "",
) -> Item | None:  # fmt: skip
    """Give an item with a number for an answer, or None if no known error leads elsewhere.

    Each of `near` is (value or None, feedback, misconception). Those that round to the answer, or
    to one another, are left out: their ranges may not touch.
    """
    kept: list[NearMiss] = []
    for value, feedback, misconception in near:
        taken = [answer, *(miss.value for miss in kept)]
        if value is not None and all(abs(value - other) > 2.5 * tolerance for other in taken):
            kept.append(NearMiss(value, tolerance, feedback, misconception))
    if not kept:
        return None
    return _item(
        family, name, study, "numeric", stem, reasons, lesson,
        answer=answer, tolerance=tolerance, unit=unit, near_misses=tuple(kept),
    )  # fmt: skip


def numbers_apart(key: float, wrong: Iterable[WrongNumber], spec: str, unit: str) -> list[Wrong]:
    """Give the wrong numbers as options that stay apart after rounding, from the key and mutually.

    Apart means 5 % of the key, and at least two units of the last printed place.
    """
    gap = max(LEAST_GAP * abs(key), 2 * 10.0 ** -int(spec[1]))
    kept: list[float] = [key]
    found = []
    for value, feedback, misconception in wrong:
        if value is None or any(abs(value - other) < gap for other in kept):
            continue
        kept.append(value)
        found.append((shown(value, spec, unit), feedback, misconception))
    return found


def shown(value: float, spec: str = ".1f", unit: str = "") -> str:
    """Write a number with its unit, as the page does: −3.2 percentage points, 5.0 %."""
    return (
        f"{format_number(value, spec)}\N{NO-BREAK SPACE}{unit}"
        if unit
        else format_number(value, spec)
    )


def percent(share: float) -> str:
    """Write a share (0 to 1) as a percent with one decimal."""
    return shown(100 * share, ".1f", "%")


def _item(
    family: str, name: str, study: Study, kind: str, stem: str, reasons: str, lesson: str = "",
    source: tuple[str, ...] = (), **given,
) -> Item:  # fmt: skip
    parts = {"options": (), "answer": None, "tolerance": None, "unit": "", "near_misses": ()}
    return Item(
        id=f"{family}-{name}",
        lesson=lesson or study.lesson,
        objective=family,
        type=kind,
        stem=stem,
        explanation=reasons,
        source=source or (study.id,),
        numbers={},
        **(parts | given),
    )


def _mixed(options: list[Option], family: str, name: str) -> tuple[Option, ...]:
    """Mix the options by the item's id alone, so that the key's place varies over the pool."""
    mixed = list(options)
    random.Random(f"{family} {name}").shuffle(mixed)
    return tuple(mixed)
