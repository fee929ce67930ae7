import pytest

from regenmed.explorers.guide_finder import guide_finder


@pytest.fixture(scope="module")
def explorer():
    return guide_finder()


def test_eighteen_guides_lie_wholly_in_the_exon(explorer):
    assert explorer.controls["guide"].steps == 18


def test_the_known_guide_and_its_cut(explorer):
    answers = explorer.compute(guide=13, mismatches=0)
    sentence = explorer.spec["sentences"][int(answers["case"])]
    assert "TGTGCTAGACATGAGGTCTA" in sentence and "22,547,664" in sentence
    assert answers["target"].tolist() == [143, 162]  # letters counted from 1
    assert answers["gc"] == pytest.approx(45)


@pytest.mark.parametrize(
    ("mismatches", "second_half"), [(0, False), (1, False), (2, True), (3, True)]
)
def test_rare_and_frequent_matches_have_their_own_words(explorer, mismatches, second_half):
    case = explorer.compute(guide=1, mismatches=mismatches)["case"]
    assert (case >= 18) == second_half
    assert ("in a genome on average" in explorer.spec["sentences"][int(case)]) == second_half
