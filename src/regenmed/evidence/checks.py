"""What the statistics accept: each check returns a clean number or says what is wrong with it."""

import math
from collections.abc import Sequence

import numpy as np

MISSING = ("nan", "<NA>", "None", "NaT")


def count(value: float, name: str) -> int:
    """Return `value` as a whole number of people, or raise ValueError naming it."""
    number = _number(value, name)
    if number != int(number):
        raise ValueError(f"{name} = {value} is not a whole number")
    if number < 0:
        raise ValueError(f"{name} = {value} is negative")
    return int(number)


def events_of(events: float, n: float, suffix: str = "") -> tuple[int, int]:
    """Return (events, n) of one arm after checking that 0 <= events <= n and n >= 1."""
    events, n = count(events, f"events{suffix}"), count(n, f"n{suffix}")
    if n == 0:
        raise ValueError(f"n{suffix} = 0: an arm needs at least one person")
    if events > n:
        raise ValueError(f"events{suffix} = {events} is more than n{suffix} = {n}")
    return events, n


def arms_of(
    events1: float, n1: float, events2: float, n2: float
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return (events, n) of two arms, each checked as `events_of` does."""
    return events_of(events1, n1, "1"), events_of(events2, n2, "2")


def confidence(level: float) -> float:
    """Return the confidence level after checking that it lies strictly between 0 and 1."""
    return share(level, "level")


def share(value: float, name: str) -> float:
    """Return `value` after checking that it lies strictly between 0 and 1."""
    number = _number(value, name)
    if not 0 < number < 1:
        raise ValueError(f"{name} = {value} is not between 0 and 1")
    return number


def choice(value: str, name: str, options: Sequence[str]) -> str:
    """Return `value` if it is one of `options`, or raise ValueError listing them."""
    if value not in options:
        raise ValueError(f"{name} = {value!r} is not one of {', '.join(options)}")
    return value


def column(values: Sequence[float], name: str) -> np.ndarray:
    """Return `values` as a float array of shape (k,), k >= 1, every entry finite."""
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} holds something that is not a number") from None
    if array.ndim != 1:
        raise ValueError(f"{name} has {array.ndim} dimensions, not 1")
    if array.size == 0:
        raise ValueError(f"{name} is empty")
    if not (finite := np.isfinite(array)).all():
        at = int(np.argmin(finite))
        raise ValueError(f"{name}[{at}] = {array[at]} is not finite")
    return array


def labels(values: Sequence[object], name: str) -> np.ndarray:
    """Return `values` as an object array of shape (n,), n >= 1, with no label missing."""
    array = np.asarray(values, dtype=object)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} is empty" if array.size == 0 else f"{name} is not one column")
    for at, label in enumerate(array):
        if str(label) in MISSING:
            raise ValueError(f"{name}[{at}] is missing")
    return array


def same_length(first: np.ndarray, second: np.ndarray, names: str) -> None:
    """Raise ValueError unless both arrays have as many entries."""
    if len(first) != len(second):
        raise ValueError(f"{names}: {len(first)} against {len(second)} entries")


def _number(value: float, name: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} = {value!r} is not a number") from None
    if not math.isfinite(number):
        raise ValueError(f"{name} = {value} is not finite")
    return number
