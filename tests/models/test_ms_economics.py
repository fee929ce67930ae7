import numpy as np
import pytest
from scipy.linalg import expm

from regenmed.dataset import load
from regenmed.models import ms_economics as ms

# Utilities for mild, moderate and severe read in two surveys; the first state takes that of mild.
AUSTRALIA = [0.61, 0.61, 0.51, 0.40]
NEW_ZEALAND = [0.80, 0.80, 0.57, 0.14]
KNOWN = {
    "drug_price": 90_000.0,
    "transplant_cost": 85_184.0,
    "procedure_deaths": 0.003,
}


def test_yearly_matrix_holds_the_seven_reported_shares():
    matrix = ms.annual_matrix()
    np.testing.assert_allclose(np.diag(matrix), [0.5424, 0.8202, 0.6986, 0.7783], atol=2e-4)
    np.testing.assert_allclose(np.diag(matrix, 1), [0.4231, 0.1138, 0.0941], atol=2e-4)
    np.testing.assert_allclose(matrix.sum(axis=1), 1)
    known = [[0.0327, 0.0015], [0.1139, 0.0074], [0.6986, 0.0941], [0.1942, 0.7783]]
    np.testing.assert_allclose(matrix[:, 2:], known, atol=6e-5)


def test_the_reported_shares_are_those_of_the_dataset():
    moves = load("health_states").query("measure == 'yearly_move'")
    moves = moves.set_index(["state_from", "state_to"]).value / 100
    states = ms.STATES
    np.testing.assert_allclose([moves[state, state] for state in states], ms.STAY, atol=1e-9)
    worse = [moves[pair] for pair in zip(states, states[1:], strict=False)]
    np.testing.assert_allclose(worse, ms.WORSEN, atol=1e-9)
    assert len(moves) == 7


def test_rates_are_those_that_fit():
    worsening, improving = ms.fit_rates()
    np.testing.assert_allclose(worsening, ms.WORSENING, rtol=1e-6)
    np.testing.assert_allclose(improving, ms.IMPROVING, rtol=1e-6)
    np.testing.assert_allclose(ms.WORSENING, [0.6441, 0.1533, 0.1295], atol=6e-5)
    np.testing.assert_allclose(ms.IMPROVING, [0.0891, 0.2685, 0.2672], atol=6e-5)


@pytest.mark.parametrize("hazard_ratio", [0.0, 0.07, 1.0, 30.0])
def test_the_matrix_is_the_exponential_of_the_rates(hazard_ratio):
    rates = np.diag(ms.WORSENING * hazard_ratio, 1) + np.diag(ms.IMPROVING, -1)
    rates -= np.diag(rates.sum(axis=1))
    np.testing.assert_allclose(ms.annual_matrix(hazard_ratio), expm(rates), atol=1e-12)


@pytest.mark.parametrize(("utility", "gain"), [(AUSTRALIA, 0.09), (NEW_ZEALAND, 0.25)])
def test_transplant_dominates_in_sign_as_published(utility, gain):
    cost, effect = ms.difference(utility=utility, hazard_ratio=0.07, **KNOWN)
    assert cost == pytest.approx(-328_000, abs=500)
    assert effect == pytest.approx(gain, abs=0.005)


def test_without_effect_only_the_deaths_remain():
    cost, effect = ms.difference(utility=NEW_ZEALAND, hazard_ratio=1.0, **KNOWN)
    assert -0.02 < effect < 0 and cost < 0


def test_the_price_of_the_drug_drives_the_result():
    cheap = ms.difference(utility=AUSTRALIA, hazard_ratio=0.07, **{**KNOWN, "drug_price": 4_000.0})
    assert cheap[0] > 0
    low, high = ms.break_even_years(85_184, [100_000, 80_000])
    assert [low, high] == pytest.approx([0.85, 1.06], abs=0.006)


def test_a_grid_equals_its_points():
    ratios, prices = np.array([[0.02], [0.07], [0.24]]), np.array([4_000.0, 90_000.0])
    how = {**KNOWN, "drug_price": prices}
    cost, effect = ms.difference(utility=NEW_ZEALAND, hazard_ratio=ratios, **how)
    assert np.broadcast(cost, effect).shape == (3, 2)
    one = ms.difference(utility=NEW_ZEALAND, hazard_ratio=0.07, **KNOWN)
    np.testing.assert_allclose([np.broadcast_to(cost, (3, 2))[1, 1], effect[1, 0]], one)


def test_utilities_lie_on_a_line():
    found = ms.utilities([0.846, 0.702], [0.025, 0.529])
    assert found.shape == (2, 4)
    np.testing.assert_allclose(found[:, [0, 3]], [[0.846, 0.025], [0.702, 0.529]])
    assert found[0, 2] == pytest.approx(0.846 - 5 / 8 * 0.821)


def test_draws_keep_to_what_they_are_given():
    drawn = ms.draw_parameters(
        4000,
        seed=2,
        hazard_ratio=(0.07, 0.02, 0.24),
        deaths=(0, 55),
        drug_price=(80_000, 100_000),
        transplant_cost=(70_635, 85_184, 120_260),
        utility_at_none=(0.702, 0.846),
        utility_at_edss_8=(0.529, 0.025),
    )
    assert np.median(drawn["hazard_ratio"]) == pytest.approx(0.07, rel=0.05)
    assert drawn["procedure_deaths"].mean() == pytest.approx(0.5 / 56, rel=0.1)
    assert drawn["drug_price"].min() >= 80_000 and drawn["drug_price"].max() <= 100_000
    # High utility at EDSS 0 goes with low utility at EDSS 8: it is one questionnaire.
    assert np.corrcoef(drawn["utility"][:, 0], drawn["utility"][:, 3])[0, 1] < -0.999
    cost, effect = ms.difference(**drawn)
    assert cost.shape == effect.shape == (4000,)
    assert (cost < 0).all() and 0.9 < (effect > 0).mean() <= 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"hazard_ratio": -0.1}, "hazard_ratio must be from 0 to 100, not -0.1"),
        ({"procedure_deaths": 2}, "procedure_deaths must be from 0 to 1, not 2"),
        ({"drug_price": -1}, "drug_price must be at least 0"),
        ({"utility": [1, 1, 1]}, "start and utility must each hold four numbers"),
        ({"years": 0}, "years must be from 1 to 100, not 0"),
    ],
)
def test_bad_input_is_named(changed, message):
    with pytest.raises(ValueError, match=message):
        ms.difference(**{"utility": AUSTRALIA, "hazard_ratio": 0.07, **KNOWN, **changed})
