import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regenmed.dataset import DATA
from regenmed.models import crispr

# Guides used against human T-cell receptor genes, as read in public laboratory configurations.
TRAC = "TGTGCTAGACATGAGGTCTA"
TRAC_TWO = "GCTGGTACACGGCAGGGTCA"


@pytest.fixture(scope="module")
def exon():
    header, sequence = crispr.read_fasta(DATA / "trac_exon1.fasta")
    start = int(re.search(r"chr14:(\d+)-", header).group(1))
    return start, sequence


def test_exon(exon):
    start, sequence = exon
    assert start == 22_547_506 and len(sequence) == 273
    assert sequence.startswith("ATATCCAGAACCCTGACCCTGCCGTGTACCAGCTGAGAG")


def test_guides_of_trac_exon_1(exon):
    _, sequence = exon
    guides = crispr.find_guides(sequence)
    # Counted apart by regular expressions: 5 targets on the plus strand, 13 on the minus strand.
    plus = re.findall(r"(?=([ACGT]{20}[ACGT]GG))", sequence)
    minus = re.findall(r"(?=(CC[ACGT][ACGT]{20}))", sequence)
    assert guides["strand"].value_counts().to_dict() == {"-": len(minus), "+": len(plus)}
    assert len(guides) == 18
    assert {TRAC, TRAC_TWO} <= set(guides["guide"])
    assert guides["cut"].is_monotonic_increasing


def test_cut_site_is_the_one_published(exon):
    start, sequence = exon
    guide = crispr.find_guides(sequence).set_index("guide").loc[TRAC]
    assert (guide["strand"], guide["start"], guide["pam"]) == ("+", 142, "TGG")
    assert start + guide["cut"] == 22_547_664


def test_each_guide_is_where_it_says(exon):
    _, sequence = exon
    for row in crispr.find_guides(sequence).itertuples():
        site = sequence[row.start : row.start + 20]
        assert row.guide == (site if row.strand == "+" else crispr.reverse_complement(site))
        assert row.gc == (site.count("G") + site.count("C")) / 20
        pam = (
            sequence[row.start + 20 : row.start + 23]
            if row.strand == "+"
            else crispr.reverse_complement(sequence[row.start - 3 : row.start])
        )
        assert row.pam == pam and pam.endswith("GG")


@given(st.text("ACGT", min_size=1, max_size=80))
def test_both_strands_are_searched_alike(sequence):
    there = crispr.find_guides(sequence)
    back = crispr.find_guides(crispr.reverse_complement(sequence))
    assert sorted(there["guide"]) == sorted(back["guide"])
    # A cut falls between two letters: seen from the other end it is the same gap.
    assert sorted(there["cut"]) == sorted(len(sequence) - 2 - back["cut"])


@pytest.mark.parametrize(
    ("positions", "score"),
    [([], 100), ([1], 100), ([20], 41.7), ([6, 16], 0.8987), ([16, 6], 0.8987)],
)
def test_published_scores(positions, score):
    assert crispr.mismatch_score(positions) == pytest.approx(score, abs=5e-5)


def test_score_of_two_sequences():
    other = {"A": "C", "C": "A", "G": "T", "T": "G"}
    changed = [other[base] if place in (6, 16) else base for place, base in enumerate(TRAC, 1)]
    assert crispr.mismatches(TRAC, "".join(changed)) == [6, 16]
    assert crispr.hsu_score(TRAC, "".join(changed)) == pytest.approx(0.8987, abs=5e-5)
    assert crispr.hsu_score(TRAC, TRAC.lower()) == 100


def test_chance_matches_in_the_genome():
    found = [float(crispr.expected_matches(count)) for count in range(5)]
    np.testing.assert_allclose(found, [0.00035, 0.0215, 0.62, 11.5, 150], rtol=0.01)


def test_chance_matches_are_what_chance_gives():
    """A short guide in a random genome: the mean count agrees with the arithmetic."""
    random = np.random.default_rng(3)
    genome = "".join(random.choice(list("ACGT"), 400_000))
    both = genome + "N" + crispr.reverse_complement(genome)
    found = len(re.findall("(?=ACGTA[ACGT]GG)", both))
    expected = float(crispr.expected_matches(0, len(genome), length=5))
    assert abs(found - expected) < 4 * np.sqrt(expected)


def test_multiplex_edits():
    np.testing.assert_allclose(crispr.multiplex_yield([0.9, 0.8, 0.5], 3), [0.729, 0.512, 0.125])
    assert [crispr.translocation_pairs(loci) for loci in (1, 2, 3, 4)] == [0, 1, 3, 6]
    counts = crispr.edit_counts([0.9, 0.5], 3)
    assert counts.shape == (4, 2)
    np.testing.assert_allclose(counts.sum(axis=0), 1)
    np.testing.assert_allclose(counts[-1], crispr.multiplex_yield([0.9, 0.5], 3))


def test_fasta_needs_its_mark(tmp_path):
    (tmp_path / "a.fasta").write_text("ACGT\n")
    with pytest.raises(ValueError, match="must begin with '>'"):
        crispr.read_fasta(tmp_path / "a.fasta")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: crispr.find_guides("ACGU"),
            r"sequence must consist of A, C, G and T, not \['U'\]",
        ),
        (lambda: crispr.find_guides(""), "not nothing"),
        (lambda: crispr.hsu_score(TRAC, "ACG"), "target must have 20 letters, not 3"),
        (lambda: crispr.mismatch_score([0]), "position must be from 1 to 20, not 0"),
        (lambda: crispr.mismatch_score([3, 3]), "positions must differ"),
        (lambda: crispr.expected_matches(21), "mismatches must be from 0 to 20"),
        (lambda: crispr.multiplex_yield(1.2, 3), "efficiency must be from 0 to 1, not 1.2"),
        (lambda: crispr.translocation_pairs(2.5), "loci must be one whole number"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
