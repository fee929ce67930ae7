"""The dataset's tables made ready to browse: studies, results, sources, claims."""

import pandas as pd
from IPython.display import HTML

from regenmed.citations import source_link, source_words
from regenmed.dataset import load
from regenmed.page.browse import Column, browse
from regenmed.page.sources import BLINDING, DESIGNS


def labels(kind: str) -> dict[str, str]:
    """The label of each term of one kind (outcome, disease, modality, …)."""
    terms = load("terms").query("kind == @kind")
    return dict(zip(terms.term, terms.label, strict=True))


def linked_sources() -> pd.DataFrame:
    """The sources by id, with a link and a short name for each."""
    sources = load("sources")
    rows = list(sources.itertuples())
    sources = sources.assign(
        link=[source_link(r) for r in rows], words=[source_words(r) for r in rows]
    )
    return sources.set_index("source_id", drop=False)


def interval_words(low: float, high: float) -> str | None:
    """An interval as words, or None if it was not reported."""
    return None if pd.isna(low) or pd.isna(high) else f"{low:g} to {high:g}"


def studies_table() -> HTML:
    """Every study: what was tried, in whom, how it was compared, and a link to its source."""
    sources = linked_sources()
    studies = load("studies").sort_values(["disease", "study_id"])
    studies = studies.assign(
        disease=studies.disease.map(labels("disease")),
        modality=studies.modality.map(labels("modality")),
        design=studies.design.map(DESIGNS),
        blinded=studies.blinded.map(BLINDING).mask(
            studies.design == "meta_analysis", "as in its trials"
        ),
        link=studies.source_id.map(sources.link),
    )
    columns = [
        Column("name", "Study", link="link"),
        Column("disease", "Disease", choose=True),
        Column("modality", "Treatment", choose=True),
        Column("design", "Design", choose=True),
        Column("n_total", "People", number=True),
        Column("blinded", "Blinding", choose=True),
        Column("primary_met", "Main goal met", choose=True),
        Column("tier", "Tier", choose=True),
    ]
    return browse(studies, columns, "studies", "Every study of the dataset, linked to its source")


def results_table() -> HTML:
    """Every result of every arm, with counts, interval and a link to where it was read."""
    sources = linked_sources()
    studies = load("studies").set_index("study_id")
    results = load("outcomes")
    counts = [
        None if pd.isna(e) or pd.isna(n) else f"{e} of {n}"
        for e, n in zip(results.events, results.n, strict=True)
    ]
    results = results.assign(
        study=results.study_id.map(studies.name),
        disease=results.study_id.map(studies.disease).map(labels("disease")),
        outcome=results.outcome.map(labels("outcome")),
        counts=counts,
        interval=[
            interval_words(low, high)
            for low, high in zip(results.ci_low, results.ci_high, strict=True)
        ],
        link=results.source_id.map(sources.link),
    )
    columns = [
        Column("study", "Study", link="link"),
        Column("disease", "Disease", choose=True),
        Column("arm_id", "Arm"),
        Column("outcome", "Outcome", choose=True),
        Column("time_months", "Months", number=True),
        Column("counts", "Events", number=True),
        Column("value", "Value", number=True),
        Column("unit", "Unit"),
        Column("interval", "Interval"),
        Column("definition", "How it was defined"),
    ]
    return browse(results, columns, "results", "Every result of every arm")


def sources_browser() -> HTML:
    """Every source: what it is, which part was read, and its link."""
    columns = [
        Column("words", "Source", link="link"),
        Column("title", "Title"),
        Column("journal", "Where"),
        Column("kind", "Kind", choose=True),
        Column("read_part", "Part read", choose=True),
    ]
    return browse(linked_sources(), columns, "sources", "Every source of the dataset")
