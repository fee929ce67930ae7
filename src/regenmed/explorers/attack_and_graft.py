"""Put tissue back with and without the attack that destroyed it (lesson 6)."""

import numpy as np

from regenmed.models import beta_cells
from regenmed.page import Axis, Explorer, Line, Readout, Rule, Slider

ATTACK = 2.0  # percent of beta cells lost a day until the graft
GRAFT_DAY = 300.0
DAYS = np.concatenate([np.linspace(-300, -20, 15), np.linspace(-10, 100, 45)])
DAYS = np.concatenate([DAYS, np.linspace(110, 700, 30)])
# Days since the graft for the time below the limit: glucose falls within hours, climbs over weeks.
SINCE = np.concatenate([np.linspace(0, 2, 41), np.arange(3.0, 701.0)])
END = 2700.0  # days after the graft by which the fate is settled
ALL_DAYS = np.unique(np.concatenate([DAYS, SINCE, [END]]))


def graft_course(graft: np.ndarray, attack: np.ndarray) -> dict[str, np.ndarray]:
    """Follow glucose (mg/dl) and beta cells (mg) around a graft of `graft` mg.

    Until the graft the attack is 2 percent a day; from then on it is `attack` percent a day. Days
    count from the graft. Columns (G,). `case`: 0 no graft, 1 graft works and lasts, 2 graft works
    for a time and is lost, 3 graft lost before glucose is below the limit, 4 cells live on
    with glucose above the limit, 5 as 3 although there is no attack.
    """
    course = beta_cells.simulate(
        ALL_DAYS + GRAFT_DAY,
        ATTACK / 100,
        graft=graft,
        graft_day=GRAFT_DAY,
        attack_after=attack / 100,
    )
    working = course.days_below(since=GRAFT_DAY, until=GRAFT_DAY + SINCE[-1])
    drawn = np.searchsorted(ALL_DAYS, DAYS)
    kept = course.mass[-1] > 1.0
    healthy = course.glucose[-1] < beta_cells.DIABETES_GLUCOSE
    case = np.select(
        [graft == 0, kept & healthy, kept, working > 0.5, attack == 0], [0, 1, 4, 2, 5], default=3
    )
    return {
        "glucose": course.glucose[drawn].T,
        "mass": np.where(course.mass > 0.01, course.mass, 0.0)[drawn].T,
        "working": working,
        "glucose_end": course.glucose[-1],
        "mass_end": np.where(kept, course.mass[-1], 0.0),
        "case": case,
    }


def attack_and_graft() -> Explorer:
    """The explorer of lesson 6: tissue and tolerance are both needed."""
    return Explorer(
        graft_course,
        {
            "graft": Slider(0, 300, 13, "Graft of beta cells", unit="mg", start=300),
            "attack": Slider(0, 2, 9, "Cells lost to the attack", unit="% a day", start=2),
        },
        name="attack-and-graft",
        title="New tissue meets the old attack",
        x=Axis("Days since the graft", values=DAYS, format=".0f"),
        y=Axis("Glucose (mg/dl), beta cells (mg)", low=0, high=600),
        marks=[
            Rule(beta_cells.DIABETES_GLUCOSE, "126 mg/dl", axis="y", color="neutral"),
            Rule(0.0, "graft", axis="x", color="retrain"),
            Line("mass", "beta cells", color="repair", dash=True),
            Line("glucose", "glucose", color="harm", dash=False),
        ],
        readouts=[
            Readout("working", "days below 126 mg/dl in 700", "days", ",.0f"),
            Readout("glucose_end", "glucose long after", "mg/dl", ".0f"),
            Readout("mass_end", "beta cells long after", "mg", ".0f"),
        ],
        sentences=[
            "No graft, attack now at {attack}% a day: glucose stays at {glucose_end} mg/dl. "
            "Stopping the attack brings no cells back once they are gone.",
            "{graft} mg and an attack of {attack}% a day: the graft takes hold, {mass_end} mg "
            "live on and glucose settles at {glucose_end} mg/dl.",
            "{graft} mg under an attack of {attack}% a day: glucose is below 126 mg/dl for "
            "{working} of 700 days, then the new cells are gone as the old ones were.",
            "{graft} mg under an attack of {attack}% a day: the new cells are lost before they "
            "can bring glucose below 126 mg/dl.",
            "{graft} mg and an attack of {attack}% a day: {mass_end} mg live on, yet glucose "
            "settles at {glucose_end} mg/dl, above 126 mg/dl.",
            "{graft} mg is too little even without an attack: high glucose kills the new cells "
            "before they can bring it down.",
        ],
        vectorised=True,
        presets={
            "Large graft, same attack": {"graft": 300, "attack": 2},
            "Attack stopped, no graft": {"graft": 0, "attack": 0},
            "Small graft, attack stopped": {"graft": 50, "attack": 0},
            "Too small a graft": {"graft": 25, "attack": 0},
            "Large graft, half the attack": {"graft": 300, "attack": 1},
        },
        caption="Simulated, without insulin treatment. Equations and parameters: Topp and others "
        "2000 (BioModels 341), a model of type 2 diabetes; the attack and the graft are our "
        "assumptions. Milligrams are not the islet equivalents that clinics count.",
    )
