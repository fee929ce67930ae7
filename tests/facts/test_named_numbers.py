import math

import pytest

from regenmed.evidence import compare, interval, nnt
from regenmed.facts import COMPUTATIONS, TwoArms, named_numbers, number

MIST = (3, 55, 34, 55)
MIST_RD = compare(*MIST, "rd")


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("events mist hsct progression 24", 3),
        ("n mist hsct progression 24", 55),
        ("percent mist hsct progression 24", 300 / 55),
        ("low mist hsct progression 24", 100 * interval(3, 55)[0]),
        ("high mist hsct progression 24 wilson", 100 * interval(3, 55)[1]),
        ("low mist hsct progression 24 exact", 100 * interval(3, 55, method="exact")[0]),
        ("high mist hsct progression 24 exact", 100 * interval(3, 55, method="exact")[1]),
        ("value mist hsct edss_mean 12", 2.36),
        ("value_low boffa_italy hsct_rr no_progression 60", 76.9),
        ("value_high boffa_italy hsct_rr no_progression 60", 94.1),
        ("percent boffa_italy hsct_rr no_progression 60", 85.5),
        ("effect astis overall_survival hr 3", 2.4),
        ("effect_low astis overall_survival hr 3", 0.75),
        ("effect_high astis overall_survival hr 3", 7.67),
        ('effect astis overall_survival hr 3 comparison="hsct vs cyc"', 2.4),
        ('effect opera progression hr 22 detail="24-week confirmed"', 0.6),
        ('effect_low opera progression hr 22 detail="24-week confirmed"', 0.43),
        ("effect_low opera progression hr 22", 0.45),
        ('effect oratorio progression hr detail="24-week confirmed"', 0.75),
        ("effect oratorio progression hr", 0.76),
        ("effect gvhd280 response rd detail='durable complete response, liver involved'", 24),
        ("effect_high ma_safety_thompson infusion_reaction rr detail=fever", 4.86),
        ("events astis hsct event_death_or_organ_failure 69.6", 22),
        ("rd astis event_death_or_organ_failure 69.6", 2200 / 79 - 3100 / 77),
        ("events brazil_t1d_2009 hsct insulin_independence 30", 20),
        ("events brazil_t1d_2009 hsct insulin_independence 30 detail=continuous", 12),
        ("rd mist progression 24", 300 / 55 - 3400 / 55),
        ("rd_low mist progression 24", 100 * MIST_RD.low),
        ("rd_high mist progression 24", 100 * MIST_RD.high),
        ("rr mist progression 24", 3 / 34),
        ("rr_low mist progression 24", compare(*MIST, "rr").low),
        ("rr_high mist progression 24", compare(*MIST, "rr").high),
        ("or mist progression 24", (3 / 52) / (34 / 21)),
        ("or_low mist progression 24", compare(*MIST, "or").low),
        ("or_high mist progression 24", compare(*MIST, "or").high),
        ("nnt mist progression 24", 55 / 31),
        ("nnt_low mist progression 24", nnt(*MIST).low),
        ("nnt_high mist progression 24", nnt(*MIST).high),
        ("arm_n mist hsct", 55),
        ("n_total mist", 110),
        ("followup mist", 24),
    ],
)
def test_each_call_gives_its_number(call, expected):
    assert number(call) == pytest.approx(expected, rel=1e-12)


def test_every_computation_is_named_in_the_documentation():
    import regenmed.facts

    for name in COMPUTATIONS:
        assert f"`{name} " in regenmed.facts.__doc__, name


def test_zero_cells_leave_the_difference_of_percents_as_it_is():
    percents = [number(f"percent astis {arm} treatment_related_death") for arm in ("hsct", "cyc")]
    assert number("rd astis treatment_related_death") == pytest.approx(percents[0] - percents[1])
    assert number("rr astis treatment_related_death") < math.inf


def test_number_needed_starts_from_the_side_of_benefit_when_risks_are_equal(monkeypatch):
    good, bad = (nnt(2, 10, 8, 40, wanted=wanted).low for wanted in (True, False))
    assert abs(good - bad) > 0.1
    for wanted, expected in ((True, good), (False, bad)):
        arms = TwoArms("trial", "response", 12.0, 2, 10, 8, 40, wanted)
        monkeypatch.setattr(named_numbers, "two_arms", lambda *_, arms=arms: arms)
        assert number("nnt_low trial response") == pytest.approx(expected)


def test_number_needed_of_a_wanted_event():
    remission = "accent1 remission treated=ifx5 control=placebo"
    counts = [
        number(f"{word} accent1 {arm} remission")
        for arm in ("ifx5", "placebo")
        for word in ("events", "n")
    ]
    expected = nnt(*counts, wanted=True)
    assert expected.direction == "benefit"
    assert number(f"nnt {remission}") == pytest.approx(expected.estimate)
    assert number(f"nnt_high {remission}") == pytest.approx(expected.high)


def test_another_module_may_add_a_computation(monkeypatch):
    monkeypatch.setitem(COMPUTATIONS, "twice", lambda word: 2 * float(word))
    assert number("twice 21") == 42.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("", "not a call: ''"),
        ('events "mist', "not a call"),
        ("hazard mist", "no computation 'hazard'; there are: events, n, percent"),
        ("events mist", "'events mist': missing a required argument: 'arm'"),
        ("rr mist progression 24 25", "too many positional arguments"),
        ("rr mist progression 24 arm=hsct", "unexpected keyword argument 'arm'"),
        ("low mist hsct progression 24 wald", "method = 'wald' is not one of wilson, exact"),
        ("low mist hsct edss_mean 0", "mist/hsct/edss_mean: events is not reported"),
        ("value_low mist hsct edss_mean 0", "mist/hsct/edss_mean: ci_low is not reported"),
        ("rd mist progression 12", "no row mist/hsct/progression at 12 months; there are: 24, 36"),
        ("n_total mst", "no study_id 'mst' in studies; did you mean mist"),
    ],
)
def test_a_call_that_cannot_be_answered_says_why(call, message):
    with pytest.raises(ValueError, match=message):
        number(call)
