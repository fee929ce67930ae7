"""How many outcomes would have to differ before a result shows nothing? (lesson 11)."""

from functools import cache

import numpy as np

from regenmed.evidence import compare
from regenmed.facts import two_arms
from regenmed.page import Axis, Band, Choice, Explorer, Line, Point, Readout, Rule, Slider

# Name on the button, study, outcome, months, the good outcome in words.
TRIALS = (
    ("MIST: transplant in MS", "mist", "progression", 24, "not progressed"),
    ("TN-10: teplizumab before diabetes", "tn10", "disease_onset", None, "still without diabetes"),
    ("ADMIRE-CD: cells for fistulas", "admire_cd", "combined_remission", 6, "healed"),
    ("ADMIRE-CD II: the same cells", "admire_cd2", "combined_remission", 6, "healed"),
    ("ASTIS: transplant, almost six years", "astis", "event_free_survival", 69.6, "event-free"),
)
CHANGED = np.arange(25)
COUNTS = (
    "With {changed} outcomes turned bad, {well:.0f} of {treated:.0f} treated people do well, a "
    "difference of {estimate:.0f} of 100 from the other group (interval {low} to {high}). "
)


def well_counts(trial: int) -> tuple[int, int, int, int]:
    """Give people with the good outcome and n, treated then control, of one of TRIALS."""
    _, study, outcome, months, _ = TRIALS[trial]
    arms = two_arms(study, outcome, months)
    events, n, control_events, control_n = arms.counts
    if arms.wanted:
        return events, n, control_events, control_n
    return n - events, n, control_n - control_events, control_n


def changes_needed(events: int, n: int, control_events: int, control_n: int) -> int:
    """Give how many treated people must lose a good outcome before "no difference" fits.

    "Fits" means that the 95 % interval of the risk difference (Newcombe's) reaches zero; 0 where it
    does so as reported. The idea is the fragility index of Walsh et al. 2014
    (doi:10.1016/j.jclinepi.2013.10.019), which uses Fisher's p instead of the interval.
    """
    changed = 0
    while changed < events and _difference(events - changed, n, control_events, control_n)[1] > 0:
        changed += 1
    return changed


def fragility(trial: float, changed: float) -> dict[str, np.ndarray | float]:
    """Give the difference in good outcomes (of 100) after `changed` treated outcomes turned bad.

    Curves run over CHANGED. `case`: 0 no difference is still excluded, 1 it fits after the change,
    2 it fits as reported, 3 it is excluded again, as the treated now do worse.
    """
    curves, needed = _curves(int(trial))
    estimate, low, high = curves[:, round(changed)]
    events, n, _, _ = well_counts(int(trial))
    return {
        "estimate_curve": curves[0],
        "low_curve": curves[1],
        "high_curve": curves[2],
        "estimate": estimate,
        "low": low,
        "high": high,
        "needed": float(needed),
        "treated": float(n),
        "well": float(events - round(changed)),
        "case": 0 if low > 0 else 3 if high < 0 else 2 if needed == 0 else 1,
    }


def _difference(*counts: int) -> tuple[float, float, float]:
    effect = compare(*counts, measure="rd")
    return 100 * effect.estimate, 100 * effect.low, 100 * effect.high


@cache
def _curves(trial: int) -> tuple[np.ndarray, int]:
    events, *others = well_counts(trial)
    curves = np.array([_difference(events - int(k), *others) for k in CHANGED]).T
    return curves, changes_needed(events, *others)


def fragility_explorer() -> Explorer:
    """The explorer of lesson 11: some results rest on a handful of people."""
    return Explorer(
        fragility,
        {
            "trial": Choice("Trial", [trial[0] for trial in TRIALS]),
            "changed": Slider(0, 24, len(CHANGED), "Treated people whose outcome turns bad"),
        },
        name="fragility",
        title="What if a few had fared otherwise?",
        x=Axis("Outcomes turned bad, treated group", values=CHANGED, low=0, high=24),
        y=Axis(
            "More of 100 with the good outcome", low=-50, high=75, ticks=(-50, -25, 0, 25, 50, 75)
        ),
        marks=[
            Band("low_curve", "high_curve", "95% interval", color="retrain"),
            Line("estimate_curve", "estimate", color="retrain", dash=False),
            Rule(0, "no difference", axis="y", color="neutral"),
            Point("changed", "estimate", "you are here", color="remit", shape="diamond"),
            Point("changed", "low", "lowest that fits", color="remit", shape="square"),
        ],
        readouts=[
            Readout("needed", "changes until zero lies inside", "", ".0f"),
            Readout("low", "lowest difference that fits", "of 100", ".0f"),
            Readout("high", "highest difference that fits", "of 100", ".0f"),
        ],
        sentences=[
            COUNTS + "Zero, no difference, still lies outside.",
            COUNTS + "Now zero, no difference, lies inside.",
            COUNTS + "Zero, no difference, lies inside, as it does in the trial as reported.",
            COUNTS + "Zero lies outside again: now the treated do worse.",
        ],
        presets={
            "A sturdy result": {"trial": TRIALS[0][0], "changed": 3},
            "A fragile result": {"trial": TRIALS[2][0], "changed": 3},
            "Its larger sequel": {"trial": TRIALS[3][0], "changed": 0},
        },
        caption="Computed from the counts of five randomised trials: risk difference of the good "
        "outcome with its 95% interval (Newcombe). Counts of the two fistula trials are worked out "
        "from percentages. ASTIS itself was judged by hazard ratios over time. The count knows "
        "chance only: a sturdy result may still be biased.",
    )
