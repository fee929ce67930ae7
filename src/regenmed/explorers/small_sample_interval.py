"""Fifteen of fifteen: how sure can one be? (lesson 8)."""

import numpy as np

from regenmed.evidence import interval
from regenmed.facts import number
from regenmed.page import Axis, Band, Explorer, Line, Point, Readout, Slider

PATIENTS = np.arange(6, 61, 3)
MOST_FAILURES = 6


def sureness(patients: float, failures: float) -> dict[str, np.ndarray | float]:
    """Give exact and Wilson 95 % intervals (percent) for all but `failures` of `patients` well.

    Curves run over PATIENTS at the same number of failures. `case`: 0 no failure, 1 some.
    """
    n, failures = round(patients), round(failures)
    bounds = np.array([interval(int(k) - failures, int(k), method="exact") for k in PATIENTS])
    exact = interval(n - failures, n, method="exact")
    wilson = interval(n - failures, n, method="wilson")
    return {
        "low_curve": 100 * bounds[:, 0],
        "high_curve": 100 * bounds[:, 1],
        "observed_curve": 100 * (PATIENTS - failures) / PATIENTS,
        "observed": 100 * (n - failures) / n,
        "well": float(n - failures),
        "low": 100 * exact[0],
        "high": 100 * exact[1],
        "wilson_low": 100 * wilson[0],
        "may_fail": 100 * (1 - exact[0]),
        "case": int(failures > 0),
    }


def small_sample_interval() -> Explorer:
    """The second explorer of lesson 8: all well in a small series is not all well."""
    named = "{} immunosuppression_free"
    first, second = named.format("erlangen15 all"), named.format("kyv101_named all")
    series = {
        name: [number(f"{what} {call}") for what in ("n", "percent")]
        for name, call in (("Erlangen", first), ("other centres", second))
    }
    return Explorer(
        sureness,
        {
            "patients": Slider(6, 60, len(PATIENTS), "People treated", start=15),
            "failures": Slider(0, MOST_FAILURES, MOST_FAILURES + 1, "Of them not well", start=0),
        },
        name="small-sample-interval",
        title="All well: how sure?",
        x=Axis("People treated", values=PATIENTS),
        y=Axis("True share that do well", unit="%", low=0, high=100),
        marks=[
            Band("low_curve", "high_curve", "fits the data", color="retrain"),
            Line("observed_curve", "observed", color="neutral", dash=True),
            Point(*series["other centres"], "21 of 30", color="harm", shape="triangle"),
            Point("patients", "low", color="retrain", shape="square"),
            Point("patients", "high", color="retrain", shape="square"),
            Point("patients", "observed", "you are here", color="remit", shape="diamond"),
        ],
        readouts=[
            Readout("low", "lowest share that fits", "%", ".0f"),
            Readout("high", "highest share that fits", "%", ".0f"),
            Readout("wilson_low", "lowest by Wilson's method", "%", ".0f"),
        ],
        sentences=[
            "{well:.0f} of {patients} are well. A true share from {low}% to {high}% fits that: up"
            " to {may_fail:.0f} of the next 100 might not be well.",
            "{well:.0f} of {patients} are well, {observed:.0f}%. A true share from {low}% to "
            "{high}% fits that.",
        ],
        presets={
            "15 of 15": {"patients": 15, "failures": 0},
            "30 of 30": {"patients": 30, "failures": 0},
            "60 of 60": {"patients": 60, "failures": 0},
            "One failure in 15": {"patients": 15, "failures": 1},
        },
        caption="Computed: exact (Clopper-Pearson) 95% intervals. Off all immunosuppressants: "
        f"Erlangen series {series['Erlangen'][0]:.0f} people, {series['Erlangen'][1]:.0f}% (Müller "
        f"2024); triangle: a later series elsewhere, {series['other centres'][0]:.0f} people, "
        f"{series['other centres'][1]:.0f}%. An interval knows chance only, not who was chosen or "
        "how long they were followed.",
    )
