"""The exam pool: the same question over every eligible trial of the dataset, its key computed."""

from __future__ import annotations

from functools import cache

from regenmed.exam.comparisons import arm_results, comparisons
from regenmed.exam.design_families import design_items
from regenmed.exam.effect_families import effect_items
from regenmed.exam.interval_families import interval_items
from regenmed.exam.reading_families import reading_items
from regenmed.page.bank import Item


@cache
def family_items() -> tuple[Item, ...]:
    """Give every item of every family, sorted by id; `objective` names an item's family."""
    pairs, results = comparisons(), arm_results()
    made = [
        *effect_items(pairs),
        *interval_items(pairs, results),
        *reading_items(pairs),
        *design_items(pairs, results),
    ]
    return tuple(sorted((item for item in made if item), key=lambda item: item.id))
