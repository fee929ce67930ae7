"""Misconceptions and the questions that reveal them, looked up in the question bank."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from regenmed.page.bank import Bank, Item, NearMiss, Option
from regenmed.page.number_text import format_number
from regenmed.page.rich_text import rich_html


@dataclass(frozen=True)
class Place:
    """Where a question is asked: the letter of its check, and its number there."""

    check: str
    number: int

    def __str__(self) -> str:
        return f"check {self.check}, question {self.number}"


def places(bank: Bank) -> dict[str, Place]:
    """Give item id -> where the lesson asks it."""
    return {
        item.id: Place(check.id, number)
        for check in bank.checks
        for number, item in enumerate(check.items, start=1)
    }


def errors_of(item: Item) -> dict[str, Option | NearMiss]:
    """Give misconception -> the wrong answer that reveals it."""
    wrong = [choice for choice in (*item.options, *item.near_misses) if choice.misconception]
    return {choice.misconception: choice for choice in wrong}


def find_item(bank: Bank, name: str, misconception: str) -> Item:
    """Give the item of that name; ValueError, one line, if it does not reveal the misconception."""
    for item in bank.items:
        if item.id == name:
            if misconception not in errors_of(item):
                there = "; ".join(errors_of(item)) or "none"
                raise ValueError(f"{name} does not reveal {misconception!r}; it reveals: {there}")
            return item
    raise ValueError(f"{bank.lesson} has no question {name!r}")


def revealed_html(bank: Bank, item: Item, misconception: str, answers: bool) -> str:
    """Give the sentence that names the revealing question, with the telling answer if asked."""
    place = places(bank)[item.id]
    telling = ""
    if answers:
        wrong = errors_of(item)[misconception]
        said = (
            rich_html(wrong.text)
            if isinstance(wrong, Option)
            else f"{format_number(round(wrong.value, 2))} {escape(item.unit)}"
        )
        telling = f" <strong>The answer that tells:</strong> {said}"
    return (
        f'<p class="rm-reveals"><a href="{link_to(bank.lesson, place)}">{str(place).capitalize()}'
        f"</a>: {rich_html(item.stem)}{telling}</p>"
    )


def all_errors_html(bank: Bank) -> str:
    """Give every misconception of a lesson's questions, question by question, behind a fold."""
    rows = "".join(
        f'<li><a href="{link_to(bank.lesson, place)}">{str(place).capitalize()}</a>: '
        f"{'; '.join(rich_html(error) for error in errors_of(item)) or 'none named'}</li>"
        for item in bank.items
        for place in [places(bank)[item.id]]
    )
    count = sum(len(errors_of(item)) for item in bank.items)
    return (
        f'<details class="rm-all-errors"><summary>All {count} that the questions of this lesson '
        f"can reveal</summary><ul>{rows}</ul></details>"
    )


def link_to(lesson: str, place: Place) -> str:
    """Give the address of a check, seen from a page of `book/teaching/`."""
    return f"../{escape(lesson)}.html#quiz-{escape(lesson)}-{place.check}-title"
