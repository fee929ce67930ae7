"""What the question families ask about: comparisons of two randomised arms, and single arms.

Only studies of tier core are asked about, and only results with events, n and a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from regenmed.dataset import load
from regenmed.page.sources import BLINDING, DESIGNS

LESSONS = {
    "biologic": "02-limits-of-control",
    "small_molecule": "02-limits-of-control",
    "steroid": "02-limits-of-control",
    "hsct_auto": "04-hsct",
    "hsct_allo": "04-hsct",
    "msc": "05-msc",
    "svf": "05-msc",
    "fat_graft": "05-msc",
    "tissue_engineered": "06-tissue",
    "islet_donor": "06-tissue",
    "islet_stem": "06-tissue",
    "gene_edited_cells": "07-gene-editing",
    "car_t": "08-engineered-cells",
    "caar_t": "08-engineered-cells",
    "car_nk": "08-engineered-cells",
    "treg": "08-engineered-cells",
    "car_treg": "08-engineered-cells",
}
DETAIL_SAYS_IT = ("specific_adverse_event", "discontinued", "tissue_healing", "treatment_failure")
NOT_TWO_GROUPS = re.compile("crossover|cross-over|within subject|same subject|then MSC", re.I)


@dataclass(frozen=True)
class Study:
    """A study of tier core, in words. `overlap` names studies that share patients, or is ""."""

    id: str
    name: str
    disease: str
    modality: str
    treatment: str
    design: str
    randomised: bool
    blinded: str
    people: int | None
    overlap: str
    lesson: str

    @property
    def described(self) -> str:
        """Name, disease, design and blinding: "MIST (multiple sclerosis; randomised trial, …)"."""
        masking = BLINDING.get(self.blinded, "blinding not reported")
        how = f"{self.design}, {masking}" if self.randomised else self.design
        return f"{self.name} ({self.disease}; {how})"


@dataclass(frozen=True)
class ArmResult:
    """Events of n in one arm at one time (months). `assigned` is the arm's size, where known."""

    study: Study
    arm: str
    role: str
    treatment: str
    outcome: str
    detail: str
    event: str
    months: float
    events: int
    n: int
    assigned: int | None
    wanted: bool
    safety: bool

    @property
    def slug(self) -> str:
        """The result's name in ids of items."""
        parts = (self.study.id, self.outcome, self.detail, f"{self.months:g}", self.arm)
        return re.sub("[^a-z0-9]+", "-", " ".join(part for part in parts if part).lower())

    @property
    def risk(self) -> float:
        """Share with the event, 0 to 1."""
        return self.events / self.n

    @property
    def counted(self) -> str:
        """Counts and arm in words: 3 of 55 people in the arm “…”."""
        return f"{self.events} of {self.n} people in the arm “{self.treatment}”"


@dataclass(frozen=True)
class Comparison:
    """The same outcome in a treated and a control arm of one randomised trial."""

    treated: ArmResult
    control: ArmResult

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Events and n of the treated, then of the control arm."""
        return self.treated.events, self.treated.n, self.control.events, self.control.n

    @property
    def has_empty_cell(self) -> bool:
        """Whether nobody, or everybody, had the event in an arm: a ratio needs a correction."""
        a, n, c, m = self.counts
        return 0 in (a, c, n - a, m - c)

    @property
    def told(self) -> str:
        """The result as a sentence: trial, time, outcome, counts of both arms."""
        one, other = self.treated, self.control
        return (
            f"{one.study.described} compared the arms “{one.treatment}” and “{other.treatment}”. "
            f"By month {one.months:g}, {one.event} was recorded in {one.events} of {one.n} people "
            f"in the first arm and in {other.events} of {other.n} in the second."
        )


@cache
def studies() -> dict[str, Study]:
    """Give the single studies of tier core whose treatment belongs to a lesson, by id.

    Reviews are left out: their counts are sums over trials, and no group of people.
    """
    labels = {(row.kind, row.term): row.label for row in load("terms").itertuples()}
    rows = load("studies")
    rows = rows[(rows["tier"] == "core") & rows["modality"].isin(LESSONS)]
    rows = rows[rows["design"] != "meta_analysis"]
    return {
        row.study_id: Study(
            id=row.study_id,
            name=row.name,
            disease=labels["disease", row.disease],
            modality=row.modality,
            treatment=labels["modality", row.modality],
            design=DESIGNS[row.design],
            randomised=_is(row.randomised, "yes") and row.design == "rct",
            blinded=_text(row.blinded),
            people=None if pd.isna(row.n_total) else int(row.n_total),
            overlap=_text(row.overlap_group),
            lesson=LESSONS[row.modality],
        )
        for row in rows.sort_values("study_id").itertuples()
    }


@cache
def arm_results() -> tuple[ArmResult, ...]:
    """Give every arm's counted result at a stated time, of studies of tier core, sorted."""
    known = studies()
    arms = {(row.study_id, row.arm_id): row for row in load("arms").itertuples()}
    terms = load("terms")
    labels = dict(
        terms.loc[terms["kind"] == "outcome", ["term", "label"]].itertuples(index=False, name=None)
    )
    names = arm_names()
    found = []
    for row in load("outcomes").itertuples():
        arm = arms.get((row.study_id, row.arm_id))
        if row.study_id not in known or arm is None or _blank(row.events, row.n, row.time_months):
            continue
        if row.domain == "biology" or _text(arm.within) or row.estimate_type != "count":
            continue
        found.append(
            ArmResult(
                study=known[row.study_id],
                arm=row.arm_id,
                role=_text(arm.role),
                treatment=names[row.study_id, row.arm_id],
                outcome=row.outcome,
                detail=_text(row.measure_detail),
                event=event_words(row.outcome, labels[row.outcome], _text(row.measure_detail)),
                months=float(row.time_months),
                events=int(row.events),
                n=int(row.n),
                assigned=None if pd.isna(arm.n) else int(arm.n),
                wanted=_is(row.higher_is_better, "yes"),
                safety=row.domain == "safety",
            )
        )
    return tuple(sorted(found, key=lambda result: result.slug))


def comparisons() -> list[Comparison]:
    """Give each experimental arm against the control arm, for every result of a trial.

    Left out: trials in which the same people were in both arms, since their arms are no two groups.
    """
    arms = load("arms").itertuples()
    paired = {row.study_id for row in arms if NOT_TWO_GROUPS.search(_text(row.regimen))}
    groups: dict[tuple, list[ArmResult]] = {}
    for result in arm_results():
        if result.study.randomised and result.study.id not in paired:
            key = (result.study.id, result.outcome, result.detail, result.months)
            groups.setdefault(key, []).append(result)
    return [pair for group in groups.values() for pair in _pairs(group)]


def _pairs(group: list[ArmResult]) -> Iterator[Comparison]:
    controls = [one for one in group if one.role == "control"]
    if len(controls) != 1:
        return
    for one in group:
        if one is not controls[0] and one.treatment != controls[0].treatment:
            yield Comparison(one, controls[0])


def treatments() -> dict[str, frozenset[tuple[str, str, str]]]:
    """Give (role, treatment, source of the cells) of each study's arms, by study."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for row in load("arms").itertuples():
        arm = (_text(row.role), _text(row.treatment), _text(row.cell_source))
        found.setdefault(row.study_id, set()).add(arm)
    return {study: frozenset(arms) for study, arms in found.items() if len(arms) > 1}


@cache
def arm_names() -> dict[tuple[str, str], str]:
    """Name each arm by its treatment, and its dose where two arms have the same treatment."""
    arms = load("arms")
    times = arms.groupby(["study_id", "treatment"])["arm_id"].size().to_dict()
    return {
        (row.study_id, row.arm_id): row.treatment
        if times[row.study_id, row.treatment] == 1
        else f"{row.treatment}, {_text(row.dose) or _text(row.regimen) or row.arm_id}"
        for row in arms.itertuples()
    }


def event_words(outcome: str, label: str, detail: str) -> str:
    """Name an event inside a sentence: relapse or flare (major flare)."""
    if detail and outcome in DETAIL_SAYS_IT:
        return f"“{detail}”"
    words = label[0].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label
    return f"“{words} ({detail})”" if detail else f"“{words}”"


def _text(value) -> str:
    return "" if pd.isna(value) else str(value)


def _is(value, word: str) -> bool:
    return not pd.isna(value) and value == word


def _blank(*values) -> bool:
    return any(pd.isna(value) for value in values)
