"""Check that a parameter lies in its allowed range."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def within(name: str, value: ArrayLike, low: float, high: float = np.inf) -> NDArray[np.float64]:
    """Give `value` as a float array, or raise ValueError that names it and its allowed range."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a number, not {value!r}") from None
    wrong = ~((array >= low) & (array <= high))
    if wrong.any():
        allowed = f"at least {low:g}" if np.isinf(high) else f"from {low:g} to {high:g}"
        raise ValueError(f"{name} must be {allowed}, not {array[wrong].flat[0]:g}")
    return array


def whole(name: str, value: int, low: int, high: int) -> int:
    """Give `value` as an int, or raise ValueError if it is no whole number from low to high."""
    number = within(name, value, low, high)
    if number.ndim or number != np.floor(number):
        raise ValueError(f"{name} must be one whole number from {low} to {high}, not {value!r}")
    return int(number)


def rising(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """Give `value` as a 1-d float array, or raise ValueError unless it rises at every step."""
    array = np.asarray(value, dtype=float)
    if array.ndim != 1 or len(array) < 2 or not np.all(np.diff(array) > 0):
        raise ValueError(f"{name} must be two or more numbers, each larger than the one before")
    return array
