import numpy as np
import pytest

from regenmed.models import cost_effectiveness as ce


@pytest.fixture(scope="module")
def chancellor():
    """The HIV model of Chancellor 1997: two drugs for two years, then one, against one drug."""
    moves = np.eye(4)
    moves[0] = np.array([1251, 350, 116, 17]) / 1734
    moves[1, 1:] = np.array([731, 512, 15]) / 1258
    moves[2, 2:] = np.array([1312, 437]) / 1749
    slowed = np.where(np.eye(4) == 1, 0, moves * 0.509)
    slowed += np.diag(1 - slowed.sum(axis=1))
    alive = np.array([1.0, 1.0, 1.0, 0.0])
    care = np.array([2756.0, 3052.0, 9007.0, 0.0]) + 2278 * alive
    how = {"start": [1, 0, 0, 0], "cycles": 20, "effects": alive, "cost_discount": 0.06}
    one = ce.markov(moves, costs=care, **how)
    two = ce.markov(
        lambda cycle: slowed if cycle < 2 else moves,
        costs=lambda cycle: care + 2086.5 * (cycle < 2) * alive,
        **how,
    )
    return one, two


def test_a_published_model_to_all_printed_digits(chancellor):
    one, two = chancellor
    assert one.cost == pytest.approx(44663.4535637, abs=5e-8)
    assert two.cost == pytest.approx(50601.6513312, abs=5e-8)
    assert one.effect == pytest.approx(7.9912066, abs=5e-8)
    assert two.effect == pytest.approx(8.9373889, abs=5e-8)
    compared = ce.icer(two.cost, two.effect, one.cost, one.effect)
    assert compared.ratio == pytest.approx(6275.95560, abs=5e-6)
    assert compared.verdict == "dearer and better"


def test_nobody_is_lost(chancellor):
    for cohort in chancellor:
        assert cohort.occupancy.shape == (21, 4)
        np.testing.assert_allclose(cohort.occupancy.sum(axis=-1), 1)


def test_half_cycle_counts_between_start_and_end():
    leaving = [[0.5, 0.5], [0.0, 1.0]]
    how = {"start": [1, 0], "cycles": 2, "costs": [100, 0], "effects": [1, 0]}
    at_end = ce.markov(leaving, **how)
    between = ce.markov(leaving, half_cycle=True, **how)
    assert at_end.effect == pytest.approx(0.5 + 0.25)
    assert between.effect == pytest.approx(0.75 + 0.375)
    discounted = ce.markov(leaving, half_cycle=True, cost_discount=0.1, **how)
    assert discounted.cost == pytest.approx(75 / 1.1**0.5 + 37.5 / 1.1**1.5)
    assert discounted.effect == pytest.approx(between.effect)


def test_as_many_parameter_sets_as_cycles_are_not_mistaken_for_cycles():
    stay = np.array([0.9, 0.8, 0.7])
    moves = np.zeros((3, 2, 2))
    moves[:, 0, 0], moves[:, 0, 1], moves[:, 1, 1] = stay, 1 - stay, 1
    cohort = ce.markov(moves, [1, 0], 3, costs=[1, 0], effects=[1, 0])
    np.testing.assert_allclose(cohort.effect, stay + stay**2 + stay**3)
    assert cohort.occupancy.shape == (4, 3, 2)


@pytest.mark.parametrize(
    ("new", "old", "verdict", "ratio"),
    [
        ((90, 5), (100, 4), "dominant", None),
        ((100, 5), (100, 4), "dominant", None),
        ((90, 4), (100, 4), "dominant", None),
        ((110, 4), (100, 5), "dominated", None),
        ((110, 4), (100, 4), "dominated", None),
        ((120, 5), (100, 4), "dearer and better", 20),
        ((80, 3), (100, 4), "cheaper and worse", 20),
        ((100, 4), (100, 4), "the same", None),
    ],
)
def test_verdicts(new, old, verdict, ratio):
    found = ce.icer(*new, *old)
    assert found.verdict == verdict
    assert np.isnan(found.ratio) if ratio is None else found.ratio == ratio


def test_acceptability_is_the_share_of_draws_worth_their_price():
    cost, effect = np.array([10.0, 10.0, -5.0, 10.0]), np.array([1.0, 0.5, 0.1, -1.0])
    np.testing.assert_allclose(ce.acceptability(cost, effect, [0, 15, 100]), [0.25, 0.5, 0.75])
    assert ce.net_benefit(10, 1, 15) == 5


def test_sampled_ratios_have_the_reported_interval():
    drawn = ce.sample_ratio(0.07, 0.02, 0.24, 200_000, seed=5)
    low, middle, high = np.percentile(drawn, [2.5, 50, 97.5])
    assert middle == pytest.approx(0.07, rel=0.01)
    assert [low, high] == pytest.approx([0.02, 0.24], rel=0.05)
    assert (drawn[:9] == ce.sample_ratio(0.07, 0.02, 0.24, 200_000, seed=5)[:9]).all()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"transition": [[0.5, 0.4], [0, 1]]}, "each row must add up to 1, not 0.9"),
        ({"transition": [[1.5, -0.5], [0, 1]]}, "transition must be from 0 to 1"),
        ({"transition": np.eye(3)}, "transition must have 2 rows and columns"),
        ({"start": [0.7, 0.7]}, "start must hold shares that add up to 1 or less, not 1.4"),
        ({"costs": [1, 2, 3]}, "costs must hold one number for each of 2 states"),
        ({"effects": [1, np.nan]}, "effects must hold one number for each of 2 states"),
        ({"cycles": 0}, "cycles must be from 1 to 10000, not 0"),
        ({"cost_discount": -0.1}, "cost_discount must be from 0 to 1"),
    ],
)
def test_bad_input_is_named(changed, message):
    good = {"transition": np.eye(2), "start": [1, 0], "cycles": 2, "costs": [1, 2]}
    with pytest.raises(ValueError, match=message):
        ce.markov(**{**good, "effects": [1, 0], **changed})


def test_bad_numbers_in_comparisons_are_named():
    with pytest.raises(ValueError, match="must be finite"):
        ce.icer(1, np.inf, 1, 1)
    with pytest.raises(ValueError, match="ratio must fulfil 0 < low"):
        ce.sample_ratio(0.5, 0.6, 0.9, 10, 1)
    with pytest.raises(ValueError, match="thresholds must be at least 0"):
        ce.acceptability([1], [1], [-5])
