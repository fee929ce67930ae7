"""Our Canvas QTI: read back, and held against what text2qti writes for the same questions."""

import io
import xml.etree.ElementTree as ET
import zipfile
from html import unescape

import pytest
from text2qti.config import Config
from text2qti.qti import QTI as Text2Qti
from text2qti.quiz import Quiz

from regenmed.exam import pool
from regenmed.exam.qti import qti_zip
from regenmed.exam.wording import feedback_html

Q = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def opened(items):
    return zipfile.ZipFile(io.BytesIO(qti_zip(tuple(items), "Exam", "exam-1")))


def assessment(items):
    return ET.fromstring(opened(items).read("exam-1/exam-1.xml"))


def right_labels(question):
    (condition,) = (
        node for node in question.iter(f"{Q}respcondition") if node.find(f"{Q}setvar") is not None
    )
    negated = {label.text for no in condition.iter(f"{Q}not") for label in no.iter(f"{Q}varequal")}
    return condition, {v.text for v in condition.iter(f"{Q}varequal")} - negated, negated


@pytest.mark.parametrize("origin", ["families", "bank"])
def test_read_back_keys_tolerances_and_feedback(origin):
    items = pool("all", origin)
    questions = {node.get("ident"): node for node in assessment(items).iter(f"{Q}item")}
    assert len(questions) == len(items)
    for item in items:
        question = questions[item.id]
        condition, right, negated = right_labels(question)
        if item.type == "numeric":
            assert float(*right) == pytest.approx(item.answer, abs=1e-6)
            low = float(condition.find(f".//{Q}vargte").text)
            high = float(condition.find(f".//{Q}varlte").text)
            bounds = (item.answer - item.tolerance, item.answer + item.tolerance)
            assert (low, high) == pytest.approx(bounds, abs=2e-6)
            continue
        labels = [
            label.get("ident")
            for label in question.find(f"{Q}presentation").iter(f"{Q}response_label")
        ]
        kept = {label for label, o in zip(labels, item.options, strict=True) if o.correct}
        assert right == kept
        assert negated == (set(labels) - kept if item.type == "multiple" else set())
        shown = {node.get("ident"): node for node in question.iter(f"{Q}itemfeedback")}
        for label, option in zip(labels, item.options, strict=True):
            assert shown[f"{label}_fb"].find(f".//{Q}mattext").text == feedback_html(option)


def test_every_feedback_that_is_shown_exists_and_ids_are_unique():
    root = assessment(pool("05-msc"))
    for question in root.iter(f"{Q}item"):
        linked = {node.get("linkrefid") for node in question.iter(f"{Q}displayfeedback")}
        assert linked == {node.get("ident") for node in question.iter(f"{Q}itemfeedback")}
    names = [question.get("ident") for question in root.iter(f"{Q}item")]
    assert len(set(names)) == len(names)


def shapes(root):
    """Every path of element names with the names of its attributes."""
    found = set()

    def walk(node, path):
        path = f"{path}/{node.tag}"
        found.add((path, tuple(sorted(node.keys()))))
        for child in node:
            walk(child, path)

    walk(root, "")
    return found


def in_text2qti(items):
    lines = ["Quiz title: Exam", "shuffle answers: false", ""]
    for place, item in enumerate(items, start=1):
        lines += [f"{place}. {item.stem}", f"... {item.explanation}"]
        if item.type == "numeric":
            lines.append(f"= {item.answer} +- {item.tolerance}")
        for letter, option in zip("abcde", item.options, strict=False):
            box = "[*]" if option.correct else "[ ]"
            mark = f"*{letter})" if option.correct else f"{letter})"
            lines.append(f"{box if item.type == 'multiple' else mark} {option.text}")
            lines.append(f"... {option.feedback}")
        lines.append("")
    config = Config()
    made = Text2Qti(Quiz("\n".join(lines), config=config, source_name="exam"))
    return zipfile.ZipFile(io.BytesIO(made.zip_bytes()))


@pytest.fixture(scope="module")
def sample():
    items = pool("05-msc")
    return [next(i for i in items if i.type == kind) for kind in ("single", "multiple", "numeric")]


def test_same_structure_as_text2qti(sample):
    theirs = in_text2qti(sample)
    (name,) = [n for n in theirs.namelist() if "assessment_text2qti" not in n and "meta" not in n
               and n.endswith(".xml") and "manifest" not in n]  # fmt: skip
    assert shapes(assessment(sample)) == shapes(ET.fromstring(theirs.read(name)))


def test_settings_and_manifest_use_only_what_text2qti_uses(sample):
    ours, theirs = opened(sample), in_text2qti(sample)
    for end in ("imsmanifest.xml", "assessment_meta.xml"):
        pair = [
            shapes(ET.fromstring(archive.read(next(n for n in archive.namelist() if end in n))))
            for archive in (ours, theirs)
        ]
        assert pair[0] <= pair[1]


def test_same_keys_as_text2qti(sample):
    theirs = in_text2qti(sample)
    name = next(n for n in theirs.namelist() if n.count("text2qti_assessment") == 2)
    both = [list(assessment(sample).iter(f"{Q}item"))]
    both.append(list(ET.fromstring(theirs.read(name)).iter(f"{Q}item")))
    for item, ours, other in zip(sample, *both, strict=True):
        assert keyed(ours, item) == keyed(other, item)


def keyed(question, item):
    """The right answers as a reader sees them: their texts, or the number."""
    _, right, _ = right_labels(question)
    if item.type == "numeric":
        return {float(value) for value in right}
    texts = {
        label.get("ident"): "".join(ET.fromstring(f"<p>{unescape_html(label)}</p>").itertext())
        for label in question.iter(f"{Q}response_label")
    }
    return {texts[label].strip() for label in right}


def unescape_html(label):
    return unescape(label.find(f".//{Q}mattext").text).replace("&", "&amp;")


def test_manifest_lists_every_file():
    archive = opened(pool("05-msc")[:2])
    text = archive.read("imsmanifest.xml").decode()
    assert all(name in text for name in archive.namelist() if name != "imsmanifest.xml")


def test_same_items_same_bytes():
    items = tuple(pool("05-msc")[:5])
    assert qti_zip(items, "Exam", "exam-1") == qti_zip(items, "Exam", "exam-1")
