"""Check `studies.csv` and `arms.csv`: tier, design and arms that fit together."""

from collections import Counter
from collections.abc import Iterator

from regenmed.validation.exceptions import Finding, settle
from regenmed.validation.problem import Problem
from regenmed.validation.text import Row, Table

Tables = dict[str, Table]
CODES = ("arms_n", "own_page")
IDENTIFIERS = ("doi", "pmid", "pmcid")


def check_studies(tables: Tables) -> Iterator[Problem]:
    """Report studies that break the rules of their tier or design, and orphans."""
    table, arms = tables["studies"], _by_study(tables["arms"])
    sources = {row.text["source_id"]: row for row in tables["sources"].rows}
    used = _used(tables)
    for row in table.rows:
        study = row.text["study_id"]
        source = sources.get(row.text["source_id"])
        checks = (*_design(row), *_tier(row, source), *_arms_present(row, arms.get(study, [])))
        for column, message in checks:
            yield Problem(table.file, row.line, column, message)
        if row.text["tier"] != "lead" and not {study, row.text["source_id"]} & used:
            message = f"neither {study} nor its source has a row in any other table"
            yield Problem(table.file, row.line, "study_id", message)
    yield from _read_well(table, tables["outcomes"])
    yield from _lonely_overlap(table)
    findings = [*_arm_sums(table, arms), *_unidentified(table, sources)]
    yield from settle(table, findings, CODES)
    yield from _within(tables["arms"], arms)


def _by_study(table: Table) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(row.text["study_id"], []).append(row)
    return groups


def _used(tables: Tables) -> set[str]:
    """Return the study_ids and source_ids that the other tables name."""
    used = {study for row in tables["claims"].rows for study in row.text["studies"].split()}
    for name, table in tables.items():
        if name not in ("studies", "sources"):
            for row in table.rows:
                used |= {row.text.get("study_id", ""), row.text.get("source_id", "")}
    return used - {""}


def _design(row: Row) -> Iterator[tuple[str, str]]:
    design, randomised = row.text["design"], row.text["randomised"]
    if (design == "rct") != (randomised == "yes") and design != "meta_analysis":
        yield "randomised", f"{randomised or 'blank'!r}, but the design is {design}"
    blinded = row.text["blinded"]
    if blinded in ("single", "double") and design in ("single_arm", "case_series", "registry"):
        yield "blinded", f"{blinded!r}, but the design is {design}"


def _tier(row: Row, source: Row | None) -> Iterator[tuple[str, str]]:
    """A core study can be looked up and does not rest on a paper that was taken back."""
    if row.text["tier"] != "core" or source is None:
        return
    name = row.text["source_id"]
    if source.text["status"] == "retracted":
        yield "tier", f"core, but its source {name} is retracted"


def _unidentified(table: Table, sources: dict[str, Row]) -> Iterator[Finding]:
    """Find core studies that neither a registry nor doi, pmid or pmcid of their source names."""
    for row in table.rows:
        source = sources.get(row.text["source_id"])
        if row.text["tier"] != "core" or source is None or row.text["registry_id"]:
            continue
        if not any(source.text[column] for column in IDENTIFIERS):
            message = f"core, but neither it nor {row.text['source_id']} has an identifier"
            yield Finding(row, "own_page", "tier", message)


def _read_well(table: Table, outcomes: Table) -> Iterator[Problem]:
    """Report core studies whose every result comes from news or a company's release."""
    rows = _by_study(outcomes)
    for row in table.rows:
        parts = {r.text["read_part"] for r in rows.get(row.text["study_id"], [])}
        if row.text["tier"] == "core" and parts and not parts & {"abstract", "full_text"}:
            message = f"core, but its results were read in {' and '.join(sorted(parts))} alone"
            yield Problem(table.file, row.line, "tier", message)


def _arms_present(row: Row, arms: list[Row]) -> Iterator[tuple[str, str]]:
    if row.text["tier"] == "core" and row.text["design"] == "rct":
        roles = {arm.text["role"] for arm in arms}
        for role in sorted({"experimental", "control"} - roles):
            yield "tier", f"core and randomised, but it has no {role} arm"


def _arm_sums(table: Table, arms: dict[str, list[Row]]) -> Iterator[Finding]:
    """Find studies whose arms, counting no patient twice, hold more people than the study."""
    for row in table.rows:
        total = row.value["n_total"]
        top = [arm for arm in arms.get(row.text["study_id"], []) if not arm.text["within"]]
        added = sum(arm.value["n"] or 0 for arm in top)
        if total is not None and added > total:
            message = f"{total}, but its arms add up to {added} (an arm inside another: see within)"
            yield Finding(row, "arms_n", "n_total", message)


def _within(table: Table, arms: dict[str, list[Row]]) -> Iterator[Problem]:
    """Report an arm within no other arm of its study, within itself, or larger than it."""
    for row in table.rows:
        outer = row.text["within"]
        if not outer:
            continue
        same = {arm.text["arm_id"]: arm for arm in arms[row.text["study_id"]]}
        if outer not in same or outer == row.text["arm_id"]:
            message = f"{row.text['study_id']} has no other arm {outer}"
            yield Problem(table.file, row.line, "within", message)
        elif (row.value["n"] or 0) > (same[outer].value["n"] or float("inf")):
            message = f"{row.value['n']} is more than the {same[outer].value['n']} of {outer}"
            yield Problem(table.file, row.line, "n", message)


def _lonely_overlap(table: Table) -> Iterator[Problem]:
    sizes = Counter(row.text["overlap_group"] for row in table.rows)
    for row in table.rows:
        group = row.text["overlap_group"]
        if group and sizes[group] == 1:
            message = f"{group} is the label of this study alone"
            yield Problem(table.file, row.line, "overlap_group", message)
