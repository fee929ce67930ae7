"""What every format writes in the same words: stems, feedback, reasons, numbers."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from regenmed.page.bank import Item, NearMiss, Option
from regenmed.page.rich_text import rich_html


def stem_html(item: Item) -> str:
    """Give the question as HTML, with the unit that a number is asked in."""
    unit = f" <em>(Answer in {escape(item.unit)}.)</em>" if item.type == "numeric" else ""
    return f"<p>{rich_html(item.stem)}{unit}</p>"


def feedback_html(choice: Option | NearMiss) -> str:
    """Give an option's feedback as HTML, with the error that it tests."""
    error = f" <em>Error: {rich_html(choice.misconception)}.</em>" if choice.misconception else ""
    return rich_html(choice.feedback) + error


def reasons_html(item: Item, source_of: Callable[[str], tuple[str, str]]) -> str:
    """Give the reasons of the key as HTML, with a link to each source."""
    links = "; ".join(_link(*source_of(name)) for name in item.source)
    return f"<p>{rich_html(item.explanation)}</p><p>{links}</p>"


def number_text(value: float) -> str:
    """Write a number as learning platforms read it: plain digits, a point, no exponent."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _link(words: str, address: str) -> str:
    if not address:
        return escape(words)
    return f'<a href="{escape(address)}">{escape(words)}</a>'
