"""Time to an event, some of it unseen: Kaplan-Meier curves and the log-rank test."""

# Own code, checked against R: lifelines would add some 60 MB to a kernel that may hold 200 in all.

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from regenmed.evidence.checks import column, confidence, labels, same_length
from regenmed.evidence.intervals import normal_quantile


@dataclass(frozen=True)
class Curve:
    """A step curve of shares of people, from 0 to 1, with its pointwise interval.

    Arrays of shape (m + 1,): `time` holds 0 and the m distinct times of follow-up, `at_risk` how
    many people were still watched just before each, `events` how many had the event then; `share`,
    `low` and `high` hold from that time on.
    """

    time: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def at(self, time: float) -> tuple[float, float, float]:
        """Return (share, low, high) at a time from 0 to the end of follow-up.

        Raises ValueError for a time outside it: no curve goes beyond the last person watched.
        """
        if not 0 <= time <= self.time[-1]:
            raise ValueError(f"time = {time} is not between 0 and {self.time[-1]:g}")
        step = np.searchsorted(self.time, time, side="right") - 1
        return float(self.share[step]), float(self.low[step]), float(self.high[step])


@dataclass(frozen=True)
class LogRank:
    """The log-rank statistic, its degrees of freedom and its p-value."""

    chi2: float
    freedom: int
    p: float


def kaplan_meier(time: Sequence[float], event: Sequence[bool], level: float = 0.95) -> Curve:
    """Return the share still free of the event over time.

    `time` and `event` have shape (n,): when each person was last seen, and whether the event
    happened then (else the person is censored). Kaplan and Meier 1958
    (doi:10.1080/01621459.1958.10501452), Greenwood's variance, interval on the log-minus-log scale
    (R survival's `conf.type = "log-log"`). Raises ValueError for negative or missing times, events
    that are neither 0 nor 1, unequal or empty columns and a level outside (0, 1).
    """
    time, event = follow_up(time, event)
    z = normal_quantile(confidence(level))
    times, at_risk, events = risk_table(time, event)
    share = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        se = np.sqrt(greenwood) / np.abs(np.log(share))
        low, high = share ** np.exp(z * se), share ** np.exp(-z * se)
    # No event yet, or nobody left: the variance says nothing, and the bounds close on the share.
    low, high = (np.where(np.isnan(bound), share, bound) for bound in (low, high))
    return start_at(1.0, len(time), times, at_risk, events, share, low, high)


def log_rank(time: Sequence[float], event: Sequence[bool], group: Sequence[object]) -> LogRank:
    """Return the log-rank test that all groups have the same hazard.

    `group` has shape (n,) and at least two distinct labels. Mantel 1966 (Cancer Chemother Rep
    50:163), with the hypergeometric variance, as R survival's `survdiff`. Raises ValueError as
    `kaplan_meier`, for fewer than two groups and when there is no event.
    """
    time, event = follow_up(time, event)
    group = labels(group, "group")
    same_length(time, group, "time and group")
    groups = list(dict.fromkeys(group))
    if len(groups) < 2:
        raise ValueError(f"group holds {groups[0]!r} alone: a comparison needs two")
    if not event.any():
        raise ValueError("event holds no event: there is nothing to compare")
    member = np.array([group == label for label in groups[1:]], dtype=float)
    excess, variance = np.zeros(len(member)), np.zeros((len(member), len(member)))
    for moment in np.unique(time[event]):
        watched, struck = time >= moment, event & (time == moment)
        n, d = watched.sum(), struck.sum()
        share = member[:, watched].mean(axis=1)
        excess += member[:, struck].sum(axis=1) - d * share
        if n > 1:
            spread = np.diag(share) - np.outer(share, share)
            variance += d * (n - d) / (n - 1) * spread
    chi2 = float(excess @ np.linalg.pinv(variance) @ excess)
    freedom = len(groups) - 1
    return LogRank(chi2, freedom, float(chdtrc(freedom, chi2)))


def follow_up(time: Sequence[float], event: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
    """Return `time` as floats and `event` as booleans, or raise ValueError naming what is wrong."""
    time, event = column(time, "time"), column(event, "event")
    same_length(time, event, "time and event")
    if (time < 0).any():
        at = int(np.argmax(time < 0))
        raise ValueError(f"time[{at}] = {time[at]} is negative")
    if not (known := np.isin(event, (0, 1))).all():
        at = int(np.argmin(known))
        raise ValueError(f"event[{at}] = {event[at]} is neither 0 nor 1")
    return time, event.astype(bool)


def risk_table(time: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the distinct times, how many were at risk just before each, how many events then."""
    times, which = np.unique(time, return_inverse=True)
    left = np.bincount(which, minlength=len(times))
    at_risk = len(time) - np.concatenate(([0], np.cumsum(left)[:-1]))
    return times, at_risk, np.bincount(which, weights=event, minlength=len(times))


def start_at(share_at_0: float, n: int, times: np.ndarray, *columns: np.ndarray) -> Curve:
    """Return the curve with a first row at time 0, when all `n` people are at risk."""
    if times[0] == 0:
        return Curve(times, *columns)
    first = (n, 0, share_at_0, share_at_0, share_at_0)
    rows = (np.concatenate(([start], rest)) for start, rest in zip(first, columns, strict=True))
    return Curve(np.concatenate(([0.0], times)), *rows)
