"""People enrolled at their worst: the fall in score that needs no treatment (lesson 5)."""

import numpy as np
from scipy.special import ndtr

from regenmed.page import Axis, Explorer, Line, Readout, Rule, Slider

WEEKS = np.arange(-24.0, 25.0, 2.0)  # from enrolment
MEAN = 50.0  # score of all people with the disease; high is ill
BETWEEN = 8.0  # standard deviation of people's usual levels
MEMORY = 6.0  # weeks in which a flare fades to a third
ONSET = 12.0  # weeks until the treatment has its full effect
RESPONSE = 10.0  # points of fall that count as a response


def enrolled_course(
    swing: np.ndarray, threshold: np.ndarray, effect: np.ndarray
) -> dict[str, np.ndarray]:
    """Follow the mean score of people enrolled because it was at or above a threshold.

    Columns (G,), all in points: `swing` is the standard deviation of a person's score around their
    own usual level, `threshold` the lowest score that lets a person in, `effect` what the treatment
    takes off. Curves (G, k) over WEEKS. `case`: 0 the disease does not vary, 1 no effect, 2 effect,
    3 neither.

    Usual levels and swings are normal, and a swing is forgotten exponentially: expectations follow
    from the truncated normal distribution (Barnett, van der Pols and Dobson 2005,
    doi:10.1093/ije/dyh299). All values are choices for teaching.
    """
    variance = BETWEEN**2 + swing**2
    spread = np.sqrt(variance)
    excess = spread * _mean_above((threshold - MEAN) / spread)
    remembered = np.exp(-np.abs(WEEKS) / MEMORY)
    kept = (BETWEEN**2 + np.outer(swing**2, remembered)) / variance[:, None]
    untreated = MEAN + kept * excess[:, None]
    reached = np.where(WEEKS < 0, np.nan, np.minimum(WEEKS / ONSET, 1.0))
    treated = untreated - np.outer(effect, reached)
    fall = MEAN + excess - untreated[:, -1]
    return {
        "untreated": untreated,
        "treated": treated,
        "usual": np.repeat((MEAN + BETWEEN**2 / variance * excess)[:, None], WEEKS.size, axis=1),
        "fall_untreated": fall,
        "fall_treated": fall + effect,
        "responders": 100 * _responders(threshold, spread, kept[:, -1], 0.0 * effect),
        "responders_treated": 100 * _responders(threshold, spread, kept[:, -1], effect),
        "case": np.where(swing == 0, np.where(effect == 0, 3, 0), np.where(effect == 0, 1, 2)),
    }


def _mean_above(z: np.ndarray) -> np.ndarray:
    """Give the mean of a standard normal variable above z."""
    return np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) / ndtr(-z)


def _responders(
    threshold: np.ndarray, spread: np.ndarray, kept: np.ndarray, effect: np.ndarray
) -> np.ndarray:
    """Give the share whose score falls by RESPONSE points or more from week 0 to the last week.

    Averaged over the scores at enrolment, each weighted by how often it occurs.
    """
    z = np.linspace((threshold - MEAN) / spread, 6.0, 401, axis=1)
    weight = np.exp(-(z**2) / 2)
    past = (1 - kept)[:, None] * spread[:, None] * z + (effect - RESPONSE)[:, None]
    later_spread = (spread * np.sqrt(1 - kept**2))[:, None]
    steady = later_spread < 1e-9
    chance = np.where(steady, past > -1e-9, ndtr(past / np.where(steady, 1.0, later_spread)))
    return (weight * chance).sum(axis=1) / weight.sum(axis=1)


def regression_to_the_mean() -> Explorer:
    """The explorer of lesson 5: what an untreated group does when it is chosen in a flare."""
    flare = {"swing": 10, "threshold": 65, "effect": 0}
    return Explorer(
        enrolled_course,
        {
            "swing": Slider(0, 16, 9, "How much each person varies", "points", flare["swing"]),
            "threshold": Slider(20, 70, 11, "Score needed to enter", "points", flare["threshold"]),
            "effect": Slider(0, 20, 5, "True effect of treatment", "points", flare["effect"]),
        },
        name="regression-to-the-mean",
        title="Enrolled at their worst",
        x=Axis("Weeks from enrolment", values=WEEKS, ticks=(-24, -12, 0, 12, 24)),
        y=Axis("Mean score, high is ill", low=25, high=85),
        marks=[
            Rule(0.0, "enrolled", axis="x", color="neutral"),
            Line("usual", "usual level", color="neutral"),
            Line("treated", "treated", color="retrain", dash=False),
            Line("untreated", "untreated", color="remit", dash=True),  # seen on top of treated
        ],
        readouts=[
            Readout("fall_untreated", "fall without treatment", "points", ".1f"),
            Readout("fall_treated", "fall with treatment", "points", ".1f"),
            Readout("responders", "untreated who “respond”", "of 100", ".0f"),
        ],
        sentences=[
            "Each person's score stays where it is, so nobody enters by a passing flare. The "
            "untreated fall by {fall_untreated:.1f} points and the treated by "
            "{fall_treated:.1f}: all of it is the treatment's.",
            "The treatment does nothing. The treated fall by {fall_treated:.1f} points, just like "
            "the untreated, and {responders:.0f} of 100 in each group count as responders.",
            "The treated fall by {fall_treated:.1f} points, but {fall_untreated:.1f} of these come "
            "without treatment. {responders_treated:.0f} of 100 treated respond, and "
            "{responders:.0f} of 100 untreated.",
            "Each person's score stays where it is and the treatment does nothing: nobody's score "
            "moves, and nobody seems to respond.",
        ],
        presets={
            "Enrolled in a flare, no effect": flare,
            "The same with a true effect": flare | {"effect": 10},
            "A steady disease": flare | {"swing": 0, "effect": 10},
            "Take nearly everyone": flare | {"threshold": 20},
        },
        vectorised=True,
        caption="Simulated: normal distributions; usual levels differ between people by a standard "
        "deviation of 8 points, a flare fades to a third in 6 weeks, a response is a fall of 10 "
        "points or more by week 24. All values are our choices; no trial is drawn. The placebo "
        "response would come on top.",
    )
