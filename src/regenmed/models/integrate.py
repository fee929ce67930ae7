"""Solve ordinary differential equations for many parameter sets at once.

A state is an array (n, columns): n variables, one column a parameter set. All columns share one
adaptive step, chosen for the column that needs the smallest, so numpy works on whole columns.
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
    state = np.array(start, dtype=float)
    step_once = (
        _explicit_step(derivative) if jacobian is None else _implicit_step(derivative, jacobian)
    )
    order = 5 if jacobian is None else 4
    states = np.empty((len(times), *state.shape))
    states[0] = state
    slope = derivative(times[0], state)
    step = _first_step(state, slope, rtol, atol, times[-1] - times[0])
    for row in range(1, len(times)):
        state, slope, step = _advance(
            step_once, state, slope, step, times[row - 1], times[row], rtol, atol, order
        )
        states[row] = state
    return states


def _first_step(state: Array, slope: Array, rtol, atol, span: float) -> float:
    """Guess a step along which the state moves by a hundredth of its size."""
    scale = np.asarray(atol) + rtol * np.abs(state)
    size, speed = np.max(np.abs(state) / scale), np.max(np.abs(slope) / scale)
    guess = 0.01 * size / speed if speed > 0 and size > 0 else 1e-3 * span
    return float(min(max(guess, 1e-9 * span), span))


def _advance(step_once, state, slope, step, time, end, rtol, atol, order):
    """Walk from `time` to `end` exactly; give the state, its slope and the next step to try."""
    smallest = 1e-14 * max(abs(time), abs(end), end - time)
    while time < end:
        remaining = end - time
        last = step >= remaining * (1 - 1e-12)
        used = remaining if last else step
        new, error, new_slope = step_once(time, state, slope, used)
        scale = np.asarray(atol) + rtol * np.maximum(np.abs(state), np.abs(new))
        share = error / scale
        size = float(np.sqrt(np.einsum("ic,ic->c", share, share).max() / len(share)))
        if size <= 1:
            time = end if last else time + used
            state, slope = new, new_slope
            growth = min(5.0, 0.9 * size ** (-1 / order)) if size > 0 else 5.0
            # A step cut short by an output time says little about the step that was planned.
            step = max(step, used * growth) if last else used * growth
        else:
            step = used * (max(0.2, 0.9 * size ** (-1 / order)) if np.isfinite(size) else 0.1)
            if step < smallest:
                raise ArithmeticError(f"no step meets the tolerance at time {time:g}")
    return state, slope, step


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
        return new, _mix(step * ERROR, slopes), slopes[6]

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
        return new, moves[5], derivative(time, new)

    return step_once


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
