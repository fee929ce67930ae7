"""The CRISPR guides of TRAC exon 1, one by one (lesson 7)."""

import re

import numpy as np

from regenmed.dataset import DATA
from regenmed.models import crispr
from regenmed.page import Axis, Explorer, Line, Point, Readout, Slider

FASTA = DATA / "trac_exon1.fasta"
RARE = 0.5  # fewer chance matches a genome than this are told as one in so many genomes


def guide_finder() -> Explorer:
    """The explorer of lesson 7: every place in the exon where Cas9 can cut, and its look-alikes."""
    header, sequence = crispr.read_fasta(FASTA)
    first = int(re.search(r":(\d+)-", header).group(1))
    guides = crispr.find_guides(sequence)

    def look(guide: float, mismatches: float) -> dict[str, np.ndarray | float]:
        """Give the place of one guide (1, 2, …) and its chance matches in a random genome."""
        number = round(guide) - 1
        row, matches = guides.iloc[number], float(crispr.expected_matches(round(mismatches)))
        return {
            "target": np.array([row["start"], row["start"] + crispr.GUIDE_LENGTH - 1]) + 1.0,
            "level": np.full(2, 100 * row["gc"]),
            "cut": row["cut"] + 1.5,
            "gc": 100 * row["gc"],
            "matches": matches,
            "one_in": -1 / np.expm1(-matches),
            "shown": matches if matches >= 0.01 else np.nan,
            "case": number if matches < RARE else number + len(guides),
        }

    strands = {
        strand: (list(rows["cut"] + 1.5), list(100 * rows["gc"]))
        for strand, rows in guides.groupby("strand")
    }
    return Explorer(
        look,
        {
            "guide": Slider(1, len(guides), len(guides), "Guide, from left to right", start=13),
            "mismatches": Slider(0, 4, 5, "Letters that may differ elsewhere", start=0),
        },
        name="guide-finder",
        title="Where Cas9 can cut TRAC exon 1",
        x=Axis("Position in the exon (letters)", low=1, high=len(sequence)),
        y=Axis("G and C in the guide", unit="%", low=0, high=80),
        marks=[
            Point(*strands["+"], "plus strand", "remit", "triangle"),
            Point(*strands["-"], "minus strand", "neutral", "circle"),
            Line("level", color="retrain", x="target", dash=False, name="target"),
            Point("cut", "gc", "cut", color="harm", shape="diamond"),
        ],
        readouts=[
            Readout("gc", "of the guide is G or C", "%", ".0f"),
            Readout("shown", "chance matches in a genome", "", ",.2f", missing="under 0.01"),
        ],
        sentences=[
            _sentence(row, first, len(guides)) + chance
            for chance in (
                "chance alone gives a match in one of {one_in:,.0f} genomes.",
                "chance alone gives {matches:,.1f} matches in a genome on average.",
            )
            for row in guides.itertuples()
        ],
        presets={
            "A guide used in laboratories": {"guide": 13, "mismatches": 0},
            "The same, three letters off": {"guide": 13, "mismatches": 3},
            "Fewest G and C": {"guide": int(guides["gc"].idxmin()) + 1, "mismatches": 0},
        },
        caption="Computed from the human sequence of TRAC exon 1 (GRCh38, chromosome 14). A guide "
        "is any 20 letters followed by NGG, wholly inside the exon. Chance matches assume "
        "equally frequent letters; real genomes repeat themselves, so real look-alikes are more.",
    )


def _sentence(row, first: int, total: int) -> str:
    strand = "plus" if row.strand == "+" else "minus"
    return (
        f"Guide {row.Index + 1} of {total}: {row.guide}, then {row.pam}, on the {strand} strand; "
        f"Cas9 cuts after base {first + row.cut:,} of chromosome 14. Letters allowed to differ: "
        "{mismatches}; "
    )
