"""Stem cell transplant against continued drugs in multiple sclerosis: costs and quality of life.

Disability moves between four states of the EDSS scale: none (0), mild (1 to 3.5), moderate (4 to
6) and severe (6.5 to 9.5). Source of the yearly moves: Campbell and others 2024,
Pharmacoeconomics, doi 10.1007/s40273-024-01417-4, abstract (MSBase registry, 6369 people, most of
them treated: this is not the natural course). The abstract gives seven numbers; a chain in which
disability moves to a neighbouring state at a time reproduces them within 0.0002 and fills the rest
of the matrix (our computation).

Assumptions of this course: a transplant multiplies the rates of worsening by one hazard ratio for
all years; it costs once and ends the drug bill; deaths of the procedure happen at once; nobody dies
otherwise, relapses and side effects carry no price. Prices and utilities are given by the caller.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regenmed.models.cost_effectiveness import Cohort, markov, sample_ratio
from regenmed.models.ranges import whole, within

Array = NDArray[np.float64]

STATES = ("none", "mild", "moderate", "severe")
EDSS = np.array([0.0, 2.25, 5.0, 8.0])  # middle of each state on the EDSS scale
# Shares a year later, Campbell 2024: staying in each state, and moving one state up.
STAY = np.array([0.5424, 0.8202, 0.6986, 0.7783])
WORSEN = np.array([0.4231, 0.1138, 0.0941])
# Rates a year that reproduce these seven shares (found by fit_rates).
WORSENING = np.array([0.64410207, 0.15333729, 0.12949212])
IMPROVING = np.array([0.08906359, 0.26853561, 0.26717853])


def annual_matrix(hazard_ratio: ArrayLike = 1.0) -> Array:
    """Give the yearly probabilities between the four states: shape hazard_ratio.shape + (4, 4)."""
    return _matrix(WORSENING * within("hazard_ratio", hazard_ratio, 0, 100)[..., None], IMPROVING)


def _matrix(worsening: Array, improving: Array) -> Array:
    """Turn rates into probabilities: the exponential of the rate matrix, by Taylor and squaring."""
    worsening, improving = np.broadcast_arrays(worsening, improving)
    rates = np.zeros((*worsening.shape[:-1], 4, 4))
    upper, lower = np.arange(3), np.arange(1, 4)
    rates[..., upper, lower] = worsening
    rates[..., lower, upper] = improving
    rates[..., np.arange(4), np.arange(4)] = -rates.sum(-1)
    halvings = max(0, int(np.ceil(np.log2(max(np.abs(rates).max(), 1e-9)))) + 4)
    small = rates / 2**halvings
    term = matrix = np.broadcast_to(np.eye(4), rates.shape)
    for power in range(1, 12):
        term = term @ small / power
        matrix = matrix + term
    for _ in range(halvings):
        matrix = matrix @ matrix
    return matrix


def fit_rates(stay: ArrayLike = STAY, worsen: ArrayLike = WORSEN) -> tuple[Array, Array]:
    """Give the yearly (worsening, improving) rates, three each, nearest to the reported shares."""
    from scipy.optimize import least_squares  # heavy: only needed to repeat the fit

    stay, worsen = within("stay", stay, 0, 1), within("worsen", worsen, 0, 1)

    def misses(logs):
        matrix = _matrix(np.exp(logs[:3]), np.exp(logs[3:]))
        return np.concatenate([np.diag(matrix) - stay, np.diag(matrix, 1) - worsen])

    start = np.log([0.5, 0.2, 0.2, 0.2, 0.2, 0.2])
    rates = np.exp(least_squares(misses, start, xtol=1e-14, ftol=1e-14, gtol=1e-14).x)
    return rates[:3], rates[3:]


def utilities(at_none: ArrayLike, at_edss_8: ArrayLike) -> Array:
    """Give the utility of the four states on a straight line from EDSS 0 to 8: shape (…, 4).

    The straight line is an assumption: the surveys give their ends only.
    """
    at_none = within("at_none", at_none, -1, 1)[..., None]
    at_edss_8 = within("at_edss_8", at_edss_8, -1, 1)[..., None]
    return at_none + (at_edss_8 - at_none) * EDSS / EDSS[-1]


def cohorts(
    *,
    utility: ArrayLike,
    drug_price: ArrayLike,
    transplant_cost: ArrayLike,
    hazard_ratio: ArrayLike,
    procedure_deaths: ArrayLike,
    years: int = 5,
    discount: float = 0.035,
    start: ArrayLike = (0.0, 1.0, 0.0, 0.0),
) -> tuple[Cohort, Cohort]:
    """Give the cohorts (transplant, drugs), costs in the caller's money and effects in QALYs.

    utility: the four states, (…, 4). drug_price a year, transplant_cost once, procedure_deaths as
    a share, hazard_ratio of worsening after transplant. These broadcast over "…". start: shares of
    the four states at entry (all mild: an assumption). Each year is counted by the
    mean of its start and end.
    """
    years = whole("years", years, 1, 100)
    utility = within("utility", utility, -1, 1)
    drug_price = within("drug_price", drug_price, 0)
    transplant_cost = within("transplant_cost", transplant_cost, 0)
    deaths = within("procedure_deaths", procedure_deaths, 0, 1)[..., None]
    start = within("start", start, 0, 1)
    if start.shape[-1] != 4 or utility.shape[-1] != 4:
        raise ValueError("start and utility must each hold four numbers, one a state")
    how = {"effects": utility, "cost_discount": discount, "effect_discount": discount}
    how["half_cycle"] = True
    drugs = markov(annual_matrix(), start, years, costs=drug_price[..., None] * np.ones(4), **how)
    transplant = markov(
        annual_matrix(hazard_ratio), start * (1 - deaths), years, costs=np.zeros(4), **how
    )
    paid_once = transplant.cost + transplant_cost
    return Cohort(paid_once, transplant.effect, transplant.occupancy), drugs


def difference(**parameters) -> tuple[Array, Array]:
    """Give (cost, QALYs) of transplant minus drugs; the parameters are those of `cohorts`."""
    transplant, drugs = cohorts(**parameters)
    return transplant.cost - drugs.cost, transplant.effect - drugs.effect


def break_even_years(transplant_cost: ArrayLike, drug_price: ArrayLike) -> Array:
    """Give the years after which the drugs have cost as much as the transplant, undiscounted."""
    return within("transplant_cost", transplant_cost, 0) / within("drug_price", drug_price, 1e-9)


def draw_parameters(
    n: int,
    seed: int,
    *,
    hazard_ratio: tuple[float, float, float],
    deaths: tuple[int, int],
    drug_price: tuple[float, float],
    transplant_cost: tuple[float, float, float],
    utility_at_none: tuple[float, float],
    utility_at_edss_8: tuple[float, float],
) -> dict[str, Array]:
    """Draw `n` sets of parameters for `difference` (seeded), to carry the uncertainty through.

    hazard_ratio: estimate, low and high of its 95 % interval (log-normal). deaths: events and n
    (beta law, half an event added to each side). drug_price: low and high (uniform).
    transplant_cost: low, most likely, high (triangular). The two utilities: their values by two
    questionnaires; one share between the two is drawn for both (uniform). The laws are assumptions.
    """
    n = whole("n", n, 1, 1_000_000)
    events, people = deaths
    within("deaths", events, 0, people)
    random = np.random.default_rng([seed, 1])
    share = random.random(n)[:, None]
    none, severe = np.array(utility_at_none), np.array(utility_at_edss_8)
    at_ends = [low + share[:, 0] * (high - low) for low, high in (none, severe)]
    return {
        "hazard_ratio": sample_ratio(*hazard_ratio, n, seed),
        "procedure_deaths": random.beta(events + 0.5, people - events + 0.5, n),
        "drug_price": random.uniform(*drug_price, n),
        "transplant_cost": random.triangular(*transplant_cost, n),
        "utility": utilities(*at_ends),
    }
