"""An explorer as HTML that needs no script.

Its parts are those that `explorer.js` builds, with the controls kept as invisible space: the live
explorer takes the same height, so nothing on the page moves when it arrives.
"""

from __future__ import annotations

from html import escape

from regenmed.page.chart import svg
from regenmed.page.data_table import (
    control_text,
    control_value,
    data_tables,
    readout_text,
    tables_html,
    widest_text,
)
from regenmed.page.number_text import fill, format_number

NO_SCRIPT = "Move the sliders with scripts on, or run this page in Jupyter."


def explorer_html(spec: dict, stops: list[int], answers: dict) -> str:
    """Give the picture at the given stops and answers, its sentence and its numbers."""
    controls = zip(spec["controls"], stops, strict=True)
    values = {control["key"]: _slot_value(control, stop) for control, stop in controls}
    sentence = fill(
        spec["sentences"][int(answers.get("case", 0))], values | answers, spec["formats"]
    )
    drawn = _numbers(spec, stops) | spec["fixed"] | answers
    title = escape(spec["title"])
    return (
        f'<div class="rm-explorer" role="group" aria-label="{title}">'
        f'<p class="rm-explorer-title">{title}</p>'
        '<div class="rm-picture">'
        + "".join(svg(spec["chart"], drawn, size, sentence) for size in ("wide", "narrow"))
        + "</div>"
        + _controls_html(spec, stops)
        + _readouts_html(spec, drawn)
        + f'<p class="rm-says">{escape(sentence)}</p>'
        f'<p class="rm-caption">{escape(spec["caption"])} '
        '<span class="rm-origin">From stored answers.</span></p>'
        '<details class="rm-numbers"><summary>The numbers in this picture</summary>'
        + tables_html(data_tables(spec, stops, drawn))
        + "</details></div>"
    )


def _slot_value(control: dict, stop: int) -> float | str:
    is_choice = control["kind"] == "choice"
    return control["options"][stop] if is_choice else control_value(control, stop)


def _numbers(spec: dict, stops: list[int]) -> dict[str, float]:
    controls = zip(spec["controls"], stops, strict=True)
    return {control["key"]: control_value(control, stop) for control, stop in controls}


def _controls_html(spec: dict, stops: list[int]) -> str:
    """Space for the controls and presets, with the note that stands in it."""
    controls = "".join(
        _choice_html(control) if control["kind"] == "choice" else _slider_html(control, stop)
        for control, stop in zip(spec["controls"], stops, strict=True)
    )
    labels = [preset["label"] for preset in spec["presets"]]
    buttons = "".join(f'<span class="rm-button">{escape(text)}</span>' for text in labels)
    lead = '<span class="rm-presets-lead">Try this</span>' if labels else ""
    return (
        f'<div class="rm-reserved"><p class="rm-no-script">{NO_SCRIPT}</p>'
        f'<div class="rm-controls" aria-hidden="true">{controls}</div>'
        f'<div class="rm-presets" aria-hidden="true">{lead}{buttons}'
        '<span class="rm-button rm-reset">Reset</span></div></div>'
    )


def _slider_html(control: dict, stop: int) -> str:
    low, high = (format_number(control[end], control["format"]) for end in ("low", "high"))
    return (
        f'<div class="rm-slider"><span class="rm-slider-label">{escape(control["label"])}</span>'
        f'<span class="rm-slider-value" data-widest="{escape(widest_text(control))}">'
        f"{escape(control_text(control, stop))}</span>"
        f'<div class="rm-slider-track"><span>{low}</span><span class="rm-range"></span>'
        f"<span>{high}</span></div></div>"
    )


def _choice_html(control: dict) -> str:
    options = "".join(f'<span class="rm-option">{escape(o)}</span>' for o in control["options"])
    return (
        f'<div class="rm-choice"><span class="rm-choice-label">{escape(control["label"])}</span>'
        f'<div class="rm-options">{options}</div></div>'
    )


def _readouts_html(spec: dict, answers: dict) -> str:
    if not spec["readouts"]:
        return ""
    items = ""
    for readout in spec["readouts"]:
        number, unit = readout_text(readout, answers)
        items += (
            f"<div><dt>{escape(readout['label'])}</dt><dd><span>{escape(number)}</span> "
            f'<span class="rm-readout-unit">{escape(unit)}</span></dd></div>'
        )
    return f'<dl class="rm-readouts">{items}</dl>'
