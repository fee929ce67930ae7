"""Results read well in a notebook, where their repr is what a student sees."""

import math

from regenmed.evidence import compare, nnt, pool
from regenmed.facts import two_arms


def test_two_arms_say_who_and_how_many():
    shown = repr(two_arms("mist", "progression", 24))
    assert shown == "mist, progression at 24 months: 3 of 55 treated, 34 of 55 controls"


def test_an_effect_shows_its_interval():
    assert repr(compare(3, 55, 34, 55, "rr")) == "0.0882 (interval 0.0288 to 0.27)"


def test_a_number_needed_says_benefit_or_harm():
    assert repr(nnt(3, 55, 34, 55)).startswith("NNTB 1.8 (1.5 to 2.5")


def test_a_pooled_result_shows_interval_and_heterogeneity():
    shown = repr(pool([0.0, 0.0], [1.0, 1.0]))
    assert shown.startswith("0 (interval -1.39 to 1.39; a new study")
    assert shown.endswith("i2 0 %")
    assert not math.isnan(pool([0.0, 0.0], [1.0, 1.0]).predict_low)
