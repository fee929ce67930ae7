"""The variance between studies, tau2, estimated from k >= 2 estimates and their variances."""

import math

import numpy as np

# R metafor's `rma` stops at these; a tighter stop would give other digits than it reports.
STEP_TO_STOP = 1e-5
MOST_STEPS = 100
LIKELIHOOD_TOLERANCE = np.finfo(float).eps ** 0.25


def dersimonian_laird(estimates: np.ndarray, variances: np.ndarray) -> float:
    """Return tau2 by the method of moments, never negative.

    DerSimonian and Laird 1986, doi:10.1016/0197-2456(86)90046-2.
    """
    weights = 1 / variances
    mean = weights @ estimates / weights.sum()
    excess = weights @ (estimates - mean) ** 2 - (len(estimates) - 1)
    return max(0.0, float(excess / _trace(weights)))


def typical_variance(variances: np.ndarray) -> float:
    """Return the variance that stands for all studies in i2 (Higgins and Thompson 2002, eq. 9)."""
    return (len(variances) - 1) / _trace(1 / variances)


def restricted_likelihood(estimates: np.ndarray, variances: np.ndarray) -> float:
    """Return tau2 by restricted maximum likelihood, by Fisher scoring, never negative.

    Viechtbauer 2005, doi:10.3102/10769986030003261. Starts, steps and stops as R metafor's `rma`:
    from the Hedges estimate until a step is at most 1e-5. Where the steps swing for ever, which
    R metafor reports as an error, the maximum is searched for instead.
    """
    tau2 = _fisher_scoring(estimates, variances)
    if tau2 is None:
        tau2 = _search(estimates, variances)
    at_zero = _log_likelihood(estimates, variances)
    found = _log_likelihood(estimates, variances + tau2)
    # A worse likelihood than at 0 means that the steps led to a local maximum.
    return 0.0 if at_zero - found > LIKELIHOOD_TOLERANCE and tau2 > STEP_TO_STOP else tau2


def _fisher_scoring(estimates: np.ndarray, variances: np.ndarray) -> float | None:
    """Return tau2 once a step is at most `STEP_TO_STOP`, None when `MOST_STEPS` do not suffice."""
    tau2, change, steps = _hedges(estimates, variances), math.inf, 0
    # Rounding alone moves a huge tau2 by more than a tiny step.
    while change > max(STEP_TO_STOP, 1e-14 * tau2):
        if steps > MOST_STEPS:
            return None
        step = _score_step(estimates, variances + tau2)
        if tau2 + step < 0:
            step = _shorten(step, tau2)
        tau2, change, steps = tau2 + step, abs(step), steps + 1
    return tau2


def _search(estimates: np.ndarray, variances: np.ndarray) -> float:
    """Return the tau2 of highest likelihood: the best of a grid, then thirds around it."""
    ceiling = float(np.ptp(estimates) ** 2 + variances.max())
    grid = np.append(0.0, np.geomspace(1e-4 * variances.min(), ceiling, 400))
    heights = [_log_likelihood(estimates, variances + tau2) for tau2 in grid]
    best = int(np.argmax(heights))
    low, high = grid[max(0, best - 1)], grid[min(len(grid) - 1, best + 1)]
    while high - low > 1e-9 * high:
        third = (high - low) / 3
        left, right = (
            _log_likelihood(estimates, variances + t) for t in (low + third, high - third)
        )
        low, high = (low + third, high) if left < right else (low, high - third)
    return float((low + high) / 2)


def _score_step(estimates: np.ndarray, total_variances: np.ndarray) -> float:
    weights = 1 / total_variances
    sum1, sum2, sum3 = weights.sum(), (weights**2).sum(), (weights**3).sum()
    residuals = weights * (estimates - weights @ estimates / sum1)
    information = sum2 - 2 * sum3 / sum1 + (sum2 / sum1) ** 2
    if information <= 0:
        return 0.0
    return float((residuals @ residuals - _trace(weights)) / information)


def _shorten(step: float, tau2: float) -> float:
    if tau2 == 0:
        return 0.0
    while tau2 + step < 0:
        step /= 2
    return step


def _hedges(estimates: np.ndarray, variances: np.ndarray) -> float:
    return max(0.0, float(np.var(estimates, ddof=1) - variances.mean()))


def _log_likelihood(estimates: np.ndarray, total_variances: np.ndarray) -> float:
    weights = 1 / total_variances
    mean = weights @ estimates / weights.sum()
    misfit = weights @ (estimates - mean) ** 2
    return float(-(np.log(total_variances).sum() + math.log(weights.sum()) + misfit) / 2)


def _trace(weights: np.ndarray) -> float:
    """Return the sum of weights minus the sum of their squares over the sum.

    Written as a sum over pairs, since the difference cancels when one weight outweighs the rest.
    """
    ascending = np.sort(weights)
    pairs = ascending[1:] @ np.cumsum(ascending)[:-1]
    return float(2 * pairs / ascending.sum())
