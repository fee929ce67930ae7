"""Question families about chance: which interval belongs to a result, and what it says."""

from __future__ import annotations

import math
from collections.abc import Iterator

from regenmed.evidence import compare, interval, rule_of_three, upper_bound
from regenmed.exam.comparisons import ArmResult, Comparison
from regenmed.exam.item_parts import numeric, percent, shown, single
from regenmed.page.bank import Item

FEWEST_FOR_RULE = 20
LEAST_SHIFT = 0.03


def interval_of_arm(result: ArmResult) -> Item | None:
    """Ask which 95 % interval belongs to a count: exact in small arms, Wilson in larger ones."""
    method = "exact" if result.n < 40 else "wilson"
    name = {"exact": "exact (Clopper-Pearson)", "wilson": "Wilson"}[method]
    key = interval(result.events, result.n, method=method)
    p, half = result.risk, 1.96 * math.sqrt(result.risk * (1 - result.risk) / result.n)
    wrong = [
        (
            interval(result.n - result.events, result.n, method=method),
            "This is the interval of the people without the event.",
            "complement of the event",
        ),
        (
            interval(10 * result.events, 10 * result.n, method=method),
            "So narrow an interval takes ten times as many people.",
            "width that does not shrink with n",
        ),
        (
            (p - half, p + half),
            "The symmetric rule estimate ± 1.96 standard errors fails near 0 and 100 %: it has no "
            "width there, or leaves the possible range.",
            "symmetric interval near 0 or 100 percent",
        ),
        (
            (0.0, p),
            "An interval reaches to both sides of the estimate.",
            "interval as the range from zero to the estimate",
        ),
    ]
    kept, options = [key], []
    for bounds, feedback, misconception in wrong:
        if all(_apart(bounds, other) for other in kept):
            kept.append(bounds)
            options.append((_range(bounds), feedback, misconception))
    return single(
        "interval-of-arm",
        result.slug,
        result.study,
        f"In {result.study.described}, by month {result.months:g}, {result.event} was recorded in "
        f"{result.counted}. Which is the 95 % {name} interval of this share?",
        (_range(key), "It holds the estimate, and its width fits so many people."),
        options,
        f"{result.events} of {result.n} is {percent(p)}; the {name} interval of these counts is "
        f"{_range(key)}.",
    )


def includes_no_difference(pair: Comparison) -> Item | None:
    """Ask what the interval of a risk difference says about no difference."""
    if pair.counts[0] == pair.counts[2] == 0:
        return None
    effect = compare(*pair.counts, "rd")
    bounds = f"{_points(effect.low)} to {_points(effect.high)} percentage points"
    more, fewer = _verdicts(pair)
    readings = {
        "fewer": f"It excludes no difference: {fewer}",
        "more": f"It excludes no difference: {more}",
        "open": "It includes no difference: fewer events, more events or neither would fit",
        "same": "It includes no difference: the two treatments are shown to be equal",
    }
    key = "fewer" if effect.high < 0 else "more" if effect.low > 0 else "open"
    if min(abs(effect.low), abs(effect.high)) < 0.0005:
        return None
    why = {
        "fewer": "That needs both ends below 0.",
        "more": "That needs both ends above 0.",
        "open": "That needs 0 between the ends.",
        "same": "No interval of this kind shows equality; it also holds differences.",
    }
    errors = {
        "fewer": "sign of the interval misread",
        "more": "sign of the interval misread",
        "open": "no effect looked for outside the interval",
        "same": "no difference shown taken for shown to be equal",
    }
    return single(
        "no-difference",
        pair.treated.slug,
        pair.treated.study,
        f"{pair.told} The 95 % interval of the risk difference, first arm minus second, is "
        f"{bounds}. Which reading is right?",
        (readings[key], f"No difference is 0 here; the interval is {bounds}."),
        [(readings[name], why[name], errors[name]) for name in readings if name != key],
        f"The difference is {_points(effect.estimate)} points (Newcombe interval {bounds}). "
        f"{readings[key]}.",
    )


def includes_ratio_one(pair: Comparison) -> Item | None:
    """Ask whether the interval of a risk ratio holds no effect, and which number that is."""
    if pair.has_empty_cell:
        return None
    effect = compare(*pair.counts, "rr")
    if min(abs(effect.low - 1), abs(effect.high - 1)) < 0.005:
        return None
    inside = effect.low < 1 < effect.high
    right = (
        "It includes no effect, because 1 lies inside it"
        if inside
        else "It excludes no effect, because 1 lies outside it"
    )
    other = (
        "It excludes no effect, because it is not centred on 1"
        if inside
        else "It includes no effect, because one of its ends is close to 1"
    )
    wrong = [
        (
            "It excludes no effect, because 0 lies outside it",
            "0 is the mark for differences; a ratio of no effect is 1.",
            "null value of a difference used for a ratio",
        ),
        (
            other,
            "Only what lies between the two ends counts.",
            "interval judged by its place, not by what it holds",
        ),
        (
            "It cannot tell, because a ratio needs a p value",
            "The interval says it: it holds the ratios that fit the data.",
            "interval thought to need a p value",
        ),
    ]
    bounds = f"{shown(effect.low, '.2f')} to {shown(effect.high, '.2f')}"
    return single(
        "no-effect-ratio",
        pair.treated.slug,
        pair.treated.study,
        f"{pair.told} The risk ratio, first arm over second, has the 95 % interval {bounds}. "
        "What does the interval say about no effect?",
        (right, f"No effect is a ratio of 1; the interval is {bounds}."),
        wrong,
        f"The risk ratio is {shown(effect.estimate, '.2f')} ({bounds}). {right}.",
    )


def rule_of_three_bound(result: ArmResult) -> Item | None:
    """Ask how large a risk may still be when nobody of n had the event."""
    if result.events or not result.safety or result.n < FEWEST_FOR_RULE:
        return None
    rule, exact = 100 * rule_of_three(result.n), 100 * upper_bound(0, result.n)
    near = [
        (0.0, "None seen in so few is not none possible.", "none seen taken for no risk"),
        (100 / result.n, "One event is not the limit of chance.", "one more event as the bound"),
        (3.0, "Three still has to be divided by the number of people.", "three not divided"),
        (3000 / result.n, "This is per thousand people.", "per thousand for percent"),
    ]
    return numeric(
        "rule-of-three",
        result.slug,
        result.study,
        f"In {result.study.described}, by month {result.months:g}, {result.event} was recorded in "
        f"none of {result.n} people in the arm “{result.treatment}”. By the rule of three, up to "
        "what percent may the true risk be, with 95 % confidence? One decimal.",
        round(rule, 1),
        round(rule - exact + 0.06, 2),
        "%",
        near,
        f"3 / {result.n} = {shown(rule, '.1f', '%')}. The exact upper bound is "
        f"{shown(exact, '.1f', '%')}, and counts as right too.",
        lesson="09-safety-and-trials",
    )


def interval_items(
    pairs: list[Comparison], results: tuple[ArmResult, ...]
) -> Iterator[Item | None]:
    """Give the items of every family of this file."""
    for pair in pairs:
        yield includes_no_difference(pair)
        yield includes_ratio_one(pair)
    for result in results:
        yield interval_of_arm(result)
        yield rule_of_three_bound(result)


def _verdicts(pair: Comparison) -> tuple[str, str]:
    one, other = pair.treated.treatment, pair.control.treatment
    return (
        f"the event was more frequent with “{one}” than with “{other}”",
        f"the event was rarer with “{one}” than with “{other}”",
    )


def _apart(bounds: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(abs(bounds[0] - other[0]), abs(bounds[1] - other[1])) > LEAST_SHIFT


def _range(bounds: tuple[float, float]) -> str:
    return f"{shown(100 * bounds[0])} to {shown(100 * bounds[1], '.1f', '%')}"


def _points(share: float) -> str:
    return shown(100 * share, ".1f")
