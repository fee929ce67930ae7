"""Where CRISPR-Cas9 can cut, how well a guide forgives mismatches, and what chance adds.

Cas9 of Streptococcus pyogenes needs the letters NGG (the PAM) beside a 20-letter target and cuts
three letters before it (Jinek 2012, doi 10.1126/science.1225829). The mismatch score is that of
Hsu and others 2013 (PMID 23873081). Newer scores exist (CFD, Doench 2016); this one has twenty
numbers and can be followed by hand.
"""

from collections.abc import Iterable
from math import comb
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from regenmed.models.ranges import whole, within

Array = NDArray[np.float64]

GUIDE_LENGTH = 20
CUT_BEFORE_PAM = 3
GENOME = 3.1e9  # letters of the human genome, one strand
# Loss of activity by a mismatch at positions 1 (far from the PAM) to 20 (beside it), Hsu 2013.
MISMATCH_WEIGHTS = np.array(
    [0, 0, 0.014, 0, 0, 0.395, 0.317, 0, 0.389, 0.079]
    + [0.445, 0.508, 0.613, 0.851, 0.732, 0.828, 0.615, 0.804, 0.685, 0.583]
)
COMPLEMENT = str.maketrans("ACGT", "TGCA")


def read_fasta(path: Path | str) -> tuple[str, str]:
    """Give (header without ">", sequence in capitals) of the first record of a FASTA file."""
    text = Path(path).read_text(encoding="ascii")
    if not text.startswith(">"):
        raise ValueError(f"{path}: a FASTA file must begin with '>', not {text[:1]!r}")
    header, *lines = text[1:].split(">")[0].splitlines()
    return header.strip(), "".join(line.strip() for line in lines).upper()


def reverse_complement(sequence: str) -> str:
    """Give the other strand, read in its own direction."""
    return _letters("sequence", sequence).translate(COMPLEMENT)[::-1]


def find_guides(sequence: str) -> pd.DataFrame:
    """Give every 20-letter target with an NGG beside it, on both strands, ordered by cut site.

    Columns: guide and pam (read along their own strand), strand ("+" or "-"), start (index from 0,
    on the plus strand, of the target's leftmost letter), cut (index of the letter left of the
    cut: the strands part between cut and cut + 1) and gc (share of G and C in the guide).
    """
    plus = _letters("sequence", sequence)
    found = []
    for strand, text in (("+", plus), ("-", reverse_complement(plus))):
        for index in range(len(text) - GUIDE_LENGTH - 2):
            target, pam = text[index : index + 20], text[index + 20 : index + 23]
            if pam[1:] != "GG":
                continue
            start = index if strand == "+" else len(text) - index - GUIDE_LENGTH
            left_of_cut = GUIDE_LENGTH - CUT_BEFORE_PAM if strand == "+" else CUT_BEFORE_PAM
            gc = (target.count("G") + target.count("C")) / GUIDE_LENGTH
            found.append((target, pam, strand, start, start + left_of_cut - 1, gc))
    columns = ["guide", "pam", "strand", "start", "cut", "gc"]
    return pd.DataFrame(found, columns=columns).sort_values("cut", ignore_index=True)


def mismatches(guide: str, target: str) -> list[int]:
    """Give the positions, 1 (far from the PAM) to 20 (beside it), where the two differ."""
    pair = [_letters("guide", guide), _letters("target", target)]
    for name, text in zip(("guide", "target"), pair, strict=True):
        if len(text) != GUIDE_LENGTH:
            raise ValueError(f"{name} must have {GUIDE_LENGTH} letters, not {len(text)}: {text!r}")
    return [place for place, (a, b) in enumerate(zip(*pair, strict=True), start=1) if a != b]


def hsu_score(guide: str, target: str) -> float:
    """Give how well `guide` is expected to cut `target`, 100 for a perfect match (Hsu 2013).

    The product of the losses, divided by a factor for mismatches that lie close together and by
    the square of their number.
    """
    return mismatch_score(mismatches(guide, target))


def mismatch_score(positions: Iterable[int]) -> float:
    """Give the Hsu score for mismatches at `positions` (different whole numbers from 1 to 20)."""
    places = sorted(whole("position", place, 1, GUIDE_LENGTH) for place in positions)
    if len(set(places)) < len(places):
        raise ValueError(f"positions must differ, not {places}")
    if not places:
        return 100.0
    score = 100 * np.prod(1 - MISMATCH_WEIGHTS[np.array(places) - 1])
    if len(places) > 1:
        mean_distance = (places[-1] - places[0]) / (len(places) - 1)
        score /= (19 - mean_distance) / 19 * 4 + 1
    return float(score / len(places) ** 2)


def expected_matches(
    mismatches: int, genome: ArrayLike = GENOME, length: int = GUIDE_LENGTH
) -> Array:
    """Give the chance matches of a guide and NGG with at most `mismatches` differences.

    `genome` is the number of letters of one strand; both are searched. Assumes that letters fall
    at random and equally often; real genomes are full of repeats, and real counts are higher.
    """
    length = whole("length", length, 1, 100)
    mismatches = whole("mismatches", mismatches, 0, length)
    genome = within("genome", genome, 0, 1e12)
    sequences = sum(comb(length, count) * 3**count for count in range(mismatches + 1))
    return 2 * genome * (sequences / 4**length) / 16


def multiplex_yield(efficiency: ArrayLike, loci: int) -> Array:
    """Give the share of cells with all `loci` edited, each with `efficiency` (0 to 1).

    Assumes that edits succeed independently of each other.
    """
    return within("efficiency", efficiency, 0, 1) ** whole("loci", loci, 0, 100)


def edit_counts(efficiency: ArrayLike, loci: int) -> Array:
    """Give the shares of cells with 0, 1, … `loci` edits: shape (loci + 1,) + efficiency.shape."""
    efficiency, loci = within("efficiency", efficiency, 0, 1), whole("loci", loci, 0, 100)
    return np.stack(
        [
            comb(loci, edits) * efficiency**edits * (1 - efficiency) ** (loci - edits)
            for edits in range(loci + 1)
        ]
    )


def translocation_pairs(loci: int) -> int:
    """Give the pairs of different cut sites that can join wrongly; each can join in two ways."""
    return comb(whole("loci", loci, 0, 100), 2)


def _letters(name: str, text: str) -> str:
    text = text.upper()
    wrong = sorted(set(text) - set("ACGT"))
    if wrong or not text:
        raise ValueError(f"{name} must consist of A, C, G and T, not {wrong or 'nothing'}")
    return text
