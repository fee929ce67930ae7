"""Early deaths against later survival: the trade that a transplant asks for."""

import numpy as np

from regenmed.facts import number
from regenmed.page import Axis, Explorer, Line, Readout, Slider

YEARS = np.linspace(0, 10, 21)


def survival(early: float, ratio: float, yearly: float) -> dict[str, np.ndarray | float]:
    """People alive of 100, over ten years, with drugs and with a transplant.

    early: deaths of the procedure, per 100, all counted at the start.
    ratio: later death rate after the transplant, divided by that on drugs.
    yearly: deaths per 100 person-years on drugs (a constant hazard).

    The two constant hazards are an assumption for teaching; no trial's curve is drawn.
    `break_even` is the year in which both groups have lost equally many (NaN if later than 10).
    """
    hazard = yearly / 100
    drugs = 100 * np.exp(-hazard * YEARS)
    transplant = (100 - early) * np.exp(-hazard * ratio * YEARS)
    gain = transplant[-1] - drugs[-1]
    with np.errstate(divide="ignore"):
        break_even = -np.log(1 - early / 100) / (hazard * (1 - ratio)) if ratio < 1 else np.inf
    return {
        "drugs": drugs,
        "transplant": transplant,
        "gain": gain,
        "behind": -gain,
        "break_even": break_even if early > 0 and break_even <= YEARS[-1] else np.nan,
        "case": _case(early, ratio, break_even),
    }


def _case(early: float, ratio: float, break_even: float) -> int:
    """0 never even, 1 the lines cross; without early deaths 2 ahead, 3 alike, 4 behind."""
    if early == 0:
        return 3 if abs(ratio - 1) < 1e-9 else 2 if ratio < 1 else 4
    return 1 if break_even <= YEARS[-1] else 0


def early_deaths() -> Explorer:
    """The explorer of lesson 4, with starting points taken from the trials."""
    astis_early = round(number("percent astis hsct treatment_related_death 12"))
    astis_later = round(number("effect astis overall_survival hr 24"), 1)
    uk_early = round(number("percent uk_2025 hsct treatment_related_death 3.3"))
    yearly = -np.log(1 - number("percent astis cyc death_any 69.6") / 100) / (69.6 / 12) * 100
    base = {"early": astis_early, "ratio": astis_later, "yearly": 2 * round(yearly / 2)}
    return Explorer(
        survival,
        {
            "early": Slider(
                0, 15, 16, "Deaths from the transplant itself", unit="of 100", start=base["early"]
            ),
            "ratio": Slider(
                0.1, 1.5, 15, "Later death rate, transplant ÷ drugs", start=base["ratio"]
            ),
            "yearly": Slider(
                2, 12, 6, "Deaths on drugs", unit="of 100 a year", start=base["yearly"]
            ),
        },
        name="early-deaths",
        title="Deaths now, lives later",
        x=Axis("Years since treatment", values=YEARS),
        y=Axis("People alive of 100", low=0, high=100),
        marks=[
            Line("drugs", "drugs", color="neutral", dash=True),
            Line("transplant", "transplant", color="retrain"),
        ],
        readouts=[
            Readout("gain", "more alive at 10 years", "of 100", ".0f"),
            Readout("break_even", "lines cross after", "years", ".1f", missing="not within 10"),
        ],
        sentences=[
            "Of 100, {early:.0f} die of the transplant; the later death rate is {ratio:.1f} times "
            "that on drugs. The transplant group does not catch up within 10 years: then "
            "{behind:.0f} fewer of 100 are alive.",
            "Of 100, {early:.0f} die of the transplant; the later death rate is {ratio:.1f} times "
            "that on drugs. The lines cross after {break_even:.1f} years; after 10 years "
            "{gain:.0f} more of 100 are alive than on drugs.",
            "Nobody dies of the transplant and the later death rate is {ratio:.1f} times that on "
            "drugs. The transplant group is ahead from the first day; after 10 years {gain:.0f} "
            "more of 100 are alive.",
            "Nobody dies of the transplant and later the death rates are equal: both groups fare "
            "alike.",
            "Nobody dies of the transplant, yet the later death rate is {ratio:.1f} times that on "
            "drugs: after 10 years {behind:.0f} fewer of 100 are alive.",
        ],
        presets={
            "About like ASTIS": base,
            "Same gain, a mild disease": base | {"yearly": 2},
            "Recent MS cohorts' risk": base | {"early": uk_early},
            "No later gain": base | {"ratio": 1.0},
        },
        caption="Simulated: one constant death rate for each group after the procedure. "
        "Starting points are rounded from ASTIS and from the UK cohort; the straight rates are "
        "our assumption, and no trial's own curve is drawn.",
    )
