"""Question families about designs: hazard ratios, what a design can show, what may be pooled."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from regenmed.dataset import load
from regenmed.exam.comparisons import (
    LESSONS,
    ArmResult,
    Comparison,
    Study,
    arm_names,
    event_words,
    studies,
    treatments,
)
from regenmed.exam.item_parts import percent, shown, single
from regenmed.page.bank import Item

CELLS_AND_TISSUE = set(LESSONS) - {"biologic", "small_molecule", "steroid"}
NEXT_FEW = 3
ENDS = {"overall_survival": "death", "event_free_survival": "death or another event"}


def hazard_ratio(study: Study, event: str, arms: tuple[str, str], row) -> Item | None:
    """Ask what a reported hazard ratio and its interval say."""
    ratio, low, high = row.estimate, row.ci_low, row.ci_high
    if ratio == 1 or 1 in (low, high):
        return None
    change, inverse = 100 * abs(ratio - 1), 100 * abs(1 / ratio - 1)
    word, opposite = ("lower", "higher") if ratio < 1 else ("higher", "lower")
    holds = low < 1 < high
    chance = "the interval includes no effect" if holds else "the interval excludes no effect"
    against = "the interval excludes no effect" if holds else "the interval includes no effect"
    start = f"With “{arms[0]}” the rate of the event was"
    right = f"{start} {shown(change, '.0f', '%')} {word}, and {chance}"
    wrong = [
        (
            f"{start} {shown(change, '.0f', '%')} {word}, and {against}",
            "No effect is a ratio of 1.",
            "no effect looked for at the wrong place",
        ),
        (
            f"{start} {shown(inverse, '.0f', '%')} {opposite}, and {chance}",
            "The ratio is first arm over second.",
            "inverted ratio",
        ),
        (
            f"With “{arms[0]}” the risk was {shown(change, '.0f')} percentage points {word}, "
            f"and {chance}",
            "A ratio says nothing about percentage points until the risk without it is known.",
            "relative for absolute",
        ),
    ]
    name = f"{study.id}-{row.outcome}-{row.measure_detail}-{row.time_months:g}-{row.comparison}"
    bounds = f"{shown(low, '.2f')} to {shown(high, '.2f')}"
    return single(
        "hazard-ratio",
        "".join(c if c.isalnum() else "-" for c in name.lower().replace("<na>", "")),
        study,
        f"{study.described} reports for month {row.time_months:g} a hazard ratio of "
        f"{shown(ratio, '.2f')} (95 % interval {bounds}) for {event}, “{arms[0]}” over "
        f"“{arms[1]}”. Which reading is right?",
        (right, "A hazard ratio compares the rates at which the event happens."),
        wrong,
        f"{shown(ratio, '.2f')} is {shown(change, '.0f', '%')} {word} than 1; the interval "
        f"{bounds} {'holds' if holds else 'does not hold'} 1.",
    )


CONCLUSIONS = {
    "single": "How often the event followed, but not how often it would have without the treatment",
    "masked": "That chance or the treatment made the arms differ, as lot decided and was concealed",
    "open": "That chance, the treatment or knowing of it made the arms differ, as lot decided",
}
CAUSE = "That the treatment brought the event about in the share of people in whom it followed"


def what_can_be_concluded(result: ArmResult, pair: Comparison | None) -> Item | None:
    """Ask what a result of this design can show; `pair` is the result of a randomised trial."""
    study = result.study
    if study.randomised and (pair is None or study.blinded not in ("double", "open")):
        return None
    key = "single" if not study.randomised else "masked" if study.blinded == "double" else "open"
    why = {
        "single": "This is all that a group without a randomised control can give.",
        "masked": "This takes a control arm, drawn by lot, and concealment of who had what.",
        "open": "This takes a control arm drawn by lot, and an open label.",
    }
    errors = {
        "single": "randomised control overlooked",
        "masked": "masking assumed" if study.randomised else "control assumed",
        "open": "masking overlooked" if study.randomised else "control assumed",
    }
    wrong = [(CAUSE, "Some would have had it anyway.", "what follows taken for what is caused")]
    wrong += [(CONCLUSIONS[name], why[name], errors[name]) for name in CONCLUSIONS if name != key]
    told = (
        pair.told
        if pair
        else f"{study.described}: by month {result.months:g}, {result.event} was recorded in "
        f"{result.counted} ({percent(result.risk)})."
    )
    return single(
        "conclusion",
        result.slug,
        study,
        f"{told} What can be concluded from such a design?",
        (CONCLUSIONS[key], why[key]),
        wrong,
        f"The study is a {study.design}"
        + ("." if study.randomised else ", with no control arm drawn by lot."),
    )


def pooled_or_not(one: Study, other: Study, same_arms: bool) -> Item | None:
    """Ask whether two studies may share one pooled number.

    `same_arms` says that both compared the same treatment with the same control. Pairs for which
    the data name no single answer give None.
    """
    overlap = bool(one.overlap) and one.overlap == other.overlap
    if overlap and not one.randomised and not other.randomised:
        key = "overlap"
    elif not overlap and one.randomised != other.randomised:
        key = "mixed"
    elif not overlap and one.randomised and same_arms:
        key = "yes"
    else:
        return None
    texts = {
        "overlap": "No: people in both reports would be counted twice",
        "mixed": "No: one has no control drawn by lot, so they do not estimate the same thing",
        "yes": "Yes, after a look at how much the two results differ",
        "size": "No: studies of different size cannot share one number",
    }
    why = {
        "overlap": "This would need patients in common.",
        "mixed": "This would need one study with, one without a control drawn by lot.",
        "yes": "Pooling asks for other patients and the same kind of comparison in each study.",
        "size": "Weights take care of size.",
    }
    errors = {
        "overlap": "overlap assumed",
        "mixed": "design misread",
        "yes": "patients counted twice" if key == "overlap" else "designs mixed in one number",
        "size": "equal size thought to be needed",
    }
    shared = (
        "The dataset lists them in one group of reports that may share patients."
        if overlap
        else "Nobody is known to be in both."
    )
    arms = " They compared the same treatment with the same control." if same_arms else ""
    return single(
        "pooled-or-not",
        f"{one.id}-{other.id}".replace("_", "-"),
        one,
        f"Two studies of treatment with {one.treatment}: {_with_people(one)}; and "
        f"{_with_people(other)}.{arms} {shared} May their results on the same outcome be pooled "
        "into one effect of the treatment?",
        (texts[key], "This decides here, before any other question."),
        [(texts[name], why[name], errors[name]) for name in texts if name != key],
        f"{one.name}: {one.design}. {other.name}: {other.design}.{arms} {shared}",
        source=(one.id, other.id),
    )


def design_items(pairs: list[Comparison], results: tuple[ArmResult, ...]) -> Iterator[Item | None]:
    """Give the items of every family of this file: one result a study, neighbours as pairs."""
    firsts: dict[str, ArmResult] = {}
    for result in results:
        if result.events and result.role == "experimental":
            firsts.setdefault(result.study.id, result)
    told = {pair.treated.slug: pair for pair in pairs}
    for result in firsts.values():
        yield what_can_be_concluded(result, told.get(result.slug))
    yield from _hazard_ratios()
    yield from _pairs_of_studies()


def _pairs_of_studies() -> Iterator[Item | None]:
    """Give each study with the next few of the same disease and kind of treatment."""
    arms = treatments()
    groups: dict[tuple[str, str], list[Study]] = {}
    for study in studies().values():
        groups.setdefault((study.modality, study.disease), []).append(study)
    for group in groups.values():
        for place, one in enumerate(group):
            for distance, other in enumerate(group[place + 1 :]):
                same = bool(arms.get(one.id)) and arms.get(one.id) == arms.get(other.id)
                if same or (distance < NEXT_FEW and one.modality in CELLS_AND_TISSUE):
                    yield pooled_or_not(one, other, same)


def _hazard_ratios() -> Iterator[Item | None]:
    known, names = studies(), arm_names()
    labels = load("terms").set_index("term")["label"].to_dict()
    for row in load("effects").itertuples():
        arms = tuple(names.get((row.study_id, arm)) for arm in row.comparison.split(" vs "))
        if row.measure != "hr" or row.study_id not in known or None in arms or len(arms) != 2:
            continue
        if pd.isna(row.ci_low) or pd.isna(row.ci_high) or pd.isna(row.time_months):
            continue
        detail = "" if pd.isna(row.measure_detail) else str(row.measure_detail)
        event = event_words(row.outcome, labels[row.outcome], detail)
        if row.outcome in ENDS:
            event = f"{ENDS[row.outcome]} (the end of {event})"
        yield hazard_ratio(known[row.study_id], event, arms, row)


def _with_people(study: Study) -> str:
    return study.described + (f", {study.people} people" if study.people else "")
