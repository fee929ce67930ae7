"""The course's dataset: where it is, its tables as data frames, and whether they are sound."""

from functools import cache
from pathlib import Path

import pandas as pd

DATA = Path(__file__).parents[2] / "data"


@cache
def _read(name: str) -> pd.DataFrame:
    file = DATA / f"{name}.csv"
    if not file.exists():
        raise ValueError(f"no table {name!r}")
    return pd.read_csv(file).convert_dtypes(convert_boolean=False)


def load(name: str) -> pd.DataFrame:
    """Return a copy of the table `name` (`"outcomes"`, `"patients/pbc"`), typed."""
    return _read(name).copy()
