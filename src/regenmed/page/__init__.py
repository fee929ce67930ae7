"""What a reader touches: explorers, forests, people, fact boxes, quizzes."""

from regenmed.page.explorer import Explorer, Readout
from regenmed.page.grid import Choice, Slider
from regenmed.page.marks import Axis, Band, Bars, Line, Point, Rule

__all__ = [
    "Axis",
    "Band",
    "Bars",
    "Choice",
    "Explorer",
    "Line",
    "Point",
    "Readout",
    "Rule",
    "Slider",
]
