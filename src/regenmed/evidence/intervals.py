"""Confidence intervals of one proportion, and how far "none so far" reaches."""

import math

from scipy.special import betaincinv, ndtri

from regenmed.evidence.checks import choice, confidence, count, events_of


def interval(
    events: int, n: int, level: float = 0.95, method: str = "wilson"
) -> tuple[float, float]:
    """Return the confidence interval (low, high) of the proportion `events` / `n`, from 0 to 1.

    `"wilson"` inverts the score test (Wilson 1927, doi:10.1080/01621459.1927.10502953): its
    coverage is close to `level` on average. `"exact"` inverts two one-sided binomial tests
    (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404): its coverage is never below `level`.

    Raises ValueError when events > n, for negative, fractional or missing counts, for n = 0, for a
    level outside (0, 1) and for an unknown method.
    """
    events, n = events_of(events, n)
    level = confidence(level)
    if choice(method, "method", ("wilson", "exact")) == "wilson":
        return _wilson(events, n, level)
    return _exact(events, n, level)


def upper_bound(events: int, n: int, level: float = 0.95) -> float:
    """Return the one-sided exact upper bound of the proportion `events` / `n`.

    With no event it solves (1 - p)**n = 1 - level, which 3 / n approximates at level 0.95
    (Hanley and Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031). Raises as `interval`.
    """
    events, n = events_of(events, n)
    level = confidence(level)
    return 1.0 if events == n else float(betaincinv(events + 1, n - events, level))


def rule_of_three(n: int) -> float:
    """Return 3 / n: about the largest risk that none in `n` leaves open, with 95 % confidence.

    Hanley and Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031. The approximation serves
    from about n = 30; `upper_bound(0, n)` is exact. At most 1. Raises ValueError when n < 1.
    """
    if count(n, "n") == 0:
        raise ValueError("n = 0: an arm needs at least one person")
    return min(1.0, 3 / n)


def normal_quantile(level: float) -> float:
    """Return z such that a standard normal value lies within -z and z with probability `level`."""
    return float(-ndtri((1 - level) / 2))


def _wilson(events: int, n: int, level: float) -> tuple[float, float]:
    z = normal_quantile(level)
    centre = (events + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(events * (n - events) / n + z * z / 4)
    # At 0 and n the bound is exactly 0 or 1: rounding must not move it off the estimate.
    low = 0.0 if events == 0 else max(0.0, centre - half)
    high = 1.0 if events == n else min(1.0, centre + half)
    return low, high


def _exact(events: int, n: int, level: float) -> tuple[float, float]:
    tail = (1 - level) / 2
    low = 0.0 if events == 0 else float(betaincinv(events, n - events + 1, tail))
    high = 1.0 if events == n else float(betaincinv(events + 1, n - events, 1 - tail))
    return low, high
