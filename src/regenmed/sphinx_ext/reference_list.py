"""The list of references without roles that assistive technology no longer knows.

docutils marks each entry `doc-biblioentry`, a role that DPUB-ARIA has given up, and the list around
them `list`, which such entries may not fill.
"""

from docutils import nodes
from sphinx.application import Sphinx

ROLES = (' role="doc-biblioentry"', ' role="list"')


def without_roles(html: str) -> str:
    """Take the roles off the citations of a page's body."""
    if 'class="citation-list"' not in html:
        return html
    before, start, rest = html.partition('<div role="list" class="citation-list">')
    for role in ROLES:
        start, rest = start.replace(role, ""), rest.replace(role, "")
    return before + start + rest


def plain_references(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Do so for a page that is about to be written."""
    if "body" in context:
        context["body"] = without_roles(context["body"])


def setup(app: Sphinx) -> None:
    """Work on each page's body."""
    app.connect("html-page-context", plain_references)
