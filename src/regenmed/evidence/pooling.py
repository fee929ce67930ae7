"""Results of several studies pooled into one, with the spread between studies."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from regenmed.evidence.checks import choice, column, confidence, same_length
from regenmed.evidence.heterogeneity import (
    dersimonian_laird,
    restricted_likelihood,
    typical_variance,
)
from regenmed.evidence.intervals import normal_quantile

METHODS = ("DL", "REML", "fixed")


@dataclass(frozen=True)
class Pooled:
    """A pooled result, on the scale of the estimates that went in.

    `low` to `high` is where the mean of all such studies lies, `predict_low` to `predict_high`
    where the true effect of one new study lies, both at the chosen level. `tau2` is the variance
    between studies, `i2` the percent of the variation that is between studies, `q` Cochran's Q.
    """

    estimate: float
    se: float
    low: float
    high: float
    tau2: float
    i2: float
    q: float
    predict_low: float
    predict_high: float

    def __repr__(self) -> str:
        return (
            f"{self.estimate:.3g} (interval {self.low:.3g} to {self.high:.3g}; a new study "
            f"{self.predict_low:.3g} to {self.predict_high:.3g}), i2 {self.i2:.0f} %"
        )


def pool(
    estimates: Sequence[float],
    variances: Sequence[float],
    method: str = "DL",
    level: float = 0.95,
    hartung_knapp: bool = False,
) -> Pooled:
    """Return the inverse-variance pooled result of k >= 1 estimates with their variances.

    `estimates` and `variances` have shape (k,) and are on the analysis scale: log ratios, not
    ratios. `method` chooses the variance between studies: `"DL"` (DerSimonian and Laird 1986,
    doi:10.1016/0197-2456(86)90046-2), `"REML"` (Viechtbauer 2005, doi:10.3102/10769986030003261) or
    `"fixed"` (none). `hartung_knapp` scales the standard error by the observed spread and takes
    t with k - 1 degrees of freedom (Knapp and Hartung 2003, doi:10.1002/sim.1482); with k = 1 it
    changes nothing. i2 is from Higgins and Thompson 2002 (doi:10.1002/sim.1186), the prediction
    interval from Riley et al. 2011 (doi:10.1136/bmj.d549) with the same quantile as the confidence
    interval. Conventions throughout are those of R metafor's `rma` and `predict`; for `"fixed"`
    the prediction interval is the confidence interval.

    Raises ValueError for empty, unequal or non-finite columns, a variance that is not above 0, a
    level outside (0, 1) and an unknown method.
    """
    estimates, variances = _studies(estimates, variances)
    level = confidence(level)
    tau2 = _between_studies(estimates, variances, choice(method, "method", METHODS))

    weights = 1 / (variances + tau2)
    total = weights.sum()
    estimate = float(weights @ estimates / total)
    se = float(1 / math.sqrt(total))
    quantile = normal_quantile(level)
    if hartung_knapp and (freedom := len(estimates) - 1) > 0:
        spread = float(weights @ (estimates - estimate) ** 2)
        se *= math.sqrt(spread / freedom)
        quantile = float(stdtrit(freedom, (1 + level) / 2))

    q = _cochran_q(estimates, variances)
    predicted = quantile * math.hypot(se, math.sqrt(tau2))
    return Pooled(
        estimate=estimate,
        se=se,
        low=estimate - quantile * se,
        high=estimate + quantile * se,
        tau2=tau2,
        i2=_i2(variances, tau2, q, method),
        q=q,
        predict_low=estimate - predicted,
        predict_high=estimate + predicted,
    )


def _studies(
    estimates: Sequence[float], variances: Sequence[float]
) -> tuple[np.ndarray, np.ndarray]:
    estimates, variances = column(estimates, "estimates"), column(variances, "variances")
    same_length(estimates, variances, "estimates and variances")
    if not (positive := variances > 0).all():
        at = int(np.argmin(positive))
        raise ValueError(f"variances[{at}] = {variances[at]} is not above 0")
    return estimates, variances


def _between_studies(estimates: np.ndarray, variances: np.ndarray, method: str) -> float:
    if method == "fixed" or len(estimates) == 1:
        return 0.0
    if method == "DL":
        return dersimonian_laird(estimates, variances)
    return restricted_likelihood(estimates, variances)


def _cochran_q(estimates: np.ndarray, variances: np.ndarray) -> float:
    weights = 1 / variances
    mean = weights @ estimates / weights.sum()
    return float(weights @ (estimates - mean) ** 2)


def _i2(variances: np.ndarray, tau2: float, q: float, method: str) -> float:
    freedom = len(variances) - 1
    if freedom == 0:
        return 0.0
    if method == "fixed":
        return 0.0 if q <= freedom else 100 * (q - freedom) / q
    return 100 * tau2 / (typical_variance(variances) + tau2)
