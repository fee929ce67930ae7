"""Beta cells, insulin and glucose, with an attack on the cells and a graft of new ones.

    dG/dt = R0 - (Eg0 + SI I) G
    dI/dt = B sigma G^2 / (alpha + G^2) - k I
    dB/dt = (-d0 + r1 G - r2 G^2 - attack) B

G glucose in mg/dl, I insulin in uU/ml, B beta-cell mass in mg, time in days. Source: Topp and
others 2000, J Theor Biol 206:605-619, PMID 11013117; parameters of BioModels BIOMD0000000341. The
published model is of type 2 diabetes and has no attack: the extra loss `attack` (a share of the
cells a day) and the graft at one moment are assumptions of this course. No insulin is injected
here, so glucose climbs to 600 mg/dl where a treated person's would not. Mass in mg is not the islet
equivalents that a transplant centre counts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regenmed.models.integrate import integrate
from regenmed.models.ranges import rising, within

Array = NDArray[np.float64]

GLUCOSE_SUPPLY = 864.0  # R0, mg/dl per day
GLUCOSE_LOSS = 1.44  # Eg0, per day, at no insulin
INSULIN_EFFECT = 0.72  # SI, ml/uU per day
INSULIN_MAKING = 43.2  # sigma, uU/ml per day and mg
HALF_MAKING = 20_000.0  # alpha, mg2/dl2
INSULIN_LOSS = 432.0  # k, per day
DEATH = 0.06  # d0, per day, at no glucose
GROWTH = 0.84e-3  # r1, dl/mg per day
GLUCOSE_TOXICITY = 0.24e-5  # r2, dl2/mg2 per day
FOLD_ATTACK = GROWTH**2 / (4 * GLUCOSE_TOXICITY) - DEATH  # 0.0135 a day: more leaves no mass
DIABETES_GLUCOSE = 126.0  # mg/dl, fasting, criterion of the American Diabetes Association


def fixed_points(attack: float = 0.0) -> Array:
    """Give every steady state as rows (glucose, insulin, beta-cell mass), shape (k, 3).

    Ordered by glucose: healthy, saddle (both gone when attack is above FOLD_ATTACK), and the state
    without beta cells. Exact algebra: cell mass stands still where r2 G^2 - r1 G + d0 + attack = 0.
    """
    attack = float(within("attack", attack, 0, 1))
    without_cells = [GLUCOSE_SUPPLY / GLUCOSE_LOSS, 0.0, 0.0]
    spread = GROWTH**2 - 4 * GLUCOSE_TOXICITY * (DEATH + attack)
    if spread < 0:
        return np.array([without_cells])
    roots = (GROWTH + np.sqrt(spread) * np.array([-1, 1])) / (2 * GLUCOSE_TOXICITY)
    return np.array([_at_glucose(glucose) for glucose in np.unique(roots)] + [without_cells])


def _at_glucose(glucose: float) -> list[float]:
    insulin = (GLUCOSE_SUPPLY / glucose - GLUCOSE_LOSS) / INSULIN_EFFECT
    made_by_a_mg = INSULIN_MAKING * glucose**2 / (HALF_MAKING + glucose**2)
    return [float(glucose), float(insulin), float(INSULIN_LOSS * insulin / made_by_a_mg)]


def rates(state: Array, attack: ArrayLike = 0.0) -> Array:
    """Give the time derivatives of `state`, rows glucose, insulin, mass; the same shape."""
    glucose, insulin, mass = state
    square = glucose**2
    slopes = np.empty(np.shape(state))
    slopes[0] = GLUCOSE_SUPPLY - (GLUCOSE_LOSS + INSULIN_EFFECT * insulin) * glucose
    slopes[1] = INSULIN_MAKING * mass * square / (HALF_MAKING + square) - INSULIN_LOSS * insulin
    slopes[2] = (glucose * (GROWTH - GLUCOSE_TOXICITY * glucose) - (DEATH + attack)) * mass
    return slopes


def jacobian(state: Array, attack: ArrayLike = 0.0) -> Array:
    """Give the slopes of the three rates by the three variables: shape (3, 3, columns)."""
    glucose, insulin, mass = state
    square = glucose**2
    below = HALF_MAKING + square
    slopes = np.zeros((3, 3, len(glucose)))
    slopes[0, 0] = -GLUCOSE_LOSS - INSULIN_EFFECT * insulin
    slopes[0, 1] = -INSULIN_EFFECT * glucose
    slopes[1, 0] = 2 * INSULIN_MAKING * HALF_MAKING * mass * glucose / (below * below)
    slopes[1, 1] = -INSULIN_LOSS
    slopes[1, 2] = INSULIN_MAKING * square / below
    slopes[2, 0] = (GROWTH - 2 * GLUCOSE_TOXICITY * glucose) * mass
    slopes[2, 2] = glucose * (GROWTH - GLUCOSE_TOXICITY * glucose) - (DEATH + attack)
    return slopes


@dataclass(frozen=True)
class Course:
    """A simulated course: `days` (T,), the rest (T, …) with one column a parameter set.

    `glucose` in mg/dl, `insulin` in uU/ml, `mass` in mg of beta cells.
    """

    days: Array
    glucose: Array
    insulin: Array
    mass: Array

    def days_below(
        self, limit: float = DIABETES_GLUCOSE, since: float = 0.0, until: float = np.inf
    ) -> Array:
        """Give how many days from day `since` to day `until` glucose is below `limit`."""
        kept = (self.days >= since) & (self.days <= until)
        return _time_below(self.days[kept], self.glucose[kept], limit)


def _time_below(days: Array, glucose: Array, limit: float) -> Array:
    """Add up, step by step, the share of each step in which the straight line is below limit."""
    gap = glucose - limit
    low, high = np.minimum(gap[:-1], gap[1:]), np.maximum(gap[:-1], gap[1:])
    # A step without change lies wholly on one side; the division is then not used.
    width = np.where(high > low, high - low, 1.0)
    share = np.where(high <= 0, np.where(low < 0, 1.0, 0.0), np.clip(-low / width, 0, 1))
    steps = np.diff(days).reshape(-1, *[1] * (glucose.ndim - 1))
    return np.sum(share * steps, axis=0)


def simulate(
    days: ArrayLike,
    attack: ArrayLike = 0.0,
    *,
    start: ArrayLike = (100.0, 10.0, 300.0),
    graft: ArrayLike = 0.0,
    graft_day: float = 600.0,
    attack_after: ArrayLike | None = None,
    rtol: float = 1e-5,
) -> Course:
    """Give the course from `start` (rows glucose, insulin, mass) under `attack`.

    On `graft_day` the mass `graft` (mg) is added and the attack becomes `attack_after` (unchanged
    if None). attack, graft, attack_after and the rows of start broadcast: all parameter sets are
    solved in one call. Raises ValueError for parameters out of range.
    """
    days = rising("days", days)
    within("graft_day", graft_day, days[0])
    start = within("start", start, 0)
    if start.shape[0] != 3:
        raise ValueError(f"start must have 3 rows (glucose, insulin, mass), not {start.shape[0]}")
    before = within("attack", attack, 0, 1)
    after = before if attack_after is None else within("attack_after", attack_after, 0, 1)
    graft = within("graft", graft, 0, 10_000)
    before, after, graft, *start = np.broadcast_arrays(before, after, graft, *start)
    columns = [np.atleast_1d(value).ravel() for value in (before, after, graft, *start)]
    path = _solve(days, *columns[:3], np.stack(columns[3:]), graft_day, rtol)
    glucose, insulin, mass = np.moveaxis(path, 1, 0).reshape(3, len(days), *before.shape)
    return Course(days, glucose, insulin, mass)


def _solve(days, before, after, graft, state, graft_day, rtol) -> Array:
    """Integrate up to the graft, add it, and go on; on the day itself the graft is in."""
    early, late = days[days < graft_day], days[days >= graft_day]
    parts = []
    if len(early):
        # The stretch ends on the day of the graft even where no output is asked for that day.
        stops = np.append(early, graft_day) if len(late) else early
        path = _stretch(state, stops, before, rtol)
        state = path[-1]
        parts.append(path[: len(early)])
    if len(late):
        state = state + np.stack([0 * graft, 0 * graft, graft])
        stops = late if late[0] == graft_day else np.concatenate([[graft_day], late])
        parts.append(_stretch(state, stops, after, rtol)[-len(late) :])
    return np.concatenate(parts)


def _stretch(state: Array, days: Array, attack: Array, rtol: float) -> Array:
    # Insulin follows glucose within minutes while cells change over months: a stiff method is due.
    return integrate(
        lambda _, y: rates(y, attack),
        state,
        days,
        jacobian=lambda _, y: jacobian(y, attack),
        rtol=rtol,
        atol=np.array([[1e-6], [1e-7], [1e-7]]),
    )
