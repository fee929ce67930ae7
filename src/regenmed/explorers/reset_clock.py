"""The challenger to lesson 3: a model in which depth buys time and only the rule brings cure."""

import numpy as np

from regenmed.models import reset_clock as model
from regenmed.models.crossings import first_crossing
from regenmed.page import Axis, Explorer, Line, Readout, Rule, Slider

DAYS = np.linspace(0, 200, 81)
BEFORE = 1.5  # R0 of the disease before the reset


def reset_course(orders: np.ndarray, rule: np.ndarray) -> dict[str, np.ndarray]:
    """Follow effector cells after a reset of all cells by `orders` powers of ten.

    `rule` is R0 afterwards; before it was 1.5. Columns (G,). Curves in percent of the number
    before. `case`: 0 relapse within the picture, 1 relapse under way, 2 dying out (R0
    below 1), 3 as 2 with almost no cells left, 4 neither (R0 at 1).
    """
    chronic = model.steady_state(BEFORE)
    course = model.simulate(
        DAYS, rule, depth=1 - 10.0**-orders, start=chronic[:, None] * np.ones_like(orders)
    )
    percent = 100 * course.effectors / chronic[2]
    back = first_crossing(DAYS, percent, 50.0)
    last = percent[-1]
    below, even = rule < 1 - 1e-9, np.abs(rule - 1) < 1e-9
    return {
        "effectors": np.maximum(percent, 1e-4).T,
        "left": 100 * 10.0**-orders,
        "back": back,
        "last": last,
        "case": np.select([below & (last < 0.001), below, even, np.isnan(back)], [3, 2, 4, 1], 0),
    }


def reset_clock() -> Explorer:
    """The second explorer of lesson 3: reset the state, or change the rule."""
    return Explorer(
        reset_course,
        {
            "orders": Slider(0.5, 4, 15, "Depth of the reset", unit="powers of ten", start=2),
            "rule": Slider(0.5, 1.5, 11, "Rule afterwards: R0", start=1.5, format=".1f"),
        },
        name="reset-clock",
        title="A model without a healthy state to return to",
        x=Axis("Days since the reset", values=DAYS),
        y=Axis(
            "Effector cells, % of the number before",
            low=0.001,
            high=200,
            scale="log",
            ticks=(0.001, 0.01, 0.1, 1, 10, 100),
            format="",
        ),
        marks=[
            Rule(50.0, "half of before", axis="y", color="neutral"),
            Line("effectors", "effector cells", color="harm"),
        ],
        readouts=[
            Readout("left", "cells left by the reset", "%", ".2f"),
            Readout("back", "half of them back after", "days", ".0f", missing="not in 200"),
        ],
        sentences=[
            "The reset leaves {left:.2f}% of the cells. With R0 at {rule} the attack grows again "
            "and is back at half its old size after {back} days. Ten times deeper only means "
            "later.",
            "The reset leaves {left:.2f}% of the cells. With R0 at {rule} the attack does not "
            "reach half its old size in 200 days, yet in this model it never ends: on day 200 it "
            "stands at {last:.2f}% of before.",
            "R0 is {rule}, below 1: the rule itself has changed, so the attack dies out, however "
            "shallow the reset. On day 200 {last:.3f}% of the effector cells are left.",
            "R0 is {rule}, below 1: the rule itself has changed, so the attack dies out, however "
            "shallow the reset. On day 200 fewer than one in 100,000 effector cells are left.",
            "With R0 at {rule} the attack neither takes off nor dies out: what the reset left "
            "fades slowly, and on day 200 the effector cells stand at {last:.2f}% of before.",
        ],
        vectorised=True,
        presets={
            "99% removed": {"orders": 2, "rule": 1.5},
            "99.99% removed": {"orders": 4, "rule": 1.5},
            "Shallow reset, new rule": {"orders": 0.5, "rule": 0.8},
        },
        caption="Simulated. Equations and parameters: Alexander and Wahl 2011 (BioModels 289), "
        "with R0 = 1.5 before the reset. That a reset removes all cells and the antigen alike is "
        "our assumption. Beside the ridge model it is a second hypothesis of what a reset is.",
    )
