"""Look-ups in the dataset, and numbers by name for quizzes, running text and tests.

`number(call)` computes one number from a call in one line. Words are separated by spaces, a word
with spaces stands in double quotes; `[months]` may be left out when one time is reported.

| call | gives |
|---|---|
| `events STUDY ARM OUTCOME [months]`, `n …` | people with the event, people in the arm |
| `percent STUDY ARM OUTCOME [months]` | 100 × events / n, or the reported percent without counts |
| `low STUDY ARM OUTCOME [months] [wilson or exact]`, `high …` | 95 % interval of it, in percent |
| `value STUDY ARM OUTCOME [months]` | the reported value, in the row's unit |
| `value_low …`, `value_high …` | the reported interval of that value |
| `effect STUDY OUTCOME MEASURE [months]` | the reported estimate |
| `effect_low …`, `effect_high …` | its reported interval |
| `rd STUDY OUTCOME [months]`, `rd_low …`, `rd_high …` | treated minus control, percentage points |
| `rr STUDY OUTCOME [months]`, `rr_low …`, `rr_high …` | risk ratio, treated over control |
| `or STUDY OUTCOME [months]`, `or_low …`, `or_high …` | odds ratio, treated over control |
| `nnt STUDY OUTCOME [months]`, `nnt_low …`, `nnt_high …` | number needed (always positive) |
| `arm_n STUDY ARM` | people in the arm |
| `n_total STUDY`, `followup STUDY` | people in the study, median follow-up in months |

Options follow as `name=value`: `detail="ACR50"` picks a row, also of effects, by its
`measure_detail` (without it, the row that has none is taken first),
`comparison="hsct vs cyc"` one of several reported comparisons, `treated=ifx5 control=placebo` the
arms of a trial that has more than two. Differences of risk and numbers needed take the counts as
they are and carry Newcombe's interval; ratios follow `regenmed.evidence.compare`.
"""

from regenmed.facts.lookup import TwoArms, effect, outcome, two_arms
from regenmed.facts.named_numbers import COMPUTATIONS, number

__all__ = ["COMPUTATIONS", "TwoArms", "effect", "number", "outcome", "two_arms"]
