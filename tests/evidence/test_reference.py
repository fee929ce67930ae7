"""Agreement with R metafor and base R, from results stored by reference/make_reference.R."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from regenmed.evidence import (
    compare,
    interval,
    pool,
    pool_proportions,
    power,
    sample_size,
    upper_bound,
)

REFERENCE = Path(__file__).parent / "reference"
POOLED = ["estimate", "se", "low", "high", "tau2", "i2", "q", "predict_low", "predict_high"]


def reference(name):
    return pd.read_csv(REFERENCE / f"{name}.csv").to_dict("records")


def numbers(cell):
    return [float(word) for word in str(cell).split()]


def assert_same(result, row, names, label):
    for name in names:
        expected = row[name]
        assert getattr(result, name) == pytest.approx(expected, rel=1e-9, abs=1e-9), (label, name)


@pytest.mark.parametrize("method", ["DL", "REML", "fixed"])
@pytest.mark.parametrize("hartung_knapp", [False, True])
def test_pool_agrees_with_metafor(method, hartung_knapp):
    rows = [
        row
        for row in reference("pooled")
        if row["method"] == method and row["hartung_knapp"] == hartung_knapp
    ]
    assert len(rows) > 60
    for row in rows:
        estimates, variances = numbers(row["estimates"]), numbers(row["variances"])
        result = pool(estimates, variances, method, row["level"], hartung_knapp)
        assert_same(result, row, POOLED, (row["table"], row["level"]))


@pytest.mark.parametrize("transform", ["logit", "freeman-tukey"])
@pytest.mark.parametrize("method", ["DL", "REML", "fixed"])
def test_pool_proportions_agrees_with_metafor(transform, method):
    rows = [
        row
        for row in reference("proportions")
        if row["transform"] == transform and row["method"] == method
    ]
    assert len(rows) > 35
    for row in rows:
        result = pool_proportions(numbers(row["events"]), numbers(row["n"]), transform, method)
        known = [name for name in POOLED if not math.isnan(row[name])]
        assert_same(result, row, known, row["table"])
        assert all(np.isfinite(getattr(result, name)) for name in POOLED)


@pytest.mark.parametrize("measure", ["rr", "or", "rd"])
def test_compare_agrees_with_metafor_escalc(measure):
    rows = [row for row in reference("two_arms") if row["measure"] == measure]
    assert len(rows) > 100
    for row in rows:
        counts = [row[name] for name in ("events1", "n1", "events2", "n2")]
        result = compare(*counts, measure, row["level"], method="wald")
        assert_same(result, row, ["estimate", "low", "high", "se"], counts)


def test_intervals_agree_with_r():
    rows = reference("intervals")
    assert len(rows) == 44
    for row in rows:
        events, n, level = row["events"], row["n"], row["level"]
        wilson = interval(events, n, level)
        exact = interval(events, n, level, "exact")
        assert wilson == pytest.approx((row["wilson_low"], row["wilson_high"]), abs=1e-12)
        assert exact == pytest.approx((row["exact_low"], row["exact_high"]), abs=1e-12)
        assert upper_bound(events, n, level) == pytest.approx(row["upper"], abs=1e-12)


def test_power_agrees_with_r():
    for row in reference("power"):
        p1, p2, level = row["p1"], row["p2"], row["level"]
        assert sample_size(p1, p2, row["power"], level) == math.ceil(row["n"])
        assert power(p1, p2, 100, level) == pytest.approx(row["power_at_100"], abs=1e-9)
