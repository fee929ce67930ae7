"""Check `trac_exon1.fasta`: one record of DNA as long as its title says."""

import re
from collections.abc import Iterator, Mapping

from regenmed.validation.problem import Problem
from regenmed.validation.text import decode

FILE = "trac_exon1.fasta"


def check_sequence(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Report a missing or damaged sequence file."""
    if FILE not in files:
        yield Problem(FILE, None, None, "is missing")
        return
    text, problems = decode(FILE, files[FILE])
    yield from problems
    lines = (text or "").splitlines()
    if not lines or not lines[0].startswith(">"):
        yield Problem(FILE, 1, None, "does not start with a title line (>)")
        return
    for number, line in enumerate(lines[1:], start=2):
        if letter := re.search("[^ACGT]", line):
            yield Problem(FILE, number, None, f"{letter[0]!r} is no base (A, C, G, T)")
    length, said = sum(map(len, lines[1:])), re.search(r"(\d+) nt\b", lines[0])
    if said is None or int(said[1]) != length:
        yield Problem(FILE, 1, None, f"holds {length} bases, which its title does not say")
