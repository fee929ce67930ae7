"""The challenger: a model without a healthy state to return to, in which every reset relapses.

Self-antigen G feeds antigen-presenting cells A, which raise effector cells E and regulatory cells
R; effectors free more antigen and regulation removes presenting cells:

    dA/dt = f v G - (mu_A + b1) A - s1 A R      dR/dt = beta A + pi1 E A - mu_R R
    dE/dt = lambda_E A - mu_E E                 dG/dt = gamma E - (v + mu_G) G

Source: Alexander and Wahl 2011, Bull Math Biol 73(1):33, PMID 20195912; parameters of
BioModels BIOMD0000000289. Units: cells or molecules, and days. Below R0 = 1 self-tolerance is the
only lasting state, above it chronic autoimmunity is. Reading a transplant as "all cells and the
antigen they free are cut to the same share" is an assumption of this course.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regenmed.models.crossings import first_crossing
from regenmed.models.integrate import integrate
from regenmed.models.ranges import rising, within

Array = NDArray[np.float64]

UPTAKE = 0.0025  # v, antigen taken up by presenting cells, per day
ANTIGEN_RELEASE = 2000.0  # gamma, antigen freed by an effector cell, per day
REGULATOR_RISE = 200.0  # beta, regulatory cells raised by a presenting cell, per day
REGULATOR_HELP = 0.016  # pi1, the same with help from effector cells, per day
EFFECTOR_RISE = 1000.0  # lambda_E, effector cells raised by a presenting cell, per day
CELL_LOSS = 0.25  # mu_A = mu_R = mu_E, per day
ANTIGEN_LOSS = 5.0  # mu_G, per day
UNSPECIFIC = 0.25  # b1, regulation that does not depend on regulatory cells, per day
SPECIFIC = 3e-6  # s1, removal of presenting cells by a regulatory cell, per day
PRESENTATION = 1e-4  # f, share of antigen uptake that makes a presenting cell


def reproduction_number(
    presentation: ArrayLike = PRESENTATION, unspecific: ArrayLike = UNSPECIFIC
) -> Array:
    """Give R0, the effector cells that one effector cell leads to; self-tolerance needs R0 < 1."""
    presentation = within("presentation", presentation, 0, 1)
    unspecific = within("unspecific", unspecific, 0, 1000)
    made = presentation * UPTAKE * EFFECTOR_RISE * ANTIGEN_RELEASE
    return made / ((ANTIGEN_LOSS + UPTAKE) * (CELL_LOSS + unspecific) * CELL_LOSS)


def presentation_for(r0: ArrayLike, unspecific: ArrayLike = UNSPECIFIC) -> Array:
    """Give the share f of antigen uptake for which R0 is `r0`."""
    return within("r0", r0, 0, 1000) / reproduction_number(1.0, unspecific)


def steady_state(r0: ArrayLike) -> Array:
    """Give the state the model settles in: rows A, R, E, G; shape (4,) + r0.shape.

    All zero at R0 of 1 or less. The closed form above 1 follows from setting the rates to zero.
    """
    r0 = within("r0", r0, 0, 1000)
    regulators = (CELL_LOSS + UNSPECIFIC) * np.maximum(r0 - 1, 0) / SPECIFIC
    help_ = REGULATOR_HELP * EFFECTOR_RISE / CELL_LOSS
    root = np.sqrt(REGULATOR_RISE**2 + 4 * help_ * CELL_LOSS * regulators)
    presenting = (root - REGULATOR_RISE) / (2 * help_)
    effectors = EFFECTOR_RISE * presenting / CELL_LOSS
    antigen = ANTIGEN_RELEASE * effectors / (UPTAKE + ANTIGEN_LOSS)
    return np.stack([presenting, regulators, effectors, antigen])


@dataclass(frozen=True)
class Course:
    """A simulated course: `days` (T,), numbers of cells and antigen (T, …)."""

    days: Array
    presenting: Array
    regulators: Array
    effectors: Array
    antigen: Array
    r0: Array

    def half_relapse_day(self) -> Array:
        """Give the day on which effector cells are back at half their chronic level, or NaN."""
        half = steady_state(self.r0)[2] / 2
        return first_crossing(self.days, self.effectors, half)


def simulate(
    days: ArrayLike,
    r0: ArrayLike = 1.5,
    *,
    depth: ArrayLike = 0.0,
    unspecific: ArrayLike = UNSPECIFIC,
    start: ArrayLike | None = None,
    rtol: float = 1e-6,
) -> Course:
    """Give the course after a reset that removes the share `depth` of everything on the first day.

    `r0` fixes the rule (the share of antigen presented) and `unspecific` is the regulation that a
    drug adds to throughout. The start is the chronic state of r0, or `start` with rows A, R, E, G.
    All parameters broadcast. Raises ValueError for parameters out of range.
    """
    days = rising("days", days)
    r0, depth = within("r0", r0, 0, 1000), within("depth", depth, 0, 1)
    unspecific = within("unspecific", unspecific, 0, 1000)
    first = steady_state(r0) if start is None else within("start", start, 0)
    if first.shape[0] != 4:
        raise ValueError(f"start must have 4 rows (A, R, E, G), not {first.shape[0]}")
    r0, depth, unspecific, *first = np.broadcast_arrays(r0, depth, unspecific, *first)
    columns = [np.atleast_1d(value).ravel() for value in (r0, depth, unspecific, *first)]
    share_presented = presentation_for(columns[0])
    loss = CELL_LOSS + columns[2]
    state = np.stack(columns[3:]) * (1 - columns[1])

    def derivative(_, y):
        presenting, regulators, effectors, antigen = y
        return np.stack(
            [
                share_presented * UPTAKE * antigen - (loss + SPECIFIC * regulators) * presenting,
                (REGULATOR_RISE + REGULATOR_HELP * effectors) * presenting - CELL_LOSS * regulators,
                EFFECTOR_RISE * presenting - CELL_LOSS * effectors,
                ANTIGEN_RELEASE * effectors - (UPTAKE + ANTIGEN_LOSS) * antigen,
            ]
        )

    # Numbers run over eight powers of ten: only the relative error can be the same for all.
    path = integrate(derivative, state, days, rtol=rtol, atol=1e-12)
    parts = np.moveaxis(path, 1, 0).reshape(4, len(days), *r0.shape)
    return Course(days, *parts, r0)
