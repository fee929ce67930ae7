"""The answer key of a lesson: each question with its key, reasons, errors and how to mark it."""

from __future__ import annotations

from html import escape

from regenmed.exam.pool import source_of
from regenmed.exam.wording import feedback_html
from regenmed.page.bank import Bank, Item
from regenmed.page.number_text import decimals_of, format_number
from regenmed.page.quiz import shown_order
from regenmed.page.rich_text import rich_html

MARKING = {
    "single": "1 mark for the right one.",
    "multiple": "1 mark for all the right ones and no other; half for one slip.",
    "order": "1 mark for the whole order; half if one step stands out of place.",
}


def key_html(bank: Bank) -> str:
    """Give the key of all checks of a lesson, in the order in which the page asks."""
    return "".join(
        f'<details class="rm-key-check"><summary>Check {escape(check.id)}: {escape(check.title)} '
        f"({len(check.items)} questions)</summary>"
        + "".join(item_html(item, number) for number, item in enumerate(check.items, start=1))
        + "</details>"
        for check in bank.checks
    )


def item_html(item: Item, number: int) -> str:
    """Give one question with its answers judged, its reasons and sources."""
    answers = _numbers(item) if item.type == "numeric" else _options(item)
    return (
        f'<section class="rm-key-item" aria-label="Key of {escape(item.id)}">'
        f"<p><strong>Question {number}.</strong> {rich_html(item.stem)}</p>{answers}"
        f"<p>{rich_html(item.explanation)} Source: {'; '.join(map(source, item.source))}.</p>"
        f'<p class="rm-key-marking">Marking: {marking(item)} Item {escape(item.id)}.</p></section>'
    )


def source(name: str) -> str:
    """Give a link to the source of a study, or to a claim in the ledger."""
    words, address = source_of(name)
    return f'<a href="{escape(address or f"../claims.html#{name}")}">{escape(words)}</a>'


def marking(item: Item) -> str:
    """Say in words how to mark an item; for a number, from where to where it counts as right."""
    if item.type != "numeric":
        return MARKING[item.type]
    low, high = (amount(item, item.answer + sign * item.tolerance) for sign in (-1, 1))
    return (
        f"1 mark from {low} to {high} {escape(item.unit)}; half if the working is shown and holds "
        "one of the named errors only."
    )


def amount(item: Item, value: float) -> str:
    """Give a number with the decimals that the item's tolerance can tell apart."""
    return format_number(value, f",.{min(decimals_of(item.tolerance), 6)}f")


def _options(item: Item) -> str:
    if item.type == "order":
        steps = "".join(
            f"<li>{rich_html(option.text)} {rich_html(option.feedback)}</li>"
            for option in item.options
        )
        return f'<p>The right order:</p><ol class="rm-key-answers">{steps}</ol>'
    judged = "".join(
        f'<li class="rm-key-{"right" if option.correct else "wrong"}">'
        f"<strong>{'Right' if option.correct else 'Wrong'}:</strong> {rich_html(option.text)} "
        f'<span class="rm-key-why">{feedback_html(option)}</span></li>'
        for option in (item.options[place] for place in shown_order(item))
    )
    return f'<ul class="rm-key-answers">{judged}</ul>'


def _numbers(item: Item) -> str:
    near = "".join(
        f'<li class="rm-key-wrong"><strong>Wrong:</strong> {amount(item, miss.value)} '
        f'{escape(item.unit)} <span class="rm-key-why">{feedback_html(miss)}</span></li>'
        for miss in item.near_misses
    )
    return (
        f'<ul class="rm-key-answers"><li class="rm-key-right"><strong>Right:</strong> '
        f"{amount(item, item.answer)} {escape(item.unit)}</li>{near}</ul>"
    )
