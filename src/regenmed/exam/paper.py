"""Papers: which items each student gets and in which order, reproducible from a seed."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from dataclasses import dataclass, replace

from regenmed.page.bank import Item

MOST_DRAWS = 1000


@dataclass(frozen=True)
class Paper:
    """One student's paper: its number from 1, and its items with their options in its order."""

    number: int
    items: tuple[Item, ...]


def draw(items: list[Item], n: int, seed: int = 1, students: int = 1) -> list[Paper]:
    """Give `students` papers of `n` items each; the same arguments give the same papers.

    A paper takes the families in turn and asks about different studies as long as it can. No two
    papers hold the same items in the same order. Raises ValueError if there are not enough items.
    """
    if n < 1 or students < 1:
        name, value = ("n", n) if n < 1 else ("students", students)
        raise ValueError(f"{name} = {value}: at least 1 is needed")
    if n > len(items):
        raise ValueError(f"n = {n} is more than the {len(items)} items of this pool")
    if students > math.perm(len(items), n):
        raise ValueError(
            f"students = {students}: {len(items)} items give only "
            f"{math.perm(len(items), n)} different papers of {n}"
        )
    taken: set[tuple[str, ...]] = set()
    papers = []
    for number in range(1, students + 1):
        for attempt in range(MOST_DRAWS):
            chance = random.Random(f"{seed} {number} {attempt}")
            chosen = _choose(items, n, chance)
            ids = tuple(item.id for item in chosen)
            if ids not in taken:
                break
        else:
            raise ValueError(f"students = {students}: too many for {len(items)} items")
        taken.add(ids)
        papers.append(Paper(number, tuple(_mixed(item, chance) for item in chosen)))
    return papers


def _choose(items: list[Item], n: int, chance: random.Random) -> list[Item]:
    """Take items family by family, first those about studies that the paper has not used."""
    families: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        families[item.objective].append(item)
    waiting = [chance.sample(group, len(group)) for group in families.values()]
    chance.shuffle(waiting)
    chosen: list[Item] = []
    used: set[str] = set()
    while len(chosen) < n:
        waiting = [group for group in waiting if group]
        for group in waiting[: n - len(chosen)]:
            fresh = (place for place, item in enumerate(group) if not used & set(item.source))
            item = group.pop(next(fresh, 0))
            used |= set(item.source)
            chosen.append(item)
    chance.shuffle(chosen)
    return chosen


def _mixed(item: Item, chance: random.Random) -> Item:
    options = list(item.options)
    chance.shuffle(options)
    return replace(item, options=tuple(options))
