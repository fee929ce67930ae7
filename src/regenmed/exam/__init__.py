"""The instructor's exam: a pool of items with computed keys, drawn, printed and exported.

`pool` gives the items, `draw` the students' papers, `export` writes them as Moodle XML, GIFT,
Canvas QTI, printable papers or keys. `python -m regenmed exam` does all three.
"""

from regenmed.exam.export import FORMATS, export
from regenmed.exam.paper import Paper, draw
from regenmed.exam.pool import ORIGINS, pool

__all__ = ["FORMATS", "ORIGINS", "Paper", "draw", "export", "pool"]
