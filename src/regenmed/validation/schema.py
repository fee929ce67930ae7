"""Read `datapackage.json` (Frictionless Data Package): what each table must look like."""

import json
import re
from dataclasses import dataclass

from regenmed.validation.problem import Problem

FILE = "datapackage.json"
TYPES = ("string", "integer", "number", "year", "date")

# Tables that other checks and the lessons rely on.
REQUIRED = (
    "sources",
    "studies",
    "arms",
    "outcomes",
    "effects",
    "milestones",
    "costs",
    "health_states",
    "activity",
    "diseases",
    "claims",
    "terms",
)


@dataclass(frozen=True)
class Field:
    """One column: its type and the constraints its cells must meet.

    `vocabulary` names the kind of term (`terms.csv`) that each cell must be.
    """

    name: str
    type: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: re.Pattern | None = None
    minimum: float | None = None
    maximum: float | None = None
    vocabulary: str | None = None


@dataclass(frozen=True)
class ForeignKey:
    """Columns of one table that must point at a row of the table `to`."""

    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    """A table as described: `name` (`outcomes`), `path` (`outcomes.csv`), columns and keys."""

    name: str
    path: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]


class SchemaError(Exception):
    """`datapackage.json` cannot be used; carries the problem to report."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(FILE, line, None, message)


def read_schema(data: bytes | None) -> dict[str, Resource]:
    """Return the described tables by name.

    Raises SchemaError (with the line where one is known) if the file is missing, is no JSON, or
    does not describe tables.
    """
    if data is None:
        raise SchemaError("is missing, so the tables cannot be checked")
    try:
        package = json.loads(data.decode("utf-8"), object_pairs_hook=_no_twins)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SchemaError(f"byte 0x{data[error.start]:02x} is not UTF-8", line) from None
    except json.JSONDecodeError as error:
        raise SchemaError(f"is not valid JSON: {error.msg}", error.lineno) from None
    except (RecursionError, ValueError) as error:
        raise SchemaError(f"is not valid JSON: {error}") from None
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        raise SchemaError("has no list of resources")
    resources = [_resource(item) for item in package["resources"] if _is_table(item)]
    schema = {resource.name: resource for resource in resources}
    for name in REQUIRED:
        if name not in schema:
            raise SchemaError(f"does not describe the table {name}")
    if len(schema) < len(resources):
        raise SchemaError("describes a table twice")
    _check_keys(schema)
    return schema


def _no_twins(pairs: list[tuple[str, object]]) -> dict:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"the key {name!r} stands twice in one object")
    return dict(pairs)


def _is_table(item: object) -> bool:
    return isinstance(item, dict) and str(item.get("path", "")).endswith(".csv")


def _resource(item: dict) -> Resource:
    name = item.get("name")
    try:
        schema = item["schema"]
        return Resource(
            name=str(item["name"]),
            path=str(item["path"]),
            description=str(item.get("description", "")),
            fields=tuple(_field(field) for field in schema["fields"]),
            primary_key=_names(schema.get("primaryKey", [])),
            foreign_keys=tuple(_foreign_key(key, name) for key in schema.get("foreignKeys", [])),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise SchemaError(f"table {name!r}: {error} is missing or wrong") from None
    except (ValueError, re.error) as error:
        raise SchemaError(f"table {name!r}: {error}") from None


def _field(item: dict) -> Field:
    rules = item.get("constraints", {})
    if item["type"] not in TYPES:
        raise ValueError(f"column {item['name']!r} has the unknown type {item['type']!r}")
    pattern = rules.get("pattern")
    return Field(
        name=str(item["name"]),
        type=item["type"],
        required=rules.get("required", False),
        unique=rules.get("unique", False),
        enum=tuple(str(value) for value in rules.get("enum", ())),
        pattern=None if pattern is None else re.compile(pattern, re.ASCII),
        minimum=_number(rules.get("minimum")),
        maximum=_number(rules.get("maximum")),
        vocabulary=item.get("vocabulary"),
    )


def _number(value: object) -> float | None:
    return None if value is None else float(value)


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(name) for name in value)


def _foreign_key(item: dict, name: object) -> ForeignKey:
    target = item["reference"]
    return ForeignKey(
        _names(item["fields"]), str(target["resource"] or name), _names(target["fields"])
    )


def _check_keys(schema: dict[str, Resource]) -> None:
    """Raise SchemaError if a key names a column or a table that is not described."""
    columns = {name: {f.name for f in resource.fields} for name, resource in schema.items()}
    for name, resource in schema.items():
        wanted = [(name, resource.primary_key)]
        for key in resource.foreign_keys:
            wanted += [(name, key.columns), (key.to, key.to_columns)]
        for table, names in wanted:
            missing = [n for n in names if n not in columns.get(table, ())]
            if missing:
                raise SchemaError(f"a key of {name} names {table}.{missing[0]}, which is not there")
