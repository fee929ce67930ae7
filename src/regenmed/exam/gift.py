"""GIFT: Moodle's plain text format. Format: Moodle documentation, "GIFT format"."""

from __future__ import annotations

import re

from regenmed.exam.moodle import CATEGORY, weight_text, weights
from regenmed.exam.pool import source_of
from regenmed.exam.wording import feedback_html, number_text, reasons_html, stem_html
from regenmed.page.bank import Item
from regenmed.page.rich_text import rich_html

SPECIAL = re.compile(r"([\\~=#{}:])")


def gift(items: tuple[Item, ...]) -> str:
    """Give the items as a GIFT file, each in its lesson's category."""
    blocks, lesson = [], ""
    for item in sorted(items, key=lambda item: item.lesson):
        if item.lesson != lesson:
            lesson = item.lesson
            blocks.append(f"$CATEGORY: {CATEGORY}/{lesson}\n")
        blocks.append(_question(item))
    return "\n".join(blocks)


def escaped(text: str) -> str:
    """Give text on one line with the characters escaped that GIFT reads as marks."""
    return SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def _question(item: Item) -> str:
    answers = _numbers(item) if item.type == "numeric" else _choices(item)
    mark = "#" if item.type == "numeric" else ""
    reasons = escaped(reasons_html(item, source_of))
    return (
        f"::{escaped(item.id)}::[html]{escaped(stem_html(item))}{{{mark}\n"
        + "".join(f"\t{answer}\n" for answer in answers)
        + f"\t####{reasons}\n}}\n"
    )


def _choices(item: Item) -> list[str]:
    right, wrong = weights(item)
    lines = []
    for option in item.options:
        if item.type == "single":
            start = "=" if option.correct else "~"
        else:
            start = f"~%{weight_text(right if option.correct else wrong)}%"
        lines.append(f"{start}{escaped(rich_html(option.text))}#{escaped(feedback_html(option))}")
    return lines


def _numbers(item: Item) -> list[str]:
    near = [
        f"=%0%{number_text(miss.value)}:{number_text(miss.tolerance)}#"
        + escaped(feedback_html(miss))
        for miss in item.near_misses
    ]
    return [f"={number_text(item.answer)}:{number_text(item.tolerance)}#", *near]
