"""Run every check over the files of a dataset, held in memory as name -> bytes."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from regenmed.validation.amounts import check_amounts
from regenmed.validation.cells import check_cells, check_columns
from regenmed.validation.claims import check_claims
from regenmed.validation.comparisons import check_comparisons
from regenmed.validation.fingerprints import check_fingerprints
from regenmed.validation.keys import check_keys
from regenmed.validation.patients import check_patients
from regenmed.validation.problem import Problem
from regenmed.validation.results import check_results
from regenmed.validation.schema import FILE, REQUIRED, Resource, SchemaError, read_schema
from regenmed.validation.sequence import check_sequence
from regenmed.validation.sources import check_sources
from regenmed.validation.studies import check_studies
from regenmed.validation.text import Table, parse

Tables = dict[str, Table]


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the dataset's files by their path inside `folder`.

    Raises ValueError if `folder` is no folder.
    """
    if not folder.is_dir():
        raise ValueError(f"{folder} is no folder")
    paths = [*folder.iterdir(), *folder.glob("patients/*")]
    kinds = (".csv", ".json", ".txt", ".fasta")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(paths)
        if path.suffix in kinds and path.is_file()
    }


def check(
    files: Mapping[str, bytes], recorded: bool = True, today: date | None = None
) -> list[Problem]:
    """Return every problem of the dataset in `files`, in the order of tables and lines.

    `recorded=False` leaves out the comparison with the accepted state (`fingerprints.txt`).
    """
    try:
        schema = read_schema(files.get(FILE))
    except SchemaError as error:
        problems = [error.problem]
        for name in files:
            if name.endswith(".csv"):
                problems += parse(name, files[name])[1]
    else:
        tables, problems, whole = _read_tables(files, schema)
        problems += check_keys(tables, schema)
        problems += check_sequence(files)
        if whole.issuperset(REQUIRED):
            problems += _relations(tables, today or date.today())
        problems += check_patients({name: t for name, t in tables.items() if name in whole})
    if recorded:
        problems += check_fingerprints(files)
    return sorted(dict.fromkeys(problems), key=lambda p: (p.table, p.line or 0, p.column or ""))


def _relations(tables: Tables, today: date) -> list[Problem]:
    """Return what the numbers of different cells, rows and tables contradict."""
    problems = []
    checks = (check_results, check_comparisons, check_studies, check_sources, check_claims)
    for run in (*checks, partial(check_amounts, today=today)):
        try:
            problems += list(run(tables))
        except KeyError as missing:  # a column taken out of the table and the schema alike
            message = "is described for no table, but a check needs it"
            problems.append(Problem(FILE, None, str(missing.args[0]), message))
    return problems


def _read_tables(
    files: Mapping[str, bytes], schema: dict[str, Resource]
) -> tuple[Tables, list[Problem], set[str]]:
    """Return the tables by name, their faults, and the names of those with all their columns."""
    tables, problems, whole = {}, [], set()
    for name, resource in schema.items():
        if resource.path not in files:
            problems.append(Problem(resource.path, None, None, "is missing"))
            continue
        table, faults = parse(resource.path, files[resource.path])
        problems += faults
        if table is None:
            continue
        problems += check_columns(table, resource)
        problems += check_cells(table, resource)
        tables[name] = table
        if {field.name for field in resource.fields} <= set(table.columns):
            whole.add(name)
    paths = {resource.path for resource in schema.values()}
    for name in files:
        if name.endswith(".csv") and name not in paths:
            problems.append(Problem(name, None, None, "is not described in datapackage.json"))
    return tables, problems, whole
