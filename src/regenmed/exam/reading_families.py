"""Question families about reading a result: which arm, which sentence, hazard ratios, order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from regenmed.evidence import compare
from regenmed.exam.comparisons import Comparison
from regenmed.exam.item_parts import percent, several, shown, single
from regenmed.page.bank import Item, Option


def more_frequent(pair: Comparison) -> Item | None:
    """Ask in which arm the event was more frequent, counts and sizes given."""
    a, n, c, m = pair.counts
    p, q = a / n, c / m
    one, other = pair.treated.treatment, pair.control.treatment
    if a == c == 0:
        return None
    texts = {
        "first": f"In the arm “{one}”",
        "second": f"In the arm “{other}”",
        "same": "In both arms alike",
        "open": "That cannot be told, as the arms differ in size",
    }
    key = "first" if p > q else "second" if q > p else "same"
    if n == m:
        del texts["open"]
    shares = f"The shares are {percent(p)} and {percent(q)}."
    larger = "first" if a > c else "second"
    errors = {
        "first": "wrong arm",
        "second": "wrong arm",
        "same": "difference overlooked",
        "open": "shares thought not to be comparable",
    }
    if larger != key:
        errors[larger] = "counts compared without the arms' sizes"
    return single(
        "more-frequent",
        pair.treated.slug,
        pair.treated.study,
        f"{pair.told} In which arm was the event more frequent among those analysed, whatever "
        "chance may explain?",
        (texts[key], shares),
        [(texts[name], shares, errors[name]) for name in texts if name != key],
        f"{a}/{n} is {percent(p)}, {c}/{m} is {percent(q)}.",
    )


def right_sentence(pair: Comparison) -> Item | None:
    """Ask for the sentence that says what the counts say."""
    a, n, c, m = pair.counts
    p, q = a / n, c / m
    if 0 in (a, c) or abs(p - q) < 0.01:
        return None
    one, word = pair.treated.treatment, "higher" if p > q else "lower"
    opposite = "lower" if p > q else "higher"
    relative, points = 100 * abs(p - q) / q, 100 * abs(p - q)
    start = f"With “{one}” the risk of the event was"
    wrong = [
        (
            f"{start} {shown(points, '.1f')} percentage points {opposite}",
            "The direction is turned round.",
            "wrong direction",
        ),
        (
            f"{start} {shown(relative, '.1f')} percentage points {word}",
            "This number is the relative change, in percent of the second arm's risk.",
            "relative for absolute",
        ),
        (
            f"{start} {shown(points, '.1f', '%')} {word} relative to the other arm",
            "This number is the absolute difference, in percentage points.",
            "absolute for relative",
        ),
    ]
    if abs(relative - points) < max(1, 0.05 * points):
        return None
    return single(
        "right-sentence",
        pair.treated.slug,
        pair.treated.study,
        f"{pair.told} Which sentence about the two arms is right?",
        (
            f"{start} {shown(points, '.1f')} percentage points {word}",
            f"{percent(p)} against {percent(q)}.",
        ),
        wrong,
        f"{percent(p)} minus {percent(q)} is {shown(100 * (p - q), '.1f')} percentage points; "
        f"relative to {percent(q)} that is {shown(relative, '.1f', '%')}.",
    )


def true_statements(pair: Comparison) -> Item | None:
    """Ask for every true statement about a comparison."""
    a, n, c, m = pair.counts
    if pair.has_empty_cell or a / n == c / m:
        return None
    p, q = a / n, c / m
    ratio, difference = compare(*pair.counts, "rr"), compare(*pair.counts, "rd")
    if min(abs(difference.low), abs(difference.high)) < 0.0005 or 0.5 in (p, q):
        return None
    holds = difference.low <= 0 <= difference.high
    near = abs(100 * p - a) <= 5
    bounds = f"{shown(100 * difference.low)} to {shown(100 * difference.high)}"
    said = [
        (
            "The risk ratio, first arm over second, is below 1",
            ratio.estimate < 1,
            f"The ratio is {shown(ratio.estimate, '.2f')}.",
            "direction of the ratio misread",
        ),
        (
            "More than half of those analysed in the second arm had the event",
            q > 0.5,
            f"It was {percent(q)}.",
            "count taken without its denominator",
        ),
        (
            f"The 95 % interval of the risk difference, {bounds} points, includes no difference",
            holds,
            "No difference is 0.",
            "no effect looked for at the wrong place",
        ),
        (
            "Of 100 people like those in the first arm, about "
            f"{shown(100 * p, '.0f') if near else a} would have the event",
            near,
            f"The share is {percent(p)}.",
            "count for percent",
        ),
    ]
    options = [
        Option(text, bool(true), why, "" if true else misconception)
        for text, true, why, misconception in said
    ]
    return several(
        "true-statements",
        pair.treated.slug,
        pair.treated.study,
        f"{pair.told} Which statements are true? Choose every one.",
        options,
        f"The risks are {percent(p)} and {percent(q)}, the ratio {shown(ratio.estimate, '.2f')}, "
        f"the interval of the difference {bounds} percentage points.",
    )


def order_of_effects(trio: tuple[Comparison, ...]) -> Item | None:
    """Ask for the order of three trials by the size of their risk difference."""
    names = [pair.treated.study.name for pair in trio]
    sizes = [100 * abs(compare(*pair.counts, "rd").estimate) for pair in trio]
    ranked = sorted(sizes)
    if min(ranked[1] - ranked[0], ranked[2] - ranked[1]) < 2:
        return None

    def order(values: list[float]) -> str:
        ranks = sorted(range(3), key=lambda place: -values[place])
        return " > ".join(names[place] for place in ranks)

    key = order(sizes)
    relative = [
        abs(pair.treated.risk / pair.control.risk - 1) if pair.control.events else 0.0
        for pair in trio
    ]
    wrong = [
        (
            order([float(pair.treated.events) for pair in trio]),
            "This ranks by events in the first arm.",
            "counts for effects",
        ),
        (order(relative), "This ranks by the relative change.", "relative for absolute"),
        (
            order([pair.treated.risk for pair in trio]),
            "This ranks by the first arm's risk alone.",
            "one arm's risk for a difference",
        ),
        (
            order([float(pair.treated.n) for pair in trio]),
            "This ranks by the size of the trial.",
            "size of trial for size of effect",
        ),
        (order([-size for size in sizes]), "This is smallest first.", "order turned round"),
    ]
    taken = {key, *(text for text, _, _ in wrong)}
    wrong += [
        (" > ".join(names[i] for i in places), "This follows no measure.", "order by chance")
        for places in permutations(range(3))
        if " > ".join(names[i] for i in places) not in taken
    ]
    lines = "; ".join(
        f"{pair.treated.study.name} (“{pair.treated.treatment}” v “{pair.control.treatment}”, "
        f"month {pair.treated.months:g}): {pair.counts[0]} of {pair.counts[1]} v "
        f"{pair.counts[2]} of {pair.counts[3]}"
        for pair in trio
    )
    shares = "; ".join(f"{name} {shown(size)}" for name, size in zip(names, sizes, strict=True))
    return single(
        "order-of-effects",
        "-".join(pair.treated.slug for pair in trio),
        trio[0].treated.study,
        f"People with {trio[0].treated.event} in three randomised trials: {lines}. Order the "
        "trials by the size of the absolute risk difference, largest first. Which order is right?",
        (key, f"In percentage points: {shares}."),
        wrong,
        f"The sizes of the risk differences in percentage points: {shares}.",
        source=tuple(pair.treated.study.id for pair in trio),
    )


def reading_items(pairs: list[Comparison]) -> Iterator[Item | None]:
    """Give the items of every family of this file."""
    for pair in pairs:
        yield more_frequent(pair)
        yield right_sentence(pair)
        yield true_statements(pair)
    for trio in _trios(pairs):
        yield order_of_effects(trio)


def _trios(pairs: list[Comparison]) -> Iterator[tuple[Comparison, ...]]:
    """Give neighbours among the trials of a lesson that report the same event, one result each."""
    groups: dict[tuple[str, str], dict[str, Comparison]] = {}
    for pair in pairs:
        one = pair.treated
        groups.setdefault((one.event, one.study.lesson), {}).setdefault(one.study.id, pair)
    for trials in groups.values():
        found = list(trials.values())
        for start in range(len(found) - 2):
            yield tuple(found[start : start + 3])
