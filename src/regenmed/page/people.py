"""People: what happened to 100 people with a treatment and to 100 without, one figure each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import traitlets

from regenmed.page.number_text import format_number
from regenmed.page.people_fallback import people_html
from regenmed.page.widget import PageWidget, check_name, module, stylesheet


@dataclass(frozen=True)
class PeopleOutcome:
    """Counts of one outcome in two arms.

    `outcome` completes the sentence "Of 100 people given …, 5 …" ("got worse"); `good` says
    whether the event is wanted; `source` names trial, design and blinding. `at`: judged at that
    time, as a state is, and not counted within it, as an event is.
    """

    treated_events: int
    treated_n: int
    control_events: int
    control_n: int
    outcome: str
    months: float | None
    good: bool
    treatment: str
    control: str
    source: str
    at: bool = False

    def __post_init__(self) -> None:
        for arm in ("treated", "control"):
            events, n = getattr(self, f"{arm}_events"), getattr(self, f"{arm}_n")
            if n < 1 or not 0 <= events <= n:
                raise ValueError(f"people {self.outcome!r}: {arm} {events} of {n} cannot be")


class People(PageWidget):
    """Give an icon array: 100 figures for each arm, same denominator, benefit and harm alike.

    For trials with randomised arms: of the treated, the net difference to the controls is marked
    as helped or harmed. Shares are rounded to whole people, and the text says so, with the trial's
    own counts. `more` holds further outcomes among which the reader chooses.
    """

    _esm = module("elements.js", "people.js")
    _css = stylesheet("explorer.css", "people.css")

    spec = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        treated_events: int,
        treated_n: int,
        control_events: int,
        control_n: int,
        *,
        name: str,
        outcome: str,
        months: float | None,
        good: bool,
        treatment: str,
        control: str,
        source: str,
        at: bool = False,
        title: str = "",
        more: Sequence[PeopleOutcome] = (),
    ) -> None:
        check_name(name)
        counts = (treated_events, treated_n, control_events, control_n)
        first = PeopleOutcome(*counts, outcome, months, good, treatment, control, source, at)
        items = [first, *more]
        spec = {
            "title": title or "Of 100 people",
            "outcomes": [outcome_spec(item) for item in items],
            "table": outcomes_table(items),
        }
        super().__init__(name=name, spec=spec)

    def fallback(self) -> str:
        """Give every outcome's arrays and words as HTML that needs no script."""
        return people_html(self.spec)


def of_hundred(events: int, n: int) -> int:
    """Give events of n as whole people of 100, halves up."""
    return math.floor(100 * events / n + 0.5)


def when(item: PeopleOutcome) -> str:
    """Give the time of an outcome in words: within 9 months, at 2 years."""
    if item.months is None:
        return ""
    word = "at" if item.at else "within"
    if item.months >= 24 and item.months % 12 == 0:
        return f"{word} {format_number(item.months / 12)} years"
    return f"{word} {format_number(item.months)} months"


def outcome_spec(item: PeopleOutcome) -> dict:
    """Give one outcome as the page shows it: groups of figures that add to 100, and sentences.

    The same figure stands at the same place in both arms, so a pair shows who changed.
    """
    treated = of_hundred(item.treated_events, item.treated_n)
    control = of_hundred(item.control_events, item.control_n)
    event = "good" if item.good else "bad"
    rest = f"{_verb(item)} not"
    changed, text = _changed(item, treated, control)
    groups = [
        [event, min(treated, control), f"{item.outcome} with or without it"],
        [changed, abs(treated - control), text],
        ["other", 100 - max(treated, control), f"{rest}, with or without it"],
    ]
    without = [[event, control, item.outcome], ["other", 100 - control, rest]]
    return {
        "label": f"{item.outcome} {when(item)}".strip(),
        "sentence": _sentence(item, treated, control),
        "counts": _counts(item),
        "source": item.source,
        "arms": [
            {"title": f"100 given {item.treatment}", "groups": [g for g in groups if g[1]]},
            {"title": f"100 given {item.control}", "groups": [g for g in without if g[1]]},
        ],
    }


def _verb(item: PeopleOutcome) -> str:
    return "were" if item.outcome.startswith("were ") else "did"


def _changed(item: PeopleOutcome, treated: int, control: int) -> tuple[str, str]:
    """What the treatment did to those for whom it made a difference."""
    if (treated > control) == item.good:
        return "helped", f"{item.outcome} thanks to it" if item.good else "spared by it"
    return "harmed", "missed it because of it" if item.good else f"{item.outcome} because of it"


def outcomes_table(items: Sequence[PeopleOutcome]) -> dict:
    """Give all outcomes as one table of people per 100."""
    rows = []
    for item in items:
        treated = of_hundred(item.treated_events, item.treated_n)
        control = of_hundred(item.control_events, item.control_n)
        rows.append(
            [
                f"{item.outcome} {when(item)}".strip(),
                f"{treated} given {item.treatment}",
                f"{control} given {item.control}",
                _difference(treated, control),
                f"{item.treated_events}/{item.treated_n} v {item.control_events}/{item.control_n}",
            ]
        )
    head = ["Outcome", "Of 100", "Of 100", "Difference", "In the trial"]
    return {"caption": "People of 100", "head": head, "rows": rows}


def _difference(treated: int, control: int) -> str:
    if treated == control:
        return "no difference"
    return f"{abs(treated - control)} {'more' if treated > control else 'fewer'}"


def _sentence(item: PeopleOutcome, treated: int, control: int) -> str:
    event = f"{item.outcome} {when(item)}".strip()
    return (
        f"Of 100 people given {item.treatment}, {treated} {event}; "
        f"of 100 given {item.control}, {control} {_verb(item)}. "
        f"{_difference(treated, control).capitalize()}."
    )


def _counts(item: PeopleOutcome) -> str:
    text = (
        f"In the trial: {item.treated_events} of {item.treated_n} and "
        f"{item.control_events} of {item.control_n}"
    )
    if min(item.treated_n, item.control_n) < 100:
        return f"{text}; shown as if there had been 100 in each group, rounded to whole people."
    return f"{text}; rounded to whole people of 100."
