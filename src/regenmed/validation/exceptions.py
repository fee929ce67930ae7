"""Let a row's `note` explain a finding that is right although it looks wrong.

A note such as `n_above_arm: eyes, not patients` waives the check `n_above_arm` for its row alone.
A waiver that no finding needs is reported, so that none outlives its reason.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regenmed.validation.problem import Problem
from regenmed.validation.text import Row, Table


@dataclass(frozen=True)
class Finding:
    """A breach of the waivable check `code` in `column` of `row`."""

    row: Row
    code: str
    column: str
    message: str


def settle(table: Table, findings: Iterable[Finding], codes: tuple[str, ...]) -> Iterator[Problem]:
    """Report findings that their row's note does not explain, and waivers nothing needs."""
    found = set()
    for finding in findings:
        found.add((finding.row.line, finding.code))
        if finding.code not in _waived(finding.row, codes):
            message = f"{finding.message} (if it is right, say why in note: '{finding.code}: …')"
            yield Problem(table.file, finding.row.line, finding.column, message)
    for row in table.rows:
        for code in sorted(_waived(row, codes)):
            if (row.line, code) not in found:
                yield Problem(table.file, row.line, "note", f"{code} is waived but not needed")


def _waived(row: Row, codes: tuple[str, ...]) -> set[str]:
    note = row.value.get("note")
    if not note:
        return set()
    return {code for code in codes if re.search(rf"(^|; ){code}: \S", note)}
