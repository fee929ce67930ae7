"""Transplant against drugs in multiple sclerosis: what decides the verdict? (lesson 10)."""

import re

import numpy as np

from regenmed.dataset import load
from regenmed.facts import effect, outcome
from regenmed.models import ms_economics as ms
from regenmed.models.cost_effectiveness import icer, sample_ratio
from regenmed.page import Axis, Choice, Explorer, Line, Point, Readout, Rule, Slider

SURVEYS = ("EQ-5D", "SF-6D")
DRAWS = 40
LIMIT = 150_000  # US$ a QALY, the limit named with the model of cart_fl2023 in the costs table
SEED = 20
LEAST_GAIN = -1.0  # QALYs at the left edge of the picture; what is lost beyond stands there
VERDICTS = ("dominant", "dominated", "dearer and better", "cheaper and worse", "the same")
DEARER_AND_BETTER = VERDICTS.index("dearer and better")


def _price(source: str, item: str) -> float:
    return float(_row(source, item)["amount"])


def _row(source: str, item: str):
    costs = load("costs")
    rows = costs[(costs["source_id"] == source) & costs["item"].str.contains(item)]
    if len(rows) != 1:
        raise ValueError(f"costs: {len(rows)} rows of {source} with {item!r}, needs one")
    return rows.iloc[0]


def _range(source: str, item: str, middle: float) -> tuple[float, float, float]:
    """Give (low, middle, high) with the range that the row's detail prints."""
    low, high = re.search(r"range ([\d,]+)-([\d,]+)", _row(source, item)["detail"]).groups()
    return float(low.replace(",", "")), middle, float(high.replace(",", ""))


def _ends(survey: str) -> tuple[float, float]:
    """Give the utilities at EDSS 0 and 8 that one questionnaire gave (hawton2016)."""
    states = load("health_states")
    rows = states[(states["source_id"] == "hawton2016") & (states["unit"] == survey)]
    found = rows[rows["measure"] == "utility"].set_index("state_from")["value"]
    return float(found.loc["0"]), float(found.loc["8"])


def cost_effectiveness_plane() -> Explorer:
    """The explorer of lesson 10: the price of the drug decides, and the questionnaire."""
    hazard = effect("mist", "progression", "hr", 24)
    ratio, low, high = (float(hazard[key]) for key in ("estimate", "ci_low", "ci_high"))
    deaths = outcome("mist", "hsct", "treatment_related_death", 24)
    transplant = _price("hsctus2020", "autologous HSCT")
    drug = _price("hsctus2020", "drugs, high")
    rituximab = _price("ritux_icer2022", "low")
    utility = np.array([ms.utilities(*_ends(survey)) for survey in SURVEYS])
    spread = sample_ratio(ratio, low, high, DRAWS, SEED) / ratio
    events, people = int(deaths["events"]), int(deaths["n"])
    random = np.random.default_rng(SEED)
    risk = random.beta(events + 0.5, people - events + 0.5, DRAWS)
    stays = random.triangular(*_range("hsctus2020", "autologous HSCT", transplant), DRAWS)

    def plane(price, hazard_ratio, years, survey):
        """Give the differences in cost (1000 US$) and QALYs, at the centre and in 40 draws.

        `price_per_qaly`: the ratio where QALYs are bought, not where they are sold.
        """
        answers = [
            _differences(*row) for row in zip(price, hazard_ratio, years, survey, strict=True)
        ]
        cost, gain, costs, gains = (np.array(part) for part in zip(*answers, strict=True))
        compared = [icer(c, g, 0, 0) for c, g in zip(1000 * cost, gain, strict=True)]
        worth = (gains * LIMIT > 1000 * costs).mean(axis=1)
        ratio = np.array([c.ratio for c in compared]) / 1000
        case = np.array([VERDICTS.index(c.verdict) for c in compared])
        return {
            "cost": cost,
            "gain": gain,
            "saved": -cost,
            "lost": -gain,
            "costs": costs,
            "gains": np.maximum(gains, LEAST_GAIN),
            "ratio": ratio,
            "price_per_qaly": np.where(case == DEARER_AND_BETTER, ratio, np.nan),
            "worth": 100 * worth,
            "case": case,
        }

    def _differences(price, hazard_ratio, years, survey):
        draws = {
            "hazard_ratio": np.append(hazard_ratio, hazard_ratio * spread),
            "procedure_deaths": np.append((events + 0.5) / (people + 1), risk),
        }
        cost, gain = ms.difference(
            utility=utility[int(survey)],
            drug_price=price,
            transplant_cost=np.append(transplant, stays),
            years=round(years),
            **draws,
        )
        cost = cost / 1000
        return cost[0], gain[0], cost[1:], gain[1:]

    return Explorer(
        plane,
        {
            "price": Slider(
                rituximab, drug, 8, "Drug price a year", "$", drug, True, ",.0f", "log"
            ),
            "hazard_ratio": Slider(
                ratio, 1.0, 4, "Worsening after transplant, times that on drugs", start=ratio
            ),
            "years": Slider(2, 11, 4, "Years counted", start=5),
            "survey": Choice("Questionnaire for quality of life", SURVEYS),
        },
        name="cost-effectiveness-plane",
        title="Cheaper and better?",
        x=Axis("QALYs gained by the transplant", low=LEAST_GAIN, high=1.5),
        y=Axis("Extra cost of the transplant (1000 US$)", low=-900, high=200),
        marks=[
            Rule(0.0, "", axis="x", color="neutral"),
            Rule(0.0, "", axis="y", color="neutral"),
            Line([-30.0, 165.0], "$150,000 a QALY", x=[-0.2, 1.1], color="neutral", dash=True),
            Point("gains", "costs", color="retrain", name="draws"),
            Point("gain", "cost", "best guess", color="remit", shape="diamond"),
        ],
        readouts=[
            Readout("gain", "QALYs gained by a person", "", ".2f"),
            Readout("cost", "extra cost a person, 1000 US$", "", ",.0f"),
            Readout(
                "price_per_qaly", "1000 US$ for one QALY gained", "", ",.0f", missing="no ratio"
            ),
            Readout("worth", "of the draws worth $150,000 a QALY", "%", ".0f"),
        ],
        sentences=[
            "With drugs at ${price} a year the transplant dominates over {years:.0f} years: "
            "${saved:,.0f} thousand cheaper and {gain} QALYs better ({survey}).",
            "With drugs at ${price} a year the transplant is dominated over {years:.0f} years: "
            "dearer and no better, {gain} QALYs ({survey}).",
            "With drugs at ${price} a year the transplant costs more and gains {gain} QALYs over "
            "{years:.0f} years ({survey}): ${ratio:,.0f} thousand for one QALY.",
            "With drugs at ${price} a year the transplant saves ${saved:,.0f} thousand over "
            "{years:.0f} years and loses {lost} QALYs ({survey}): ${ratio:,.0f} thousand saved "
            "for each.",
            "Both cost and give the same.",
        ],
        vectorised=True,
        presets={
            "As in MIST, US list prices": {"price": drug, "hazard_ratio": ratio},
            "Against cheap rituximab": {"price": rituximab, "hazard_ratio": ratio},
            "The other questionnaire": {"price": rituximab, "hazard_ratio": ratio, "survey": 1},
            "No effect on disability": {"price": drug, "hazard_ratio": 1.0},
        },
        caption="Simulated. Yearly moves between disability states: Campbell 2024 (MSBase), our "
        f"fit. Hazard ratio {ratio:g} ({low:g} to {high:g}): MIST; its interval, the chance "
        f"of a death of the procedure (none of {people}) and the range of its cost make the cloud. "
        f"Transplant ${transplant:,.0f} (Chicago), utilities UK 2016, straight between EDSS 0 and "
        "8. One effect for all years, no drugs after transplant, no relapses and no later deaths "
        "are our assumptions. Dashed: 150,000 dollars a QALY. A draw that loses more than one QALY "
        "stands at the left edge.",
    )
