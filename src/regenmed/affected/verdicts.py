"""Which verdicts rest on the rows that changed."""

from __future__ import annotations

from collections.abc import Mapping

from regenmed.affected.changes import Change
from regenmed.affected.place import Place
from regenmed.affected.visible_text import shorten
from regenmed.validation.text import Row, parse

FILE = "claims.csv"
NOT_EVIDENCE = {FILE, "terms.csv"}


def verdict_places(
    found: list[Change], files: Mapping[str, bytes], lessons: set[str]
) -> list[Place]:
    """Give a place for each claim that must be judged again.

    That is a claim that names a study of a changed row, or a study read in the same source as it.
    For a row that no claim reaches so, it is the claims of the `lessons` that show a change and
    have none named yet. `files` are the new data.
    """
    claims, studies = (_rows(files, name) for name in (FILE, "studies.csv"))
    places, named, all_reached = [], set(), True
    for change in (one for one in found if one.bears and one.file not in NOT_EVIDENCE):
        touched = _studies(change, studies)
        resting = [claim for claim in claims if touched & set(claim.text["studies"].split())]
        all_reached = all_reached and bool(resting)
        named |= {claim.text["lesson"] for claim in resting}
        for claim in resting:
            study = " and ".join(sorted(touched & set(claim.text["studies"].split())))
            places.append(_place(claim, f"rests on {study} ({change.file}:{change.line})"))
    if not all_reached:
        why = "names no study of the changed rows, but its lesson shows a change"
        others = lessons - named
        places += [_place(claim, why) for claim in claims if claim.text["lesson"] in others]
    return places


def _studies(change: Change, studies: list[Row]) -> set[str]:
    if own := change.row.get("study_id"):
        return {own}
    source = change.row.get("source_id")
    return {row.text["study_id"] for row in studies if row.text["source_id"] == source}


def _rows(files: Mapping[str, bytes], name: str) -> list[Row]:
    table = parse(name, files[name])[0]
    return table.rows if table else []


def _place(claim: Row, why: str) -> Place:
    text = claim.text
    said = f"{text['verdict']}, certainty {text['certainty']}, last checked {text['last_checked']}"
    words = f"“{shorten(text['paraphrase'], 80)}”: {said}; {why}"
    return Place(f"data/{FILE}", claim.line, "verdict", words, text["claim_id"])
