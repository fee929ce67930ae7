"""Terms of the glossary, linked where a page first uses them.

No lesson marks its terms: the first use of each term in the running prose of a page becomes a
link to the glossary that carries the meaning with it. `page/js/term-cards.js` shows that meaning
as a card; without scripts the link is a plain one. A term whose name holds a capital letter (HLA,
CAR) is found as written, every other in any case; plurals in s, es and ies are found too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from .assets import OWN, PAGE

SCRIPT = "term-cards.js"
NOT_PROSE = (
    nodes.Titular,
    nodes.FixedTextElement,  # code, raw HTML, comments
    nodes.literal,
    nodes.math,
    nodes.reference,
    nodes.table,
    nodes.figure,
    nodes.citation,
    nodes.footnote,
    addnodes.pending_xref,
    addnodes.glossary,
)
TITLE_CLASSES = {"sd-card-title", "sd-card-header", "sd-card-footer"}


@dataclass(frozen=True)
class Entry:
    """One entry of a glossary: the names it explains, and where it stands."""

    names: tuple[str, ...]
    meaning: str
    page: str
    anchor: str


class term_link(nodes.Inline, nodes.TextElement):
    """A use of a term, with `entry` and the address `uri` of its entry."""


def entries_of(page: str, doctree: nodes.document) -> list[Entry]:
    """Give the entries of the glossaries of one page."""
    found = []
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            terms = [child for child in item.children if isinstance(child, nodes.term)]
            meaning = " ".join(item.children[-1].astext().split())
            names = tuple(" ".join(term.astext().split()) for term in terms)
            found.append(Entry(names, meaning, page, terms[0]["ids"][0]))
    return found


def pattern_of(name: str) -> str:
    """Give the regular expression that finds a name in prose."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    words = words.replace("'", "['’]")
    words = re.sub(r"(?<=[^aeiou])y$", "(?:y|ies)", words) + "(?:e?s)?"
    if name == name.lower():
        return f"(?i:{words})"
    first = words[0]  # a name with capitals stands so, but may begin a sentence
    return f"[{first.upper()}{first.lower()}]{words[1:]}" if first.isalpha() else words


def finder(entries: list[Entry]) -> re.Pattern:
    """Give the expression whose group `t<i>` finds entry i; longer names come first.

    Names stand by their first letters, so that only a few are tried at each word.
    """
    names = [(name, i) for i, entry in enumerate(entries) for name in entry.names]
    names.sort(key=lambda pair: -len(pair[0]))
    by_letter: dict[str, list[str]] = {}
    for n, (name, i) in enumerate(names):
        # a group may stand once only, so each name has its own: t<entry>_<number>
        group = f"(?P<t{i}_{n}>{pattern_of(name)})"
        by_letter.setdefault(name[0].lower(), []).append(group)
    parts = (f"(?=(?i:{re.escape(c)}))(?:{'|'.join(found)})" for c, found in by_letter.items())
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")


def prose(document: nodes.document) -> Iterator[nodes.Text]:
    """Give the texts of the paragraphs of a page's body, in order."""
    for text in list(document.findall(nodes.Text)):
        around = list(_ancestors(text))
        if any(isinstance(node, nodes.paragraph) for node in around) and not any(
            _is_not_prose(node) for node in around
        ):
            yield text


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_not_prose(node: nodes.Element) -> bool:
    if isinstance(node, NOT_PROSE) or node.get("nb_element") == "cell_code":
        return True
    return not TITLE_CLASSES.isdisjoint(node.get("classes", ()))


def link_first_uses(
    document: nodes.document, entries: list[Entry], uri_of: Callable[[Entry], str]
) -> None:
    """Replace the first use of each entry on a page by a `term_link`."""
    if not entries:
        return
    find, linked = finder(entries), set()
    for text in prose(document):
        words, new, done = text.astext(), [], 0
        for match in find.finditer(words):
            entry = entries[int(match.lastgroup[1:].partition("_")[0])]
            if entry in linked:
                continue
            linked.add(entry)
            new.append(nodes.Text(words[done : match.start()]))
            new.append(term_link("", match[0], entry=entry, uri=uri_of(entry)))
            done = match.end()
        if new:
            text.parent.replace(text, [*new, nodes.Text(words[done:])])


class LinkTerms(SphinxPostTransform):
    """Link the terms of a page that is about to be written."""

    default_priority = 700  # links and citations are resolved, folds still have titles
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Do so, except on a page that holds a glossary itself."""
        if any(self.document.findall(addnodes.glossary)):
            return
        here = self.env.docname

        def uri_of(entry: Entry) -> str:
            return f"{self.app.builder.get_relative_uri(here, entry.page)}#{entry.anchor}"

        link_first_uses(self.document, self.env.regenmed_glossary, uri_of)


def visit_term_link(translator, node: term_link) -> None:
    """Open the link; it carries the meaning of its term."""
    entry = node["entry"]
    attributes = {"data-term": ", ".join(entry.names), "data-meaning": entry.meaning}
    translator.body.append(
        translator.starttag(node, "a", "", CLASS="rm-term", href=node["uri"], **attributes)
    )


def depart_term_link(translator, node: term_link) -> None:
    """Close the link."""
    translator.body.append("</a>")


def collect(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Read the glossary; give every page to be written again when it has changed."""
    objects = env.get_domain("std").objects
    pages = sorted({page for (kind, _), (page, _) in objects.items() if kind == "term"})
    entries = [entry for page in pages for entry in entries_of(page, env.get_doctree(page))]
    changed = entries != getattr(env, "regenmed_glossary", None)
    env.regenmed_glossary = entries
    return sorted(env.found_docs) if changed else []


def write_script(app: Sphinx) -> None:
    """Write the script of the cards before the pages that load it."""
    if app.builder.format == "html":
        folder = Path(app.outdir) / "_static" / OWN
        folder.mkdir(parents=True, exist_ok=True)
        source = (PAGE / "js" / SCRIPT).read_text(encoding="utf-8")
        (folder / SCRIPT).write_text(source, encoding="utf-8")


def load_script(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Have the script loaded by the pages that link terms."""
    if 'class="rm-term"' in context.get("body", ""):
        app.add_js_file(f"{OWN}/{SCRIPT}", defer="defer")


def setup(app: Sphinx) -> None:
    """Add the node and the transform, and keep glossary and pages together."""
    app.add_node(term_link, html=(visit_term_link, depart_term_link))
    app.add_post_transform(LinkTerms)
    app.connect("env-updated", collect)
    app.connect("builder-inited", write_script)
    app.connect("html-page-context", load_script)
