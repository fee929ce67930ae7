"""CAR-T cells after one infusion, and the B cells they remove.

Cell number in blood, in transgene copies per ug DNA, t in days after the infusion:

    t <  Tmax: C = (Cmax / fold) exp(rho t), rho = ln(fold) / Tmax
    t >= Tmax: C = Cmax ((1 - FB) exp(-alpha (t - Tmax)) + FB exp(-beta (t - Tmax)))

Source: Stein, Grupp, Levine and others 2019, CPT Pharmacometrics Syst Pharmacol 8(5):285-295,
doi 10.1002/psp4.12388: tisagenlecleucel in 90 children and young adults with leukaemia. No such
fit has been published for autoimmune disease, where no tumour drives the expansion: using this
one there is an assumption of this course.

B cells, as a share B of normal: dB/dt = s (1 - B) - kill C B. The whole equation is an assumption
of this course; `kill_for_return` fits it to a reported day of return.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regenmed.models.crossings import boundary, first_crossing
from regenmed.models.ranges import rising, whole, within

Array = NDArray[np.float64]

B_CELL_SUPPLY = 0.01  # s, share of the missing B cells replaced a day: assumption
B_CELL_KILL = 1e-3  # kill, per day and copy/ug: assumption
RETURN_LEVEL = 0.05  # share of normal at which returning B cells are counted: assumption
# Variances of the logarithms of the six parameters between patients (Stein 2019, table 1).
LOG_VARIANCES = {
    "fold": 2.4,
    "tmax": 0.38,
    "cmax": 0.65,
    "alpha": 0.91,
    "memory": 0.80,
    "beta": 0.86,
}


@dataclass(frozen=True)
class Kinetics:
    """The six parameters of a patient, or arrays of them; defaults are the typical patient."""

    fold: ArrayLike = 3900.0  # expansion from the infusion to the peak
    tmax: ArrayLike = 9.3  # day of the peak
    cmax: ArrayLike = 24_000.0  # peak, copies per ug DNA
    alpha: ArrayLike = 0.16  # first, fast decline, per day
    memory: ArrayLike = 0.0079  # FB, share of the peak that declines slowly
    beta: ArrayLike = 0.0032  # slow decline, per day

    def __post_init__(self):
        within("fold", self.fold, 1, 1e9)
        within("tmax", self.tmax, 0.1, 1000)
        within("cmax", self.cmax, 0, 1e9)
        within("alpha", self.alpha, 0, 100)
        within("memory", self.memory, 0, 1)
        within("beta", self.beta, 0, 100)

    def columns(self) -> list[Array]:
        """Give the six parameters broadcast to one shape."""
        return np.broadcast_arrays(
            *(np.asarray(getattr(self, f.name), float) for f in fields(self))
        )


TYPICAL = Kinetics()


def doubling_time(kinetics: Kinetics = TYPICAL) -> Array:
    """Give the days in which the cells double before the peak."""
    return np.asarray(kinetics.tmax) * np.log(2) / np.log(kinetics.fold)


def half_lives(kinetics: Kinetics = TYPICAL) -> tuple[Array, Array]:
    """Give the half-lives in days of the fast and of the slow decline."""
    return np.log(2) / np.asarray(kinetics.alpha), np.log(2) / np.asarray(kinetics.beta)


def phase_change(kinetics: Kinetics = TYPICAL) -> Array:
    """Give the day on which the slowly declining cells become the larger part."""
    _, tmax, _, alpha, memory, beta = kinetics.columns()
    return tmax + np.log((1 - memory) / memory) / (alpha - beta)


def concentration(days: ArrayLike, kinetics: Kinetics = TYPICAL) -> Array:
    """Give transgene copies per ug DNA at `days`: shape days.shape + that of the parameters."""
    days = within("days", days, 0)
    fold, tmax, cmax, alpha, memory, beta = kinetics.columns()
    days = days.reshape(days.shape + (1,) * tmax.ndim)
    growing = cmax / fold * np.exp(np.log(fold) / tmax * np.minimum(days, tmax))
    since = np.maximum(days - tmax, 0)
    falling = cmax * ((1 - memory) * np.exp(-alpha * since) + memory * np.exp(-beta * since))
    return np.where(days < tmax, growing, falling)


def exposure(days: ArrayLike, kinetics: Kinetics = TYPICAL) -> Array:
    """Give the exact area under `concentration` from day 0 to `days`, in copies/ug x days."""
    days = within("days", days, 0)
    fold, tmax, cmax, alpha, memory, beta = kinetics.columns()
    days = days.reshape(days.shape + (1,) * tmax.ndim)
    rho = np.log(fold) / tmax
    early = np.minimum(days, tmax)
    # expm1(x) / x tends to 1: the tiny number keeps a rate of zero from dividing by zero.
    rising_part = cmax / fold * np.expm1(rho * early) / np.maximum(rho, 1e-300)
    rising_part = np.where(rho > 0, rising_part, cmax / fold * early)
    since = np.maximum(days - tmax, 0)
    return rising_part + cmax * (
        (1 - memory) * _decayed(alpha, since) + memory * _decayed(beta, since)
    )


def _decayed(rate: Array, time: Array) -> Array:
    """Give the integral of exp(-rate t) from 0 to time."""
    return np.where(rate > 0, -np.expm1(-rate * time) / np.maximum(rate, 1e-300), time)


def b_cells(
    days: ArrayLike,
    kinetics: Kinetics = TYPICAL,
    *,
    supply: ArrayLike = B_CELL_SUPPLY,
    kill: ArrayLike = B_CELL_KILL,
    step: float = 0.25,
) -> Array:
    """Give B cells as a share of normal at rising `days` from 0: days.shape + parameters' shape.

    Each step of at most `step` days is solved exactly for its mean CAR-T number, so that even a
    very strong kill stays stable; the error falls with the square of the step.
    """
    days = rising("days", days)
    if days[0] != 0:
        raise ValueError(f"days must start at 0, not {days[0]:g}")
    within("step", step, 1e-3, 10)
    supply, kill = within("supply", supply, 1e-6, 10), within("kill", kill, 0, 10)
    times = np.union1d(days, np.arange(0, days[-1], step))
    width = np.diff(times)
    shape = np.broadcast_shapes(*(np.shape(c) for c in (supply, kill, *kinetics.columns())))
    area = np.diff(exposure(times, kinetics), axis=0)
    share = np.ones(shape)
    path = np.ones((len(times), *shape))
    for row, days_passed in enumerate(width):
        loss = supply * days_passed + kill * area[row]
        rest = supply * days_passed / loss
        share = rest + (share - rest) * np.exp(-loss)
        path[row + 1] = share
    return path[np.searchsorted(times, days)]


def return_day(
    kinetics: Kinetics = TYPICAL,
    *,
    supply: ArrayLike = B_CELL_SUPPLY,
    kill: ArrayLike = B_CELL_KILL,
    level: ArrayLike = RETURN_LEVEL,
    horizon: float = 2000.0,
) -> Array:
    """Give the day on which B cells are back at `level` of normal; NaN if not by `horizon`.

    NaN too if they never fell below the level.
    """
    within("level", level, 0, 1)
    days = np.arange(0.0, within("horizon", horizon, 1, 20_000) + 1)
    return first_crossing(days, b_cells(days, kinetics, supply=supply, kill=kill), level)


def kill_for_return(
    day: ArrayLike, kinetics: Kinetics = TYPICAL, *, supply: ArrayLike = B_CELL_SUPPLY
) -> Array:
    """Give the `kill` for which B cells return on `day` (NaN if no kill does so).

    Made for the report of 110 days (SD 32) in five people with lupus (Mackensen 2022, PMID
    36109639), which the dataset holds.
    """
    day = within("day", day, 1, 2000)

    days = np.arange(0.0, day.max() + 2)

    def late_enough(log_kill):
        path = b_cells(days, kinetics, supply=supply, kill=np.exp(log_kill))
        back = first_crossing(days, path, RETURN_LEVEL)
        # No return yet: either the blood is still empty (late) or it never was (not late).
        return np.where(np.isnan(back), path[-1] < RETURN_LEVEL, back >= day)

    shape = np.broadcast_shapes(day.shape, np.shape(supply), kinetics.columns()[0].shape)
    low, high = np.full(shape, np.log(1e-7)), np.full(shape, np.log(1e-1))
    kill = boundary(late_enough, low, high, rounds=3)
    return np.where(late_enough(high), np.exp(kill), np.nan)


def virtual_patients(n: int, seed: int) -> Kinetics:
    """Draw `n` patients from the published spread between patients (log-normal, seeded).

    The parameters are drawn independently, as in the published model. The share of memory cells
    is kept at 1 or below.
    """
    n = whole("n", n, 1, 1_000_000)
    random = np.random.default_rng(seed)
    drawn = {
        name: getattr(TYPICAL, name) * np.exp(np.sqrt(variance) * random.standard_normal(n))
        for name, variance in LOG_VARIANCES.items()
    }
    drawn["fold"] = np.maximum(drawn["fold"], 1.0)
    drawn["memory"] = np.minimum(drawn["memory"], 1.0)
    return Kinetics(**drawn)
