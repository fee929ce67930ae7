"""The reader's own verdict on every claim, beside the book's: `Verdicts()`.

A claim's verdict in the book is shown only once the reader has given one. What was given is kept on
the reader's device alone; the claims come from the dataset. No kernel is needed.
"""

from __future__ import annotations

from html import escape

import traitlets

from regenmed.dataset import load
from regenmed.page.bank import lessons, load_bank
from regenmed.page.claims import VERDICTS, verdict_badge
from regenmed.page.widget import PageWidget, module, stylesheet

CERTAINTIES = {"high": "high", "moderate": "moderate", "low": "low", "very_low": "very low"}


class Verdicts(PageWidget):
    """The ledger of all claims: judge one, then compare; filters, and a count of agreement."""

    _esm = module("store.js", "form_parts.js", "verdicts.js")
    _css = stylesheet("verdicts.css")
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(name="verdicts", spec=ledger())

    def fallback(self) -> str:
        """Give the plain ledger: every claim with the book's verdict, certainty and reason."""
        rows = "".join(_row(claim) for claim in self.spec["claims"])
        heads = "".join(
            f'<th scope="col">{head}</th>' for head in ("The story says", "Verdict", "Why")
        )
        return (
            '<section class="rm-verdicts" aria-label="The claims">'
            '<div class="rm-verdicts-scroll rm-verdicts-plain" tabindex="0" role="region" '
            'aria-label="The ledger">'
            "<table><caption>Every claim with the book's verdict. Judging them yourself first "
            f"needs scripts, which are off.</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div></section>"
        )


def ledger() -> dict:
    """Give the claims in the order of the story, and the words for the filters.

    `claims`: id, text, lesson (its file name), number, verdict, certainty, reason. `verdicts`,
    `certainties` and `lessons`: pairs of key and label, in the order in which they are offered.
    """
    claims = load("claims")
    titles = {name: load_bank(name).title for name in lessons()}
    tested = sorted(claims.lesson.unique())
    return {
        "claims": [
            {
                "id": claim.claim_id,
                "text": claim.paraphrase,
                "lesson": claim.lesson,
                "number": _number(claim.lesson),
                "verdict": claim.verdict,
                "certainty": claim.certainty,
                "reason": claim.reason,
            }
            for claim in claims.itertuples()
        ],
        "verdicts": list(map(list, VERDICTS.items())),
        "certainties": list(map(list, CERTAINTIES.items())),
        "lessons": [[name, f"{_number(name)}. {titles.get(name, name[3:])}"] for name in tested],
    }


def _number(lesson: str) -> int:
    return int(lesson[:2])


def _row(claim: dict) -> str:
    certainty = CERTAINTIES[claim["certainty"]]
    return (
        f'<tr><th scope="row">{escape(claim["text"])}<br>'
        f'<span class="rm-verdicts-lesson">lesson {claim["number"]}</span></th>'
        f"<td>{verdict_badge(claim['verdict'])}<br>certainty: {certainty}</td>"
        f"<td>{escape(claim['reason'])}</td></tr>"
    )
