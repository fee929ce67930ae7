import pytest

from regenmed.evidence import interval
from regenmed.explorers.small_sample_interval import PATIENTS, small_sample_interval, sureness


def test_fifteen_of_fifteen():
    answers = sureness(15, 0)
    low, high = interval(15, 15, method="exact")
    assert (answers["low"], answers["high"]) == (100 * low, 100 * high)
    assert answers["low"] == pytest.approx(78.2, abs=0.05)
    assert answers["case"] == 0 and answers["well"] == 15


def test_curves_meet_the_chosen_point():
    answers = sureness(30, 2)
    at = list(PATIENTS).index(30)
    assert answers["low_curve"][at] == pytest.approx(answers["low"])
    assert answers["high_curve"][at] == pytest.approx(answers["high"])
    assert answers["case"] == 1


def test_more_people_give_a_narrower_band():
    lows = [sureness(n, 0)["low"] for n in (6, 15, 30, 60)]
    assert lows == sorted(lows)


def test_the_series_come_from_the_dataset():
    assert "15 people, 100%" in small_sample_interval().spec["caption"]
    assert "30 people, 70%" in small_sample_interval().spec["caption"]
