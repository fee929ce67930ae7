"""The list of studies behind a lesson, each with its design and a link to its source."""

from html import escape

import pandas as pd
from IPython.display import HTML

from regenmed.citations import source_link, source_words
from regenmed.dataset import load

DESIGNS = {
    "rct": "randomised trial",
    "single_arm": "single-arm trial",
    "registry": "registry",
    "cohort": "cohort",
    "case_control": "case-control study",
    "case_series": "case series",
    "meta_analysis": "meta-analysis",
}
BLINDING = {
    "double": "double-blind",
    "single": "assessors masked",
    "open": "open label",
    "na": "not randomised",
}


def source_row(study, source) -> str:
    """One study as a table row, its name linked to its source."""
    blinding = BLINDING.get(study.blinded, "not reported")
    if study.design == "meta_analysis":
        blinding = "as in its trials"
    name = escape(study["name"])
    people = "not reported" if pd.isna(study.n_total) else f"{study.n_total:,.0f}"
    link = f'<a href="{escape(source_link(source))}">{escape(source_words(source))}</a>'
    cells = (DESIGNS.get(study.design, study.design), people, blinding, link)
    return (
        f'<tr id="study-{escape(study.study_id)}" role="row">'
        f'<th scope="row" role="rowheader">{name}</th>'
        + "".join(f'<td role="cell">{cell}</td>' for cell in cells)
        + "</tr>"
    )


def sources_table(*study_ids: str) -> HTML:
    """The named studies as a table: design, people, blinding, link to the source.

    Raises ValueError for a study that is not in the dataset.
    """
    studies = load("studies").set_index("study_id", drop=False)
    sources = load("sources").set_index("source_id", drop=False)
    if missing := [study for study in study_ids if study not in studies.index]:
        raise ValueError(f"not in the studies table: {', '.join(missing)}")
    rows = "".join(
        source_row(study, sources.loc[study.source_id])
        for study in (studies.loc[study_id] for study_id in study_ids)
    )
    heads = "".join(
        f'<th scope="col" role="columnheader">{head}</th>'
        for head in ("Study", "Design", "People", "Blinding", "Source")
    )
    return HTML(
        '<table class="rm-sources rm-stacked" role="table">'
        "<caption>The studies of this lesson.</caption>"
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )
