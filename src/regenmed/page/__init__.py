"""What a reader touches: explorers, forests, people, fact boxes, quizzes."""

from regenmed.page.explorer import Explorer, Readout
from regenmed.page.fact_box import fact_box
from regenmed.page.forest import Forest, ForestRow
from regenmed.page.grid import Choice, Slider
from regenmed.page.marks import Axis, Band, Bars, Line, Point, Rule
from regenmed.page.people import People, PeopleOutcome
from regenmed.page.progress import Progress
from regenmed.page.quiz import Quiz

__all__ = [
    "Axis",
    "Band",
    "Bars",
    "Choice",
    "Explorer",
    "Forest",
    "ForestRow",
    "Line",
    "People",
    "PeopleOutcome",
    "Point",
    "Progress",
    "Quiz",
    "Readout",
    "Rule",
    "Slider",
    "fact_box",
]
