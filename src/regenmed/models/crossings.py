"""Find where something changes: a boundary between settings, or a moment in a course."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def boundary(
    holds: Callable[[Array], ArrayLike], low: ArrayLike, high: ArrayLike, rounds=12, parts=32
) -> Array:
    """Give the boundary between `low`, where `holds` is false, and `high`, where it is true.

    Each round cuts the range of every column into `parts` and keeps the part in which `holds`
    changes; 12 rounds of 32 reach the last digit of a float. `holds` takes all cuts at once, shape
    (parts - 1, …) for columns of shape (…), and gives as many truth values; it must change once.
    """
    low, high = np.broadcast_arrays(np.asarray(low, float), np.asarray(high, float))
    share = (np.arange(1, parts) / parts).reshape(-1, *[1] * low.ndim)
    for _ in range(rounds):
        cuts = low + (high - low) * share
        true = np.asarray(holds(cuts), dtype=bool)
        edges = np.concatenate([low[None], cuts, high[None]])
        first_true = np.where(true.any(axis=0), np.argmax(true, axis=0), parts - 1)[None]
        low = np.take_along_axis(edges, first_true, axis=0)[0]
        high = np.take_along_axis(edges, first_true + 1, axis=0)[0]
    return (low + high) / 2


def first_crossing(times: Array, values: Array, level: ArrayLike, upward: bool = True) -> Array:
    """Give the first time at which `values` passes `level`, NaN where it never does.

    `values` has time as its first axis, shape (T, …); `level` broadcasts to (…). Upward means from
    below the level to the level or above. The moment is interpolated linearly between two times.
    """
    values, level = np.asarray(values, float), np.asarray(level, float)
    sign = 1.0 if upward else -1.0
    gap = sign * (values - level)
    passes = (gap[:-1] < 0) & (gap[1:] >= 0)
    step = np.argmax(passes, axis=0)
    before = np.take_along_axis(gap, step[None], axis=0)[0]
    after = np.take_along_axis(gap, step[None] + 1, axis=0)[0]
    with np.errstate(invalid="ignore", divide="ignore"):
        moment = times[step] - before * (times[step + 1] - times[step]) / (after - before)
    return np.where(passes.any(axis=0), moment, np.nan)
