"""Statistics of evidence: intervals, effects, pooled results and sample sizes, from counts."""

from regenmed.evidence.effects import Effect, compare
from regenmed.evidence.intervals import interval, rule_of_three, upper_bound
from regenmed.evidence.number_needed import NumberNeeded, nnt
from regenmed.evidence.pooling import Pooled, pool
from regenmed.evidence.proportions import pool_proportions
from regenmed.evidence.trial_size import power, sample_size

__all__ = [
    "Effect",
    "NumberNeeded",
    "Pooled",
    "compare",
    "interval",
    "nnt",
    "pool",
    "pool_proportions",
    "power",
    "rule_of_three",
    "sample_size",
    "upper_bound",
]
