"""A forest plot as HTML that needs no script: the parts that `forest.js` builds.

It is one table. The plot is a column of strips whose bars are placed in percent of the strip's
width, so it fits any screen; the numbers beside it say the same to a reader who cannot see it.
"""

from __future__ import annotations

import math
from html import escape

from regenmed.page.number_text import format_number, with_unit

NO_SCRIPT = "Switch studies on and off with scripts on, or run this page in Jupyter."


def share(value: float, spec: dict) -> float:
    """Give the place of a value on the axis, in percent of its width, from 0 to 100."""
    low, high = spec["axis"]["low"], spec["axis"]["high"]
    if spec["log"]:
        part = math.log(max(value, 1e-300) / low) / math.log(high / low)
    else:
        part = (value - low) / (high - low)
    return math.floor(1000 * min(1.0, max(0.0, part)) + 0.5) / 10


def estimate_text(numbers: dict, spec: dict) -> str:
    """Give an estimate with its interval in words."""
    shown = [format_number(numbers[key], spec["format"]) for key in ("estimate", "low", "high")]
    return f"{shown[0]} ({shown[1]}\u00a0to\u00a0{shown[2]})"


def spread_text(result: dict, spec: dict) -> str:
    """Give heterogeneity and prediction interval in words; empty for fewer than two studies."""
    if math.isnan(result["i2"]):
        return ""
    low, high = (format_number(result[k], spec["format"]) for k in ("predict_low", "predict_high"))
    return (
        f"I² {format_number(result['i2'], '.0f')}%, τ² {format_number(result['tau2'], '.3f')}; "
        f"a new study’s true effect: {low} to {high}"
    )


def summary_text(group: dict, count: int, result: dict, spec: dict) -> str:
    """Give one sentence on a group's pooled result."""
    studies = sum(row["estimate"] is not None for row in group["rows"])
    lead = f"{group['title']}: " if group["title"] else ""
    if count == 0:
        return _capital(f"{lead}no study is switched on.")
    of = f"{count} of {studies} studies" if count < studies else f"{studies} studies"
    what = "one study" if count == 1 else f"{of} pooled"
    text = with_unit(estimate_text(result, spec), spec["unit"])
    sentence = _capital(f"{lead}{what}: {spec['measure'].lower()} {text}.")
    null = spec["null"]
    if null is None:
        return sentence
    verb = "includes" if result["low"] <= null <= result["high"] else "excludes"
    return f"{sentence} The interval {verb} {format_number(null)} (no difference)."


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def pooled_label(count: int) -> str:
    """Give the name of the line below a group's studies."""
    return ("No study", "One study")[count] if count < 2 else "Pooled"


def forest_html(spec: dict, results: list[dict]) -> str:
    """Give the whole forest with every study on."""
    body, says = "", []
    for group, result in zip(spec["groups"], results, strict=True):
        count = sum(row["estimate"] is not None for row in group["rows"])
        if group["title"]:
            title = escape(group["title"])
            body += (
                f'<tr class="rm-forest-group"><th scope="rowgroup" colspan="3">{title}</th></tr>'
            )
        body += "".join(_row_html(row, spec) for row in group["rows"])
        body += _pooled_html(result, count, spec)
        says.append(summary_text(group, count, result, spec))
    title = escape(spec["title"])
    return (
        f'<div class="rm-explorer rm-forest" role="group" aria-label="{title}">'
        f'<p class="rm-explorer-title">{title}</p>'
        f'<table><caption class="rm-visually-hidden">{title}</caption>'
        f"<thead>{_head_html(spec)}</thead><tbody>{body}</tbody></table>"
        + _presets_html(spec)
        + f'<p class="rm-says">{escape(" ".join(says))}</p>'
        f'<p class="rm-caption">{escape(caption_text(spec))}</p></div>'
    )


def caption_text(spec: dict) -> str:
    """Give the caption and how the studies were pooled."""
    return f"{spec['caption']} {spec['method']}; intervals are 95%.".strip()


def _head_html(spec: dict) -> str:
    measure = f"{spec['measure']} (95% interval)"
    if spec["unit"]:
        measure = f"{spec['measure']}, {spec['unit']} (95% interval)"
    ticks = "".join(
        f'<span style="left:{share(at, spec):g}%">{escape(text)}</span>'
        for at, text in spec["axis"]["ticks"]
    )
    sides = "".join(f"<span>{escape(text)}</span>" for text in spec["favours"])
    sides = f'<div class="rm-forest-sides">{sides}</div>' if sides else ""
    return (
        '<tr><th scope="col">Study</th>'
        f'<td class="rm-forest-plot" aria-hidden="true">{sides}'
        f'<div class="rm-forest-ticks">{ticks}</div></td>'
        f'<th scope="col">{escape(measure)}</th></tr>'
    )


def _row_html(row: dict, spec: dict) -> str:
    link = f' <a href="{escape(row["url"])}">source</a>' if row["url"] else ""
    note = f'<span class="rm-forest-note">{escape(row["note"])}{link}</span>'
    space = "" if row["estimate"] is None else '<span class="rm-check-space"></span>'
    label = f'<span class="rm-forest-label">{space}{escape(row["label"])}</span>'
    if row["estimate"] is None:
        plot, text = "", "not estimable"
    else:
        plot, text = _bar_html(row, spec), estimate_text(row, spec)
    return (
        f'<tr><th scope="row">{label}{note if row["note"] or link else ""}</th>'
        f'<td class="rm-forest-plot" aria-hidden="true">{_strip_html(plot, spec)}</td>'
        f'<td class="rm-forest-number">{escape(text)}</td></tr>'
    )


def _strip_html(inner: str, spec: dict) -> str:
    null = spec["null"]
    line = "" if null is None else f'<i class="rm-null" style="left:{share(null, spec):g}%"></i>'
    return f'<div class="rm-strip">{line}{inner}</div>'


def _bar_html(row: dict, spec: dict) -> str:
    left, right = share(row["low"], spec), share(row["high"], spec)
    cut = ("rm-cut-low " if row["low"] < spec["axis"]["low"] else "") + (
        "rm-cut-high" if row["high"] > spec["axis"]["high"] else ""
    )
    return (
        f'<i class="rm-whisker {cut}" style="left:{left:g}%;right:{100 - right:g}%"></i>'
        f'<i class="rm-square" style="left:{share(row["estimate"], spec):g}%"></i>'
    )


def _pooled_html(result: dict, count: int, spec: dict) -> str:
    plot, number = "", "–"
    if count:
        number = estimate_text(result, spec)
        low, high = share(result["low"], spec), share(result["high"], spec)
        middle = share(result["estimate"], spec)
        peak = 50 if high == low else 100 * (middle - low) / (high - low)
        if not math.isnan(result["i2"]):
            ends = share(result["predict_low"], spec), share(result["predict_high"], spec)
            plot = (
                f'<i class="rm-predict-bar" style="left:{ends[0]:g}%;right:{100 - ends[1]:g}%"></i>'
            )
        plot += (
            f'<i class="rm-diamond" style="left:{low:g}%;right:{100 - high:g}%;'
            f'--rm-peak:{peak:.1f}%"></i>'
        )
    spread = escape(spread_text(result, spec))
    return (
        f'<tr class="rm-forest-pooled"><th scope="row"><span class="rm-forest-label">'
        f'{pooled_label(count)}</span><span class="rm-forest-note">{spread}</span></th>'
        f'<td class="rm-forest-plot" aria-hidden="true">{_strip_html(plot, spec)}</td>'
        f'<td class="rm-forest-number">{escape(number)}</td></tr>'
    )


def _presets_html(spec: dict) -> str:
    labels = [preset["label"] for preset in spec["presets"]]
    buttons = "".join(f'<span class="rm-button">{escape(text)}</span>' for text in labels)
    lead = '<span class="rm-presets-lead">Try this</span>' if labels else ""
    return (
        f'<div class="rm-reserved"><p class="rm-no-script">{NO_SCRIPT}</p>'
        f'<div class="rm-presets" aria-hidden="true">{lead}{buttons}'
        '<span class="rm-button rm-reset">All studies</span></div></div>'
    )
