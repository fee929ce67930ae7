"""The budgets of budgets.toml, and the table that sets measured figures beside them."""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

FILE = Path(__file__).parent / "budgets.toml"
YARDSTICK = "yardstick"
HEAD = ("figure", "budget", "ours", "plain", "ours/plain", "")


@dataclass(frozen=True)
class Budget:
    """What is measured, in which unit, and what it may be; `kept_by` is the test of a fact.

    A `scaled` budget is a time on the machine where the yardstick took `was` ms.
    """

    name: str
    what: str
    unit: str
    most: float | None = None
    least: float | None = None
    kept_by: str | None = None
    scaled: bool = False
    was: float | None = None

    @property
    def limit(self) -> str:
        """The budget as text: `<= 250 kB`, or nothing."""
        if self.most is not None:
            return f"<= {number(self.most)} {self.unit}".strip()
        return f">= {number(self.least)} {self.unit}".strip() if self.least is not None else ""

    def verdict(self, value: float | None) -> str:
        """Say whether a measured value keeps the budget: holds, OVER, or nothing to say."""
        if value is None or not self.limit:
            return ""
        high = math.inf if self.most is None else self.most
        low = -math.inf if self.least is None else self.least
        return "holds" if low <= value <= high else "OVER"


@dataclass(frozen=True)
class Row:
    """One measured figure; `plain` is that of the plain Jupyter Book of the same lessons."""

    name: str
    ours: float | None
    plain: float | None = None
    note: str = ""


def budgets() -> dict[str, Budget]:
    """Give all budgets by name; a wrong entry raises ValueError that names it."""
    found = {}
    for name, entry in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        if {"most", "least"} <= set(entry):
            raise ValueError(f"budgets.toml, {name}: `most` and `least` together")
        try:
            found[name] = Budget(name, **entry)
        except TypeError as error:
            raise ValueError(f"budgets.toml, {name}: {error}") from None
    return found


def slower_by(rows: Sequence[Row]) -> float:
    """Give how many times as long as the budgets' machine this one takes, by the yardstick.

    1 where the yardstick could not be measured.
    """
    taken = [row.ours for row in rows if row.name == YARDSTICK and row.ours is not None]
    return taken[0] / budgets()[YARDSTICK].was if taken else 1.0


def budgets_here(rows: Sequence[Row]) -> dict[str, Budget]:
    """Give all budgets with the scaled ones as they are on the machine that measured `rows`."""
    slower = slower_by(rows)
    return {
        name: replace(budget, most=budget.most * slower) if budget.scaled else budget
        for name, budget in budgets().items()
    }


def most(name: str) -> float:
    """Give the largest value that a figure may have."""
    return budgets()[name].most


def number(value: float | None) -> str:
    """Write a value with about three digits."""
    if value is None or math.isnan(value):
        return "not measured"
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"


def cells(row: Row, budget: Budget) -> tuple[str, ...]:
    """Give the cells of a row, ready to print."""
    value = None if row.ours is None or math.isnan(row.ours) else row.ours
    plain = "" if row.plain is None else number(row.plain)
    ratio = f"{value / row.plain:.2f}" if value is not None and row.plain else ""
    ratio = "" if ratio == "nan" else ratio
    verdict = " ".join(part for part in (budget.verdict(value), row.note) if part)
    unit = f" {budget.unit}".rstrip()
    ours = number(value) + (unit if value is not None else "")
    return budget.what, budget.limit, ours, plain, ratio, verdict


def table(rows: Sequence[Row]) -> str:
    """Give the table of the measured figures, in the order of the budgets."""
    known = budgets_here(rows)
    order = list(known)
    rows = sorted(rows, key=lambda row: order.index(row.name))
    lines = [HEAD, *(cells(row, known[row.name]) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    lines.insert(1, tuple("-" * width for width in widths))
    texts = [
        "  ".join(
            cell.ljust(width) if i in (0, len(HEAD) - 1) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join(texts)
