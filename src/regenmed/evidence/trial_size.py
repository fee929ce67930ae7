"""How many people a two-armed trial needs to see a difference between two proportions."""

import math

from scipy.special import ndtr, ndtri

from regenmed.evidence.checks import confidence, count, share
from regenmed.evidence.intervals import normal_quantile


def power(p1: float, p2: float, n: int, level: float = 0.95) -> float:
    """Return the chance that a trial with `n` people an arm finds p1 different from p2.

    Normal approximation of the two-sided test, pooled variance under no difference (Fleiss 1981,
    Statistical Methods for Rates and Proportions), as R's `power.prop.test`; the chance of a
    finding in the wrong direction is left out. Raises ValueError for a proportion outside (0, 1),
    n < 1 and a level outside (0, 1).
    """
    p1, p2, n = share(p1, "p1"), share(p2, "p2"), count(n, "n")
    if n == 0:
        raise ValueError("n = 0: an arm needs at least one person")
    z = normal_quantile(confidence(level))
    reached = math.sqrt(n) * abs(p1 - p2) - z * _spread_if_equal(p1, p2)
    return float(ndtr(reached / _spread(p1, p2)))


def sample_size(p1: float, p2: float, power: float = 0.8, level: float = 0.95) -> int:
    """Return the people needed in each arm to tell p1 from p2 with the given power.

    Closed form of the approximation in `power`, rounded up. Raises ValueError for equal
    proportions, and for a proportion, power or level outside (0, 1).
    """
    p1, p2 = share(p1, "p1"), share(p2, "p2")
    if p1 == p2:
        raise ValueError(f"p1 = p2 = {p1}: no trial can tell equal proportions apart")
    z = normal_quantile(confidence(level))
    needed = z * _spread_if_equal(p1, p2) + float(ndtri(share(power, "power"))) * _spread(p1, p2)
    return max(1, math.ceil((max(0.0, needed) / (p1 - p2)) ** 2))


def _spread(p1: float, p2: float) -> float:
    return math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))


def _spread_if_equal(p1: float, p2: float) -> float:
    mean = (p1 + p2) / 2
    return math.sqrt(2 * mean * (1 - mean))
