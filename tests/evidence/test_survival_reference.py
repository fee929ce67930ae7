"""Agreement of survival methods with R survival and cmprsk (reference/make_reference.R)."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from regenmed.dataset import load
from regenmed.evidence import cox, cumulative_incidence, kaplan_meier, log_rank

REFERENCE = Path(__file__).parent / "reference"


def reference(name):
    return pd.read_csv(REFERENCE / f"{name}.csv").to_dict("records")


def numbers(cell):
    return np.array([float(word) for word in str(cell).split()])


def randomised_pbc():
    patients = load("patients/pbc")
    return patients[patients["arm"].isin(["d_penicillamine", "placebo"])]


def follow_up_of(row):
    """Time, event, group and covariate of a stored table, or of the PBC trial."""
    if row["table"] != "pbc":
        return tuple(numbers(row[name]) for name in ("time", "event", "group", "x"))
    trial = randomised_pbc()
    treated = (trial["arm"] == "d_penicillamine").astype(int)
    return trial["time_days"], trial["status"] == "death", treated, trial["age_years"]


MODELS = [row for row in reference("survival_models") if row["table"] != "ebmt_age_class"]


@pytest.mark.parametrize("row", MODELS, ids=lambda row: row["table"])
def test_log_rank_and_cox_agree_with_r(row):
    time, event, group, x = follow_up_of(row)
    test = log_rank(time, event, group)
    assert (test.chi2, test.p) == pytest.approx((row["chi2"], row["p"]), rel=1e-9)
    alone = cox(time, event, {"group": group})["group"]
    assert [alone.estimate, alone.low, alone.high, alone.se] == pytest.approx(
        [row["ratio"], row["low"], row["high"], row["se"]], rel=1e-6
    )
    both = cox(time, event, {"group": group, "x": x})
    assert both["group"].estimate == pytest.approx(row["adjusted"], rel=1e-6)
    assert both["group"].se == pytest.approx(row["adjusted_se"], rel=1e-6)
    assert both["x"].estimate == pytest.approx(row["x_ratio"], rel=1e-6)
    assert both["x"].se == pytest.approx(row["x_se"], rel=1e-6)


@pytest.mark.parametrize("row", MODELS, ids=lambda row: row["table"])
def test_kaplan_meier_agrees_with_r(row):
    time, event, *_ = follow_up_of(row)
    curve = kaplan_meier(time, event)
    points = [point for point in reference("survival_curves") if point["table"] == row["table"]]
    assert points
    for point in points:
        expected = (point["share"], point["low"], point["high"])
        assert curve.at(point["at"]) == pytest.approx(expected, abs=1e-12)
        assert curve.at_risk[np.searchsorted(curve.time, point["at"])] == point["at_risk"]


def test_cumulative_incidence_agrees_with_r():
    points = reference("incidence")
    assert len(points) > 40
    for point in points:
        if point["table"] == "pbc":
            trial = randomised_pbc()
            time, cause = trial["time_days"], trial["status"]
            of = {1: "death", 2: "transplant"}[point["of"]]
            curve = cumulative_incidence(time, cause, of)
        else:
            curve = cumulative_incidence(
                numbers(point["time"]), numbers(point["cause"]), point["of"], censored=0
            )
        share, low, high = curve.at(point["at"])
        assert share == pytest.approx(point["share"], abs=1e-12)
        # The width on the log-minus-log scale gives back the standard error that R reports.
        width = math.log(math.log1p(-high) / math.log1p(-low)) / (2 * 1.959963984540054)
        se = -width * (1 - share) * math.log1p(-share)
        assert se == pytest.approx(point["se"], rel=1e-6), point["table"]


def test_log_rank_of_three_groups_agrees_with_r():
    row = next(r for r in reference("survival_models") if r["table"] == "ebmt_age_class")
    patients = load("patients/ebmt")
    test = log_rank(patients["survival_days"], patients["death"] == "yes", patients["age_class"])
    assert (test.chi2, test.p) == pytest.approx((row["chi2"], row["p"]), rel=1e-9)
    assert test.freedom == 2


def test_mayo_pbc_trial_as_published_with_r():
    trial = randomised_pbc()
    dead, treated = trial["status"] == "death", trial["arm"] == "d_penicillamine"
    ratio = cox(trial["time_days"], dead, {"treated": treated})["treated"]
    assert [round(x, 4) for x in (ratio.estimate, ratio.low, ratio.high)] == [
        1.0589,
        0.7453,
        1.5044,
    ]
    assert log_rank(trial["time_days"], dead, treated).p == pytest.approx(0.7498, abs=5e-5)
