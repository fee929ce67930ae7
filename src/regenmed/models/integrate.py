"""Solve ordinary differential equations for many parameter sets at once.

A state is an array (n, columns): n variables, one column a parameter set. All columns share one
adaptive step, chosen for the column that needs the smallest, so numpy works on whole columns. What
is asked for between two steps is read off the polynomial that belongs to the method.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Derivative = Callable[[float, Array], Array]
Jacobian = Callable[[float, Array], Array]

# Dormand and Prince 1980, J Comput Appl Math 6(1):19-26: order 5 with an embedded order 4.
NODES = np.array([0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1])
STAGES = [
    np.array([1 / 5]),
    np.array([3 / 40, 9 / 40]),
    np.array([44 / 45, -56 / 15, 32 / 9]),
    np.array([19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729]),
    np.array([9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656]),
]
ORDER_5 = np.array([35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84])
ERROR = np.array([71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40])
# Between the ends of a step, order 4 (Hairer, Norsett and Wanner 1993, Solving Ordinary
# Differential Equations I, section II.6).
BETWEEN = np.array(
    [
        -12715105075 / 11282082432,
        0,
        87487479700 / 32700410799,
        -10690763975 / 1880347072,
        701980252875 / 199316789632,
        -1453857185 / 822651844,
        69997945 / 29380423,
    ]
)

# RODAS, order 4 with an embedded order 3 (Hairer and Wanner 1996, Solving Ordinary Differential
# Equations II, section VI.4), in the form for equations without explicit time.
GAMMA = 0.25
RODAS_A = [
    np.array([]),
    np.array([1.544]),
    np.array([0.9466785280815826, 0.2557011698983284]),
    np.array([3.314825187068521, 2.896124015972201, 0.9986419139977817]),
    np.array([1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950]),
    np.array([1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1]),
]
RODAS_C = [
    np.array([]),
    np.array([-5.6688]),
    np.array([-2.430093356833875, -0.2063599157091915]),
    np.array([-0.1073529058151375, -9.594562251023355, -20.47028614809616]),
    np.array([7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160]),
    np.array(
        [
            8.083246795921522,
            -7.981132988064893,
            -31.52159432874371,
            16.31930543123136,
            -6.058818238834054,
        ]
    ),
]
# Between the ends of a step, order 3 (the same section).
RODAS_BETWEEN = np.array(
    [
        [
            10.12623508344586,
            -7.487995877610167,
            -34.80091861555747,
            -7.992771707568823,
            1.025137723295662,
        ],
        [
            -0.6762803392801253,
            6.087714651680015,
            16.43084320892478,
            24.76722511418386,
            -6.594389125716872,
        ],
    ]
)

# Numbers that one product takes at once: so few that BLAS works them out on one thread. Its threads
# cost more than they save here, ten times as much on a machine that is busy.
BLOCK = 1024


def integrate(
    derivative: Derivative,
    start: ArrayLike,
    times: ArrayLike,
    *,
    jacobian: Jacobian | None = None,
    rtol: float = 1e-6,
    atol: ArrayLike = 1e-9,
) -> Array:
    """Give the states at `times`, shape (T, n, columns), from `start` (n, columns) at times[0].

    `derivative(t, y)` takes and gives (n, columns). With a `jacobian(t, y)` of shape (n, n,
    columns) a stiff (implicit) method is used, for equations whose `derivative` ignores t; without
    one an explicit method. `atol` broadcasts to (n, columns). Raises ArithmeticError when no step,
    however small, meets the tolerance.
    """
    times = np.asarray(times, float)
    step_once = (
        _explicit_step(derivative) if jacobian is None else _implicit_step(derivative, jacobian)
    )
    power = -1 / (5 if jacobian is None else 4)
    time, state = times[0], np.array(start, dtype=float)
    states = np.empty((len(times), *state.shape))
    states[0], row = state, 1
    slope = derivative(time, state)
    step = _first_step(state, slope, rtol, atol, times[-1] - time)
    while row < len(times):
        last = step >= (times[-1] - time) * (1 - 1e-12)
        used = times[-1] - time if last else step
        new, error, new_slope, between = step_once(time, state, slope, used)
        size = _size(error / (np.asarray(atol) + rtol * np.maximum(np.abs(state), np.abs(new))))
        if size <= 1:
            end = times[-1] if last else time + used
            reached = np.searchsorted(times, end, side="right")
            if reached > row:
                states[row:reached] = between((times[row:reached] - time) / used)
            time, state, slope, row = end, new, new_slope, reached
            step = used * (min(5.0, 0.9 * size**power) if size > 0 else 5.0)
        else:
            step = used * (max(0.2, 0.9 * size**power) if np.isfinite(size) else 0.1)
            if step < 1e-14 * np.max(np.abs(times)):
                raise ArithmeticError(f"no step meets the tolerance at time {time:g}")
    return states


def _size(share: Array) -> float:
    """Give the largest root mean square of a column."""
    return float(np.sqrt(np.einsum("ic,ic->c", share, share).max() / len(share)))


def _first_step(state: Array, slope: Array, rtol, atol, span: float) -> float:
    """Guess a step along which the state moves by a hundredth of its size."""
    scale = np.asarray(atol) + rtol * np.abs(state)
    size, speed = np.max(np.abs(state) / scale), np.max(np.abs(slope) / scale)
    guess = 0.01 * size / speed if speed > 0 and size > 0 else 1e-3 * span
    return float(min(max(guess, 1e-9 * span), span))


def _explicit_step(derivative: Derivative):
    """Make the step of Dormand and Prince, whose last slope serves the next step too."""

    def step_once(time, state, slope, step):
        slopes = np.empty((7, *state.shape))
        slopes[0] = slope
        for stage, weights in enumerate(STAGES, start=1):
            point = state + _mix(step * weights, slopes)
            slopes[stage] = derivative(time + NODES[stage] * step, point)
        new = state + _mix(step * ORDER_5, slopes)
        slopes[6] = derivative(time + step, new)

        def between(share):
            bend = step * slopes[0] - (new - state)
            turn = (new - state) - step * slopes[6] - bend
            return _curve(share, state, new, bend, turn, _mix(step * BETWEEN, slopes))

        return new, _mix(step * ERROR, slopes), slopes[6], between

    return step_once


def _implicit_step(derivative: Derivative, jacobian: Jacobian):
    """Make the step of RODAS: one small matrix a column is inverted, then six stages use it."""

    def step_once(time, state, slope, step):
        variables = np.arange(state.shape[0])
        matrix = np.negative(jacobian(time, state), dtype=float)
        matrix[variables, variables] += 1 / (GAMMA * step)
        inverse = _invert(matrix)
        moves = np.empty((6, *state.shape))
        point, rate = state, slope
        for stage in range(6):
            if stage:
                point = state + _mix(RODAS_A[stage], moves)
                rate = derivative(time, point) + _mix(RODAS_C[stage] / step, moves)
            np.einsum("ijc,jc->ic", inverse, rate, out=moves[stage])
        new = point + moves[5]

        def between(share):
            return _curve(share, state, new, *(_mix(weights, moves) for weights in RODAS_BETWEEN))

        return new, moves[5], derivative(time, new), between

    return step_once


def _curve(share: Array, start: Array, end: Array, *bends: Array) -> Array:
    """Give the states (k, n, columns) at shares (k,) of a step: a line, bent ever more finely."""
    share = share[:, None, None]
    factors = [share, 1 - share]
    total = np.zeros_like(start)
    for number in range(len(bends), 0, -1):
        total = factors[number % 2] * (bends[number - 1] + total)
    return start + share * (end - start + total)


def _invert(matrix: Array) -> Array:
    """Invert the n x n matrix of each column, shape (n, n, columns), in its place.

    By elimination without exchange of rows: the step makes the diagonal large, and where it does
    not, the error of the step is so large that a smaller step is taken.
    """
    with np.errstate(all="ignore"):
        for row in range(matrix.shape[0]):
            share = 1 / matrix[row, row]
            matrix[row, row] = 1.0
            matrix[row] *= share
            for other, line in enumerate(matrix):
                if other != row:
                    factor = line[row].copy()
                    line[row] = 0.0
                    line -= factor * matrix[row]
    return matrix


def _mix(weights: Array, parts: Array) -> Array:
    """Add up the first of `parts` (m, n, columns), each times its weight."""
    flat = parts.reshape(len(parts), -1)[: len(weights)]
    total = np.empty(flat.shape[1])
    for first in range(0, len(total), BLOCK):
        block = slice(first, first + BLOCK)
        np.dot(weights, flat[:, block], out=total[block])
    return total.reshape(parts.shape[1:])
