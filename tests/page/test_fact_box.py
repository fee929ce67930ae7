"""Fact boxes: both arms per 100 with interval, counts, time and source."""

import pytest

from regenmed.page import PeopleOutcome, fact_box


def outcome(what="got worse", control="another drug", source="A trial: randomised.", **changed):
    counts = {"treated_events": 3, "treated_n": 55, "control_events": 34, "control_n": 55}
    setting = {"months": 24, "good": False, "treatment": "a transplant"} | counts | changed
    return PeopleOutcome(outcome=what, control=control, source=source, **setting)


def test_each_arm_has_its_number_interval_and_counts():
    html = fact_box([outcome()], title="Transplant")._repr_html_()
    assert "<b>5</b> <small>2 to 15</small><small>3 of 55</small>" in html
    assert "<b>62</b> <small>49 to 73</small><small>34 of 55</small>" in html
    assert "got worse within 2 years" in html
    assert "unwanted" in html
    assert html.count("A trial: randomised.") == 1
    assert html.endswith(
        "A trial: randomised. Small print: 95 % Wilson interval, and the counts.</p></div>"
    )


def test_two_sources_stand_with_their_rows():
    html = fact_box([outcome(), outcome("died", source="B trial: open.")], title="T").html
    assert "unwanted; A trial: randomised." in html
    assert "unwanted; B trial: open." in html


def test_a_box_compares_one_pair_of_treatments():
    with pytest.raises(ValueError, match="more than one comparison"):
        fact_box([outcome(), outcome(control="nothing")], title="T")
    with pytest.raises(ValueError, match="no outcomes"):
        fact_box([], title="T")


def test_hostile_text_is_text():
    hostile = "<script>alert(1)</script>"
    html = fact_box([outcome(hostile, hostile, hostile)], title=hostile, caption=hostile).html
    assert "<script" not in html
