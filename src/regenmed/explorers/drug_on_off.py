"""Drug on, drug off: when does disease return after stopping? (lesson 2)."""

import numpy as np

from regenmed.models import tolerance
from regenmed.page import Axis, Choice, Explorer, Line, Readout, Rule, Slider

RULES = ("strong (14)", "broken (20)")
SUSCEPTIBILITY = np.array([14.0, 20.0])
AFTER = np.concatenate([np.linspace(0, 50, 101), np.linspace(51, 80, 30)])
TIMES = np.concatenate([[-5.0], AFTER])
LATER = np.append(AFTER, 300.0)  # long enough to settle, beyond the picture
QUIET = 0.15  # an attack below this looks gone in the picture


def drug_course(
    rule: np.ndarray, strength: np.ndarray, duration: np.ndarray
) -> dict[str, np.ndarray]:
    """Follow attack while a drug blocks `strength` percent of susceptibility, and afterwards.

    Columns (G,); duration in units of model time. `case`: 0 no drug, 1 milder and back after
    stopping, 2 quiet on the drug and back after stopping, 3 well after stopping.
    """
    alpha2 = SUSCEPTIBILITY[rule.astype(int)]
    course = tolerance.simulate(tolerance.drug(strength / 100, duration), alpha2, LATER)
    disease = tolerance.branch("disease", alpha2)[0]
    last_day = tolerance.simulate(
        tolerance.drug(strength / 100, 200.0), alpha2, np.union1d(AFTER, duration)
    )
    on_drug = last_day.attack[np.searchsorted(last_day.times, duration), np.arange(len(duration))]
    quiet = on_drug < QUIET
    case = np.select([strength == 0, course.recovered, quiet], [0, 3, 2], default=1)
    return {
        "attack": np.column_stack([disease, course.attack[:-1].T]),
        "untreated": disease,
        "on_drug": on_drug,
        "end": course.attack[-1],
        "case": case,
    }


def drug_on_off() -> Explorer:
    """The explorer of lesson 2: control is not cure, and now and then it is."""
    return Explorer(
        drug_course,
        {
            "rule": Choice("Susceptibility", RULES),
            "strength": Slider(0, 80, 9, "Share of it the drug blocks", unit="%", start=30),
            "duration": Slider(2, 38, 10, "Drug given for", unit="units of time", start=30),
        },
        name="drug-on-off",
        title="Drug on, drug off",
        x=Axis("Time on and off the drug (not weeks)", values=TIMES),
        y=Axis("Attack, no unit", low=0, high=3.5),
        marks=[
            Rule("untreated", "untreated", axis="y", color="neutral"),
            Rule("duration", "drug stops", axis="x", color="retrain"),
            Line("attack", "attack", color="harm"),
        ],
        readouts=[
            Readout("on_drug", "attack when the drug stops", "", ".2f"),
            Readout("end", "attack long after", "", ".2f"),
        ],
        sentences=[
            "No drug: attack stays at {end}.",
            "With {strength}% blocked the disease is milder, {on_drug} at the end of the drug, "
            "and returns to {end} once it is stopped.",
            "With {strength}% blocked the attack looks gone, {on_drug} at the end of the drug, "
            "and still it returns to {end} once it is stopped.",
            "With {strength}% blocked for {duration} units of time the attack falls to {on_drug} "
            "and stays low after stopping: {end}. A drug, too, can end disease in this model.",
        ],
        vectorised=True,
        presets={
            "Milder while it lasts": {"rule": 0, "strength": 30, "duration": 38},
            "Stronger: well afterwards": {"rule": 0, "strength": 50, "duration": 38},
            "Strong, but too short": {"rule": 0, "strength": 80, "duration": 2},
            "Broken rule: quiet, then back": {"rule": 1, "strength": 60, "duration": 38},
        },
        caption="Simulated. Equations: Baker and others 2013 (BioModels 550). That a drug blocks "
        "susceptibility for as long as it is given is our assumption; swings after stopping belong "
        "to the model, not to data.",
    )
