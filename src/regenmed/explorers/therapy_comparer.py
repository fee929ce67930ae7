"""Five kinds of therapy as operations on one model: does the course cross the ridge? (lesson 3)."""

import numpy as np

from regenmed.models import tolerance
from regenmed.models.tolerance import Therapy
from regenmed.page import Axis, Choice, Explorer, Line, Readout, Rule, Slider

THERAPIES = (
    "Drug for 40 units of time",
    "Stem cell transplant",
    "Engineered cells",
    "Stromal cells",
    "Tissue graft",
)
RULES = ("weak (10)", "strong (14)", "broken (20)")
SUSCEPTIBILITY = np.array([10.0, 14.0, 20.0])
DRUG_TIME = 40.0
LEAST = 0.01  # lowest level drawn
PUSH = 2.0  # push of stromal cells at full strength
AFTER = np.concatenate(
    [np.linspace(0, 15, 31), np.linspace(15.8, 42, 34), np.linspace(44, 100, 21)]
)
TIMES = np.concatenate([[-5.0, 0.0], AFTER])
LATER = np.append(AFTER, 300.0)  # long enough to settle, beyond the picture


def therapy_course(
    therapy: np.ndarray, rule: np.ndarray, strength: np.ndarray
) -> dict[str, np.ndarray]:
    """Follow attack and tissue after one therapy, given in the disease state.

    therapy and rule: indices of THERAPIES and RULES; strength in percent; columns (G,). Gives
    curves (G, k) that begin before the therapy. `case`: 0 lasting health, 1 relapse, 2 relapse
    because no healthy state exists, 3 nothing given, 4 graft lost.
    """
    index, share = therapy.astype(int), strength / 100
    alpha2 = SUSCEPTIBILITY[rule.astype(int)]
    given = [np.where(index == number, share, 0.0) for number in range(len(THERAPIES))]
    plan = Therapy(
        block=given[0],
        duration=np.where(index == 0, DRUG_TIME, 0.0),
        reset=given[1],
        depletion=given[2],
        push=given[3] * PUSH,
        graft=given[4],
    )
    course = tolerance.simulate(plan, alpha2, LATER)
    disease = tolerance.branch("disease", alpha2)[0]
    lost = tolerance.simulate(None, alpha2, [0.0, 1.0]).tissue[0]
    case = np.select(
        [strength == 0, index == 4, course.recovered, rule == 2], [3, 4, 0, 2], default=1
    )
    return {
        "attack": np.column_stack([disease, disease, np.maximum(course.attack[:-1], LEAST).T]),
        "tissue": np.column_stack([lost, lost, course.tissue[:-1].T]),
        "untreated": disease,
        "lowest": course.attack[:-1].min(axis=0),
        "end": course.attack[-1],
        "tissue_end": 100 * course.tissue[-1],
        "case": case,
    }


def therapy_comparer() -> Explorer:
    """The explorer of lesson 3: durability is crossing the ridge, not the name of the therapy."""
    return Explorer(
        therapy_course,
        {
            "therapy": Choice("Therapy", THERAPIES, start=1),
            "rule": Choice("Susceptibility", RULES, start=1),
            "strength": Slider(0, 100, 11, "Strength", unit="%", start=80),
        },
        name="therapy-comparer",
        title="Who stays well when the therapy is over?",
        x=Axis("Time since the therapy (model units, not weeks)", values=TIMES),
        y=Axis(
            "Level, no unit",
            low=LEAST,
            high=4,
            scale="log",
            ticks=(0.01, 0.03, 0.1, 0.3, 1, 3),
            format="",
        ),
        marks=[
            Rule("untreated", "attack untreated", axis="y", color="neutral"),
            Line("tissue", "tissue", color="repair", dash=True),
            Line("attack", "attack", color="harm", dash=False),
        ],
        readouts=[
            Readout("lowest", "lowest attack", "", ".3f"),
            Readout("end", "attack long after", "", ".3f"),
            Readout("tissue_end", "tissue long after", "%", ".0f"),
        ],
        sentences=[
            "{therapy} at {strength}%, susceptibility {rule}: the course crosses the ridge. "
            "Attack stays at {end} without further treatment and tissue grows back to "
            "{tissue_end}%.",
            "{therapy} at {strength}%, susceptibility {rule}: attack falls to {lowest}, yet the "
            "course does not cross the ridge. It is back at {end} long after.",
            "{therapy} at {strength}%, susceptibility {rule}: attack falls to {lowest} and "
            "returns to {end}. No healthy state exists, so any single therapy only buys time.",
            "Nothing is given: attack stays at {end}.",
            "{therapy} at {strength}%, susceptibility {rule}: attack is not touched and stays at "
            "{end}. The new tissue is lost again, down to {tissue_end}%.",
        ],
        vectorised=True,
        presets={
            "Transplant, 80% deep": {"therapy": 1, "rule": 1, "strength": 80},
            "Transplant, 90% deep": {"therapy": 1, "rule": 1, "strength": 90},
            "Engineered cells, 80% deep": {"therapy": 2, "rule": 1, "strength": 80},
            "A strong passing drug": {"therapy": 0, "rule": 1, "strength": 50},
            "Deepest reset, broken rule": {"therapy": 1, "rule": 2, "strength": 100},
        },
        caption="Simulated. Equations: Baker and others 2013 (BioModels 550). What each therapy "
        "does to them, and the tissue, are our assumptions: drugs block susceptibility for a time, "
        "a transplant removes attack and regulation, engineered cells attack alone, stromal cells "
        "push regulation, a graft adds tissue. Strengths of different therapies cannot be "
        "compared, and the model has no side effects: it ranks nothing.",
    )
