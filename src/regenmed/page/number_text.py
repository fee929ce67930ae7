"""Numbers and sentences as text, with the same few formats in Python and in `number_text.js`.

| format | 1234.5 | 0.256 |
|---|---|---|
| `""` | 1,234.5 | 0.256 (at most three decimals) |
| `.0f` `.1f` `.2f` `.3f` | 1235 | 0.3 (one decimal) |
| `,.0f` `,.1f` … | 1,235 | 0.3 |
| `.0%` `.1%` … | 123450% | 25.6% |

Halves round away from zero in both languages, and a minus sign is typeset as one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

MISSING = "–"
SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
FORMAT = re.compile(r"(,?)\.([0-6])([f%])")
CURRENCIES = ("$", "€", "£")


def format_number(value: float | None, spec: str = "") -> str:
    """Give `value` as text; `None` and NaN give a dash. Raises ValueError for an unknown format."""
    if value is None or math.isnan(value):
        return MISSING
    if spec == "":
        text = _fixed(value, 3, grouped=True)
        return text.rstrip("0").rstrip(".")
    match = FORMAT.fullmatch(spec)
    if not match:
        raise ValueError(f"unknown number format {spec!r}; use .1f, ',.0f' or .0% and the like")
    comma, decimals, kind = match.groups()
    scaled = value * 100 if kind == "%" else value
    return _fixed(scaled, int(decimals), grouped=bool(comma)) + ("%" if kind == "%" else "")


def decimals_of(tolerance: float) -> int:
    """Give how many decimals a tolerance can tell apart: 0.05 needs two, 3 none."""
    return max(0, math.ceil(-math.log10(tolerance)))


def _fixed(value: float, decimals: int, grouped: bool) -> str:
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    digits = f"{abs(rounded):,f}" if grouped else f"{abs(rounded):f}"
    return ("−" if rounded < 0 else "") + digits


def with_unit(text: str, unit: str) -> str:
    """Join a number and its unit: `5%`, `$5`, `5 years`."""
    if not unit or text == MISSING:
        return text
    if unit in CURRENCIES:
        return unit + text
    return text + ("" if unit.startswith("%") else "\u00a0") + unit


def slots(template: str) -> list[str]:
    """Give the names that stand in the slots of a template."""
    return [match[1] for match in SLOT.finditer(template)]


def check_formats(template: str) -> None:
    """Raise ValueError for a slot whose format is unknown."""
    for match in SLOT.finditer(template):
        format_number(0, match[2] or "")


def fill(
    template: str, values: Mapping[str, float | str | None], formats: Mapping[str, str]
) -> str:
    """Put values into the slots `{name}` or `{name:.1f}` of a template.

    A slot without a format takes the one in `formats`. Raises KeyError for an unknown name.
    """

    def text(match: re.Match) -> str:
        name, spec = match[1], match[2]
        value = values[name]
        if isinstance(value, str):
            return value
        return format_number(value, formats.get(name, "") if spec is None else spec)

    return SLOT.sub(text, template)
