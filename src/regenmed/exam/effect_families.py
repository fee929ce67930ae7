"""Question families about the size of an effect: difference, ratios, number needed, percents."""

from __future__ import annotations

import math
from collections.abc import Iterator

from regenmed.evidence import compare, nnt
from regenmed.exam.comparisons import ArmResult, Comparison
from regenmed.exam.item_parts import numbers_apart, numeric, percent, shown, single
from regenmed.page.bank import Item

POINTS = "percentage points"
ROUNDING = 0.06  # an answer rounded to one decimal, or not rounded at all, is right


def risk_difference(pair: Comparison) -> Item | None:
    """Ask for the difference of two risks, in percentage points."""
    a, n, c, m = pair.counts
    key = 100 * compare(*pair.counts, "rd").estimate
    if a == c == 0:
        return None
    p, q = a / n, c / m
    wrong = [
        (-key, "This is the second arm minus the first.", "wrong direction of subtraction"),
        (
            100 * (p - q) / q if q else None,
            "This is the change relative to the second arm's risk, in percent of it.",
            "relative change for absolute difference",
        ),
        (
            float(a - c),
            "This subtracts people, not shares; the arms need not be equally large.",
            "counts for percents",
        ),
        (100 * p, "This is the risk of the first arm alone.", "one arm's risk for a difference"),
        (
            100 * (_odds(p) - _odds(q)) if p < 1 and q < 1 else None,
            "This subtracts odds, events per person without one.",
            "odds for risk",
        ),
        (100 * (p + q), "This adds the risks.", "sum for difference"),
    ]
    return single(
        "risk-difference",
        pair.treated.slug,
        pair.treated.study,
        f"{pair.told} What is the risk difference, first arm minus second?",
        (shown(key, ".1f", POINTS), f"{percent(p)} minus {percent(q)}."),
        numbers_apart(key, wrong, ".1f", POINTS),
        f"The risks are {a}/{n} = {percent(p)} and {c}/{m} = {percent(q)}; "
        f"their difference is {shown(key, '.1f', POINTS)}.",
    )


def risk_ratio(pair: Comparison) -> Item | None:
    """Ask for the ratio of two risks."""
    a, n, c, m = pair.counts
    if pair.has_empty_cell:
        return None
    p, q, key = a / n, c / m, compare(*pair.counts, "rr").estimate
    wrong = [
        (1 / key, "This divides the second arm's risk by the first's.", "inverted ratio"),
        (_odds(p) / _odds(q), "This is the ratio of the odds.", "odds for risk"),
        (a / c, "This divides people by people without the arms' sizes.", "counts for percents"),
        (
            abs(1 - key),
            "This is the relative change, the distance of the ratio from 1.",
            "relative change for ratio",
        ),
        ((1 - p) / (1 - q), "This compares those without the event.", "complement of the event"),
    ]
    return single(
        "risk-ratio",
        pair.treated.slug,
        pair.treated.study,
        f"{pair.told} What is the risk ratio, first arm over second?",
        (shown(key, ".2f"), f"{percent(p)} divided by {percent(q)}."),
        numbers_apart(key, wrong, ".2f", ""),
        f"The risks are {percent(p)} and {percent(q)}; first over second is {shown(key, '.2f')}.",
    )


def odds_ratio(pair: Comparison) -> Item | None:
    """Ask for the odds ratio; the risk ratio is the classic error."""
    a, n, c, m = pair.counts
    if pair.has_empty_cell:
        return None
    p, q, key = a / n, c / m, compare(*pair.counts, "or").estimate
    wrong = [
        (p / q, "This is the risk ratio: it divides by everyone in the arm.", "risk for odds"),
        (1 / key, "This is second over first.", "inverted ratio"),
        (a / c, "This divides people by people.", "counts for odds"),
        (_odds(p), "These are the odds in the first arm alone.", "one arm's odds for a ratio"),
    ]
    return single(
        "odds-ratio",
        pair.treated.slug,
        pair.treated.study,
        f"{pair.told} What is the odds ratio, first arm over second?",
        (shown(key, ".2f"), "Odds divide those with the event by those without it."),
        numbers_apart(key, wrong, ".2f", ""),
        f"The odds are {a}/{n - a} and {c}/{m - c}; their ratio is {shown(key, '.2f')}.",
    )


def number_needed(pair: Comparison) -> Item | None:
    """Ask for the number needed to treat or to harm, where the interval excludes no difference."""
    needed = nnt(*pair.counts, wanted=pair.treated.wanted)
    if needed.opposite is not None:
        return None
    a, n, c, m = pair.counts
    p, q = a / n, c / m
    gap = abs(p - q)
    key = _up(1 / gap)
    one, other = pair.treated, pair.control
    change = "more to have" if p > q else "fewer to have"
    wrong = [
        (
            _up(q / gap) if q else None,
            "This is one over the relative change, not over the risk difference.",
            "number needed from the relative reduction",
        ),
        (_up(100 * gap), "These are the percentage points themselves.", "difference not inverted"),
        (_up(1 / max(p, q)), "This is one over a single arm's risk.", "one arm's risk inverted"),
        (float(abs(a - c)), "This is the difference of the counts.", "counts for percents"),
        (float(n), "This is the arm's size.", "arm's size for number needed"),
    ]
    apart = numbers_apart(key, [w for w in wrong if w[0] != 1], ".0f", "people")
    kind = "benefit (NNTB)" if needed.direction == "benefit" else "harm (NNTH)"
    return single(
        "number-needed",
        one.slug,
        one.study,
        f"{pair.told} How many people must get “{one.treatment}” instead of “{other.treatment}” "
        f"for one {change} the event by then? Round up.",
        (shown(key, ".0f", "people"), f"One over {percent(gap)}, rounded up."),
        apart,
        f"The risk difference is {percent(gap)} in size, and 1 / {gap:.3f} = {1 / gap:.1f}: "
        f"rounded up {key:.0f}, a number needed for {kind}.",
    )


def percent_of_arm(result: ArmResult, other: ArmResult) -> Item | None:
    """Ask for the percent of one arm, among those analysed."""
    if not 0 < result.events < result.n:
        return None
    share = 100 * result.risk
    everyone = result.assigned if result.assigned and result.assigned > result.n else None
    near = [
        (100 * other.risk, "This is the other arm.", "wrong arm"),
        (
            100 * result.events / everyone if everyone else None,
            f"This divides by all {everyone} assigned; the question is about those analysed.",
            "assigned for analysed",
        ),
        (float(result.events), "These are people, not a percent.", "count for percent"),
        (
            100 * result.events / (result.events + other.events),
            "This is the arm's share of all events.",
            "share of events for share of people",
        ),
        (
            100 * _odds(result.risk),
            "This divides by those without the event.",
            "odds for risk",
        ),
        (100 - share, "These are the people without the event.", "complement of the event"),
    ]
    return numeric(
        "percent-of-arm",
        result.slug,
        result.study,
        f"In {result.study.described}, by month {result.months:g}, {result.event} was recorded in "
        f"{result.counted} and in {other.counted}. "
        f"What percent of those analysed in the arm “{result.treatment}” is this? One decimal.",
        round(share, 1),
        ROUNDING,
        "%",
        near,
        f"{result.events}/{result.n} = {percent(result.risk)}.",
    )


def all_assigned(result: ArmResult) -> Item | None:
    """Ask for the percent of everyone assigned, those not analysed counted as failures."""
    if not result.wanted or result.assigned is None or result.assigned <= result.n:
        return None
    missing = result.assigned - result.n
    share = 100 * result.events / result.assigned
    near = [
        (100 * result.risk, "This leaves the missing people out.", "per-protocol denominator"),
        (
            100 * (result.events + missing) / result.assigned,
            "This counts the missing people as successes.",
            "missing counted as success",
        ),
    ]
    return numeric(
        "all-assigned",
        result.slug,
        result.study,
        f"In {result.study.described}, {result.assigned} people were assigned to the arm "
        f"“{result.treatment}”. By month {result.months:g}, {result.event} was recorded in "
        f"{result.events} of the {result.n} analysed. What percent of all assigned is this if "
        "nobody without a result had it? One decimal.",
        round(share, 1),
        ROUNDING,
        "%",
        near,
        f"{result.events}/{result.assigned} = {shown(share, '.1f', '%')}; without a result: "
        f"{missing}, counted as not having had it.",
    )


def per_thousand(pair: Comparison) -> Item | None:
    """Ask how many of 1000 people more or fewer have the event."""
    a, n, c, m = pair.counts
    p, q = a / n, c / m
    key = 1000 * abs(p - q)
    near = [
        (key / 10, "This is per 100 people.", "percent for count"),
        (
            1000 * abs(p - q) / q if q else None,
            "This takes a share of those with the event, not of all 1000.",
            "relative for absolute",
        ),
        (1000 * p, "This is the first arm alone.", "one arm's risk for a difference"),
        (1000 * q, "This is the second arm alone.", "one arm's risk for a difference"),
        (float(abs(a - c)), "These are the trial's people, not 1000.", "counts as they stand"),
    ]
    if key < 1:
        return None
    word = "more" if p > q else "fewer"
    return numeric(
        "per-thousand",
        pair.treated.slug,
        pair.treated.study,
        f"{pair.told} If 1000 people were treated as in the first arm instead of the second, how "
        f"many {word} would have the event? Round to whole people.",
        float(math.floor(key + 0.5)),
        10 * ROUNDING,
        "people",
        near,
        f"{percent(p)} and {percent(q)} differ by {percent(abs(p - q))}: "
        f"{shown(key, '.0f')} of 1000 people.",
    )


def effect_items(pairs: list[Comparison]) -> Iterator[Item | None]:
    """Give the items of every family of this file."""
    arms: dict[str, tuple[ArmResult, ArmResult]] = {}
    for pair in pairs:
        for family in (risk_difference, risk_ratio, odds_ratio, number_needed, per_thousand):
            yield family(pair)
        arms.setdefault(pair.treated.slug, (pair.treated, pair.control))
        arms.setdefault(pair.control.slug, (pair.control, pair.treated))
    for result, other in arms.values():
        yield percent_of_arm(result, other)
        yield all_assigned(result)


def _odds(share: float) -> float:
    return share / (1 - share)


def _up(value: float) -> float:
    """Round up; a value that is whole but for rounding error stays."""
    return float(math.ceil(round(value, 6)))
