"""A check of a lesson as a widget: `Quiz("04-hsct", "a")`.

The questions come from the bank (`regenmed.page.bank`); the page marks the answers itself and keeps
them on the reader's device, so a quiz needs neither kernel nor network. With a kernel it is the
same.

The right answers travel in base64, so that a glance at the live page does not give them away. This
is courtesy, not security: anyone can decode them, and the version without scripts shows each
answer behind "Answer and why". Grade nothing that matters from this page.
"""

from __future__ import annotations

import base64
import hashlib
import json
import random
from html import escape

import traitlets

from regenmed import dataset
from regenmed.citations import source_link, source_words
from regenmed.page.bank import Check, Item, load_check
from regenmed.page.number_text import decimals_of
from regenmed.page.rich_text import rich_html
from regenmed.page.widget import PageWidget, module, stylesheet


class Quiz(PageWidget):
    """One check of a lesson, by the lesson's file name and the check's letter.

    Raises ValueError for a lesson or check that is not in the bank, or a bank that breaks a rule.
    """

    _esm = module(
        "store.js", "rich_text.js", "form_parts.js", "grading.js", "answer_controls.js", "quiz.js"
    )
    _css = stylesheet("quiz.css")
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, lesson: str, check: str) -> None:
        self.check = load_check(lesson, check)
        items = [item_spec(item) for item in self.check.items]
        super().__init__(
            name=f"quiz-{lesson}-{check}", spec={"title": self.check.title, "items": items}
        )

    def fallback(self) -> str:
        """Give the questions to read, each answer behind a disclosure."""
        return plain_check(self.check, self.name)


def item_spec(item: Item) -> dict:
    """Give what the page needs of one item: the question in the open, the key encoded."""
    shown = shown_order(item)
    spec = {
        "id": item.id,
        "type": item.type,
        "stem": item.stem,
        "options": [item.options[place].text for place in shown],
        "unit": item.unit,
        "signed": any(value < 0 for value in _values(item)),
        "key": encode(item_key(item, shown)),
    }
    return {**spec, "stamp": stamp(item)}


def _values(item: Item) -> list[float]:
    return [] if item.answer is None else [item.answer, *(miss.value for miss in item.near_misses)]


def shown_order(item: Item) -> list[int]:
    """Give the places of the options as the page shows them: mixed for an order item only.

    The mix depends on the item's id alone, and never starts with the right step.
    """
    shown = list(range(len(item.options)))
    if item.type == "order":
        mixer = random.Random(item.id)
        while shown[0] == 0:
            mixer.shuffle(shown)
    return shown


def item_key(item: Item, shown: list[int]) -> dict:
    """Give what marks an item: keys, feedback, explanation and links, in the order shown."""
    options = [item.options[place] for place in shown]
    key: dict = {
        "feedback": [option.feedback for option in options],
        "explanation": item.explanation,
        "sources": source_links(item),
    }
    if item.type == "order":
        key["places"] = shown
    elif item.type == "numeric":
        key |= {
            "answer": item.answer,
            "tolerance": item.tolerance,
            "unit": item.unit,
            "shown": shown_answer(item),
            "near": [
                {"value": miss.value, "tolerance": miss.tolerance, "feedback": miss.feedback}
                for miss in item.near_misses
            ],
        }
    else:
        key["correct"] = [option.correct for option in options]
    return key


def encode(key: dict) -> str:
    """Give a key as base64 of its JSON."""
    return base64.b64encode(json.dumps(key, ensure_ascii=False).encode()).decode()


def stamp(item: Item) -> str:
    """Give a short mark that changes when what the item asks or accepts changes."""
    asked = [item.type, item.stem, [(o.text, o.correct) for o in item.options]]
    asked += [repr(item.answer), item.tolerance, item.unit]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:8]


def shown_answer(item: Item) -> str:
    """Give a numeric answer with the decimals its tolerance can tell apart; whole as it is."""
    decimals = 0 if abs(item.answer - round(item.answer)) < 1e-9 else decimals_of(item.tolerance)
    return f"{item.answer:.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def source_links(item: Item) -> list[dict[str, str]]:
    """Give the studies an item rests on, each as {text, url}."""
    studies = dataset.load("studies").set_index("study_id")
    sources = dataset.load("sources").set_index("source_id", drop=False)
    links = []
    for name in item.source:
        if name in studies.index:
            source = sources.loc[studies.loc[name, "source_id"]]
            text = f"{studies.loc[name, 'name']}, {source_words(source)}"
            links.append({"text": text, "url": source_link(source)})
    return links


def plain_check(check: Check, name: str) -> str:
    """Give a check as HTML to read or print, without scripts."""
    items = "".join(
        plain_item(item, place, len(check.items)) for place, item in enumerate(check.items, 1)
    )
    return (
        f'<section class="rm-quiz" aria-labelledby="{escape(name)}-title">'
        f'<p class="rm-quiz-title" id="{escape(name)}-title"><span class="rm-quiz-kind">Check'
        f"</span>{escape(check.title)}</p>"
        f'<p class="rm-quiz-score">{len(check.items)} questions</p>{items}'
        '<div class="rm-quiz-foot"><p class="rm-quiz-kept">With scripts on, this page marks your '
        "answers.</p></div></section>"
    )


def plain_item(item: Item, place: int, total: int) -> str:
    """Give one item as HTML: the question, its options, and the answer behind a disclosure."""
    if item.type == "numeric":
        asked = (
            '<div class="rm-quiz-numeric"><span class="rm-quiz-answer-label">Your answer</span>'
            '<span class="rm-quiz-entry"><span class="rm-quiz-number"></span>'
            f'<span class="rm-quiz-unit">{escape(item.unit)}</span></span></div>'
        )
    else:
        row = "rm-quiz-row" if item.type == "order" else "rm-quiz-label"
        options = "".join(
            f'<li class="rm-quiz-option"><span class="{row}"><span class="rm-quiz-blank"></span>'
            f"<span>{rich_html(item.options[shown].text)}</span></span></li>"
            for shown in shown_order(item)
        )
        asked = f'<ul class="rm-quiz-options">{options}</ul>'
    return (
        '<div class="rm-quiz-item"><div class="rm-quiz-stem">'
        f'<span class="rm-quiz-count">Question {place} of {total}</span>'
        f'<span class="rm-quiz-words">{rich_html(item.stem)}</span></div>{asked}'
        f'<details class="rm-quiz-plain"><summary>Answer and why</summary>{plain_answer(item)}'
        "</details></div>"
    )


def plain_answer(item: Item) -> str:
    """Give the answer of an item, what is said of each option, and the explanation."""
    if item.type == "numeric":
        answer = f"<p><strong>{shown_answer(item)} {escape(item.unit)}</strong></p>"
        said = [(f"{miss.value:.3g}", miss.feedback) for miss in item.near_misses]
    else:
        marks = {True: "Right", False: "Not so"}
        answer = ""
        said = [
            (
                option.text if item.type == "order" else f"{marks[option.correct]}: {option.text}",
                option.feedback,
            )
            for option in item.options
        ]
    tag = "ol" if item.type == "order" else "ul"
    lines = "".join(
        f"<li><strong>{rich_html(what)}</strong> {rich_html(why)}</li>" for what, why in said
    )
    links = "; ".join(
        f'<a href="{escape(link["url"])}">{escape(link["text"])}</a>' for link in source_links(item)
    )
    source = f'<p class="rm-quiz-source">From {links}</p>' if links else ""
    return f"{answer}<{tag}>{lines}</{tag}><p>{rich_html(item.explanation)}</p>{source}"
