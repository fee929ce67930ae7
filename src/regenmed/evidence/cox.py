"""Hazard ratios from Cox's proportional-hazards model."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from regenmed.evidence.checks import column, confidence, same_length
from regenmed.evidence.effects import Effect
from regenmed.evidence.intervals import normal_quantile
from regenmed.evidence.survival import follow_up

MOST_STEPS = 50


def cox(
    time: Sequence[float],
    event: Sequence[bool],
    covariates: Mapping[str, Sequence[float]],
    level: float = 0.95,
) -> dict[str, Effect]:
    """Return the hazard ratio of each covariate, adjusted for the others; `se` is on the log scale.

    `time` and `event` as in `kaplan_meier`; `covariates` names columns of shape (n,), for example
    `{"treated": arm == "drug"}`. Cox 1972 (doi:10.1111/j.2517-6161.1972.tb00899.x), ties by Efron
    1977 (doi:10.1080/01621459.1977.10480613), Newton's method, Wald interval: as R survival's
    `coxph`. One ratio for all times is an assumption: look at the curves before using it.

    Raises ValueError as `kaplan_meier`, and when the data cannot tell a covariate's effect: no
    events, a constant or redundant covariate, or one that splits events from the rest.
    """
    time, event = follow_up(time, event)
    level = confidence(level)
    if not event.any():
        raise ValueError("event holds no event: there is nothing to compare")
    if not covariates:
        raise ValueError("covariates is empty")
    columns = {name: column(values, name) for name, values in covariates.items()}
    for name, values in columns.items():
        same_length(time, values, f"time and {name}")
    design = np.column_stack(list(columns.values()))
    centre, scale = design.mean(axis=0), design.std(axis=0)
    if (scale == 0).any():
        raise ValueError(f"{list(columns)[int(np.argmin(scale))]} is the same for everyone")

    beta, covariance = _maximise((design - centre) / scale, time, event)
    z = normal_quantile(level)
    log_ratios, errors = beta / scale, np.sqrt(np.diag(covariance)) / scale
    return {
        name: Effect(math.exp(b), math.exp(b - z * se), math.exp(b + z * se), float(se))
        for name, b, se in zip(columns, log_ratios, errors, strict=True)
    }


def _maximise(
    design: np.ndarray, time: np.ndarray, event: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the coefficients of highest partial likelihood and their covariance."""
    moments = [
        (np.flatnonzero(time >= moment), np.flatnonzero(event & (time == moment)))
        for moment in np.unique(time[event])
    ]
    beta = np.zeros(design.shape[1])
    height, score, information = _likelihood(beta, design, moments)
    for _ in range(MOST_STEPS):
        if np.linalg.cond(information) > 1e10:
            break
        step = np.linalg.solve(information, score)
        new = _likelihood(beta + step, design, moments)
        while new[0] < height - 1e-12 and np.abs(step).max() > 1e-12:
            step = step / 2
            new = _likelihood(beta + step, design, moments)
        beta = beta + step
        height, score, information = new
        if np.abs(step).max() < 1e-9:
            return beta, np.linalg.inv(information)
    raise ValueError("no finite effect: a covariate is redundant or splits events off")


def _likelihood(
    beta: np.ndarray, design: np.ndarray, moments: list[tuple[np.ndarray, np.ndarray]]
) -> tuple[float, np.ndarray, np.ndarray]:
    """Return Efron's log partial likelihood, its gradient and its negative second derivative."""
    k = len(beta)
    height, score, information = 0.0, np.zeros(k), np.zeros((k, k))
    predictor = design @ beta
    weight = np.exp(predictor)
    for watched, struck in moments:
        of_watched, of_struck = (_sums(weight[who], design[who]) for who in (watched, struck))
        height += predictor[struck].sum()
        score += design[struck].sum(axis=0)
        for tie in range(len(struck)):
            part = tie / len(struck)
            total, first, second = (
                a - part * b for a, b in zip(of_watched, of_struck, strict=True)
            )
            mean = first / total
            height -= math.log(total)
            score -= mean
            information += second / total - np.outer(mean, mean)
    return height, score, information


def _sums(weight: np.ndarray, rows: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Return the weighted count, sum and sum of outer products of `rows`."""
    return weight.sum(), weight @ rows, (weight[:, None] * rows).T @ rows
