"""Does the dataset hold the facts that the course hangs on, in one vocabulary, fairly judged?"""

import re

import pandas as pd
import pytest

from regenmed.dataset import load

OUTCOMES, EFFECTS, STUDIES = (
    load("outcomes"),
    load("effects"),
    load("studies").set_index("study_id"),
)
ARMS, CLAIMS, TERMS = load("arms"), load("claims"), load("terms")
DISEASE_TABLES = ["studies", "milestones", "costs", "activity", "health_states", "diseases"]
LESSONS = {
    "01-autoimmunity",
    "02-limits-of-control",
    "03-three-promises",
    "04-hsct",
    "05-msc",
    "06-tissue",
    "07-gene-editing",
    "08-engineered-cells",
    "09-safety-and-trials",
    "10-cost-access-ethics",
    "11-verdict",
}


def counts(study: str, arm: str, outcome: str, months: float | None, detail: str = "") -> tuple:
    """Return events and n of the one row that fits."""
    same = OUTCOMES["measure_detail"].fillna("") == detail
    time = OUTCOMES["time_months"]
    same &= time.isna() if months is None else (time == months)
    same &= (OUTCOMES["study_id"] == study) & (OUTCOMES["arm_id"] == arm)
    rows = OUTCOMES[same & (OUTCOMES["outcome"] == outcome)]
    assert len(rows) == 1, f"{study}/{arm}/{outcome} at {months}: {len(rows)} rows"
    return tuple(rows[["events", "n"]].iloc[0])


@pytest.mark.parametrize(
    ("study", "arm", "outcome", "months", "events", "n"),
    [
        ("mist", "hsct", "progression", 24, 3, 55),
        ("mist", "dmt", "progression", 24, 34, 55),
        ("astis", "hsct", "treatment_related_death", 12, 8, 79),
        ("astis", "cyc", "treatment_related_death", 12, 0, 77),
        ("astis", "hsct", "event_free_survival", 12, 66, 79),
        ("astis", "cyc", "event_free_survival", 12, 69, 77),
        ("astis", "hsct", "death_any", 69.6, 19, 79),
        ("astis", "cyc", "death_any", 69.6, 23, 77),
        ("scot", "hsct", "treatment_related_death", 12, 1, 36),
        ("astic", "hsct", "remission", 12, 2, 23),
        ("astic", "deferred", "remission", 12, 1, 22),
        ("admire_cd", "msc", "combined_remission", 6, 53, 107),
        ("admire_cd", "placebo", "combined_remission", 6, 36, 105),
        ("admire_cd2", "msc", "combined_remission", 6, 138, 283),
        ("admire_cd2", "placebo", "combined_remission", 6, 132, 285),
        ("deng_ln", "msc", "remission", None, 9, 12),
        ("deng_ln", "placebo", "remission", None, 5, 6),
        ("poet", "stop", "relapse", 12, 272, 531),
        ("poet", "continue", "relapse", 12, 52, 286),
        ("hcq_stop", "stop", "relapse", 5.5, 16, 22),
        ("hcq_stop", "continue", "relapse", 5.5, 9, 25),
        ("arctic_tnfi", "taper", "relapse", 12, 27, 43),
        ("arctic_tnfi", "stable", "relapse", 12, 2, 41),
        ("tn10", "teplizumab", "disease_onset", None, 19, 44),
        ("tn10", "placebo", "disease_onset", None, 23, 32),
        ("forward101", "full_dose", "insulin_independence", 12, 10, 12),
        ("erlangen15", "all", "immunosuppression_free", 15, 15, 15),
        ("zuma1", "car", "crs_grade3plus", None, 14, 108),
        ("sr_sle145", "all", "crs_grade3plus", None, 1, 145),
    ],
)
def test_a_fact_the_course_hangs_on(study, arm, outcome, months, events, n):
    assert counts(study, arm, outcome, months) == (events, n)


def test_lunar_depleted_b_cells_and_still_missed_its_endpoint():
    depleted = OUTCOMES[
        (OUTCOMES["study_id"] == "lunar") & (OUTCOMES["measure_detail"] == "depleted")
    ]
    assert depleted[["events", "n"]].values.tolist() == [[71, 72]]
    assert STUDIES.loc["lunar", "primary_met"] == "no"


def test_the_hazards_of_astis_cross():
    astis = EFFECTS[(EFFECTS["study_id"] == "astis") & (EFFECTS["outcome"] == "overall_survival")]
    hazard = dict(zip(astis["time_months"], astis["estimate"], strict=True))
    assert hazard[3] > 1 > hazard[12] > hazard[24]


def test_at_most_80_outcome_terms_each_defined_and_used():
    used = set(OUTCOMES["outcome"]) | set(EFFECTS["outcome"])
    defined = set(TERMS.loc[TERMS["kind"] == "outcome", "term"])
    assert used == defined
    assert len(defined) <= 80


@pytest.mark.parametrize(
    ("kind", "tables", "column"),
    [
        (
            "disease",
            DISEASE_TABLES,
            "",
        ),
        ("modality", ["studies", "milestones", "costs", "activity"], ""),
        ("event", ["milestones"], ""),
        ("cost", ["costs"], "kind"),
    ],
)
def test_every_other_term_is_defined_and_used(kind, tables, column):
    used = set().union(*(load(name)[column or kind] for name in tables))
    assert used == set(TERMS.loc[TERMS["kind"] == kind, "term"])


def test_every_term_says_what_it_means():
    assert TERMS["definition"].str.len().min() >= 15
    assert TERMS.loc[TERMS["kind"] == "outcome", "domain"].notna().all()


def test_no_two_results_of_an_arm_share_outcome_detail_and_time():
    key = ["study_id", "arm_id", "outcome", "measure_detail", "time_months"]
    twins = OUTCOMES[OUTCOMES.duplicated(key, keep=False)]
    assert twins.empty, twins[key].to_string()


def test_32_claims_each_with_a_lesson_a_test_and_one_sentence():
    assert CLAIMS["claim_id"].tolist() == [f"c{number:02}" for number in range(1, 33)]
    assert set(CLAIMS["lesson"]) <= LESSONS
    assert (
        CLAIMS[["paraphrase", "test", "verdict", "certainty", "last_checked"]]
        .notna()
        .all(axis=None)
    )
    for reason in CLAIMS["reason"]:
        assert reason.count(".") == 1 and reason.endswith("."), reason


def test_reasons_carry_no_number_of_their_own():
    for reason in CLAIMS["reason"]:
        assert not re.search(r"\b\d", reason.replace("type 1 diabetes", "")), reason


@pytest.mark.parametrize("claim", list(CLAIMS.itertuples()), ids=lambda claim: claim.claim_id)
def test_a_claim_rests_on_studies_that_may_be_taught(claim):
    studies = claim.studies.split()
    assert studies
    for study in studies:
        tier, randomised = STUDIES.loc[study, ["tier", "randomised"]]
        assert tier != "lead", study
        assert tier == "core" or randomised == "no", f"{study} is randomised and {tier}"


def test_randomised_core_studies_have_both_arms():
    core = STUDIES[(STUDIES["tier"] == "core") & (STUDIES["design"] == "rct")].index
    roles = ARMS.groupby("study_id")["role"].agg(set)
    alone = [study for study in core if roles.get(study) != {"experimental", "control"}]
    assert not alone


def test_a_failed_larger_trial_is_not_judged_a_success():
    verdict = CLAIMS.set_index("claim_id")["verdict"]
    failed = STUDIES.loc["admire_cd2", "primary_met"] == "no"
    assert failed and verdict["c19"] in ("weak", "unsupported", "contradicted")


def test_high_certainty_is_not_given_to_uncontrolled_evidence():
    high = CLAIMS[(CLAIMS["certainty"] == "high") & (CLAIMS["verdict"] == "supported")]
    for claim in high.itertuples():
        designs = set(STUDIES.loc[claim.studies.split(), "design"])
        assert designs & {"rct", "meta_analysis", "cohort"}, claim.claim_id


def test_milestones_tell_each_event_once():
    table = load("milestones")
    key = ["product", "disease", "region", "event"]
    table = table[table["event"].isin(["approved", "withdrawn", "first_in_human"])]
    twins = table[table.duplicated([*key, "date"], keep=False)]
    assert twins.empty, twins[key].to_string()


def test_no_address_of_a_mirror_stands_where_an_identifier_is_lacking_for_a_core_study():
    sources = load("sources").set_index("source_id")
    core = STUDIES[STUDIES["tier"] == "core"]
    for study in core.itertuples():
        source = sources.loc[study.source_id]
        identified = pd.notna(
            [study.registry_id, source["doi"], source["pmid"], source["pmcid"]]
        ).any()
        publisher = re.match(
            r"https?://(www\.)?(jamanetwork\.com|ard\.bmj\.com|ashpublications\.org|rupress\.org"
            r"|diabetesjournals\.org|care\.diabetesjournals\.org)/",
            source["read_at_url"],
        )
        assert identified or publisher, study.Index
