"""Number needed to treat for one more person to benefit, or to be harmed."""

import math
from dataclasses import dataclass

from regenmed.evidence.effects import compare


@dataclass(frozen=True)
class NumberNeeded:
    """How many people treated for one more to benefit or be harmed (Altman 1998).

    `direction` is `"benefit"`, `"harm"`, or `"none"` when both risks are equal; `estimate` is
    1 / |risk difference| (infinite for `"none"`). `low` to `high` is the interval in that
    direction. When the interval of the risk difference holds 0, `high` is infinite and the interval
    goes on through infinity into the other direction, down to `opposite`; else `opposite` is None.
    For `"none"`, `low` is a number needed for benefit and `opposite` one for harm.
    """

    estimate: float
    low: float
    high: float
    direction: str
    opposite: float | None

    def __repr__(self) -> str:
        names = {"benefit": ("NNTB", "NNTH"), "harm": ("NNTH", "NNTB"), "none": ("NNTB", "NNTH")}
        this, other = names[self.direction]
        centre = "no difference" if self.direction == "none" else f"{this} {self.estimate:.1f}"
        if self.opposite is None:
            return f"{centre} ({self.low:.1f} to {self.high:.1f})"
        return f"{centre} ({this} {self.low:.1f} to ∞ to {other} {self.opposite:.1f})"


def nnt(
    events1: int, n1: int, events2: int, n2: int, wanted: bool = False, level: float = 0.95
) -> NumberNeeded:
    """Return the number needed to treat with arm 1 instead of arm 2 for one more benefit or harm.

    `wanted` says whether the event is good (remission) or, by default, bad (death). The interval
    inverts Newcombe's interval of the risk difference (see `compare`) and is reported as Altman
    1998 proposes (doi:10.1136/bmj.317.7168.1309). Raises ValueError as `compare` does.
    """
    effect = compare(events1, n1, events2, n2, "rd", level)
    if wanted:
        gain, least, most = effect.estimate, effect.low, effect.high
    else:
        gain, least, most = -effect.estimate, -effect.high, -effect.low
    if gain < 0:
        return _number_needed("harm", -gain, -most, -least)
    return _number_needed("benefit" if gain > 0 else "none", gain, least, most)


def _number_needed(direction: str, gain: float, least: float, most: float) -> NumberNeeded:
    spans_zero = least <= 0
    return NumberNeeded(
        estimate=1 / gain if gain > 0 else math.inf,
        low=1 / most,
        high=math.inf if spans_zero else 1 / least,
        direction=direction,
        opposite=_inverse(-least) if spans_zero else None,
    )


def _inverse(size: float) -> float:
    return 1 / size if size > 0 else math.inf
