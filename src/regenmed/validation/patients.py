"""Check the patient-level tables: what must hold within a patient."""

from collections.abc import Iterator

from regenmed.validation.problem import Problem
from regenmed.validation.text import Row, Table

Tables = dict[str, Table]


def check_patients(tables: Tables) -> Iterator[Problem]:
    """Report patients whose cells contradict each other."""
    rules = {
        "pbc": _pbc,
        "ebmt": _ebmt,
        "crohn_adverse_events": _body_mass_index,
    }
    for name, rule in rules.items():
        if name in tables:
            for row in tables[name].rows:
                for column, message in rule(row):
                    yield Problem(tables[name].file, row.line, column, message)
    if "arthritis" in tables:
        yield from _constant(tables["arthritis"], "id", ("arm", "sex_code", "age_years"))


def _pbc(row: Row) -> Iterator[tuple[str, str]]:
    """The trial's measurements were made on randomised patients only (Fleming, Harrington 1991)."""
    if not row.text["arm"]:
        for column in ("ascites", "hepatomegaly", "spiders", "urine_copper_ug_day"):
            if row.text[column]:
                yield column, "is given, but the patient was not randomised (arm is blank)"


def _ebmt(row: Row) -> Iterator[tuple[str, str]]:
    end = row.value["survival_days"]
    for event in ("recovery", "adverse_event", "recovery_and_adverse_event", "relapse"):
        days = row.value[f"{event}_days"]
        if None not in (days, end) and days > end:
            yield f"{event}_days", f"{days:g} is later than survival_days = {end:g}"
    both = row.text["recovery"] == row.text["adverse_event"] == "yes"
    if both != (row.text["recovery_and_adverse_event"] == "yes"):
        message = f"{row.text['recovery_and_adverse_event']!r} contradicts its two events"
        yield "recovery_and_adverse_event", message


def _body_mass_index(row: Row) -> Iterator[tuple[str, str]]:
    height, weight, index = (row.value[c] for c in ("height_cm", "weight_kg", "bmi_kg_m2"))
    if None in (height, weight, index) or not height:
        return
    expected = weight / (height / 100) ** 2
    if abs(index - expected) > 0.006:
        yield "bmi_kg_m2", f"{index:g}, but weight and height give {expected:.2f}"


def _constant(table: Table, key: str, columns: tuple[str, ...]) -> Iterator[Problem]:
    """Report rows of one patient that disagree on what cannot change between visits."""
    first: dict[str, Row] = {}
    for row in table.rows:
        other = first.setdefault(row.text[key], row)
        for column in columns:
            if row.text[column] != other.text[column]:
                message = f"{row.text[column]!r}, but {other.text[column]!r} on line {other.line}"
                yield Problem(table.file, row.line, column, message)
