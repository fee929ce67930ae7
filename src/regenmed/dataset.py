"""The course's dataset: where it is, its tables as data frames, and whether they are sound."""

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from regenmed.validation import Problem, check, read_folder
from regenmed.validation.schema import Resource, read_schema

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DATA", "Problem", "load", "note", "tables", "validate"]

_DTYPES = {
    "string": "string",
    "integer": "Int64",
    "year": "Int64",
    "number": "float64",
    "date": "string",
}


def _find() -> Path:
    """Return the folder that REGENMED_DATA names, else the package's copy, else the checkout's."""
    if named := os.environ.get("REGENMED_DATA"):
        return Path(named).expanduser().resolve()
    inside = Path(__file__).parent / "data"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "data"


DATA: Path = _find()


def tables() -> list[str]:
    """Return the names that `load` knows, patient-level tables last."""
    return list(_schema())


def load(name: str) -> "pd.DataFrame":
    """Return the table `name` (`"outcomes"`, `"pbc"` or `"patients/pbc"`), typed by its schema.

    Text columns are pandas strings, whole numbers and years Int64, other numbers float64; a blank
    cell is missing (NA, or NaN in a float column). The frame is the caller's own copy.
    Raises ValueError, listing the tables, if there is none of that name.
    """
    return _read(_resource(name).name).copy()


def note(name: str) -> str:
    """Return the sentence to print under a figure drawn from the table `name` (may be empty).

    The patient-level tables carry one: whose data they are, and what may not be read into them.
    Raises ValueError, listing the tables, if there is none of that name.
    """
    resource = _resource(name)
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return next(r.get("note", "") for r in package["resources"] if r["name"] == resource.name)


def validate(folder: Path | str | None = None) -> list[Problem]:
    """Return what is wrong with the dataset in `folder` (the course's own by default).

    Each `str(problem)` reads as `outcomes.csv:12 events: 9 is more than n = 7`.
    Raises ValueError if `folder` is no folder.
    """
    return check(read_folder(DATA if folder is None else Path(folder)))


@cache
def _schema() -> dict[str, Resource]:
    return read_schema((DATA / "datapackage.json").read_bytes())


def _resource(name: str) -> Resource:
    short = name.removeprefix("patients/")
    if short not in _schema():
        raise ValueError(f"no table {name!r}; there are {', '.join(tables())}")
    return _schema()[short]


@cache
def _read(name: str) -> "pd.DataFrame":
    import pandas as pd  # only here, so that the validator starts without it

    resource = _schema()[name]
    return pd.read_csv(
        DATA / resource.path,
        dtype={field.name: _DTYPES[field.type] for field in resource.fields},
        keep_default_na=False,
        na_values=[""],
    )
