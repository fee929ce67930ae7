import pytest

from regenmed.explorers.multiplex_yield import edits, multiplex_yield


@pytest.mark.parametrize(
    ("efficiency", "loci", "share", "pairs"),
    [(90, 3, 72.9, 3), (80, 3, 51.2, 3), (50, 3, 12.5, 3), (50, 4, 6.25, 6), (25, 1, 25, 0)],
)
def test_yield_and_pairs(efficiency, loci, share, pairs):
    answers = edits(efficiency, loci)
    assert answers["all_edited"] == pytest.approx(share)
    assert answers["pairs"] == pairs
    assert answers["shares"].sum() == pytest.approx(100)
    assert answers["case"] == (loci > 1)


def test_the_trial_s_share_comes_from_the_dataset():
    labels = [preset["label"] for preset in multiplex_yield().spec["presets"]]
    assert "PDCD1 in the Penn trial: 25%" in labels
