"""What a reader touches: explorers, forests, people, fact boxes, quizzes."""

from regenmed.page.explorer import Explorer, Readout
from regenmed.page.grid import Choice, Slider
from regenmed.page.marks import Axis, Band, Bars, Line, Point, Rule
from regenmed.page.progress import Progress
from regenmed.page.quiz import Quiz

__all__ = [
    "Axis",
    "Band",
    "Bars",
    "Choice",
    "Explorer",
    "Line",
    "Point",
    "Progress",
    "Quiz",
    "Readout",
    "Rule",
    "Slider",
]
