"""The reader's record over all lessons: `Progress()`.

What was answered is on the reader's device alone; the totals come from the question bank. With or
without a kernel, the page does the counting.
"""

from __future__ import annotations

from html import escape

import traitlets

from regenmed.page.bank import lessons, load_bank
from regenmed.page.quiz import stamp
from regenmed.page.widget import PageWidget, module, stylesheet


class Progress(PageWidget):
    """A table of all lessons with what the reader has read and answered, to save, load or erase."""

    _esm = module("store.js", "rich_text.js", "form_parts.js", "progress.js")
    _css = stylesheet("progress.css")
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(name="progress", spec={"lessons": lesson_totals()})

    def fallback(self) -> str:
        """Give the lessons with their numbers of questions, and say that a script keeps count."""
        rows = "".join(
            f'<tr><th scope="row">{escape(lesson["title"])}</th>'
            f"<td>{len(lesson['items'])}</td></tr>"
            for lesson in self.spec["lessons"]
        )
        return (
            '<section class="rm-progress" aria-label="Your record"><table>'
            "<caption>This page counts your answers with a script, on your own device. Scripts are "
            "off, so it can only list the questions.</caption>"
            '<thead><tr><th scope="col">Lesson</th><th scope="col">Questions</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></section>"
        )


def lesson_totals() -> list[dict]:
    """Give {id, title, items: [{id, stamp}]} for every lesson that has a bank."""
    banks = [load_bank(lesson) for lesson in lessons()]
    return [
        {
            "id": bank.lesson,
            "title": bank.title,
            "items": [{"id": item.id, "stamp": stamp(item)} for item in bank.items],
        }
        for bank in banks
    ]
