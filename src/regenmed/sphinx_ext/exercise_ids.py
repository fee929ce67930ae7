"""Exercises whose parts have no ids: sphinx-exercise gives the same two to every one of a page."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

REPEATED = {"exercise-content", "solution-content"}


class DropRepeatedIds(SphinxPostTransform):
    """Take them off; nothing links to them, and an id stands once on a page."""

    default_priority = 810  # after the folds
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Do so on one page."""
        for node in self.document.findall(nodes.Element):
            if "ids" in node.attributes:
                node["ids"] = [name for name in node["ids"] if name not in REPEATED]


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(DropRepeatedIds)
