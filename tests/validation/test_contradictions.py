"""Damage that keeps every cell well formed but makes the numbers contradict each other."""

import pytest

# kind, file, line, column, new value: the problem must be reported at that very line and column,
# or at the column of the same line that REPORTED_AT names for the kind.
CELLS = [
    ("events above n", "outcomes.csv", 2, "events", "55"),
    ("events above n", "outcomes.csv", 9, "events", "31"),
    ("percent shifted", "outcomes.csv", 2, "value", "19.3"),
    ("percent shifted", "outcomes.csv", 8, "value", "41"),
    ("percent shifted", "outcomes.csv", 13, "value", "25"),
    ("two digits swapped", "outcomes.csv", 3, "value", "65.4"),
    ("two digits swapped", "outcomes.csv", 5, "value", "74"),
    ("count changed", "outcomes.csv", 3, "events", "13"),
    ("n changed", "outcomes.csv", 10, "n", "3"),
    ("n above the arm", "outcomes.csv", 8, "n", "31"),
    ("n above the arm", "outcomes.csv", 12, "n", "21"),
    ("n blank", "outcomes.csv", 4, "n", ""),
    ("events blank", "outcomes.csv", 4, "events", ""),
    ("value lost", "outcomes.csv", 6, "value", ""),
    ("estimate outside interval", "outcomes.csv", 6, "value", "-2"),
    ("estimate outside interval", "outcomes.csv", 12, "value", "95"),
    ("sign lost", "outcomes.csv", 6, "value", "1.1"),
    ("interval swapped", "outcomes.csv", 7, "ci_low", "1.9"),
    ("half an interval", "outcomes.csv", 7, "ci_high", ""),
    ("percent above 100", "outcomes.csv", 12, "ci_high", "920"),
    ("percent below 0", "outcomes.csv", 14, "ci_low", "-68.2"),
    ("unit wrong for the estimate", "outcomes.csv", 12, "unit", "points"),
    ("rate below 0", "outcomes.csv", 16, "value", "-0.21"),
    ("direction flipped", "outcomes.csv", 2, "higher_is_better", "yes"),
    ("direction flipped", "outcomes.csv", 6, "higher_is_better", "yes"),
    ("domain flipped", "outcomes.csv", 13, "domain", "efficacy"),
    ("effect outside interval", "effects.csv", 2, "estimate", "0.4"),
    ("effect outside interval", "effects.csv", 5, "estimate", "1.7"),
    ("digits of an effect swapped", "effects.csv", 2, "ci_low", "0.01"),
    ("interval of a ratio lopsided", "effects.csv", 8, "estimate", "3.4"),
    ("interval of a difference lopsided", "effects.csv", 5, "estimate", "-2.09"),
    ("ratio not above 0", "effects.csv", 4, "ci_low", "-0.02"),
    ("ratio not above 0", "effects.csv", 8, "estimate", "0"),
    ("half an interval", "effects.csv", 3, "ci_low", ""),
    ("difference beyond 100 points", "effects.csv", 3, "ci_low", "-620"),
    ("effect off its counts", "effects.csv", 3, "estimate", "-33"),
    ("effect off its counts", "effects.csv", 6, "estimate", "3.0"),
    ("difference as a proportion", "effects.csv", 3, "estimate", "-0.47"),
    ("sign of a difference lost", "effects.csv", 7, "estimate", "13.3"),
    ("arms swapped", "effects.csv", 4, "comparison", "drug vs hsct"),
    ("arms swapped", "effects.csv", 3, "comparison", "drug vs hsct"),
    ("hazard ratio turned round", "effects.csv", 2, "comparison", "drug vs hsct"),
    ("difference of means off", "effects.csv", 5, "comparison", "drug vs hsct"),
    ("p against the interval", "effects.csv", 6, "p_value", "0.0042"),
    ("p against the interval", "effects.csv", 8, "p_value", "0.31"),
    ("arm unknown", "effects.csv", 2, "comparison", "hsct vs drugs"),
    ("comparison not of arms", "effects.csv", 6, "comparison", "cells vs no cells"),
    ("waiver without need", "effects.csv", 2, "note", "counts_differ: adjusted"),
    ("waiver gone", "effects.csv", 8, "note", ""),
    ("arms above the study", "studies.csv", 2, "n_total", "11"),
    ("randomised lost", "studies.csv", 2, "randomised", "no"),
    ("design wrong", "studies.csv", 4, "design", "rct"),
    ("blinded by error", "studies.csv", 4, "blinded", "double"),
    ("overlap label misspelt", "studies.csv", 4, "overlap_group", "nort"),
    ("start in the future", "studies.csv", 2, "start_year", "2101"),
    ("within no arm", "arms.csv", 8, "within", "al"),
    ("within itself", "arms.csv", 8, "within", "young"),
    ("inner arm too large", "arms.csv", 8, "n", "95"),
    ("year in the future", "sources.csv", 2, "year", "2091"),
    ("identifier of another paper", "sources.csv", 3, "doi", "10.1000/ALDER.2019"),
    ("identifier against address", "sources.csv", 2, "pmid", "10000010"),
    ("identifier against address", "sources.csv", 3, "pmcid", "PMC1000020"),
    ("identifier against address", "sources.csv", 4, "doi", "10.1000/cedar.2081"),
    ("milestone in the future", "milestones.csv", 2, "date", "2027-03-15"),
    ("milestone in the future", "milestones.csv", 3, "date", "2032-02"),
    ("milestone in the future", "milestones.csv", 4, "date", "2091"),
    ("no such day", "milestones.csv", 2, "date", "2023-02-30"),
    ("no such month", "milestones.csv", 3, "date", "2024-13"),
    ("price year in the future", "costs.csv", 2, "price_year", "2099"),
    ("utility above 1", "health_states.csv", 2, "value", "8"),
    ("a cost taken for a utility", "health_states.csv", 3, "measure", "utility"),
    ("half a range", "diseases.csv", 2, "ci_low", ""),
    ("range swapped", "health_states.csv", 2, "low", "0.97"),
    ("outside its range", "diseases.csv", 2, "value", "440"),
    ("share above 100", "diseases.csv", 3, "value", "190"),
    ("span runs backwards", "diseases.csv", 2, "year", "2020-2013"),
    ("span in the future", "activity.csv", 3, "year", "2016-2099"),
    ("claim on no study", "claims.csv", 2, "studies", "oka yew"),
    ("claim on one study twice", "claims.csv", 2, "studies", "oak oak"),
    ("reason cut off", "claims.csv", 3, "reason", "The only blinded trial found"),
    ("checked in the future", "claims.csv", 2, "last_checked", "2027-11-30"),
    ("relapse after the last visit", "patients/ebmt.csv", 2, "relapse_days", "996"),
    ("both events, yet not both", "patients/ebmt.csv", 3, "recovery_and_adverse_event", "no"),
    ("body mass index off", "patients/crohn_adverse_events.csv", 2, "weight_kg", "76"),
    ("body mass index off", "patients/crohn_adverse_events.csv", 5, "height_cm", "183"),
    ("age changes between visits", "patients/arthritis.csv", 3, "age_years", "45"),
    ("arm changes between visits", "patients/arthritis.csv", 3, "arm", "placebo"),
    ("treatment lost", "patients/pbc.csv", 2, "arm", ""),
]


REPORTED_AT = {
    "count changed": "value",
    "n changed": "value",
    "interval swapped": "value",
    "digits of an effect swapped": "estimate",
    "arms swapped": "estimate",
    "hazard ratio turned round": "estimate",
    "difference of means off": "estimate",
    "waiver gone": "comparison",
    "design wrong": "randomised",
    "body mass index off": "bmi_kg_m2",
    "treatment lost": "ascites",
    "a cost taken for a utility": "value",
}


def test_sample_is_sound(sample, find):
    assert find(sample) == []


@pytest.mark.parametrize(("kind", "file", "line", "column", "value"), CELLS)
def test_contradiction_is_reported_at_its_line(edit, find, kind, file, line, column, value):
    files = edit(file, line, column, value)
    places = [(p.table, p.line, p.column) for p in find(files)]
    assert (file, line, REPORTED_AT.get(kind, column)) in places, f"{kind}: {places}"


def test_swapped_arm_counts_contradict_the_printed_effect(edit_rows, find):
    def swap(rows):
        for column in ("events", "n", "value", "ci_low", "ci_high"):
            c = rows[0].index(column)
            rows[1][c], rows[2][c] = rows[2][c], rows[1][c]
        return rows

    assert ("effects.csv", 3) in [(p.table, p.line) for p in find(edit_rows("outcomes.csv", swap))]


def test_rate_below_0_without_an_interval(sample, find):
    data = sample["outcomes.csv"].replace(b",0.21,0.1,0.4,", b",-0.21,,,")
    messages = [str(p) for p in find(sample | {"outcomes.csv": data})]
    assert messages == ["outcomes.csv:16 value: -0.21 is less than 0, but a rate cannot be"]


def test_effect_without_estimate_and_p_value(sample, find):
    data = sample["effects.csv"].replace(b",-1.7,-2.1,-1.3,<0.001,", b",,,,,")
    messages = [str(p) for p in find(sample | {"effects.csv": data})]
    wanted = "effects.csv:5 estimate: the row holds neither an estimate nor a p value"
    assert messages == [wanted]


def test_swapped_interval_without_a_value(sample, find):
    data = sample["outcomes.csv"].replace(b",-1.1,-1.4,-0.8,", b",,-0.8,-1.4,")
    messages = [str(p) for p in find(sample | {"outcomes.csv": data})]
    assert "outcomes.csv:6 ci_low: -0.8 is more than ci_high = -1.4" in messages


def test_core_trial_without_control_arm(edit_rows, find):
    files = edit_rows("arms.csv", lambda rows: [row for row in rows if row[1] != "placebo"])
    messages = [str(p) for p in find(files)]
    assert "studies.csv:3 tier: core and randomised, but it has no control arm" in messages


def test_core_trial_with_a_role_wrong(edit, find):
    messages = [str(p) for p in find(edit("arms.csv", 2, "role", "control"))]
    assert "studies.csv:2 tier: core and randomised, but it has no experimental arm" in messages


def test_core_study_known_from_the_news_alone(edit_rows, find):
    def tell(rows):
        place = rows[0].index("read_part")
        return [[*r[:place], "news", *r[place + 1 :]] if r[0] == "pine" else r for r in rows]

    messages = [str(p) for p in find(edit_rows("outcomes.csv", tell))]
    assert "studies.csv:3 tier: core, but its results were read in news alone" in messages


def test_changed_mean_contradicts_the_printed_difference(edit, find):
    lines = [(p.table, p.line) for p in find(edit("outcomes.csv", 7, "value", "0.3"))]
    assert ("effects.csv", 5) not in lines, "within the interval of the difference"
    files = edit("effects.csv", 5, "outcome", "relapse_rate")
    assert find(files) == [], "no arm results, so nothing to compare"
    damaged = edit("outcomes.csv", 6, "value", "-0.8")
    rows = damaged["outcomes.csv"].replace(b",0.6,0.3,", b",-0.6,-0.9,")
    lines = [(p.table, p.line) for p in find(damaged | {"outcomes.csv": rows})]
    assert ("effects.csv", 5) in lines


def test_core_study_on_a_retracted_paper(edit, find):
    messages = [str(p) for p in find(edit("sources.csv", 2, "status", "retracted"))]
    assert "studies.csv:2 tier: core, but its source alder2019 is retracted" in messages


def test_source_of_no_row(edit, find):
    messages = [str(p) for p in find(edit("sources.csv", 5, "source_id", "elm2022"))]
    assert "sources.csv:5 source_id: elm2022 is used by no row" in messages
    assert "outcomes.csv:14 source_id: no elm2021 in sources.csv; did you mean elm2022?" in messages


def test_verdict_on_no_study(edit, find):
    files = edit("claims.csv", 3, "studies", "")
    rows = files["claims.csv"].replace(b",unsupported,", b",contradicted,")
    messages = [str(p) for p in find(files | {"claims.csv": rows})]
    assert "claims.csv:3 studies: is blank, but the verdict is contradicted" in messages


def test_core_study_that_cannot_be_looked_up(edit, find):
    files = edit("sources.csv", 4, "doi", "")
    message = "studies.csv:4 tier: core, but neither it nor cedar2018 has an identifier"
    assert [str(p).partition(" (if")[0] for p in find(files)] == [message]
    studies = edit("studies.csv", 4, "note", "own_page: the journal's own")["studies.csv"]
    assert find(files | {"studies.csv": studies}) == []


def test_study_of_no_row(sample, find):
    source = sample["sources.csv"].splitlines(keepends=True)[4].replace(b"elm", b"ash")
    study = sample["studies.csv"].splitlines(keepends=True)[4].replace(b"elm", b"ash")
    files = {
        "sources.csv": sample["sources.csv"] + source.replace(b"10000004", b"10000009"),
        "studies.csv": sample["studies.csv"] + study.replace(b"yew,YEW", b"ash,ASH"),
    }
    (problem,) = find(sample | files)
    wanted = "studies.csv:6 study_id: neither ash nor its source has a row in any other table"
    assert str(problem) == wanted
    lead = files["studies.csv"].replace(b"ash2021,supporting", b"ash2021,lead")
    assert find(sample | files | {"studies.csv": lead}) == []


def test_claim_on_a_lead(edit, find):
    messages = [str(p) for p in find(edit("studies.csv", 3, "tier", "lead"))]
    assert "claims.csv:3 studies: pine is a lead: no claim may rest on it" in messages


def test_a_waiver_must_name_the_check_and_give_a_reason(edit, find):
    files = edit("outcomes.csv", 8, "n", "31")
    assert any("n_above_arm" in p.message for p in find(files))
    for note, waived in [("n_above_arm: counts eyes", True), ("n_above_arm:", False)]:
        rows = files["outcomes.csv"].decode().splitlines()
        rows[7] += note
        noted = files | {"outcomes.csv": ("\n".join(rows) + "\n").encode()}
        assert all("n_above_arm" not in p.message for p in find(noted)) == waived
