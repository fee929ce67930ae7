import numpy as np
import pytest

from regenmed.explorers.reset_clock import reset_clock, reset_course


def one(orders, rule):
    answers = reset_course(np.array([float(orders)]), np.array([float(rule)]))
    return {key: value[0] for key, value in answers.items()}


def test_ten_times_deeper_buys_about_a_month():
    back = [one(orders, 1.5)["back"] for orders in (1, 2, 3, 4)]
    np.testing.assert_allclose(back, [26, 58, 90, 121], atol=1)


@pytest.mark.parametrize(("orders", "rule", "case"), [(2, 1.5, 0), (4, 1.1, 1), (0.5, 0.8, 2)])
def test_cases(orders, rule, case):
    assert one(orders, rule)["case"] == case


def test_curves_are_percent_of_before():
    answers = one(2, 1.5)
    assert answers["effectors"][0] == pytest.approx(answers["left"]) == pytest.approx(1.0)
    assert answers["effectors"][-1] == pytest.approx(100, abs=0.5)
    assert one(0.5, 0.8)["last"] < 1


def test_at_r0_of_one_the_attack_is_not_said_to_grow():
    explorer = reset_clock()
    told = {}
    for rule in (0.5, 0.8, 1.0, 1.1):
        case = int(explorer.compute(orders=0.5, rule=rule)["case"])
        told[rule] = explorer.spec["sentences"][case]
    assert "one in 100,000" in told[0.5] and "% of the effector cells" in told[0.8]
    assert "neither takes off nor dies out" in told[1.0] and "never ends" in told[1.1]
