"""Time of one call of the statistics that explorers and lessons repeat."""

import timeit

import numpy as np
from figures import Row, table

from regenmed.dataset import load
from regenmed.evidence import compare, cox, interval, kaplan_meier, pool
from regenmed.facts import number


def milliseconds(call, repeats):
    return min(timeit.repeat(call, number=repeats, repeat=3)) / repeats * 1000


def calls():
    """Give name -> (call, how often to repeat it)."""
    random = np.random.default_rng(1)
    estimates, variances = random.normal(size=10), random.uniform(0.01, 0.1, size=10)
    trial = load("patients/pbc").dropna(subset=["arm"])
    time, dead = trial["time_days"].to_numpy(), (trial["status"] == "death").to_numpy()
    treated = (trial["arm"] == "d_penicillamine").to_numpy()
    return {
        "interval_wilson": (lambda: interval(3, 55), 1000),
        "interval_exact": (lambda: interval(3, 55, method="exact"), 1000),
        "compare": (lambda: compare(3, 55, 34, 55), 1000),
        "pool_dl": (lambda: pool(estimates, variances), 1000),
        "pool_reml": (lambda: pool(estimates, variances, "REML"), 200),
        "pool_all_subsets": (lambda: pool_all_subsets(estimates, variances), 1),
        "named_number": (lambda: number("rd mist progression 24"), 1000),
        "kaplan_meier": (lambda: kaplan_meier(time, dead), 50),
        "cox": (lambda: cox(time, dead, {"treated": treated}), 5),
    }


def pool_all_subsets(estimates, variances):
    for subset in range(1, 1 << len(estimates)):
        chosen = [bool(subset >> study & 1) for study in range(len(estimates))]
        pool(estimates[chosen], variances[chosen])


def measure():
    """Give the rows of the table."""
    return [Row(name, milliseconds(call, repeats)) for name, (call, repeats) in calls().items()]


if __name__ == "__main__":
    print(table(measure()))
