"""p values: how often chance alone would give such a difference, or a larger one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, stdtr, stdtrit

from regenmed.evidence.checks import arms_of, column, confidence


def fisher_p(events1: int, n1: int, events2: int, n2: int) -> float:
    """Return the two-sided p value of Fisher's exact test of two proportions.

    The probability, with both margins fixed, of every table that is no likelier than the one seen
    (Fisher 1922, doi:10.2307/2340521), as R's `fisher.test`; counted in whole numbers, so that
    equally likely tables are found equal. Raises ValueError as `compare` does.
    """
    (events1, n1), (events2, n2) = arms_of(events1, n1, events2, n2)
    events = events1 + events2

    def ways(first: int) -> int:
        return math.comb(n1, first) * math.comb(n2, events - first)

    seen = ways(events1)
    possible = range(max(0, events - n2), min(n1, events) + 1)
    return sum(count for count in map(ways, possible) if count <= seen) / math.comb(n1 + n2, events)


def chi_square_p(events1: int, n1: int, events2: int, n2: int) -> float:
    """Return the p value of Pearson's chi-square test of two proportions, for large samples.

    Without Yates's correction, 1 degree of freedom (Pearson 1900,
    doi:10.1080/14786440009463897), as R's `prop.test(correct = FALSE)`. It is 1 where nobody or
    everybody has the event. Raises ValueError as `compare` does.
    """
    (events1, n1), (events2, n2) = arms_of(events1, n1, events2, n2)
    n, events = n1 + n2, events1 + events2
    if events in (0, n):
        return 1.0
    gap = events1 * n2 - events2 * n1
    return float(chdtrc(1, n * gap**2 / (n1 * n2 * events * (n - events))))


@dataclass(frozen=True)
class Welch:
    """A t test: difference of the means with its interval, t, degrees of freedom, p value."""

    difference: float
    low: float
    high: float
    t: float
    degrees: float
    p: float


def welch(first: Sequence[float], second: Sequence[float], level: float = 0.95) -> Welch:
    """Return the difference of two means, first minus second, tested with unequal variances.

    Welch 1947, doi:10.1093/biomet/34.1-2.28, as R's `t.test`. Raises ValueError for missing
    values, for fewer than two in a group, for groups without any variation, and for a level
    outside (0, 1).
    """
    groups = column(first, "first"), column(second, "second")
    for name, values in zip(("first", "second"), groups, strict=True):
        if len(values) < 2:
            raise ValueError(f"{name}: {len(values)} value; a variance needs at least two")
    shares = [float(np.var(values, ddof=1)) / len(values) for values in groups]
    error = math.sqrt(sum(shares))
    if error == 0:
        raise ValueError("first and second do not vary: there is no chance to test against")
    parts = (share**2 / (len(values) - 1) for share, values in zip(shares, groups, strict=True))
    degrees = error**4 / sum(parts)
    difference = float(groups[0].mean() - groups[1].mean())
    reach = float(stdtrit(degrees, (1 + confidence(level)) / 2)) * error
    t = difference / error
    p = 2 * float(stdtr(degrees, -abs(t)))
    return Welch(difference, difference - reach, difference + reach, t, degrees, p)
