"""Keys of the families, recomputed: by hand, from the stem's own counts, and by `facts.number`."""

import re
from math import ceil, floor

import pytest

from regenmed.exam import pool
from regenmed.exam.comparisons import arm_results, comparisons, studies
from regenmed.facts import number

FIRST_ARM = re.compile(r"recorded in (\d+) of (\d+) people in the first arm and in (\d+) of (\d+)")


def item(name):
    return next(item for item in pool() if item.id == name)


def key(item):
    return next(option.text for option in item.options if option.correct)


def family(name):
    return [item for item in pool() if item.objective == name]


def value(text):
    return float(re.search(r"[−\d,.]+", text)[0].replace("−", "-").replace(",", ""))


def counts(item):
    return [int(part) for part in FIRST_ARM.search(item.stem).groups()]


def test_mist_by_hand():
    # 3 of 55 against 34 of 55
    assert key(item("risk-difference-mist-progression-24-hsct")).startswith("−56.4")
    assert key(item("risk-ratio-mist-progression-24-hsct")) == "0.09"
    assert key(item("odds-ratio-mist-progression-24-hsct")) == "0.04"
    assert key(item("number-needed-mist-progression-24-hsct")).startswith("2")
    assert item("percent-of-arm-mist-progression-24-hsct").answer == 5.5
    assert item("per-thousand-mist-progression-24-hsct").answer == 564
    assert key(item("more-frequent-mist-progression-24-hsct")).endswith("class”")
    assert "percentage points lower" in key(item("right-sentence-mist-progression-24-hsct"))


def test_rule_of_three_by_hand():
    found = item("rule-of-three-mexico-617-treatment-related-death-12-hsct")
    assert (found.answer, found.lesson) == (0.5, "09-safety-and-trials")


@pytest.mark.parametrize(
    "name, compute",
    [
        ("risk-difference", lambda a, n, c, m: 100 * (a / n - c / m)),
        ("risk-ratio", lambda a, n, c, m: (a / n) / (c / m)),
        ("odds-ratio", lambda a, n, c, m: (a / (n - a)) / (c / (m - c))),
        ("number-needed", lambda a, n, c, m: ceil(round(1 / abs(a / n - c / m), 6))),
    ],
)
def test_single_keys_follow_from_the_stem(name, compute):
    items = family(name)
    assert len(items) > 50
    for one in items:
        right = compute(*counts(one))
        assert value(key(one)) == pytest.approx(right, abs=0.0501 if "diff" in name else 0.00501)
        for option in one.options:
            if not option.correct:
                assert abs(value(option.text) - right) > 0.04 * abs(right), one.id


def test_per_thousand_follows_from_the_stem():
    for one in family("per-thousand"):
        a, n, c, m = counts(one)
        assert one.answer == floor(1000 * abs(a / n - c / m) + 0.5)


def test_more_frequent_follows_from_the_stem():
    for one in family("more-frequent"):
        a, n, c, m = counts(one)
        first = re.search("arms “(.*?)” and", one.stem)[1]
        if a * m == c * n:
            assert key(one) == "In both arms alike"
        else:
            assert (f"“{first}”" in key(one)) == (a * m > c * n), one.id


def test_no_difference_follows_from_its_interval():
    for one in family("no-difference"):
        low, high = (
            float(part.replace("−", "-"))
            for part in re.search(r"is ([−\d.]+) to ([−\d.]+) percentage", one.stem).groups()
        )
        word = "includes no difference: fewer" if low < 0 < high else "excludes"
        assert word in key(one), one.id
        if word == "excludes":
            assert ("more frequent" in key(one)) == (low > 0)


def test_no_effect_of_ratios_follows_from_the_interval():
    for name, end in (("no-effect-ratio", "interval"), ("hazard-ratio", r"\(95 % interval")):
        for one in family(name):
            low, high = map(float, re.search(end + r" ([\d.]+) to ([\d.]+\d)", one.stem).groups())
            assert ("includes no effect" in key(one)) == (low < 1 < high), one.id


def test_agrees_with_named_facts():
    call = "combined_remission 6"
    one = item("risk-difference-admire-cd2-combined-remission-6-msc")
    assert value(key(one)) == pytest.approx(number(f"rd admire_cd2 {call}"), abs=0.05)
    one = item("interval-of-arm-molendijk-combined-remission-3-placebo")
    low = number("low molendijk placebo combined_remission 3 exact")
    assert value(key(one)) == pytest.approx(low, abs=0.05)


def test_denominators_of_all_assigned():
    one = item("all-assigned-he-ra-remission-12-msc-ifng")  # 4 of 30 analysed, 31 assigned
    assert one.answer == 12.9
    assert one.near_misses[0].value == pytest.approx(100 * 4 / 30)


def test_order_of_effects_is_largest_first():
    for one in family("order-of-effects"):
        listed = one.explanation.split("points: ")[1].rstrip(".").split("; ")
        sizes = {name: float(size) for name, size in (part.rsplit(" ", 1) for part in listed)}
        ranked = [sizes[name] for name in key(one).split(" > ")]
        assert ranked == sorted(ranked, reverse=True), one.id


def test_designs_decide_what_can_be_concluded_and_pooled():
    known = studies()
    for one in family("conclusion"):
        (study,) = one.source
        assert ("as lot decided" in key(one)) == known[study].randomised
        assert ("concealed" in key(one)) == (known[study].blinded == "double")
    for one in family("pooled-or-not"):
        first, second = (known[name] for name in one.source)
        assert ("counted twice" in key(one)) == (first.overlap == second.overlap != "")
        if key(one).startswith("Yes"):
            assert first.randomised and second.randomised
    assert key(item("pooled-or-not-admire-cd-admire-cd2")).startswith("Yes")
    assert "counted twice" in key(item("pooled-or-not-wang-sle40-wang-sle81"))


def test_only_core_studies_and_separate_arms_are_asked_about():
    assert not {"llufriu", "ascs_vitiligo"} & {pair.treated.study.id for pair in comparisons()}
    assert all(pair.treated.study.randomised for pair in comparisons())
    assert {result.study.id for result in arm_results()} <= set(studies())
