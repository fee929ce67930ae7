"""Time of one call of the statistics that explorers and lessons repeat."""

import timeit

import numpy as np

from regenmed.dataset import load
from regenmed.evidence import compare, cox, interval, kaplan_meier, pool
from regenmed.facts import number


def milliseconds(call, repeats):
    return min(timeit.repeat(call, number=repeats, repeat=3)) / repeats * 1000


def main():
    random = np.random.default_rng(1)
    estimates, variances = random.normal(size=10), random.uniform(0.01, 0.1, size=10)
    trial = load("patients/pbc").dropna(subset=["arm"])
    time, dead = trial["time_days"].to_numpy(), (trial["status"] == "death").to_numpy()
    treated = (trial["arm"] == "d_penicillamine").to_numpy()
    rows = [
        ("interval, Wilson", lambda: interval(3, 55), 1000),
        ("interval, exact", lambda: interval(3, 55, method="exact"), 1000),
        ("compare", lambda: compare(3, 55, 34, 55), 1000),
        ("pool of 10, DL", lambda: pool(estimates, variances), 1000),
        ("pool of 10, REML", lambda: pool(estimates, variances, "REML"), 200),
        ("all 1024 subsets of 10, DL", lambda: pool_all_subsets(estimates, variances), 1),
        ("number by name", lambda: number("rd mist progression 24"), 1000),
        ("Kaplan-Meier of 312", lambda: kaplan_meier(time, dead), 50),
        ("Cox of 312", lambda: cox(time, dead, {"treated": treated}), 5),
    ]
    for label, call, repeats in rows:
        print(f"{label:28s} {milliseconds(call, repeats):9.3f} ms")


def pool_all_subsets(estimates, variances):
    for subset in range(1, 1 << len(estimates)):
        chosen = [bool(subset >> study & 1) for study in range(len(estimates))]
        pool(estimates[chosen], variances[chosen])


if __name__ == "__main__":
    main()
