"""Two states of rest and the ridge between them: susceptibility and trigger (lesson 1)."""

import numpy as np

from regenmed.models import tolerance
from regenmed.page import Axis, Explorer, Line, Point, Readout, Slider

START_REGULATION = 0.01  # calm: close to the healthy state at every susceptibility
LEVELS = np.geomspace(0.012, 1.6, 48)
TIMES = np.concatenate([np.linspace(0, 60, 601), np.linspace(62, 400, 40)])
PATH_POINTS = 44
RIDGE_POINTS = 30
WINDOW = (2.0, 6.0)


def trigger_course(susceptibility: np.ndarray, trigger: np.ndarray) -> dict[str, np.ndarray]:
    """Follow the tolerance model after a trigger that lifts attack at calm regulation.

    Both arguments are columns (G,). Gives the path (G, k), the line where attack stands still, the
    ridge (separatrix), the states of rest, the level of the ridge at the start (NaN where there is
    none) and the final attack. `case`: 0 only health exists, 1 back to health, 2 into disease, 3
    only disease exists, 4 back to health although the trigger lies beyond the ridge.
    """
    course = tolerance.simulate(
        None, susceptibility, TIMES, start=(trigger, np.full_like(trigger, START_REGULATION))
    )
    path_attack, path_regulation = _evenly_drawn(course.attack, course.regulation)
    kinds, which = np.unique(susceptibility, return_inverse=True)
    still = tolerance.nullclines(LEVELS, kinds)[1]
    ridge = tolerance.separatrix(kinds, WINDOW, RIDGE_POINTS)
    states = {name: tolerance.branch(name, kinds) for name in ("health", "saddle", "disease")}
    edge = _ridge_at_start(ridge, states["saddle"])[which]
    low, high = tolerance.bistable_range()
    bistable = (susceptibility > low) & (susceptibility < high)
    back = np.where(trigger > edge, 4, 1)
    case = np.where(course.recovered, back, 2)
    case = np.where(bistable, case, np.where(susceptibility < low, 0, 3))
    return {
        "path_attack": path_attack,
        "path_regulation": path_regulation,
        "still": still.T[which],
        "ridge_attack": ridge[0].T[which],
        "ridge_regulation": ridge[1].T[which],
        "edge": edge,
        "end": course.attack[-1],
        "health_attack": states["health"][0][which],
        "health_regulation": states["health"][1][which],
        "disease_attack": states["disease"][0][which],
        "disease_regulation": states["disease"][1][which],
        "case": case,
    }


def _evenly_drawn(attack: np.ndarray, regulation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pick points that lie evenly along each path as drawn on two log axes; shapes (G, k)."""
    x, y = np.log(attack).T, np.log(regulation).T
    steps = np.hypot(np.diff(x, axis=1), np.diff(y, axis=1))
    length = np.concatenate([np.zeros((len(x), 1)), np.cumsum(steps, axis=1)], axis=1)
    share = np.linspace(0, 1, PATH_POINTS)
    points = [
        [np.interp(share * way[-1], way, row) for way, row in zip(length, rows, strict=True)]
        for rows in (x, y)
    ]
    return np.exp(points[0]), np.exp(points[1])


def _ridge_at_start(ridge: np.ndarray, saddle: np.ndarray) -> np.ndarray:
    """Give the attack at which each ridge crosses the starting regulation, below the saddle."""
    edge = np.full(ridge.shape[-1], np.nan)
    for column, level in enumerate(saddle[1]):
        attack, regulation = ridge[:, :, column]
        below = regulation <= level
        if below.any():
            edge[column] = np.interp(START_REGULATION, regulation[below], attack[below])
    return edge


def phase_plane() -> Explorer:
    """The explorer of lesson 1: the same trigger, a different fate."""
    still_regulation = tolerance.nullclines(LEVELS)[0]
    return Explorer(
        trigger_course,
        {
            "susceptibility": Slider(6, 17, 12, "Susceptibility", start=10, format=".0f"),
            "trigger": Slider(
                0.02, 0.6, 12, "Trigger: attack at the start", start=0.15, scale="log", format=".2f"
            ),
        },
        name="phase-plane",
        title="One trigger, two fates",
        x=Axis("Attack", low=0.012, high=1.6, scale="log", ticks=(0.02, 0.05, 0.1, 0.2, 0.5, 1)),
        y=Axis("Regulation", low=0.003, high=5, scale="log", ticks=(0.01, 0.1, 1), format=""),
        marks=[
            Line(still_regulation, "regulation at rest", color="retrain", x=LEVELS, dash=True),
            Line("still", "attack at rest", color="neutral", x=LEVELS, dash=True),
            Line("ridge_regulation", "ridge", color="harm", x="ridge_attack", dash=False),
            Line("path_regulation", "", color="remit", x="path_attack", dash=False),
            Point("trigger", START_REGULATION, "start", color="remit", shape="square"),
            Point("health_attack", "health_regulation", "health", color="repair"),
            Point("disease_attack", "disease_regulation", "disease", color="harm", shape="diamond"),
        ],
        readouts=[
            Readout("edge", "attack that tips the balance", "", ".3f", missing="none"),
            Readout("end", "attack in the end", "", ".3f"),
        ],
        sentences=[
            "At susceptibility {susceptibility} only health is a state of rest: a trigger of "
            "{trigger} fades, and so would any other.",
            "The trigger of {trigger} stays below the ridge at {edge}: the attack fades and health "
            "returns. Disease is possible at susceptibility {susceptibility}, yet not reached.",
            "The trigger of {trigger} crosses the ridge at {edge}: the attack settles at {end} and "
            "stays there although the trigger is over.",
            "At susceptibility {susceptibility} health is no state of rest any more: every course, "
            "here from {trigger}, ends in disease at {end}.",
            "The trigger of {trigger} lies beyond the ridge at {edge}, yet it calls up so much "
            "regulation that the course swings round and health returns.",
        ],
        vectorised=True,
        presets={
            "Trigger met by a resistant person": {"susceptibility": 8, "trigger": 0.15},
            "Same trigger, more susceptible": {"susceptibility": 14, "trigger": 0.15},
            "More susceptible, smaller trigger": {"susceptibility": 14, "trigger": 0.04},
            "No health to return to": {"susceptibility": 17, "trigger": 0.02},
        },
        caption="Simulated. Equations and parameters: Baker and others 2013 (BioModels 550), made "
        "for the cytokines of rheumatoid arthritis; attack, regulation and susceptibility are our "
        "reading of them. Levels have no unit.",
    )
