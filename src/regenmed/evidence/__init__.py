"""Statistics of evidence: intervals, effects and pooled results from counts."""

from regenmed.evidence.effects import Effect, compare
from regenmed.evidence.intervals import interval, rule_of_three, upper_bound
from regenmed.evidence.number_needed import NumberNeeded, nnt

__all__ = [
    "Effect",
    "NumberNeeded",
    "compare",
    "interval",
    "nnt",
    "rule_of_three",
    "upper_bound",
]
