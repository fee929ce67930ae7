"""Two arms compared: risk ratio, odds ratio, risk difference."""

import math
from dataclasses import dataclass

from regenmed.evidence.checks import arms_of, choice, confidence
from regenmed.evidence.intervals import interval, normal_quantile


@dataclass(frozen=True)
class Effect:
    """One comparison of arm 1 with arm 2.

    `estimate`, `low` and `high` are on the measure's own scale (ratio, or difference of
    proportions); `se` is on the log scale for ratios and on the proportion scale for `rd`.
    """

    estimate: float
    low: float
    high: float
    se: float

    def __repr__(self) -> str:
        return f"{self.estimate:.3g} (interval {self.low:.3g} to {self.high:.3g})"


def compare(
    events1: int,
    n1: int,
    events2: int,
    n2: int,
    measure: str = "rr",
    level: float = 0.95,
    method: str | None = None,
) -> Effect:
    """Return the effect of arm 1 against arm 2 from their counts.

    `measure` is `"rr"` (risk ratio), `"or"` (odds ratio) or `"rd"` (risk difference, arm 1 minus
    arm 2). `method` is `"newcombe"` for `rd` unless said otherwise: it takes the counts as they
    are and combines the Wilson intervals of both arms (Newcombe 1998, method 10,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I), which suits small arms
    and zero cells; its `se` is the Wald one of the counts as they are. `"wald"`, always for ratios
    and on request for `rd`, gives the large-sample interval, symmetric on the log scale for
    ratios; when one of the four cells (events and non-events of both arms) is zero, 0.5 is added to
    all four, for every measure, as R metafor's `escalc` does. Pool risk differences with it.

    Large-sample variances: Katz et al. 1978 (doi:10.2307/2530610) for rr, Woolf 1955
    (doi:10.1111/j.1469-1809.1955.tb01348.x) for or.

    Raises ValueError for impossible counts, a level outside (0, 1), an unknown measure or method.
    """
    (events1, n1), (events2, n2) = arms_of(events1, n1, events2, n2)
    level = confidence(level)
    choice(measure, "measure", ("rr", "or", "rd"))
    method = method or ("newcombe" if measure == "rd" else "wald")
    choice(method, "method", ("wald", "newcombe"))
    if method == "newcombe":
        if measure != "rd":
            raise ValueError(f"method = 'newcombe' is for measure 'rd', not {measure!r}")
        return _newcombe(events1, n1, events2, n2, level)
    return _wald(*_fill_zero_cells(events1, n1, events2, n2), measure, level)


def _fill_zero_cells(
    events1: int, n1: int, events2: int, n2: int
) -> tuple[float, float, float, float]:
    """Return the four cells a, b (arm 1: events, non-events), c, d (arm 2)."""
    cells = (events1, n1 - events1, events2, n2 - events2)
    add = 0.5 if 0 in cells else 0.0
    return tuple(cell + add for cell in cells)


def _wald(a: float, b: float, c: float, d: float, measure: str, level: float) -> Effect:
    n1, n2 = a + b, c + d
    z = normal_quantile(level)
    if measure == "rd":
        difference = a / n1 - c / n2
        se = _se_difference(a, n1, c, n2)
        return Effect(difference, difference - z * se, difference + z * se, se)
    if measure == "rr":
        log_ratio = math.log(a / n1) - math.log(c / n2)
        se = math.sqrt(1 / a - 1 / n1 + 1 / c - 1 / n2)
    else:
        log_ratio = math.log(a / b) - math.log(c / d)
        se = math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    bounds = (log_ratio, log_ratio - z * se, log_ratio + z * se)
    return Effect(*(math.exp(value) for value in bounds), se)


def _newcombe(events1: int, n1: int, events2: int, n2: int, level: float) -> Effect:
    p1, p2 = events1 / n1, events2 / n2
    low1, high1 = interval(events1, n1, level)
    low2, high2 = interval(events2, n2, level)
    difference = p1 - p2
    low = difference - math.hypot(p1 - low1, high2 - p2)
    high = difference + math.hypot(high1 - p1, p2 - low2)
    return Effect(difference, low, high, _se_difference(events1, n1, events2, n2))


def _se_difference(events1: float, n1: float, events2: float, n2: float) -> float:
    p1, p2 = events1 / n1, events2 / n2
    return math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
