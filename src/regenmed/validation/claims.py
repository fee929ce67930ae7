"""Check `claims.csv`: a verdict rests on studies that exist and may be taught from."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from regenmed.validation.problem import Problem
from regenmed.validation.text import Row, Table

Tables = dict[str, Table]
_SENTENCE = re.compile(r"[A-Z“\"(].*[^.!?][.!?]", re.DOTALL)


def check_claims(tables: Tables) -> Iterator[Problem]:
    """Report claims that name unknown or unfit studies, or that give no one-sentence reason."""
    table = tables["claims"]
    tiers = {row.text["study_id"]: row.text["tier"] for row in tables["studies"].rows}
    for row in table.rows:
        for column, message in (*_studies(row, tiers), *_reason(row)):
            yield Problem(table.file, row.line, column, message)


def _studies(row: Row, tiers: dict[str, str]) -> Iterator[tuple[str, str]]:
    studies = row.text["studies"].split()
    for study in studies:
        if study not in tiers:
            close = get_close_matches(study, tiers, 1, 0.8)
            hint = f"; did you mean {close[0]}?" if close else ""
            yield "studies", f"no {study} in studies.csv{hint}"
        elif tiers[study] == "lead":
            yield "studies", f"{study} is a lead: no claim may rest on it"
    for study in sorted({study for study in studies if studies.count(study) > 1}):
        yield "studies", f"{study} stands twice"
    if not studies and row.text["verdict"] in ("supported", "contradicted"):
        yield "studies", f"is blank, but the verdict is {row.text['verdict']}"


def _reason(row: Row) -> Iterator[tuple[str, str]]:
    reason = row.text["reason"]
    if reason and not _SENTENCE.fullmatch(reason):
        yield "reason", "is no sentence (capital letter first, full stop last)"
