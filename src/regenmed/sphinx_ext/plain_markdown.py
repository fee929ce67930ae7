"""MyST as the plain Markdown that Jupyter and Colab know.

Boxes become quotations, folded ones `<details>`, cards paragraphs; placed numbers, citations and
figure numbers become the words that the built page shows. A directive or role that is not known
here keeps its text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from myst_nb.core.variables import format_plain_text

CELL_BREAK = "\f"  # a heading between two of these becomes a cell of its own

FENCE = re.compile(r"(?P<fence>`{3,}|:{3,})(?:\{(?P<name>[\w:-]+)\})?[ ]*(?P<title>.*)")
OPTION = re.compile(r":(?P<name>[\w-]+):[ ]*(?P<value>.*)")
LABEL = re.compile(r"\((?P<label>[\w-]+)\)=")
FORMULA_LABEL = re.compile(r"\$\$ \([\w-]+\)")
HEADING = re.compile(r"#+[ ]+(?P<words>.*)")
INLINE = re.compile(
    r"\{(?P<role>[\w:-]+)\}`(?P<content>[^`]+)`"
    r"|(?P<code>`+[^`]+`+)"
    r"|\[(?P<words>[^\]]+)\]\((?P<target>[\w-]+)\)"
)
NAMED_BOXES = {"attention", "caution", "hint", "important", "note", "tip", "warning"}
BOXES = {"admonition", "exercise", *NAMED_BOXES}
SOLUTION = "### Solution to {}"
AFTER_SOLUTION = "### After the exercise"


@dataclass(frozen=True)
class Names:
    """What the text of one page refers to, each as the words to show."""

    values: dict[str, str] = field(default_factory=dict)  # placed value -> its text/plain
    numbers: dict[str, str] = field(default_factory=dict)  # label -> "Fig. 13", "Exercise 4"
    citations: dict[str, str] = field(default_factory=dict)  # key -> Markdown link
    headings: dict[str, str] = field(default_factory=dict)  # label -> the heading below it


def headings_of(text: str) -> dict[str, str]:
    """Give label -> heading for each `(label)=` that stands above a heading."""
    pairs = ((LABEL.fullmatch(a), HEADING.fullmatch(b)) for a, b in pairwise(text.splitlines()))
    return {label["label"]: heading["words"] for label, heading in pairs if label and heading}


def plain(text: str, names: Names) -> str:
    """Give `text` without MyST; raises ValueError where it names a value that was not placed."""
    lines, done = text.splitlines(), []
    place = 0
    while place < len(lines):
        line = lines[place]
        opening = FENCE.fullmatch(line)
        if opening:
            end = _closing(lines, place, opening["fence"])
            content = lines[place + 1 : end]
            if opening["name"]:
                done.append(_directive(opening["name"], opening["title"].strip(), content, names))
            else:  # code shown as such
                done += lines[place : end + 1]
            place = end
        elif not LABEL.fullmatch(line) and not line.startswith("%"):
            done.append("$$" if FORMULA_LABEL.fullmatch(line) else _inline(line, names))
        place += 1
    return "\n".join(done)


def _closing(lines: list[str], start: int, fence: str) -> int:
    """Give the line that closes the fence opened at `start` (the last line if none does)."""
    closing = re.compile(rf"{fence[0]}{{{len(fence)},}}\s*")
    return next(
        (i for i in range(start + 1, len(lines)) if closing.fullmatch(lines[i])), len(lines) - 1
    )


def _directive(name: str, title: str, content: list[str], names: Names) -> str:
    options, text = _options(content)
    inside = plain(text, names).strip("\n")
    if name == "exercise":
        title = names.numbers.get(options.get("label", ""), "Exercise")
    elif name in NAMED_BOXES:
        title = name.capitalize()
    if name == "solution-start":
        heading = SOLUTION.format(names.numbers.get(title, "the exercise").lower())
        return f"{CELL_BREAK}{heading}{CELL_BREAK}"
    if name == "solution-end":
        return f"{CELL_BREAK}{AFTER_SOLUTION}{CELL_BREAK}"
    if name in BOXES and "dropdown" in options.get("class", ""):
        return f"<details><summary>{title}</summary>\n\n{inside}\n\n</details>"
    if name in BOXES:
        return _quoted(f"**{_inline(title, names)}**\n\n{inside}")
    if name == "grid-item-card":
        return f"**{title}**\n\n{inside}\n"
    return inside


def _options(content: list[str]) -> tuple[dict[str, str], str]:
    found = list(takewhile(bool, map(OPTION.fullmatch, content)))
    options = {match["name"]: match["value"] for match in found}
    return options, "\n".join(content[len(found) :])


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _inline(line: str, names: Names) -> str:
    def shown(match: re.Match) -> str:
        if match["code"]:
            return match[0]
        if match["role"]:
            role = ROLES.get(match["role"], _words)
            return role(match["content"], names)
        heading = names.headings.get(match["target"])
        # JupyterLab's own anchors: the heading with hyphens
        return f"[{match['words']}](#{_anchor(heading)})" if heading else match["words"]

    return INLINE.sub(shown, line)


def _anchor(heading: str) -> str:
    return heading.replace(" ", "-")


def _placed(content: str, names: Names) -> str:
    """Show a value as MyST-NB does: `name:.0f` formats a number, `name` alone is its text."""
    name, _, form = content.partition(":")
    if name not in names.values:
        raise ValueError(f"the text names the value {name!r}, which no cell has placed")
    return format_plain_text(names.values[name], form)


def _cited(content: str, names: Names) -> str:
    keys = [key.strip() for key in content.split(",")]
    return f"({'; '.join(names.citations.get(key, key) for key in keys)})"


def _numbered(content: str, names: Names) -> str:
    return names.numbers.get(_target(content), "the figure")


def _target(content: str) -> str:
    written = re.search(r"<([^<>]+)>\s*$", content)
    return written[1] if written else content


def _words(content: str, names: Names) -> str:
    return re.sub(r"\s*<[^<>]+>\s*$", "", content)


ROLES: dict[str, Callable[[str, Names], str]] = {
    "glue:text": _placed,
    "cite": _cited,
    "numref": _numbered,
    "math": lambda content, names: f"${content}$",
}
