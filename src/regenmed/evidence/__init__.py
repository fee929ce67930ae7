"""Statistics of evidence: intervals, effects, p values, pooled results, trial sizes, survival."""

from regenmed.evidence.competing_risks import cumulative_incidence
from regenmed.evidence.cox import cox
from regenmed.evidence.effects import Effect, compare
from regenmed.evidence.intervals import interval, rule_of_three, upper_bound
from regenmed.evidence.number_needed import NumberNeeded, nnt
from regenmed.evidence.pooling import Pooled, pool
from regenmed.evidence.proportions import pool_proportions
from regenmed.evidence.significance import Welch, chi_square_p, fisher_p, welch
from regenmed.evidence.survival import Curve, LogRank, kaplan_meier, log_rank
from regenmed.evidence.trial_size import power, sample_size

__all__ = [
    "Curve",
    "Effect",
    "LogRank",
    "NumberNeeded",
    "Pooled",
    "Welch",
    "chi_square_p",
    "compare",
    "cox",
    "cumulative_incidence",
    "fisher_p",
    "interval",
    "kaplan_meier",
    "log_rank",
    "nnt",
    "pool",
    "pool_proportions",
    "power",
    "rule_of_three",
    "sample_size",
    "upper_bound",
    "welch",
]
