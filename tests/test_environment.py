"""What Binder installs stays small."""

from bench_facts import environment_megabytes
from figures import budgets


def test_the_pinned_packages_fit_the_budget():
    size = environment_megabytes()
    assert size > 100
    assert budgets()["environment"].verdict(size) == "holds", size
