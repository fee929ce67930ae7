"""Which items an exam draws from: the question families, or the pages' own bank."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

from regenmed.citations import source_link, source_words
from regenmed.dataset import load
from regenmed.exam.families import family_items
from regenmed.page import bank
from regenmed.page.bank import Item, Option

ORIGINS = ("families", "bank")
ORDERS_SHOWN = 4


def pool(lesson: str = "all", origin: str = "families") -> list[Item]:
    """Give the items of one lesson, such as "05-msc", or of all, sorted by id.

    `origin` is "families" (questions over every trial, none of them on a page) or "bank" (the
    pages' own; an item that asks for an order becomes a choice among orders). Raises ValueError
    for an unknown lesson or origin.
    """
    if origin not in ORIGINS:
        raise ValueError(f"unknown origin {origin!r}; there are: {', '.join(ORIGINS)}")
    lessons = sorted({*bank.lessons(), *(item.lesson for item in family_items())})
    if lesson != "all" and lesson not in lessons:
        raise ValueError(f"unknown lesson {lesson!r}; there are: all, {', '.join(lessons)}")
    items = family_items() if origin == "families" else bank_items()
    return [item for item in items if lesson in ("all", item.lesson)]


def bank_items() -> list[Item]:
    """Give the items of the pages' bank in the types that every format knows, sorted by id."""
    items = [_as_choice(item) if item.type == "order" else item for item in bank.load_items()]
    return sorted(items, key=lambda item: item.id)


@cache
def source_of(name: str) -> tuple[str, str]:
    """Give words and address of the source of a study; of a claim, its id and no address."""
    rows = load("studies").set_index("study_id")
    if name not in rows.index:
        return f"claim {name}", ""
    study = rows.loc[name]
    sources = load("sources")
    source = next(sources[sources["source_id"] == study["source_id"]].itertuples(index=False))
    return f"{study['name']}: {source_words(source)}", source_link(source)


def _as_choice(item: Item) -> Item:
    """Turn an order item into a choice: the right order among other orders of its steps."""
    right = [option.text for option in item.options]
    chance = random.Random(item.id)
    orders = [right]
    while len(orders) < ORDERS_SHOWN:
        mixed = chance.sample(right, len(right))
        if mixed not in orders:
            orders.append(mixed)
    options = [
        Option(
            " → ".join(order),
            order is right,
            item.explanation,
            "" if order is right else "another order of the same steps",
        )
        for order in orders
    ]
    chance.shuffle(options)
    return replace(item, type="single", options=tuple(options))
