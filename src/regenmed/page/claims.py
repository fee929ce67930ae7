"""The box «What the story says / what the data say» of a lesson, from the claims table."""

from html import escape

import pandas as pd
from IPython.display import HTML

from regenmed.dataset import load

VERDICTS = {
    "supported": "supported",
    "supported_with_limits": "supported, with limits",
    "weak": "weak evidence",
    "unsupported": "unsupported as put",
    "contradicted": "contradicted",
}


def verdict_badge(verdict: str) -> str:
    """A verdict as HTML: words, to which the style sheet adds an icon and a colour.

    Raises ValueError for a verdict that is not one of `VERDICTS`.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"unknown verdict {verdict!r}; known: {', '.join(VERDICTS)}")
    return f'<span class="rm-verdict rm-verdict-{verdict}">{VERDICTS[verdict]}</span>'


def claim_row(claim) -> str:
    """One claim as a table row: what the story says and the claim's id, the verdict, and why."""
    number = f'<span class="rm-claim-id">{escape(claim.claim_id)}</span>'
    return (
        f'<tr id="{escape(claim.claim_id)}" role="row">'
        f'<th scope="row" role="rowheader">{escape(claim.paraphrase)} {number}</th>'
        f'<td role="cell">{verdict_badge(claim.verdict)}<br>certainty: '
        f"{escape(claim.certainty.replace('_', ' '))}</td>"
        f'<td role="cell">{escape(claim.reason)}</td></tr>'
    )


def as_table(claims: pd.DataFrame, caption: str) -> str:
    """Claims as an HTML table with a caption.

    On a phone the style sheet stacks the cells of a row; the roles keep it a table for a reader.
    """
    rows = "".join(claim_row(claim) for claim in claims.itertuples())
    heads = "".join(
        f'<th scope="col" role="columnheader">{head}</th>'
        for head in ("The story says", "Verdict", "Why")
    )
    return (
        f'<table class="rm-claims-table rm-stacked" role="table">'
        f"<caption>{escape(caption)}</caption>"
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def claims_table(lesson: str) -> HTML:
    """The claims that a lesson tests, with verdict, certainty (GRADE) and reason, as a table.

    Raises ValueError if no claim belongs to the lesson.
    """
    claims = load("claims").query("lesson == @lesson")
    if claims.empty:
        raise ValueError(f"no claim belongs to the lesson {lesson!r}")
    checked = str(claims.last_checked.max())[:10]
    caption = f"Claims of the popular story, judged from the data of this book; checked {checked}."
    return HTML(as_table(claims, caption))


def claims_ledger() -> HTML:
    """All claims, one table for each section of the popular story."""
    sections = load("claims").groupby("section", sort=False)
    return HTML("".join(as_table(claims, section.capitalize()) for section, claims in sections))
