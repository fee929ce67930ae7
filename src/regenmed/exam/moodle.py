"""Moodle XML: multichoice and numerical questions with feedback for every option.

Format: Moodle documentation, "Moodle XML format"; weights are those that Moodle accepts (per cent
with five decimals).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from regenmed.exam.pool import source_of
from regenmed.exam.wording import feedback_html, number_text, reasons_html, stem_html
from regenmed.page.bank import Item
from regenmed.page.rich_text import rich_html

CATEGORY = "$course$/top/Repair, Retrain, Remit"


def moodle_xml(items: tuple[Item, ...]) -> bytes:
    """Give the items as a Moodle XML file (UTF-8), each in its lesson's category."""
    quiz = ET.Element("quiz")
    lesson = ""
    for item in sorted(items, key=lambda item: item.lesson):
        if item.lesson != lesson:
            lesson = item.lesson
            category = ET.SubElement(quiz, "question", type="category")
            _text(category, "category", f"{CATEGORY}/{lesson}")
        _question(quiz, item)
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="utf-8", xml_declaration=True) + b"\n"


def weights(item: Item) -> tuple[float, float]:
    """Give the per cent of the mark for a right and for a wrong choice.

    Each right one of several earns its share, each wrong one costs its share, so that ticking all
    earns nothing.
    """
    if item.type != "multiple":
        return 100.0, 0.0
    right = sum(option.correct for option in item.options)
    return 100 / right, -100 / (len(item.options) - right)


def weight_text(value: float) -> str:
    """Write a weight as Moodle's list has it: 100, 33.33333, -50."""
    return f"{value:.5f}".rstrip("0").rstrip(".")


def _question(quiz: ET.Element, item: Item) -> None:
    kind = "numerical" if item.type == "numeric" else "multichoice"
    question = ET.SubElement(quiz, "question", type=kind)
    _text(question, "name", item.id)
    _text(question, "questiontext", stem_html(item), format="html")
    _text(question, "generalfeedback", reasons_html(item, source_of), format="html")
    plain = {"defaultgrade": "1", "penalty": "0.3333333", "hidden": "0", "idnumber": item.id}
    for name, value in plain.items():
        ET.SubElement(question, name).text = value
    if item.type == "numeric":
        _numbers(question, item)
    else:
        _choices(question, item)
    tags = ET.SubElement(question, "tags")
    for tag in (item.lesson, item.objective):
        _text(tags, "tag", tag)


def _choices(question: ET.Element, item: Item) -> None:
    single = "true" if item.type == "single" else "false"
    plain = {"single": single, "shuffleanswers": "true", "answernumbering": "abc"}
    for name, value in plain.items():
        ET.SubElement(question, name).text = value
    right, wrong = weights(item)
    for option in item.options:
        weight = weight_text(right if option.correct else wrong)
        answer = ET.SubElement(question, "answer", fraction=weight, format="html")
        ET.SubElement(answer, "text").text = rich_html(option.text)
        _text(answer, "feedback", feedback_html(option), format="html")


def _numbers(question: ET.Element, item: Item) -> None:
    right = (100, item.answer, item.tolerance, "")
    near = [(0, miss.value, miss.tolerance, feedback_html(miss)) for miss in item.near_misses]
    for weight, value, tolerance, feedback in [right, *near]:
        answer = ET.SubElement(
            question, "answer", fraction=str(weight), format="moodle_auto_format"
        )
        ET.SubElement(answer, "text").text = number_text(value)
        _text(answer, "feedback", feedback, format="html")
        ET.SubElement(answer, "tolerance").text = number_text(tolerance)
    for name, value in {"unitgradingtype": "0", "unitpenalty": "0.1", "showunits": "3"}.items():
        ET.SubElement(question, name).text = value


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(ET.SubElement(parent, name, attributes), "text").text = text
