"""Two states of rest and the ridge between them: susceptibility and trigger (lesson 1)."""

import numpy as np

from regenmed.models import tolerance
from regenmed.page import Axis, Explorer, Line, Point, Readout, Slider

START_REGULATION = 0.01  # calm: close to the healthy state at every susceptibility
LEVELS = np.geomspace(0.007, 4.0, 1500)
GAP = 0.042  # an attack at which, while health and disease both exist, nothing rests
TIMES = np.concatenate([np.linspace(0, 60, 1201), np.linspace(62, 400, 40)])
PATH_TIME = 40.0  # the path is drawn so far: later it only circles closer to where it ends
PATH_POINTS, RIDGE_POINTS, LOW_POINTS, HIGH_POINTS = 44, 28, 8, 19
LEAST = 0.003  # lowest level drawn
WINDOW = (1.5, 4.6)


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
    early = TIMES <= PATH_TIME
    path = _drawn(course.attack[early], course.regulation[early], PATH_POINTS)
    kinds, which = np.unique(susceptibility, return_inverse=True)
    still = _still(kinds)
    ridge = tolerance.separatrix(kinds, WINDOW, 300)
    ridge_line = _drawn(*ridge[:, ::-1], RIDGE_POINTS)
    states = {name: tolerance.branch(name, kinds) for name in ("health", "saddle", "disease")}
    edge = _ridge_at_start(ridge, states["saddle"])[which]
    low, high = tolerance.bistable_range()
    bistable = (susceptibility > low) & (susceptibility < high)
    back = np.where(trigger > edge, 4, 1)
    case = np.where(course.recovered, back, 2)
    case = np.where(bistable, case, np.where(susceptibility < low, 0, 3))
    return {
        "path_attack": path[0],
        "path_regulation": path[1],
        "still_attack": still[0][which],
        "still_regulation": still[1][which],
        "ridge_attack": ridge_line[0][which],
        "ridge_regulation": ridge_line[1][which],
        "edge": edge,
        "end": course.attack[-1],
        "health_attack": states["health"][0][which],
        "health_regulation": states["health"][1][which],
        "disease_attack": states["disease"][0][which],
        "disease_regulation": states["disease"][1][which],
        "case": case,
    }


def _drawn(
    attack: np.ndarray, regulation: np.ndarray, points: int
) -> tuple[np.ndarray, np.ndarray]:
    """Pick points of each path, (T, G) to (G, points), for two log axes; NaN where it has none.

    They lie evenly along the drawn line, and closer where it turns.
    """
    picked = np.full((2, attack.shape[1], points), np.nan)
    for column in range(attack.shape[1]):
        path = np.stack([attack[:, column], regulation[:, column]])
        path = np.log(path[:, np.all(path > LEAST, axis=0)])
        if path.shape[1] < 3:
            continue
        step = np.diff(path, axis=1)
        turn = np.abs(np.diff(np.unwrap(np.arctan2(step[1], step[0])), prepend=0.0))
        turn[0] = 0.0
        length = np.hypot(*step)
        turn[length < 1e-3] = 0.0  # at rest there is no direction
        way = np.append(0.0, np.cumsum(length + 0.6 * np.minimum(turn, 1.0)))
        share = np.linspace(0, way[-1], points)
        picked[:, column] = np.exp([np.interp(share, way, line) for line in path])
    return picked[0], picked[1]


def _still(alpha2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the line on which attack stands still, below and above the gap, NaN between."""
    regulation = tolerance.nullclines(LEVELS, alpha2)[1]
    attack = LEVELS[:, None] + 0 * regulation
    regulation = np.nan_to_num(regulation)
    low = _drawn(attack, np.where(attack < GAP, regulation, 0.0), LOW_POINTS)
    high = _drawn(attack, np.where(attack < GAP, 0.0, regulation), HIGH_POINTS)
    between = np.full((len(alpha2), 1), np.nan)
    return tuple(np.hstack([a, between, b]) for a, b in zip(low, high, strict=True))


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
    levels = np.geomspace(4.0, 0.0147, 34)
    calm = tolerance.nullclines(levels)[0]
    return Explorer(
        trigger_course,
        {
            "susceptibility": Slider(6, 17, 12, "Susceptibility", start=10, format=".0f"),
            "trigger": Slider(
                0.02, 0.6, 12, "Trigger: attack at the start", start=0.15, scale="log", format=".3f"
            ),
        },
        name="phase-plane",
        title="One trigger, two fates",
        x=Axis("Attack", low=0.007, high=4, scale="log", ticks=(0.01, 0.03, 0.1, 0.3, 1, 3)),
        y=Axis("Regulation", low=LEAST, high=5, scale="log", ticks=(0.01, 0.1, 1), format=""),
        marks=[
            Line(calm, "regulation at rest", "retrain", x=levels, dash=True),
            Line("still_regulation", "attack at rest", "neutral", x="still_attack", dash=True),
            Line("ridge_regulation", "ridge", color="harm", x="ridge_attack", dash=False),
            Line("path_regulation", color="remit", x="path_attack", dash=False, name="course"),
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
            "The trigger of {trigger} stays below the ridge at {edge}: the attack fades and "
            "health returns. Disease is possible at susceptibility {susceptibility}, yet not "
            "reached.",
            "The trigger of {trigger} crosses the ridge at {edge}: the attack settles at {end} "
            "and stays there although the trigger is over.",
            "At susceptibility {susceptibility} health is no state of rest any more: every "
            "course, here from {trigger}, ends in disease at {end}.",
            "The trigger of {trigger} lies beyond the ridge at {edge}, yet it calls up so much "
            "regulation that the course swings round and health returns.",
        ],
        vectorised=True,
        presets={
            "Trigger met by a resistant person": {"susceptibility": 10, "trigger": 0.093},
            "Same trigger, more susceptible": {"susceptibility": 14, "trigger": 0.093},
            "More susceptible, smaller trigger": {"susceptibility": 14, "trigger": 0.04},
            "No health to return to": {"susceptibility": 17, "trigger": 0.02},
        },
        caption="Simulated. Equations and parameters: Baker and others 2013 (BioModels 550), made "
        "for the cytokines of rheumatoid arthritis; reading them as attack, regulation "
        "and susceptibility is our assumption. Levels have no unit.",
    )
