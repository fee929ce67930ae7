"""Percent signs: a number and its % stay on one line."""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

# After a digit, or at the start of the text that follows a placed number.
LOOSE = re.compile(r"(?:(?<=\d)|^) %")
AS_TYPED = (nodes.FixedTextElement, nodes.literal, nodes.raw, nodes.math)


class KeepPercentWithNumber(SphinxPostTransform):
    """Make the space before a percent sign one that does not break; code stays as typed."""

    default_priority = 820  # placed numbers are text, words are linked
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Do so on one page."""
        for text in list(self.document.findall(nodes.Text)):
            if " %" in text and not isinstance(text.parent, AS_TYPED):
                text.parent.replace(text, nodes.Text(LOOSE.sub("\u00a0%", text)))


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(KeepPercentWithNumber)
