"""Fact box: both arms of a trial per 100 people, outcome by outcome, as one plain table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from regenmed.evidence import interval
from regenmed.page.number_text import format_number
from regenmed.page.people import PeopleOutcome, of_hundred, when

SMALL_PRINT = "Small print: 95 % Wilson interval, and the counts."


@dataclass(frozen=True)
class FactBox:
    """HTML that a notebook shows."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def fact_box(outcomes: Sequence[PeopleOutcome], *, title: str, caption: str = "") -> FactBox:
    """Give a table of the outcomes, benefits and harms alike: people of 100 in each arm.

    Each number carries its 95 % Wilson interval and the trial's own counts; each row its time and
    its source (trial, design, blinding). All outcomes compare the same two treatments.
    """
    if not outcomes:
        raise ValueError(f"fact box {title!r}: no outcomes")
    pairs = {(item.treatment, item.control) for item in outcomes}
    if len(pairs) > 1:
        raise ValueError(f"fact box {title!r}: more than one comparison {sorted(pairs)}")
    treatment, control = pairs.pop()
    sources = {item.source for item in outcomes}
    shared = sources.pop() if len(sources) == 1 else ""
    head = ["", f"Of 100 given {treatment}", f"Of 100 given {control}"]
    cells = "".join(f'<th scope="col">{escape(t)}</th>' if t else "<td></td>" for t in head)
    rows = "".join(_row(item, "" if shared else item.source) for item in outcomes)
    note = " ".join(_sentence(text) for text in (caption, shared, SMALL_PRINT) if text)
    return FactBox(
        f'<div class="rm-people-facts" role="region" aria-label="{escape(title)}" tabindex="0">'
        f'<table class="rm-boxed"><caption>{escape(title)}</caption><thead><tr>{cells}</tr></thead>'
        f'<tbody>{rows}</tbody></table><p class="rm-caption">{escape(note)}</p></div>'
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _row(item: PeopleOutcome, source: str) -> str:
    label = f"{item.outcome} {when(item)}".strip()
    kind = "wanted" if item.good else "unwanted"
    small = f"{kind}; {source}" if source else kind
    return (
        f'<tr><th scope="row">{escape(label)}<small>{escape(small)}</small></th>'
        f"<td>{_arm(item.treated_events, item.treated_n)}</td>"
        f"<td>{_arm(item.control_events, item.control_n)}</td></tr>"
    )


def _arm(events: int, n: int) -> str:
    low, high = (format_number(100 * end, ".0f") for end in interval(events, n))
    range_and_counts = f"<small>{low} to {high}</small><small>{events} of {n}</small>"
    return f"<b>{of_hundred(events, n)}</b> {range_and_counts}"
