"""The base of everything a reader touches: a live widget that also stands without a script."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import anywidget
import traitlets

PAGE = Path(__file__).parent
NAME = re.compile(r"[a-z][a-z0-9-]*")


def check_name(name: str) -> None:
    """Raise ValueError where a widget's name cannot start the ids of its HTML."""
    if not NAME.fullmatch(name):
        raise ValueError(f"name {name!r}: use small letters, digits and hyphens")


def module(*names: str) -> str:
    """Give one ES module: the named files of `page/js`, joined in order.

    The files before the last hold plain top-level functions; only the last one exports.
    """
    return "\n".join((PAGE / "js" / name).read_text(encoding="utf-8") for name in names)


def stylesheet(*names: str) -> str:
    """Give the course's `style.css` followed by the named style sheets of `page`, as one text."""
    return "\n".join((PAGE / n).read_text(encoding="utf-8") for n in ("style.css", *names))


class PageWidget(anywidget.AnyWidget):
    """A widget with a fallback: HTML that makes the same point with no script and no kernel.

    JupyterLab shows the live widget. The built page shows `fallback()` inside
    `<div class="rm-widget" data-model-id="…">`, and the page's own host replaces that content
    with the live widget; if it cannot, the fallback stays.

    A subclass sets `_esm` (`module(…)`), `_css` (`stylesheet(…)`) and writes `fallback()`.
    Ids in its HTML start with `name`, which the author gives and which is unique on a page.
    """

    name = traitlets.Unicode().tag(sync=True)

    def fallback(self) -> str:
        """Give the HTML that stands in the page when no script runs."""
        raise NotImplementedError(f"{type(self).__name__} has no fallback")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    def _repr_mimebundle_(self, **kwargs: dict) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        model_id = escape(self.model_id)
        data["text/html"] = (
            f'<div class="rm-widget" data-model-id="{model_id}">{self.fallback()}</div>'
        )
        return data, metadata
