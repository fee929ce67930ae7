"""Several edits in one cell: how many cells carry them all, what can join wrongly (lesson 7)."""

import numpy as np

from regenmed.facts import number
from regenmed.models import crispr
from regenmed.page import Axis, Bars, Explorer, Readout, Slider

MOST = 6


def edits(efficiency: float, loci: float) -> dict[str, np.ndarray | float]:
    """Give the percent of cells with 0 to 6 edits, for one efficiency (percent) and number of loci.

    `pairs` counts pairs of cut sites that can join wrongly. `case`: 0 one locus, 2 two, 1 more.
    """
    loci = round(loci)
    shares = np.zeros(MOST + 1)
    shares[: loci + 1] = 100 * crispr.edit_counts(efficiency / 100, loci)
    return {
        "shares": shares,
        "all_edited": shares[loci],
        "some": 100 - shares[loci] - shares[0],
        "none": shares[0],
        "pairs": float(crispr.translocation_pairs(loci)),
        "ways": 2.0 * crispr.translocation_pairs(loci),
        "case": {1: 0, 2: 2}.get(loci, 1),
    }


def multiplex_yield() -> Explorer:
    """The second explorer of lesson 7: edits multiply, and so do wrong joins."""
    seen = round(number('percent penn_crispr tcr edit_result 0 detail="PDCD1 edited"'))
    return Explorer(
        edits,
        {
            "efficiency": Slider(5, 100, 20, "Each edit succeeds in", unit="% of cells", start=80),
            "loci": Slider(1, MOST, MOST, "Genes edited at once", start=3),
        },
        name="multiplex-yield",
        title="Every further edit costs cells",
        x=Axis("Edits in one cell"),
        y=Axis("Cells", unit="%", low=0, high=100),
        marks=[
            Bars(
                "shares",
                [str(count) for count in range(MOST + 1)],
                colors=["neutral"] + ["retrain"] * MOST,
            )
        ],
        readouts=[
            Readout("all_edited", "of cells with every edit", "%", ".1f"),
            Readout("pairs", "pairs of cuts that can join wrongly", "", ".0f"),
        ],
        sentences=[
            "One gene, edited in {efficiency}% of cells: {all_edited}% carry the edit, "
            "{none:.1f}% do not. There is one cut a chromosome copy, so no two genes can be "
            "joined.",
            "{loci} genes, each edited in {efficiency}% of cells: {all_edited}% carry every edit,"
            " {some:.1f}% only some. {pairs} pairs of genes can be joined wrongly, in {ways:.0f} "
            "ways.",
            "Two genes, each edited in {efficiency}% of cells: {all_edited}% carry both edits, "
            "{some:.1f}% only one. The two genes can be joined wrongly, in {ways:.0f} ways.",
        ],
        presets={
            "Three genes, good edits": {"efficiency": 90, "loci": 3},
            "Three genes, half succeed": {"efficiency": 50, "loci": 3},
            f"PDCD1 in the Penn trial: {seen}%": {"efficiency": seen, "loci": 1},
            "Six genes": {"efficiency": 80, "loci": 6},
        },
        caption="Computed. That edits succeed independently and equally often is our assumption. "
        "Three genes were edited in the first American trial (Stadtmauer 2020), and wrong joins "
        "were found; base editing aims to avoid double cuts.",
    )
