"""The concept map: each objective of the course, the lesson that teaches it, what examines it."""

from __future__ import annotations

from collections import Counter
from html import escape

import pandas as pd
from IPython.display import HTML

from regenmed.page.bank import Bank, lessons, load_bank

KINDS = {
    "single": "one choice",
    "multiple": "several choices",
    "numeric": "a number",
    "order": "an order",
}


def banks() -> list[Bank]:
    """Give the question banks of all lessons, in order."""
    return [load_bank(lesson) for lesson in lessons()]


def concept_map() -> pd.DataFrame:
    """Give one row an objective: lesson, objective (its id), wording, items, checks, kinds."""
    rows = []
    for bank in banks():
        for name, wording in bank.objectives.items():
            asked = [item for item in bank.items if item.objective == name]
            ids = {item.id for item in asked}
            checks = [check.id for check in bank.checks if ids & {item.id for item in check.items}]
            kinds = Counter(KINDS[item.type] for item in asked)
            rows.append((bank.lesson, name, wording, len(asked), checks, dict(kinds)))
    columns = ["lesson", "objective", "wording", "items", "checks", "kinds"]
    return pd.DataFrame(rows, columns=columns)


def items_by_lesson() -> pd.DataFrame:
    """Give the number of quiz items of each kind: a row a lesson, and one for all."""
    counts = {bank.lesson: Counter(KINDS[item.type] for item in bank.items) for bank in banks()}
    table = pd.DataFrame.from_dict(counts, orient="index", columns=list(KINDS.values()))
    table = table.fillna(0).astype(int)
    table["all"] = table.sum(axis=1)
    table.loc["all lessons"] = table.sum()
    return table.rename_axis(index="lesson")


def concept_table() -> HTML:
    """Show the concept map as one table, with a link to each lesson."""
    titles = {bank.lesson: bank.title for bank in banks()}
    body = "".join(
        f"<tbody>{_lesson_rows(lesson, titles[lesson], rows)}</tbody>"
        for lesson, rows in concept_map().groupby("lesson", sort=True)
    )
    heads = "".join(f'<th scope="col">{words}</th>' for words in ("Objective", "Check", "Items"))
    return HTML(
        '<table class="rm-concepts"><caption>Objectives, and the quiz items that examine them'
        f"</caption><thead><tr>{heads}</tr></thead>{body}</table>"
    )


def _lesson_rows(lesson: str, title: str, rows: pd.DataFrame) -> str:
    head = (
        f'<tr><th colspan="3" scope="rowgroup"><a href="{escape(lesson)}.html">'
        f"{escape(title)}</a></th></tr>"
    )
    return head + "".join(
        f'<tr><th scope="row">{escape(row.wording)}</th><td>{" ".join(row.checks) or "none"}</td>'
        f"<td>{row.items}: {_in_words(row.kinds)}</td></tr>"
        for row in rows.itertuples()
    )


def _in_words(kinds: dict[str, int]) -> str:
    return ", ".join(f"{count} × {kind}" for kind, count in kinds.items())
