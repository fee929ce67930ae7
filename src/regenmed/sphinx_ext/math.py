"""Formulas as MathML, written at build time: the page needs no script and no font to show them."""

import re

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

log = logging.getLogger(__name__)


def mathml(latex: str, display: str = "inline") -> str:
    """Give `latex` as a `<math>` element; `display` is `inline` or `block`.

    Raises ValueError when the formula cannot be read.
    """
    latex = latex.strip().replace("{aligned}", "{split}")  # the same, under a name it knows
    try:
        result = convert(latex, display=display)
    except Exception as error:  # latex2mathml has no common base for what it raises
        reason = str(error) or type(error).__name__
        raise ValueError(f"formula {latex!r} cannot be read: {reason}") from error
    left_over = re.search(r"<mi>(\\\w*|&)</mi>", result)  # what it did not know it leaves as it is
    if left_over:
        raise ValueError(f"formula {latex!r} cannot be read: {left_over[1]!r} is unknown there")
    return re.sub(
        r"<mi>(&#x0*(?:B1|2213);)</mi>", r"<mo>\1</mo>", result
    )  # an operator, with its space


def _convert(node: nodes.Element, display: str) -> str:
    latex = node.astext()
    try:
        return mathml(latex, display)
    except ValueError as error:
        log.warning(str(error), location=node)
        return f"<code>{nodes.Text(latex).astext()}</code>"


def visit_inline(translator, node: nodes.math) -> None:
    """Write a formula of a sentence."""
    translator.body.append(_convert(node, "inline"))
    raise nodes.SkipNode


def visit_block(translator, node: nodes.math_block) -> None:
    """Write a formula of its own line, with its number when it has one.

    The box can be reached by keyboard because a long formula scrolls in it on a phone.
    """
    attributes = {"role": "group", "aria-label": "Formula", "tabindex": "0"}
    translator.body.append(translator.starttag(node, "div", CLASS="math", **attributes))
    translator.body.append(_convert(node, "block"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Offer `mathml` as a value of `html_math_renderer`."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
