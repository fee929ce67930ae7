import pandas as pd
import pytest

from regenmed.dataset import load
from regenmed.facts import TwoArms, effect, lookup, outcome, two_arms


@pytest.fixture
def tables(monkeypatch):
    """Small made-up tables in place of the dataset; returns the dict to change them."""
    made = {
        "arms": pd.DataFrame(
            [
                ("trial", "drug", "experimental", 20),
                ("trial", "high", "experimental", 20),
                ("trial", "sham", "control", 20),
                ("late", "drug", "experimental", 10),
                ("late", "sham", "control", 10),
            ],
            columns=["study_id", "arm_id", "role", "n"],
        ),
        "outcomes": pd.DataFrame(
            [
                ("trial", "drug", "response", 12.0, 9, 20, "ACR20", "yes"),
                ("trial", "drug", "response", 12.0, 5, 20, "ACR50", "yes"),
                ("trial", "sham", "response", 12.0, 4, 20, "ACR20", "yes"),
                ("trial", "sham", "response", 12.0, 2, 20, "ACR50", "yes"),
                ("trial", "drug", "death", None, 1, 20, None, "no"),
                ("trial", "high", "death", None, 2, 20, None, "no"),
                ("trial", "sham", "death", None, 0, 20, None, "no"),
                ("late", "drug", "relapse", 12.0, 1, 10, None, "no"),
                ("late", "sham", "relapse", 24.0, 3, 10, None, "no"),
                ("late", "drug", "pain", 12.0, None, 10, None, "no"),
            ],
            columns=[
                "study_id",
                "arm_id",
                "outcome",
                "time_months",
                "events",
                "n",
                "measure_detail",
                "higher_is_better",
            ],
        ).convert_dtypes(),
        "effects": pd.DataFrame(
            [
                ("trial", "progression", "hr", 24.0, None, "drug vs sham", 0.6),
                ("trial", "progression", "hr", 24.0, "confirmed", "drug vs sham", 0.7),
                ("trial", "progression", "hr", 24.0, "confirmed", "high vs sham", 0.8),
                ("trial", "infection", "rr", None, "fever", "drug vs sham", 2.5),
                ("trial", "infection", "rr", None, "sepsis", "drug vs sham", 1.2),
            ],
            columns=[
                "study_id",
                "outcome",
                "measure",
                "time_months",
                "measure_detail",
                "comparison",
                "estimate",
            ],
        ).convert_dtypes(),
    }
    monkeypatch.setattr(lookup, "load", lambda name: made[name])
    lookup._index.cache_clear()
    yield made
    lookup._index.cache_clear()


def test_one_outcome_is_found():
    row = outcome("mist", "hsct", "progression", 24)
    assert (row["events"], row["n"], row["time_months"]) == (3, 55, 24)


def test_one_effect_is_found():
    row = effect("astis", "overall_survival", "hr", 3)
    assert (row["ci_low"], row["estimate"], row["ci_high"]) == (0.75, 2.4, 7.67)


def test_both_arms_are_found_by_their_roles():
    arms = two_arms("mist", "progression", 24)
    assert arms == TwoArms("mist", "progression", 24.0, 3, 55, 34, 55, wanted=False)
    assert arms.counts == (3, 55, 34, 55)


def test_every_row_of_outcomes_can_be_addressed():
    for row in load("outcomes").to_dict("records"):
        detail = row.get("measure_detail")
        found = outcome(
            row["study_id"],
            row["arm_id"],
            row["outcome"],
            None if pd.isna(row["time_months"]) else row["time_months"],
            None if pd.isna(detail) else detail,
        )
        assert found["source_id"] == row["source_id"]


def test_every_row_of_effects_can_be_addressed():
    columns = ("time_months", "comparison", "measure_detail")
    for row in load("effects").to_dict("records"):
        given = (None if pd.isna(row[column]) else row[column] for column in columns)
        found = effect(row["study_id"], row["outcome"], row["measure"], *given)
        pd.testing.assert_series_equal(found, pd.Series(row))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("mst", "hsct", "progression"), "no study_id 'mst' in outcomes; did you mean mist"),
        (("zzzzz", "hsct", "progression"), "no study_id 'zzzzz' in outcomes$"),
        (("mist", "car_t", "progression"), "no arm_id 'car_t' of mist in outcomes; there are: dmt"),
        (("mist", "hsct", "progress"), "no outcome 'progress' of mist/hsct .*, progression, "),
        (
            ("mist", "hsct", "progression", 12),
            "no row mist/hsct/progression at 12 months; there are: 24, 36",
        ),
        (("mist", "hsct", "progression"), "2 rows mist/hsct/progression; choose one: 24, 36"),
        (("mist", "hsct", "progression", "two"), "months = 'two' is not a number"),
    ],
)
def test_a_row_that_is_not_there_lists_what_is(words, message):
    with pytest.raises(ValueError, match=message):
        outcome(*words)


def test_several_effects_list_their_comparisons():
    with pytest.raises(ValueError, match=r"5 rows astis/overall_survival/hr.* 3 \(hsct vs cyc\)"):
        effect("astis", "overall_survival", "hr")
    with pytest.raises(ValueError, match="no measure 'rr' of astis/overall_survival"):
        effect("astis", "overall_survival", "rr")


def test_a_detail_picks_one_of_several_rows(tables):
    assert outcome("trial", "drug", "response", 12, detail="ACR50")["events"] == 5
    assert two_arms("trial", "response", detail="ACR20").counts == (9, 20, 4, 20)
    with pytest.raises(ValueError, match=r"choose one: 12 \(ACR20\), 12 \(ACR50\)"):
        outcome("trial", "drug", "response", 12)
    with pytest.raises(ValueError, match="with measure_detail 'ACR70'; there are: 12"):
        outcome("trial", "drug", "response", 12, detail="ACR70")


def test_a_detail_picks_one_of_several_effects(tables):
    assert effect("trial", "infection", "rr", detail="sepsis")["estimate"] == 1.2
    high = effect("trial", "progression", "hr", comparison="high vs sham", detail="confirmed")
    assert high["estimate"] == 0.8
    with pytest.raises(ValueError, match=r"choose one: no time \(fever; drug vs sham\), no time"):
        effect("trial", "infection", "rr")
    with pytest.raises(ValueError, match="with measure_detail 'gout'; there are: no time"):
        effect("trial", "infection", "rr", detail="gout")
    with pytest.raises(ValueError, match="2 rows .* at 24 months with measure_detail 'confirmed'"):
        effect("trial", "progression", "hr", 24, detail="confirmed")


def test_the_effect_without_a_detail_is_taken_first(tables):
    assert effect("trial", "progression", "hr", 24)["estimate"] == 0.6
    assert effect("trial", "progression", "hr")["estimate"] == 0.6


def test_two_arms_take_the_rows_without_a_detail_first(tables):
    rows = tables["outcomes"].to_dict("records")
    rows += [
        {**row, "measure_detail": None, "events": row["events"] + 3} for row in (rows[0], rows[2])
    ]
    tables["outcomes"] = pd.DataFrame(rows)
    assert two_arms("trial", "response", 12).counts == (12, 20, 7, 20)
    assert two_arms("trial", "response").counts == (12, 20, 7, 20)
    assert two_arms("trial", "response", detail="ACR50").counts == (5, 20, 2, 20)


def test_arms_whose_details_differ_are_not_compared(tables):
    rows = tables["outcomes"].to_dict("records")
    rows.append({**rows[0], "measure_detail": None})
    del rows[3]
    tables["outcomes"] = pd.DataFrame(rows)
    with pytest.raises(ValueError, match=r"drug reports 12, sham 12 \(ACR20\); name a detail both"):
        two_arms("trial", "response", 12)
    assert two_arms("trial", "response", 12, detail="ACR20").counts == (9, 20, 4, 20)


def test_the_row_without_a_detail_or_a_time_is_taken_first(tables):
    rows = tables["outcomes"].to_dict("records")
    rows.append({**rows[0], "measure_detail": None, "events": 7})
    rows.append({**rows[4], "time_months": 6.0, "events": 3})
    tables["outcomes"] = pd.DataFrame(rows)
    assert outcome("trial", "drug", "response", 12)["events"] == 7
    assert outcome("trial", "drug", "response")["events"] == 7
    assert outcome("trial", "drug", "death")["events"] == 1
    assert outcome("trial", "drug", "death", 6)["events"] == 3


def test_a_trial_of_several_arms_asks_which(tables):
    with pytest.raises(ValueError, match=r"2 experimental arms with counts \(drug, high\)"):
        two_arms("trial", "death")
    arms = two_arms("trial", "death", treated="high")
    assert arms.counts == (2, 20, 0, 20) and arms.months is None


def test_arms_reported_at_different_times_are_not_compared(tables):
    with pytest.raises(ValueError, match=r"drug is reported at 12.0 months, sham at 24.0"):
        two_arms("late", "relapse")


def test_missing_counts_are_said_to_be_missing(tables):
    with pytest.raises(ValueError, match=r"late/pain: 0 experimental arms with counts \(none\)"):
        two_arms("late", "pain")
    with pytest.raises(ValueError, match="late/drug/pain: events is not reported"):
        lookup.present(lookup.outcome_row("late", "drug", "pain"), "events")
