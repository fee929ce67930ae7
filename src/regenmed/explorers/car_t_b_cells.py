"""CAR-T cells rise and fall, B cells vanish and return (lesson 8)."""

import numpy as np

from regenmed.facts import number
from regenmed.models import car_t
from regenmed.page import Axis, Explorer, Line, Readout, Rule, Slider

DAYS = np.concatenate([np.linspace(0, 20, 21), np.linspace(25, 60, 8), np.linspace(70, 365, 24)])
LEAST = 0.01  # percent: lowest level drawn


def return_course(
    peak: np.ndarray, half_life: np.ndarray, kill: np.ndarray
) -> dict[str, np.ndarray]:
    """Follow CAR-T cells (percent of the typical peak) and B cells (percent of normal).

    peak in copies per ug DNA, half_life of the slow decline in days, kill per day and 1000
    copies/ug; columns (G,). `case`: 0 B cells return within a year, 1 later, 2 never gone.
    """
    kinetics = car_t.Kinetics(cmax=peak, beta=np.log(2) / half_life)
    cells = 100 * car_t.concentration(DAYS, kinetics) / car_t.TYPICAL.cmax
    b_cells = 100 * car_t.b_cells(DAYS, kinetics, kill=kill / 1000)
    back = car_t.return_day(kinetics, kill=kill / 1000, horizon=365)
    gone = b_cells.min(axis=0) < 100 * car_t.RETURN_LEVEL
    return {
        "cells": np.where(cells < LEAST, np.nan, cells).T,
        "b_cells": np.maximum(b_cells, LEAST).T,
        "lowest": b_cells.min(axis=0),
        "back": back,
        "year": b_cells[-1],
        "case": np.where(~np.isnan(back), 0, np.where(gone, 1, 2)),
    }


def car_t_b_cells() -> Explorer:
    """The explorer of lesson 8: what decides how long the B cells stay away."""
    seen = number("value erlangen5 car b_cell_kinetics")
    fitted = 1000 * float(car_t.kill_for_return(seen, car_t.Kinetics(beta=np.log(2) / 34)))
    return Explorer(
        return_course,
        {
            "peak": Slider(
                3000, 96_000, 6, "Peak of CAR-T cells", "copies/µg", 24_000, True, ",.0f", "log"
            ),
            "half_life": Slider(
                34, 217, 5, "Half-life of those that stay", "days", 34, True, ".0f", "log"
            ),
            "kill": Slider(
                0.1, 30, 8, "Killing (per day, per 1000 copies)", "", 6.5, True, ".1f", "log"
            ),
        },
        name="car-t-b-cells",
        title="How long do the B cells stay away?",
        x=Axis("Days since the infusion", values=DAYS),
        y=Axis(
            "% of typical peak (CAR-T), % of normal (B cells)",
            low=LEAST,
            high=500,
            scale="log",
            ticks=(0.01, 0.1, 1, 10, 100),
            format="",
        ),
        marks=[
            Rule(seen, "return in lupus", axis="x", color="neutral"),
            Rule(100 * car_t.RETURN_LEVEL, "5%", axis="y", color="neutral"),
            Line("cells", "CAR-T cells", color="retrain", dash=False),
            Line("b_cells", "B cells", color="remit", dash=True),
        ],
        readouts=[
            Readout("back", "B cells back at 5% on day", "", ".0f", missing="no such day"),
            Readout("lowest", "lowest B cells, of normal", "%", ".2f"),
            Readout("year", "B cells after a year, of normal", "%", ".0f"),
        ],
        sentences=[
            "A peak of {peak} copies/µg and a half-life of {half_life} days: B cells fall to "
            "{lowest}% of normal and are back at 5% on day {back}.",
            "A peak of {peak} copies/µg and a half-life of {half_life} days: B cells fall to "
            "{lowest}% of normal and do not reach 5% within a year.",
            "A peak of {peak} copies/µg that kill {kill} per 1000 a day is too weak: B cells fall "
            "to {lowest}% of normal only.",
        ],
        vectorised=True,
        presets={
            "As slow as in leukaemia": {"half_life": 217},
            "A small expansion": {"peak": 3000, "half_life": 34, "kill": 0.1},
            "A large expansion": {"peak": 96_000, "half_life": 34},
        },
        caption="Simulated. CAR-T curve: Stein and others 2019, children and young adults with "
        "leukaemia (half-life of persisting cells there 217 days); no such fit exists for "
        "autoimmune disease. The B-cell equation, its parameters and the 5% line are our "
        "assumptions. Vertical line: mean day of return in five people with lupus (Mackensen 2022, "
        f"SD 32 days); with a half-life of 34 days a killing strength of {fitted:.1f} meets it.",
    )
