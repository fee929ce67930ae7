"""Proportions of several studies pooled into one."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from scipy.special import expit

from regenmed.evidence.checks import choice, column, events_of, same_length
from regenmed.evidence.pooling import Pooled, pool


def pool_proportions(
    events: Sequence[int],
    n: Sequence[int],
    transform: str = "logit",
    method: str = "DL",
    level: float = 0.95,
) -> Pooled:
    """Return the pooled proportion, from 0 to 1, of k >= 1 studies with `events` of `n` people.

    `"logit"` pools log odds, with 0.5 added to events and non-events of those studies only in which
    one of them is zero. `"freeman-tukey"` pools double arcsines (Freeman and Tukey 1950,
    doi:10.1214/aoms/1177729756), turned back at the harmonic mean of `n` (Miller 1978,
    doi:10.1080/00031305.1978.10479283). `estimate`, `low`, `high`, `predict_low` and
    `predict_high` are proportions; `se` and `tau2` stay on the transformed scale, where alone they
    have a meaning. Conventions are those of R metafor (`PLO`, `PFT`, `transf.ipft.hm`).

    Raises ValueError for unequal or empty columns, impossible counts, an unknown transform and
    whatever `pool` refuses.
    """
    events, n = column(events, "events"), column(n, "n")
    same_length(events, n, "events and n")
    for study, (events_here, n_here) in enumerate(zip(events, n, strict=True)):
        events_of(events_here, n_here, f"[{study}]")
    if choice(transform, "transform", ("logit", "freeman-tukey")) == "logit":
        return _turn_back(pool(*_logit(events, n), method, level), lambda x: float(expit(x)))
    harmonic_n = float(1 / np.mean(1 / n))
    pooled = pool(_double_arcsine(events, n), 1 / (4 * n + 2), method, level)
    return _turn_back(pooled, lambda x: _from_double_arcsine(x, harmonic_n))


def _logit(events: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    add = np.where((events == 0) | (events == n), 0.5, 0.0)
    yes, no = events + add, n - events + add
    return np.log(yes / no), 1 / yes + 1 / no


def _double_arcsine(events: np.ndarray, n: np.ndarray) -> np.ndarray:
    lower, upper = np.sqrt(events / (n + 1)), np.sqrt((events + 1) / (n + 1))
    return (np.arcsin(lower) + np.arcsin(upper)) / 2


def _from_double_arcsine(x: float, n: float) -> float:
    """Return the proportion of `n` whose double arcsine is `x` (Miller 1978)."""
    none, all_of_them = _double_arcsine(np.array([0.0, n]), np.array([n, n]))
    if x <= none:
        return 0.0
    if x >= all_of_them:
        return 1.0
    sine = math.sin(2 * x)
    inside = 1 - (sine + (sine - 1 / sine) / n) ** 2
    root = math.copysign(math.sqrt(max(0.0, inside)), math.cos(2 * x))
    return (1 - root) / 2


def _turn_back(pooled: Pooled, to_proportion: Callable[[float], float]) -> Pooled:
    names = ("estimate", "low", "high", "predict_low", "predict_high")
    return replace(pooled, **{name: to_proportion(getattr(pooled, name)) for name in names})
