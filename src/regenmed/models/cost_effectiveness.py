"""Cost-effectiveness: a Markov cohort, the incremental ratio, and uncertainty.

The tests repeat a published cohort model with it, Chancellor 1997 (two drugs against HIV), to all
printed digits.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regenmed.models.ranges import whole, within

Array = NDArray[np.float64]
ByCycle = ArrayLike | Callable[[int], ArrayLike]


@dataclass(frozen=True)
class Cohort:
    """What a cohort costs and gains: `cost` and `effect` (…,), `occupancy` (cycles + 1, …, S)."""

    cost: Array
    effect: Array
    occupancy: Array


@dataclass(frozen=True)
class Comparison:
    """Differences between two options, new minus old; `ratio` is NaN where it means nothing."""

    cost: float
    effect: float
    ratio: float
    verdict: str


def markov(
    transition: ByCycle,
    start: ArrayLike,
    cycles: int,
    *,
    costs: ByCycle,
    effects: ByCycle,
    cost_discount: float = 0.0,
    effect_discount: float = 0.0,
    half_cycle: bool = False,
) -> Cohort:
    """Walk a cohort through `cycles` and add up discounted costs and effects.

    For S states and any parameter sets "…": transition holds the probabilities from state (row) to
    state (column), shape (…, S, S); start the shares in each state, (…, S); costs and effects those
    of a cycle spent in each state, (…, S). What changes with time is given as a function of the
    cycle (0, 1, …) that gives such an array. A cycle is a year. It is counted by the states at its
    end, or with `half_cycle` by the mean of start and end, and discounted from that moment. Raises
    ValueError where shares are not shares or probabilities do not add up to 1.
    """
    cycles = whole("cycles", cycles, 1, 10_000)
    start = within("start", start, 0, 1 + 1e-12)
    if (start.sum(-1) > 1 + 1e-9).any():
        raise ValueError(
            f"start must hold shares that add up to 1 or less, not {start.sum(-1).max():g}"
        )
    states = start.shape[-1]
    moves = _each_cycle(transition, cycles, lambda m: _probabilities(m, states))
    costs = _each_cycle(costs, cycles, lambda v: _values("costs", v, states))
    effects = _each_cycle(effects, cycles, lambda v: _values("effects", v, states))
    within("cost_discount", cost_discount, 0, 1)
    within("effect_discount", effect_discount, 0, 1)
    path = [start]
    for move in moves:
        path.append(np.einsum("...i,...ij->...j", path[-1], move))
    path[0] = np.broadcast_to(start, path[1].shape)
    occupancy = np.stack(path)
    counted = (occupancy[1:] + occupancy[:-1]) / 2 if half_cycle else occupancy[1:]
    when = np.arange(1, cycles + 1) - (0.5 if half_cycle else 0.0)
    totals = []
    for values, rate in ((costs, cost_discount), (effects, effect_discount)):
        earned = [(share * value).sum(-1) for share, value in zip(counted, values, strict=True)]
        totals.append(sum(e / (1 + rate) ** time for e, time in zip(earned, when, strict=True)))
    return Cohort(totals[0], totals[1], occupancy)


def _probabilities(transition: ArrayLike, states: int) -> Array:
    transition = within("transition", transition, 0, 1 + 1e-9)
    if transition.shape[-2:] != (states, states):
        raise ValueError(
            f"transition must have {states} rows and columns for {states} states in start, "
            f"not {transition.shape[-2:]}"
        )
    sums = transition.sum(-1)
    if not np.allclose(sums, 1, atol=1e-9):
        wrong = sums.flat[np.argmax(np.abs(sums - 1))]
        raise ValueError(f"transition: each row must add up to 1, not {wrong:g}")
    return transition


def _values(name: str, values: ArrayLike, states: int) -> Array:
    values = np.asarray(values, float)
    if values.shape[-1:] != (states,) or not np.isfinite(values).all():
        raise ValueError(f"{name} must hold one number for each of {states} states")
    return values


def _each_cycle(value: ByCycle, cycles: int, check: Callable[[ArrayLike], Array]) -> list[Array]:
    """Give one checked array a cycle, the same one throughout unless `value` is a function."""
    if callable(value):
        return [check(value(cycle)) for cycle in range(cycles)]
    return [check(value)] * cycles


def icer(cost_new: float, effect_new: float, cost_old: float, effect_old: float) -> Comparison:
    """Compare two options: cost of one more unit of effect, or which one dominates.

    verdict: "dominant" (new is better and no dearer, or cheaper and no worse), "dominated" (the
    reverse), "dearer and better", "cheaper and worse" (ratio: money saved for each unit of effect
    given up) or "the same". The ratio is NaN under dominance: the number would mislead there.
    """
    cost, effect = float(cost_new) - float(cost_old), float(effect_new) - float(effect_old)
    if not (np.isfinite(cost) and np.isfinite(effect)):
        raise ValueError(f"costs and effects must be finite: the differences are {cost}, {effect}")
    if cost == 0 and effect == 0:
        return Comparison(cost, effect, np.nan, "the same")
    if cost <= 0 <= effect:
        return Comparison(cost, effect, np.nan, "dominant")
    if effect <= 0 <= cost:
        return Comparison(cost, effect, np.nan, "dominated")
    verdict = "dearer and better" if cost > 0 else "cheaper and worse"
    return Comparison(cost, effect, cost / effect, verdict)


def net_benefit(cost: ArrayLike, effect: ArrayLike, threshold: ArrayLike) -> Array:
    """Give effect difference x willingness to pay for a unit, minus cost difference (in money)."""
    return np.asarray(effect) * np.asarray(threshold) - np.asarray(cost)


def acceptability(cost: ArrayLike, effect: ArrayLike, thresholds: ArrayLike) -> Array:
    """Give, for each threshold, the share of draws with a positive net benefit.

    cost and effect: differences over the draws, (n,); thresholds (k,); gives (k,).
    """
    thresholds = np.atleast_1d(within("thresholds", thresholds, 0))
    cost, effect = np.asarray(cost, float), np.asarray(effect, float)
    return np.mean(net_benefit(cost[:, None], effect[:, None], thresholds) > 0, axis=0)


def sample_ratio(estimate: float, low: float, high: float, n: int, seed: int) -> Array:
    """Draw `n` ratios from a log-normal law with this estimate and 95 % interval (seeded)."""
    if not 0 < low <= estimate <= high:
        raise ValueError(
            f"ratio must fulfil 0 < low <= estimate <= high: {low}, {estimate}, {high}"
        )
    spread = np.log(high / low) / (2 * 1.959963984540054)
    normal = np.random.default_rng(seed).standard_normal(whole("n", n, 1, 10_000_000))
    return estimate * np.exp(spread * normal)
