"""How many patients before a rare harm is seen, and before it is proved? (lesson 9)."""

from functools import cache

import numpy as np

from regenmed.evidence import power, sample_size
from regenmed.page import Axis, Explorer, Line, Readout, Rule, Slider

PATIENTS = np.unique(np.round(np.geomspace(10, 20_000, 36))).astype(int)
ENOUGH = 80.0  # percent power that trials usually plan for


def chances(background: float, ratio: float, patients: float) -> dict[str, np.ndarray | float]:
    """Give the chances, in percent, to see one case and to prove a harm, by patients in an arm.

    background: harm without the treatment, per 100. ratio: how many times as often with it.
    `case`: 0 not even one case is likely, 1 cases are seen but nothing is proved, 2 enough.
    """
    n = round(patients)
    treated = background * ratio / 100
    seen, proved, needed = _curves(round(background, 6), round(ratio, 6))
    at_n = 100 * power(background / 100, treated, n)
    see_at_n = 100 * (1 - (1 - treated) ** n)
    return {
        "seen": seen,
        "proved": proved,
        "see_at_n": see_at_n,
        "prove_at_n": at_n,
        "needed": float(needed),
        "treated": 100 * treated,
        "missed": 100 - see_at_n,
        "case": 2 if at_n >= ENOUGH else 1 if see_at_n >= 50 else 0,
    }


@cache
def _curves(background: float, ratio: float) -> tuple[np.ndarray, np.ndarray, int]:
    control, treated = background / 100, background * ratio / 100
    seen = 100 * (1 - (1 - treated) ** PATIENTS)
    proved = 100 * np.array([power(control, treated, int(n)) for n in PATIENTS])
    return seen, proved, sample_size(control, treated)


def power_and_rare_harm() -> Explorer:
    """The explorer of lesson 9: seeing is not proving, and not seeing is not absence."""
    return Explorer(
        chances,
        {
            "background": Slider(
                0.1, 10, 5, "Harm without the treatment", "of 100", 1, True, ".1f", "log"
            ),
            "ratio": Slider(1.5, 4, 6, "With it, times as often", start=2, format=".1f"),
            "patients": Slider(10, 20_000, 12, "Patients in each arm", "", 18, True, ",.0f", "log"),
        },
        name="power-and-rare-harm",
        title="Seen, or proved?",
        x=Axis(
            "Patients in each arm",
            values=PATIENTS,
            scale="log",
            low=10,
            high=20_000,
            ticks=(10, 100, 1000, 10_000),
            format=",.0f",
        ),
        y=Axis("Chance", unit="%", low=0, high=100),
        marks=[
            Rule("patients", "this trial", axis="x", color="neutral"),
            Rule(ENOUGH, "", axis="y", color="neutral"),
            Line("seen", "at least one case is seen", color="remit", dash=True),
            Line("proved", "the harm is proved", color="harm", dash=False),
        ],
        readouts=[
            Readout("see_at_n", "chance to see one case", "%", ".0f"),
            Readout("prove_at_n", "chance to prove the harm", "%", ".0f"),
            Readout("needed", "needed in each arm for 80%", "", ",.0f"),
        ],
        sentences=[
            "The treatment raises harm from {background} to {treated:.1f} of 100. With {patients}"
            " treated there is a {missed:.0f}% chance to see no case: silence proves nothing.",
            "The treatment raises harm from {background} to {treated:.1f} of 100. With {patients}"
            " in each arm a case is likely to be seen ({see_at_n}%), but the chance to prove the "
            "harm is {prove_at_n}%; 80% needs {needed} in each arm.",
            "The treatment raises harm from {background} to {treated:.1f} of 100. With {patients}"
            " in each arm the chance to prove it is {prove_at_n}%: enough by the usual measure.",
        ],
        presets={
            "1% made 2%, twenty patients": {"background": 1, "ratio": 2, "patients": 20},
            "1% made 2%, large trial": {"background": 1, "ratio": 2, "patients": 2500},
            "A harm in a thousand": {"background": 0.1, "ratio": 3, "patients": 300},
        },
        caption="Computed: two-sided test at 5%, normal approximation, equal arms, everyone "
        "followed to the end. The risks are examples, not data.",
    )
