"""Folded boxes as `<details>`: they open without a script, by keyboard, and in a page search.

Every admonition or exercise solution with `:class: dropdown` becomes one.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import admonitionlabels
from sphinx.transforms.post_transforms import SphinxPostTransform


class fold(nodes.General, nodes.Element):
    """A box that can be opened."""


class fold_title(nodes.Part, nodes.TextElement):
    """The line that stays visible."""


class FoldDropdowns(SphinxPostTransform):
    """Turn admonitions of class `dropdown` into folds."""

    default_priority = 800  # after sphinx-exercise has written its titles
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Replace each of them, keeping classes, ids and content."""
        for box in list(self.document.findall(nodes.Admonition)):
            if "dropdown" in box["classes"]:
                box.replace_self(_folded(box))


def _folded(box: nodes.Element) -> fold:
    title, *content = box.children if isinstance(box[0], nodes.title) else (None, *box.children)
    # a link inside what opens the box could not be told from it, so the title is plain text
    words = [nodes.Text(title.astext() if title else admonitionlabels[box.tagname])]
    classes = [each for each in box["classes"] if each != "dropdown"]
    if box.tagname in admonitionlabels:
        classes.append(box.tagname)
    result = fold("", fold_title("", "", *words), *content, classes=classes, ids=box["ids"])
    result.source, result.line = box.source, box.line
    return result


def visit_fold(translator, node: fold) -> None:
    """Open the box; one that a reader should see at once has the class `open`."""
    opened = {"open": "open"} if "open" in node["classes"] else {}
    translator.body.append(translator.starttag(node, "details", CLASS="admonition", **opened))


def depart_fold(translator, node: fold) -> None:
    """Close the box."""
    translator.body.append("</details>\n")


def visit_fold_title(translator, node: fold_title) -> None:
    """Open the visible line."""
    translator.body.append('<summary class="admonition-title">')


def depart_fold_title(translator, node: fold_title) -> None:
    """Close the visible line."""
    translator.body.append("</summary>\n")


def setup(app: Sphinx) -> None:
    """Add the nodes and the transform."""
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_node(fold_title, html=(visit_fold_title, depart_fold_title))
    app.add_post_transform(FoldDropdowns)
