"""Treat the tolerance model: five kinds of therapy as operations on the same two equations.

The equations and their source stand in `tolerance_states`. What a therapy does to them is an
assumption of this course, and so is the tissue equation dM/dt = rho (1 - M) - delta p M. The
model ranks no treatment: it has no toxicity, no B cells and no weeks. What it shows is that lasting
health depends on crossing the separatrix, by whatever means: a strong passing drug crosses too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regenmed.models.crossings import boundary, first_crossing
from regenmed.models.integrate import integrate
from regenmed.models.ranges import rising, within
from regenmed.models.tolerance_states import (
    PUBLISHED,
    Rules,
    bistable_range,
    branch,
    eigenvalues,
    folds,
    jacobian,
    nullclines,
    rates,
    separatrix,
    stability,
    steady_states,
)

__all__ = [
    "PUBLISHED", "Course", "Rules", "Therapy", "bistable_range", "branch", "drug", "eigenvalues",
    "engineered_cells", "folds", "jacobian", "nullclines", "rates", "separatrix", "simulate",
    "stability", "steady_states", "stromal_cells", "thresholds", "tissue_graft", "transplant",
]  # fmt: skip

Array = NDArray[np.float64]
TISSUE_REPAIR = 0.02  # rho, share of the lost tissue regrown in one unit of time: assumption
TISSUE_DAMAGE = 0.5  # delta, loss of tissue by a unit of attack: assumption
SETTLING_TIME = 200.0  # after this long without therapy a course has chosen its side
THRESHOLD_ROUNDS = 4  # of 32 parts each: a threshold to a millionth of the dose range


@dataclass(frozen=True)
class Therapy:
    """What is done at time 0; the fields combine, and each may hold one value a column.

    block: share of susceptibility (alpha2) held away for `duration` units of time, 0 to 1.
    reset: share of attack and regulation removed at once, 0 to 1.
    depletion: share of attack alone removed at once, 0 to 1.
    push: extra production of regulation at time 0, fading with time constant `decay`.
    graft: tissue added at once, as a share of healthy tissue, 0 to 1.
    """

    block: ArrayLike = 0.0
    duration: ArrayLike = 0.0
    reset: ArrayLike = 0.0
    depletion: ArrayLike = 0.0
    push: ArrayLike = 0.0
    decay: ArrayLike = 5.0
    graft: ArrayLike = 0.0

    def __post_init__(self):
        for share in ("block", "reset", "depletion", "graft"):
            within(share, getattr(self, share), 0, 1)
        within("duration", self.duration, 0)
        within("push", self.push, 0, 1000)
        within("decay", self.decay, 0.01, 1000)


def drug(strength: ArrayLike, duration: ArrayLike) -> Therapy:
    """Conventional drug: blocks a share of susceptibility while it is given."""
    return Therapy(block=strength, duration=duration)


def transplant(depth: ArrayLike) -> Therapy:
    """Stem cell transplant: removes the same share of attack and of regulation once."""
    return Therapy(reset=depth)


def engineered_cells(depth: ArrayLike) -> Therapy:
    """Engineered cells: remove a share of attack once and spare regulation."""
    return Therapy(depletion=depth)


def stromal_cells(dose: ArrayLike, decay: ArrayLike = 5.0) -> Therapy:
    """Mesenchymal stromal cells: a push on regulation that fades."""
    return Therapy(push=dose, decay=decay)


def tissue_graft(amount: ArrayLike) -> Therapy:
    """Tissue graft: adds tissue and leaves the immune system as it is."""
    return Therapy(graft=amount)


@dataclass(frozen=True)
class Course:
    """A simulated course: `times` (T,), the rest (T, …) with one column a parameter set.

    `regulation` and `attack` are the model's a and p, `tissue` the share of healthy tissue.
    """

    times: Array
    attack: Array
    regulation: Array
    tissue: Array
    alpha2: Array
    rules: Rules

    @property
    def recovered(self) -> NDArray[np.bool_]:
        """Whether the course ends on the healthy side: its attack is below the saddle's."""
        return _healthy(self.attack[-1], self.alpha2, self.rules)

    def return_time(self) -> Array:
        """Give the time at which attack is back at half its disease level, NaN if never."""
        half = branch("disease", self.alpha2, self.rules)[0] / 2
        return first_crossing(self.times, self.attack, half)


def simulate(
    therapy: Therapy | None = None,
    alpha2: ArrayLike = 14.0,
    times: ArrayLike | None = None,
    *,
    start: str | tuple[ArrayLike, ArrayLike] = "disease",
    rules: Rules = PUBLISHED,
    rtol: float = 1e-6,
) -> Course:
    """Give the course that follows `therapy`, applied at the first of `times` (default 0 to 100).

    `start` is "disease" or "health" (the steady state of that name) or the pair (attack,
    regulation). The fields of the therapy, alpha2 and start broadcast together: any shape of
    parameter sets is solved in one call. Raises ValueError for a start that does not exist at some
    alpha2 and for parameters out of range.
    """
    therapy = therapy or Therapy()
    times = rising("times", np.linspace(0, 100, 201) if times is None else times)
    alpha2 = within("alpha2", alpha2, 0.0, 1000.0)
    attack, regulation = _start(start, alpha2, rules)
    given = np.broadcast_arrays(
        alpha2, attack, regulation, *(np.asarray(value, float) for value in vars(therapy).values())
    )
    shape = given[0].shape
    columns = [np.atleast_1d(value).ravel() for value in given]
    path = _solve(times, columns, rules, rtol)
    attack, regulation, tissue = np.moveaxis(path, 1, 0).reshape(3, len(times), *shape)
    return Course(times, attack, regulation, tissue, given[0], rules)


def _start(start, alpha2: Array, rules: Rules) -> tuple[Array, Array]:
    if not isinstance(start, str):
        attack, regulation = start
        return within("attack", attack, 0), within("regulation", regulation, 0)
    if start not in ("disease", "health"):
        raise ValueError(
            f"start must be 'disease', 'health' or (attack, regulation), not {start!r}"
        )
    attack, regulation = branch(start, alpha2, rules)
    if np.isnan(attack).any():
        low, high = bistable_range(rules)
        bound = f"above {low:.2f}" if start == "disease" else f"below {high:.2f}"
        raise ValueError(
            f"alpha2 must be {bound} for a start in {start}, "
            f"not {alpha2[np.isnan(attack)].flat[0]:g}"
        )
    return attack, regulation


def _solve(times: Array, columns: list[Array], rules: Rules, rtol: float) -> Array:
    """Apply the instant parts at times[0], then integrate between the days on which drugs stop."""
    alpha2, attack, regulation, block, duration, reset, depletion, push, decay, graft = columns
    tissue = TISSUE_REPAIR / (TISSUE_REPAIR + TISSUE_DAMAGE * attack)
    state = np.stack(
        [attack * (1 - reset) * (1 - depletion), regulation * (1 - reset), tissue + graft]
    )
    stops = times[0] + np.unique(duration)
    stops = stops[(stops > times[0]) & (stops < times[-1])]
    moments = np.union1d(times, stops)
    path = np.empty((len(moments), *state.shape))
    first = 0
    for end in [*np.searchsorted(moments, stops), len(moments) - 1]:
        # Given throughout this stretch or not at all: no stretch holds the end of a drug.
        given = times[0] + duration > moments[first]
        strength = np.where(given, alpha2 * (1 - block), alpha2)

        def derivative(time, y, strength=strength):
            slopes = np.empty_like(y)
            slopes[:2] = rates(y[0], y[1], strength, rules)
            slopes[1] += push * np.exp(-(time - times[0]) / decay)
            slopes[2] = TISSUE_REPAIR * (1 - y[2]) - TISSUE_DAMAGE * y[0] * y[2]
            return slopes

        stretch = integrate(
            derivative, state, moments[first : end + 1], rtol=rtol, atol=rtol / 1000
        )
        path[first : end + 1] = stretch
        first, state = end, stretch[-1]
    return path[np.searchsorted(moments, times)]


def _healthy(attack: Array, alpha2: Array, rules: Rules) -> NDArray[np.bool_]:
    low, high = bistable_range(rules)
    border = np.where(alpha2 <= low, np.inf, branch("saddle", alpha2, rules)[0])
    return attack < np.where(alpha2 >= high, -np.inf, border)


def thresholds(
    alpha2: ArrayLike = 14.0,
    kind: str = "transplant",
    *,
    duration: ArrayLike = 40.0,
    decay: ArrayLike = 5.0,
    rules: Rules = PUBLISHED,
) -> Array:
    """Give the least dose of one therapy from which health lasts, NaN where no dose is enough.

    `kind` is drug (share blocked during `duration`), transplant or engineered_cells (share
    removed), stromal_cells (push fading with `decay`, up to 100). alpha2, duration and decay
    broadcast; each starts in its disease state. Found by narrowing the dose range for all columns
    together; each course tried is followed for 200 units of time after the therapy.
    """
    doses = {
        "drug": (1.0, lambda dose: drug(dose, duration)),
        "transplant": (1.0, transplant),
        "engineered_cells": (1.0, engineered_cells),
        "stromal_cells": (100.0, lambda dose: stromal_cells(dose, decay)),
    }
    if kind not in doses:
        raise ValueError(f"kind must be one of {', '.join(doses)}, not {kind!r}")
    highest, make = doses[kind]
    alpha2 = np.asarray(alpha2, float)
    top = np.broadcast_to(highest, np.broadcast_shapes(*map(np.shape, (alpha2, duration, decay))))
    end = float(np.max(duration)) if kind == "drug" else 0.0
    horizon = np.array([0.0, end + SETTLING_TIME])

    def lasts(dose):
        return simulate(make(dose), alpha2, horizon, rules=rules).recovered

    dose = boundary(lasts, np.zeros_like(top), top, rounds=THRESHOLD_ROUNDS)
    return np.where(lasts(top), dose, np.nan)
