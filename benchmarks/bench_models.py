"""Time a grid of parameter sets solved in one call against a loop over scipy's solve_ivp.

Both sides solve the same equations to the same accuracy: the loop's tolerance is chosen so that
its largest error, against a reference of rtol 1e-10, is as near as possible to that of the grid
call without being smaller. The loop runs over a sample of the grid and is scaled up.

    python benchmarks/bench_models.py
"""

import time

import numpy as np
from figures import Row, table
from scipy.integrate import solve_ivp

from regenmed.models import beta_cells, reset_clock, tolerance

SAMPLE = 24


def tolerance_case(size):
    depth = np.linspace(0.0, 0.99, size)
    times = np.linspace(0, 60, 61)
    p, a = tolerance.branch("disease", 14.0)

    def grid():
        return tolerance.simulate(tolerance.transplant(depth), 14.0, times).attack

    def rates(_, y):
        attack, regulation = y
        square = attack * attack
        made = 0.025 + 14.0 * square / (1 + square)
        return [
            -1.25 * attack + made / (1 + regulation * regulation),
            -regulation + 3.5 * square / (0.25 + square),
        ]

    def one(column, rtol):
        start = [p * (1 - depth[column]), a * (1 - depth[column])]
        return solve_ivp(rates, (0, 60), start, "RK45", times, rtol=rtol, atol=rtol / 1000).y[0]

    return grid, one


def reset_clock_case(size):
    depth = 1 - np.geomspace(0.5, 1e-4, size)
    days = np.linspace(0, 150, 61)
    start = reset_clock.steady_state(1.5)
    f = float(reset_clock.presentation_for(1.5))

    def grid():
        return reset_clock.simulate(days, 1.5, depth=depth).effectors

    def rates(_, y):
        a, r, e, g = y
        return [
            f * 0.0025 * g - 0.5 * a - 3e-6 * a * r,
            200 * a + 0.016 * e * a - 0.25 * r,
            1000 * a - 0.25 * e,
            2000 * e - 5.0025 * g,
        ]

    def one(column, rtol):
        first = start * (1 - depth[column])
        return solve_ivp(rates, (0, 150), first, "RK45", days, rtol=rtol, atol=1e-9).y[2]

    return grid, one


def beta_cell_case(size):
    side = int(np.sqrt(size))
    mass = np.repeat(np.linspace(1.0, 300.0, side), side)
    attack = np.tile(np.linspace(0.0, 0.03, side), side)
    days = np.linspace(0, 600, 61)

    def grid():
        start = [np.full(side * side, 600.0), np.zeros(side * side), mass]
        return beta_cells.simulate(days, attack, start=start).glucose

    def rates(_, y, loss):
        glucose, insulin, cells = y
        square = glucose * glucose
        return [
            864 - (1.44 + 0.72 * insulin) * glucose,
            cells * 43.2 * square / (20000 + square) - 432 * insulin,
            (-0.06 + 0.84e-3 * glucose - 0.24e-5 * square - loss) * cells,
        ]

    def one(column, rtol):
        start, loss = [600.0, 0.0, mass[column]], (attack[column],)
        how = {"t_eval": days, "args": loss, "rtol": rtol, "atol": rtol * 1e-2}
        return solve_ivp(rates, (0, 600), start, "LSODA", **how).y[0]

    return grid, one


def seconds(call):
    best = np.inf
    for _ in range(3):
        start = time.perf_counter()
        result = call()
        best = min(best, time.perf_counter() - start)
    return best, result


def loop_of_equal_accuracy(one, columns, exact, error):
    """Loosen the loop's tolerance as long as it is no less accurate than the grid call."""
    chosen = None
    for rtol in 10.0 ** np.arange(-9.0, -1.9, 0.5):
        taken, path = seconds(lambda rtol=rtol: np.stack([one(c, rtol) for c in columns], axis=1))
        worst = np.abs(path - exact).max()
        if worst > error and chosen is not None:
            break
        chosen = taken, worst
    return chosen


CASES = {
    "tolerance": tolerance_case,
    "reset_clock": reset_clock_case,
    "beta_cells": beta_cell_case,
}
SIZES = (16, 64, 256, 1024, 4096)


def ratio(case):
    """Give how many times as long the loop takes for a grid of 1024, at equal accuracy."""
    grid, one = case(1024)
    taken, path = seconds(grid)
    columns = np.linspace(0, path.shape[1] - 1, SAMPLE).astype(int)
    exact = np.stack([one(column, 1e-10) for column in columns], axis=1)
    error = np.abs(path[:, columns] - exact).max()
    loop, _ = loop_of_equal_accuracy(one, columns, exact, error)
    return loop * path.shape[1] / SAMPLE / taken


def measure():
    """Give the rows of the table."""
    return [Row(f"grid_{name}", ratio(case)) for name, case in CASES.items()]


def print_growth():
    """Print how the time of a grid call grows with the grid."""
    print("\ngrowth of the grid call\ncolumns    " + "".join(f"{n:>9}" for n in SIZES))
    for name, case in CASES.items():
        times = [seconds(case(size)[0])[0] for size in SIZES]
        print(f"{name:12}" + "".join(f"{taken:7.3f} s" for taken in times))


if __name__ == "__main__":
    print(table(measure()))
    print_growth()
