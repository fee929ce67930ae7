"""No picture without words: a build stops when one has no real alternative text.

A picture of a code cell gets its text in the cell (`mystnb: image: alt:`), a picture of the prose
in its brackets or `:alt:`. The default of a plot would be a file name, which no checker in a
browser notices.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

SHORTEST = 30  # characters; less than that cannot say what a figure shows
FILE_NAME = re.compile(r"\S*\.(png|svg|jpe?g|webp|gif)", re.IGNORECASE)
NAMED = re.compile(r"aria-(label|labelledby|hidden)\s*=", re.IGNORECASE)


def fault(alt: str | None) -> str | None:
    """Say what is wrong with an alternative text, or None when nothing is."""
    text = (alt or "").strip()
    if not text:
        return "has no alt text"
    if FILE_NAME.fullmatch(text):
        return f"has a file name as alt text: {text!r}"
    if len(text) < SHORTEST:
        return f"has an alt text of {len(text)} characters ({text!r}); {SHORTEST} are the least"
    return None


def faults_of_html(html: str) -> list[str]:
    """Say what is wrong with the pictures of an HTML output (`<img>`, `<svg>`)."""
    found = []
    for tag in re.findall(r"<img\b[^>]*>", html):
        alt = re.search(r"\balt\s*=\s*(['\"])(.*?)\1", tag)
        found.append(fault(alt[2] if alt else None))
    depth = 0  # an <svg> inside another is a part of that picture
    for match in re.finditer(r"</svg>|<svg\b[^>]*>(\s*<title\b)?", html):
        if match[0] == "</svg>":
            depth -= 1
            continue
        if depth == 0 and not match[1] and not NAMED.search(match[0]):
            found.append("is an <svg> with neither aria-label nor aria-hidden")
        depth += 1
    return [each for each in found if each]


def _place(node: nodes.Node) -> str:
    """Say where a node stands: `line` and, for a cell's output, that it is a cell."""
    cell, line = False, node.line
    parent = node.parent
    while parent is not None:
        cell = cell or parent.get("nb_element") == "cell_code"
        line = line or parent.line
        parent = parent.parent
    return f"{line or 1}: picture of a code cell" if cell else f"{line or 1}: picture"


def check_page(app: Sphinx, doctree: nodes.document) -> None:
    """Collect the faults of one page."""
    env = app.env
    file = Path(env.doc2path(env.docname)).relative_to(env.srcdir).as_posix()
    found = []
    for node in doctree.findall(nodes.image):
        if wrong := fault(node.get("alt")):
            found.append(f"{file}:{_place(node)} {wrong}")
    for node in doctree.findall(nodes.raw):
        if "html" in node.get("format", ""):
            found += [f"{file}:{_place(node)} {wrong}" for wrong in faults_of_html(node.astext())]
    app.regenmed_alt_faults += dict.fromkeys(found)  # each once, in order


def stop_if_any(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop the build, before it is remembered that the pages were read."""
    if app.regenmed_alt_faults:
        raise ExtensionError("\n".join(app.regenmed_alt_faults))


def setup(app: Sphinx) -> None:
    """Look at every page that is read; speak once for all of them."""
    app.regenmed_alt_faults = []
    app.connect("doctree-read", check_page)
    app.connect("env-updated", stop_if_any)
