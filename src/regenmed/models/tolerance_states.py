"""Where the tolerance model comes to rest: steady states, folds, nullclines and the separatrix.

The model has two variables without dimension, `attack` (p, pro-inflammatory level) and
`regulation` (a, anti-inflammatory level):

    dp/dt = -gamma p + (alpha1 + alpha2 p^2 / (1 + p^2)) / (1 + a^2)
    da/dt = -a + alpha4 p^2 / (alpha3^2 + p^2)

Source: Baker and others 2013, Math Med Biol 30(4):311-337,
PMID 23002057; parameters of BioModels BIOMD0000000550. The model was made for the cytokines of
rheumatoid arthritis. Reading p as the attack on self, a as regulation and alpha2 as
susceptibility is an assumption of this course. One unit of time is the time in which regulation
is cleared once; it is not a week.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regenmed.models.crossings import boundary
from regenmed.models.integrate import integrate
from regenmed.models.ranges import within

Array = NDArray[np.float64]
BRANCHES = ("health", "saddle", "disease")


@dataclass(frozen=True)
class Rules:
    """Fixed parameters of the model; the defaults are those of BIOMD0000000550."""

    alpha1: float = 0.025  # background production of attack
    alpha3: float = 0.5  # attack at which half of the regulation is made
    alpha4: float = 3.5  # largest production of regulation
    gamma: float = 1.25  # clearance of attack


PUBLISHED = Rules()


def rates(attack: Array, regulation: Array, alpha2: ArrayLike, rules: Rules = PUBLISHED):
    """Give (d attack / dt, d regulation / dt), each of the shape of the arguments."""
    square = attack * attack
    made = rules.alpha1 + alpha2 * square / (1 + square)
    attack_rate = -rules.gamma * attack + made / (1 + regulation * regulation)
    return attack_rate, -regulation + matching_regulation(attack, rules)


def matching_regulation(attack: ArrayLike, rules: Rules = PUBLISHED) -> Array:
    """Give the regulation that this attack would call up in the long run (its nullcline)."""
    square = np.asarray(attack) ** 2
    return rules.alpha4 * square / (rules.alpha3**2 + square)


def nullclines(attack: ArrayLike, alpha2: ArrayLike = 14.0, rules: Rules = PUBLISHED):
    """Give (regulation at which regulation stands still, regulation at which attack stands still).

    Each has shape attack.shape + alpha2.shape; the second is NaN where no regulation, not even
    none, stops the attack from falling.
    """
    attack = within("attack", attack, 1e-12)
    alpha2 = _susceptibility(alpha2)
    attack = attack.reshape(attack.shape + (1,) * alpha2.ndim)
    square = attack**2
    excess = (rules.alpha1 + alpha2 * square / (1 + square)) / (rules.gamma * attack) - 1
    for_attack = np.sqrt(np.where(excess >= 0, excess, np.nan))
    return matching_regulation(attack, rules) + 0 * excess, for_attack


def alpha2_at(attack: ArrayLike, rules: Rules = PUBLISHED) -> Array:
    """Give the susceptibility for which `attack` is a steady state (both rates set to zero)."""
    regulation = rules.alpha4 * attack**2 / (rules.alpha3**2 + attack**2)
    needed = rules.gamma * attack * (1 + regulation**2) - rules.alpha1
    return needed * (1 + attack**2) / attack**2


@cache
def folds(rules: Rules = PUBLISHED) -> Array:
    """Give the two folds as rows (susceptibility, attack): where disease begins, health ends.

    Between the two susceptibilities health and disease are both steady. Raises ValueError if these
    rules have no folds.
    """

    def slope(attack):  # complex step: exact to the last digit, no difference of near equals
        return alpha2_at(attack + 1e-30j, rules).imag / 1e-30

    grid = np.geomspace(1e-4, 1e2, 4000)
    sign = np.sign(slope(grid))
    turns = np.flatnonzero(np.diff(sign))
    if len(turns) < 2:
        raise ValueError(f"{rules} has no range with two stable states")
    # Susceptibility rises along health, falls along the saddle and rises again along disease.
    end_of_health = boundary(lambda p: slope(p) < 0, grid[turns[0]], grid[turns[0] + 1])
    start_of_disease = boundary(lambda p: slope(p) > 0, grid[turns[1]], grid[turns[1] + 1])
    attack = np.array([start_of_disease, end_of_health])
    return np.stack([alpha2_at(attack, rules), attack], axis=1)


def bistable_range(rules: Rules = PUBLISHED) -> tuple[float, float]:
    """Give the susceptibilities between which both health and disease are stable."""
    low, high = folds(rules)[:, 0]
    return float(low), float(high)


def branch(name: str, alpha2: ArrayLike, rules: Rules = PUBLISHED) -> Array:
    """Give the steady state "health", "saddle" or "disease": shape (2,) + alpha2.shape.

    Row 0 is attack, row 1 regulation; NaN where that state does not exist.
    """
    if name not in BRANCHES:
        raise ValueError(f"state must be one of {', '.join(BRANCHES)}, not {name!r}")
    alpha2 = _susceptibility(alpha2)
    (disease_from, disease_attack), (health_to, health_attack) = folds(rules)
    if name == "health":
        exists, low, high = alpha2 < health_to, 1e-12, health_attack
    elif name == "saddle":
        exists = (alpha2 > disease_from) & (alpha2 < health_to)
        low, high = health_attack, disease_attack
    else:
        exists = alpha2 > disease_from
        low, high = disease_attack, (rules.alpha1 + alpha2) / rules.gamma
    falling = name == "saddle"
    attack = boundary(lambda p: (alpha2_at(p, rules) >= alpha2) ^ falling, low, high + 0 * alpha2)
    attack = np.where(exists, attack, np.nan)
    return np.stack([attack, matching_regulation(attack, rules)])


def steady_states(alpha2: float, rules: Rules = PUBLISHED) -> Array:
    """Give every steady state for one susceptibility as rows (attack, regulation), shape (k, 2).

    Rows are ordered by attack: health, saddle, disease where all three exist, else the only one.
    """
    states = np.stack([branch(name, float(alpha2), rules) for name in BRANCHES])
    return states[~np.isnan(states[:, 0])]


def jacobian(attack: float, regulation: float, alpha2: float, rules: Rules = PUBLISHED) -> Array:
    """Give the 2 x 2 matrix of the slopes of both rates by attack and regulation."""
    square, brake = attack**2, 1 + regulation**2
    made = rules.alpha1 + alpha2 * square / (1 + square)
    return np.array(
        [
            [
                -rules.gamma + alpha2 * 2 * attack / (1 + square) ** 2 / brake,
                -made * 2 * regulation / brake**2,
            ],
            [2 * rules.alpha4 * rules.alpha3**2 * attack / (rules.alpha3**2 + square) ** 2, -1.0],
        ]
    )


def eigenvalues(state: ArrayLike, alpha2: float, rules: Rules = PUBLISHED) -> NDArray:
    """Give the two eigenvalues at `state` (attack, regulation), the larger real part first."""
    values = np.linalg.eigvals(jacobian(*state, alpha2, rules))
    return values[np.argsort(-values.real)]


def stability(state: ArrayLike, alpha2: float, rules: Rules = PUBLISHED) -> str:
    """Say what a steady state is: a saddle, or a stable or unstable node or focus."""
    first, second = eigenvalues(state, alpha2, rules)
    if first.imag == 0 and first.real > 0 > second.real:
        return "saddle"
    return f"{'stable' if first.real < 0 else 'unstable'} {'focus' if first.imag else 'node'}"


def separatrix(
    alpha2: ArrayLike, window: tuple[float, float] = (1.5, 5.0), points: int = 121
) -> Array:
    """Give the line that parts the two fates: shape (2, points) + alpha2.shape, attack first.

    It is the stable manifold of the saddle, followed backward both ways in equal steps until it
    leaves the window (0 to window[0] of attack, 0 to window[1] of regulation). NaN outside the
    window and where there is no saddle.
    """
    alpha2 = _susceptibility(alpha2)
    columns = np.atleast_1d(alpha2).ravel()
    path = np.full((2, points, len(columns)), np.nan)
    saddle = branch("saddle", columns)
    bistable = ~np.isnan(saddle[0])
    if bistable.any():
        path[:, :, bistable] = _stable_manifold(
            saddle[:, bistable], columns[bistable], window, points
        )
    return path.reshape((2, points, *alpha2.shape))


def _stable_manifold(saddle: Array, alpha2: Array, window, points: int) -> Array:
    """Follow the manifold from the saddle by arc length, in units of the window, both ways."""
    size = np.array(window)[:, None]
    inward = np.empty_like(saddle)
    for column, strength in enumerate(alpha2):
        values, vectors = np.linalg.eig(jacobian(*saddle[:, column], strength))
        stable = vectors[:, np.argmin(values.real)].real
        inward[:, column] = stable / np.sign(stable[1]) / size[:, 0]
    inward /= np.linalg.norm(inward, axis=0)

    def backward(_, position):
        speed = -np.stack(rates(*(position * size), alpha2)) / size
        return speed / np.linalg.norm(speed, axis=0)

    # Below the saddle the line soon meets the axis: a tenth of the points are enough there.
    below = max(points // 10, 2)
    to_axis = 1.2 * (saddle / size)[1] / np.abs(inward[1])
    low = _arm(backward, saddle / size - 1e-5 * inward, below + 1, to_axis)
    high = _arm(backward, saddle / size + 1e-5 * inward, points - below, 1.6 + 0 * to_axis)
    path = np.concatenate([low[:0:-1], high])
    path = np.moveaxis(path, 0, 1) * size[:, None]
    inside = np.all((path >= 0) & (path <= size[:, None]), axis=0)
    return np.where(inside, path, np.nan)


def _arm(direction, start: Array, points: int, length: Array) -> Array:
    """Follow one arm over its own length a column; shape (points, 2, columns)."""
    share = np.linspace(0, 1, points)
    return integrate(lambda s, x: direction(s, x) * length, start, share, rtol=1e-7, atol=1e-9)


def _susceptibility(alpha2: ArrayLike) -> Array:
    return within("alpha2", alpha2, 0.0, 1000.0)
