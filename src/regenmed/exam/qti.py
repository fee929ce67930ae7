"""Canvas QTI 1.2: a zip with the questions, the quiz's settings and a manifest.

Format: IMS Question and Test Interoperability 1.2 (2002), in the profile that Canvas imports.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile

from regenmed.exam.pool import source_of
from regenmed.exam.wording import feedback_html, number_text, reasons_html, stem_html
from regenmed.page.bank import Item
from regenmed.page.rich_text import rich_html

SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
CONTENT = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
ALWAYS = (1980, 1, 1, 0, 0, 0)
KINDS = {
    "single": "multiple_choice_question",
    "multiple": "multiple_answers_question",
    "numeric": "numerical_question",
}


def qti_zip(items: tuple[Item, ...], title: str, name: str) -> bytes:
    """Give the items as a zip for Canvas; the same items give the same bytes.

    `name` is the identifier of the quiz.
    """
    files = {
        "imsmanifest.xml": _manifest(name),
        f"{name}/assessment_meta.xml": _settings(title, name, len(items)),
        f"{name}/{name}.xml": _assessment(items, title, name),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, root in files.items():
            ET.indent(root)
            text = ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
            info = zipfile.ZipInfo(path, ALWAYS)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, text)
    return stream.getvalue()


def _assessment(items: tuple[Item, ...], title: str, name: str) -> ET.Element:
    root = _root("questestinterop", QTI, f"{QTI} {QTI}p1.xsd")
    assessment = ET.SubElement(root, "assessment", ident=name, title=title)
    _fields(assessment, {"cc_maxattempts": "1"})
    section = ET.SubElement(assessment, "section", ident="root_section")
    for item in items:
        _item(section, item)
    return root


def _item(section: ET.Element, item: Item) -> None:
    node = ET.SubElement(section, "item", ident=item.id, title=item.id)
    labels = [f"{item.id}-{place}" for place in range(1, len(item.options) + 1)]
    fields = {
        "question_type": KINDS[item.type],
        "points_possible": "1",
        "original_answer_ids": ",".join(labels),
        "assessment_question_identifierref": f"{item.id}-question",
    }
    _fields(ET.SubElement(node, "itemmetadata"), fields)
    _presentation(node, item, labels)
    _marking(node, item, labels)
    _feedback(node, "general_fb", _general(item))
    for label, option in zip(labels, item.options, strict=True):
        _feedback(node, f"{label}_fb", feedback_html(option))


def _presentation(node: ET.Element, item: Item, labels: list[str]) -> None:
    presentation = ET.SubElement(node, "presentation")
    _material(presentation, stem_html(item))
    many = "Multiple" if item.type == "multiple" else "Single"
    kind = "response_str" if item.type == "numeric" else "response_lid"
    response = ET.SubElement(presentation, kind, ident="response1", rcardinality=many)
    if item.type == "numeric":
        field = ET.SubElement(response, "render_fib", fibtype="Decimal")
        ET.SubElement(field, "response_label", ident="answer1")
        return
    choices = ET.SubElement(response, "render_choice")
    for label, option in zip(labels, item.options, strict=True):
        _material(ET.SubElement(choices, "response_label", ident=label), rich_html(option.text))


def _marking(node: ET.Element, item: Item, labels: list[str]) -> None:
    """Write when to show which feedback, and which answer earns the mark."""
    marking = ET.SubElement(node, "resprocessing")
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    ET.SubElement(ET.SubElement(marking, "outcomes"), "decvar", score)
    shown = _when(marking, "Yes")
    ET.SubElement(shown, "other")
    _show(marking, "general_fb")
    for label in labels:
        _equal(_when(marking, "Yes"), label)
        _show(marking, f"{label}_fb")
    right = _when(marking, "No")
    if item.type == "numeric":
        _range(right, item)
    elif item.type == "single":
        _equal(right, labels[[option.correct for option in item.options].index(True)])
    else:
        every = ET.SubElement(right, "and")
        for label, option in zip(labels, item.options, strict=True):
            _equal(every if option.correct else ET.SubElement(every, "not"), label)
    ET.SubElement(marking[-1], "setvar", action="Set", varname="SCORE").text = "100"


def _range(parent: ET.Element, item: Item) -> None:
    either = ET.SubElement(parent, "or")
    _equal(either, number_text(item.answer))
    both = ET.SubElement(either, "and")
    for name, bound in (
        ("vargte", item.answer - item.tolerance),
        ("varlte", item.answer + item.tolerance),
    ):
        ET.SubElement(both, name, respident="response1").text = number_text(bound)


def _general(item: Item) -> str:
    """Give the reasons; for a number also what each known wrong answer comes from.

    Canvas shows no feedback of its own for a wrong number.
    """
    near = "".join(
        f"<li>{number_text(round(miss.value, 2))}: {feedback_html(miss)}</li>"
        for miss in item.near_misses
    )
    return reasons_html(item, source_of) + (f"<ul>{near}</ul>" if near else "")


def _when(marking: ET.Element, goes_on: str) -> ET.Element:
    condition = ET.SubElement(marking, "respcondition", {"continue": goes_on})
    return ET.SubElement(condition, "conditionvar")


def _show(marking: ET.Element, name: str) -> None:
    ET.SubElement(marking[-1], "displayfeedback", feedbacktype="Response", linkrefid=name)


def _equal(parent: ET.Element, value: str) -> None:
    ET.SubElement(parent, "varequal", respident="response1").text = value


def _feedback(node: ET.Element, name: str, html: str) -> None:
    _material(ET.SubElement(ET.SubElement(node, "itemfeedback", ident=name), "flow_mat"), html)


def _material(parent: ET.Element, html: str) -> None:
    material = ET.SubElement(parent, "material")
    ET.SubElement(material, "mattext", texttype="text/html").text = html


def _fields(parent: ET.Element, fields: dict[str, str]) -> None:
    metadata = ET.SubElement(parent, "qtimetadata")
    for label, entry in fields.items():
        field = ET.SubElement(metadata, "qtimetadatafield")
        ET.SubElement(field, "fieldlabel").text = label
        ET.SubElement(field, "fieldentry").text = entry


def _settings(title: str, name: str, points: int) -> ET.Element:
    root = _root("quiz", CANVAS, f"{CANVAS} https://canvas.instructure.com/xsd/cccv1p0.xsd")
    root.set("identifier", name)
    for field, text in {
        "title": title,
        "shuffle_answers": "false",
        "quiz_type": "assignment",
        "points_possible": f"{points}.0",
        "show_correct_answers": "false",
        "allowed_attempts": "1",
        "available": "false",
    }.items():
        ET.SubElement(root, field).text = text
    return root


def _manifest(name: str) -> ET.Element:
    root = _root("manifest", CONTENT, f"{CONTENT} http://www.imsglobal.org/xsd/imscp_v1p1.xsd")
    root.set("identifier", f"{name}-manifest")
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "IMS Content"
    ET.SubElement(metadata, "schemaversion").text = "1.1.3"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    quiz = ET.SubElement(resources, "resource", identifier=name, type="imsqti_xmlv1p2")
    ET.SubElement(quiz, "file", href=f"{name}/{name}.xml")
    ET.SubElement(quiz, "dependency", identifierref=f"{name}-settings")
    settings = ET.SubElement(
        resources,
        "resource",
        identifier=f"{name}-settings",
        type="associatedcontent/imscc_xmlv1p1/learning-application-resource",
        href=f"{name}/assessment_meta.xml",
    )
    ET.SubElement(settings, "file", href=f"{name}/assessment_meta.xml")
    return root


def _root(name: str, namespace: str, location: str) -> ET.Element:
    return ET.Element(
        name,
        {"xmlns": namespace, "xmlns:xsi": SCHEMA, "xsi:schemaLocation": location},
    )
