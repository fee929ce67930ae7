"""Icon arrays as HTML that needs no script: the parts that `people.js` builds."""

from __future__ import annotations

from html import escape

from regenmed.page.data_table import tables_html

HEAD = "M10 1a3.7 3.7 0 1 1 0 7.4a3.7 3.7 0 1 1 0-7.4Z"
BODY = "M5.2 9.6h9.6a2.4 2.4 0 0 1 2.4 2.4v9.6H2.8V12a2.4 2.4 0 0 1 2.4-2.4Z"
# Cut out of the body, so that helped and harmed differ in shape and not in colour alone.
PLUS = "M9 12.1h2v2.4h2.4v2H11v2.4H9v-2.4H6.6v-2H9Z"
MINUS = "M6.6 14.5h6.8v2H6.6Z"
MARKS = {"helped": PLUS, "harmed": MINUS}
PER_ROW = 10
STEP_X, STEP_Y = 24, 27


def people_html(spec: dict) -> str:
    """Give the first outcome's arrays, and all outcomes in a table."""
    title = escape(spec["title"])
    first, *others = spec["outcomes"]
    return (
        f'<div class="rm-explorer rm-people" role="group" aria-label="{title}">'
        f'<p class="rm-explorer-title">{title}</p>'
        + (_choice_html(spec["outcomes"]) if others else "")
        + f'<div class="rm-people-arms">{"".join(_arm_html(arm) for arm in first["arms"])}</div>'
        f'<p class="rm-says">{escape(first["sentence"])}</p>'
        f'<p class="rm-caption">{escape(first["counts"])} {escape(first["source"])}</p>'
        '<details class="rm-numbers"><summary>The numbers in this picture</summary>'
        + tables_html([spec["table"]])
        + "</details></div>"
    )


def _choice_html(outcomes: list[dict]) -> str:
    options = "".join(
        f'<span class="rm-option"><span class="rm-check-space"></span>{escape(o["label"])}</span>'
        for o in outcomes
    )
    return (
        '<div class="rm-reserved"><div class="rm-choice" aria-hidden="true">'
        '<span class="rm-choice-label">Outcome</span>'
        f'<div class="rm-options">{options}</div></div></div>'
    )


def _arm_html(arm: dict) -> str:
    keys = "".join(
        f'<li><svg viewBox="0 0 20 23" aria-hidden="true">{person(kind, 0)}</svg>'
        f"<span><b>{count}</b> {escape(text)}</span></li>"
        for kind, count, text in arm["groups"]
    )
    words = ", ".join(f"{count} {text}" for _, count, text in arm["groups"])
    kinds = [kind for kind, count, _ in arm["groups"] for _ in range(count)]
    figures = "".join(person(kind, place) for place, kind in enumerate(kinds))
    title = escape(arm["title"])
    return (
        f'<div class="rm-people-arm"><p class="rm-people-title">{title}</p>'
        '<svg class="rm-people-array" viewBox="0 0 236 266" role="img" '
        f'aria-label="{title}: {escape(words)}">{figures}</svg>'
        f'<ul class="rm-people-key">{keys}</ul></div>'
    )


def person(kind: str, place: int) -> str:
    """Give the figure at a place (0 to 99, row by row)."""
    x, y = STEP_X * (place % PER_ROW), STEP_Y * (place // PER_ROW)
    outline = HEAD + BODY + MARKS.get(kind, "")
    return f'<path class="rm-person-{kind}" transform="translate({x} {y})" d="{outline}"/>'
