"""Time to the first of several events, of which each keeps the others from coming first."""

from collections.abc import Sequence

import numpy as np

from regenmed.evidence.checks import confidence, labels
from regenmed.evidence.intervals import normal_quantile
from regenmed.evidence.survival import Curve, follow_up, risk_table, start_at


def cumulative_incidence(
    time: Sequence[float],
    cause: Sequence[object],
    of: object,
    censored: object = "censored",
    level: float = 0.95,
) -> Curve:
    """Return the share in whom the event `of` has come first, over time.

    `time` and `cause` have shape (n,): when each person was last seen, and which event came then;
    the label `censored` stands for none. Aalen and Johansen 1978 (Scand J Stat 5:141); variance by
    the delta method, as R survival's multi-state `survfit`, and Greenwood's where there is one kind
    of event; interval on the log-minus-log scale of the share without the event. One minus
    Kaplan-Meier, with the other events counted as censored, is larger: it is the share in a world
    where they do not exist.

    Raises ValueError when no one has the event `of`, and as `kaplan_meier`.
    """
    cause = labels(cause, "cause")
    time, any_event = follow_up(time, cause != censored)
    z = normal_quantile(confidence(level))
    if not (wanted := cause == of).any():
        known = ", ".join(sorted({str(label) for label in cause if label != censored}))
        raise ValueError(f"of = {of!r} happens to no one; there are: {known or 'no events'}")

    times, at_risk, all_events = risk_table(time, any_event)
    events = risk_table(time, wanted)[2]
    free_before = np.concatenate(([1.0], np.cumprod(1 - all_events / at_risk)[:-1]))
    share = np.cumsum(free_before * events / at_risk)
    se = np.sqrt(_variance(share, free_before, at_risk, all_events, events))
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = z * se / ((1 - share) * np.abs(np.log1p(-share)))
        low, high = (1 - (1 - share) ** np.exp(sign * scaled) for sign in (-1, 1))
    low, high = (np.where(np.isnan(bound), share, bound) for bound in (low, high))
    return start_at(0.0, len(time), times, at_risk, events, share, low, high)


def _variance(
    share: np.ndarray,
    free_before: np.ndarray,
    at_risk: np.ndarray,
    all_events: np.ndarray,
    events: np.ndarray,
) -> np.ndarray:
    """Return the variance of `share` at each time, its sums over earlier times expanded."""
    rest = at_risk - all_events
    # Where nobody is left the term is not needed: no later time asks for it.
    hazard_variance = np.divide(all_events, at_risk * rest, np.zeros(len(rest)), where=rest > 0)
    jump = free_before * events / at_risk**2
    own = free_before**2 * events * (at_risk - events) / at_risk**3
    squares = share**2 * np.cumsum(hazard_variance)
    squares -= 2 * share * np.cumsum(share * hazard_variance)
    squares += np.cumsum(share**2 * hazard_variance)
    crossed = share * np.cumsum(jump) - np.cumsum(share * jump)
    return np.maximum(0.0, squares + np.cumsum(own) - 2 * crossed)
