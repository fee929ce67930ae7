"""Terms are linked where a page first uses them, and nowhere else."""

import re
from html import unescape
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from regenmed.sphinx_ext.glossary import Entry, entries_of, finder, link_first_uses, term_link

BOOK = Path(__file__).parents[2] / "book"


def entry(*names: str) -> Entry:
    return Entry(names, f"What {names[0]} means.", "book/glossary", f"term-{names[0]}")


HAZARD, HAZARD_RATIO = entry("hazard"), entry("hazard ratio")
CAR, BODY = entry("CAR", "chimeric antigen receptor"), entry("antibody")
ALL = [HAZARD, HAZARD_RATIO, CAR, BODY, entry("n"), entry("Crohn's disease"), entry("tau²")]


def found(words: str, entries: list[Entry] = ALL) -> list[str]:
    return [match[0] for match in finder(entries).finditer(words)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("A Hazard and two hazards", ["Hazard", "hazards"]),
        ("the hazard\nratio is a ratio of hazards", ["hazard\nratio", "hazards"]),
        ("a CAR, not a car; two CARs", ["CAR", "CARs"]),
        ("a chimeric antigen receptor", ["chimeric antigen receptor"]),
        ("antibodies and an Antibody", ["antibodies", "Antibody"]),
        ("with its n, not N-word or in", ["n"]),
        ("Crohn’s disease", ["Crohn’s disease"]),
        ("tau² and hazard-like, biohazard", ["tau²"]),
        ("hazardous", []),
    ],
)
def test_a_term_is_found_as_a_whole_word_the_longest_first(words, names):
    assert found(words) == names


def page(*parts: nodes.Node) -> nodes.document:
    document = new_document("page")
    document += nodes.section("", nodes.title("", "The hazard"), *parts)
    return document


def paragraph(*parts: nodes.Node | str) -> nodes.paragraph:
    return nodes.paragraph(
        "", "", *(nodes.Text(part) if isinstance(part, str) else part for part in parts)
    )


def linked(document: nodes.document) -> list[tuple[str, str]]:
    """The (words, address) of each link made."""
    link_first_uses(document, ALL, lambda entry: f"glossary.html#{entry.anchor}")
    return [(link.astext(), link["uri"]) for link in document.findall(term_link)]


def test_only_the_first_use_on_a_page_is_linked_and_the_words_stay():
    document = page(paragraph("The hazard, and the hazard."), paragraph("A hazard ratio, a hazard"))
    before = document.astext()
    assert linked(document) == [
        ("hazard", "glossary.html#term-hazard"),
        ("hazard ratio", "glossary.html#term-hazard ratio"),
    ]
    assert document.astext() == before


def test_two_names_of_one_entry_are_one_term():
    document = page(paragraph("A chimeric antigen receptor, CAR"))
    assert [words for words, _ in linked(document)] == ["chimeric antigen receptor"]


def test_list_items_boxes_and_bold_words_are_prose():
    item = nodes.bullet_list("", nodes.list_item("", paragraph(nodes.strong("", "Hazard"), "!")))
    box = nodes.admonition("", nodes.title("", "Antibody"), paragraph("An antibody."))
    assert [words for words, _ in linked(page(item, box))] == ["Hazard", "antibody"]


def cell() -> nodes.container:
    return nodes.container("", paragraph("hazard"), nb_element="cell_code")


@pytest.mark.parametrize(
    "part",
    [
        paragraph(nodes.literal("", "hazard")),
        paragraph(nodes.reference("", "hazard", refuri="x.html")),
        paragraph(addnodes.pending_xref("", nodes.inline("", "hazard"))),
        paragraph(nodes.math("", "hazard")),
        paragraph(nodes.raw("", "<b>hazard</b>", format="html")),
        nodes.literal_block("", "hazard"),
        nodes.rubric("", "hazard"),
        nodes.figure("", nodes.caption("", "hazard"), nodes.legend("", paragraph("hazard"))),
        nodes.table("", nodes.tgroup("", nodes.tbody("", nodes.entry("", paragraph("hazard"))))),
        nodes.container("", paragraph("hazard"), classes=["sd-card-title"]),
        cell(),
    ],
    ids=lambda part: part.children[0].tagname if part.tagname == "paragraph" else part.tagname,
)
def test_nothing_else_is_linked(part):
    assert linked(page(part)) == []


def test_entries_are_read_from_a_glossary():
    item = nodes.definition_list_item(
        "",
        nodes.term("", "number needed", ids=["term-nn"]),
        nodes.term("", "NNT", ids=["term-NNT"]),
        nodes.definition("", paragraph("One over\nthe difference.")),
    )
    document = page(addnodes.glossary("", nodes.definition_list("", item)))
    assert entries_of("book/g", document) == [
        Entry(("number needed", "NNT"), "One over the difference.", "book/g", "term-nn")
    ]


# ---- the course's own glossary ----


def own_entries() -> list[tuple[list[str], str]]:
    body = re.search(r"```\{glossary\}\n(.*?)\n```", (BOOK / "glossary.md").read_text(), re.S)[1]
    blocks = [block.splitlines() for block in body.split("\n\n")]
    return [(lines[:-1], lines[-1].strip()) for lines in blocks]


OWN = own_entries()


def test_the_glossary_is_alphabetical_without_duplicates():
    first = [names[0].casefold() for names, _ in OWN]
    assert first == sorted(first)
    every = [name.casefold() for names, _ in OWN for name in names]
    assert len(every) == len(set(every)) > 150


def test_each_meaning_is_one_or_two_plain_sentences():
    for names, meaning in OWN:
        assert meaning.endswith("."), names
        assert len(re.findall(r"[.?!](?= |$)", meaning)) <= 2, names
        assert len(meaning) <= 260, names
        assert not re.search(r"[*`\[{$]", meaning), f"{names}: a card shows plain text"


# ---- a built page ----

PAGE = """# The hazard page

A hazard, a hazard and *HLA*.

```{code-cell} python
print("hazard")
```
"""
SPEED = 'hazard\n  A speed, with "quotes" & all.'


def links(folder: Path) -> list[tuple[str, str, str]]:
    """Address, meaning and words of each linked term of the built page."""
    html = (folder / "_build" / "html" / "book" / "page.html").read_text()
    found = re.findall(r'<a class="rm-term"([^>]*)>([^<]*)</a>', html)
    return [
        tuple(unescape(re.search(f'{name}="([^"]*)"', tag)[1]) for name in ("href", "data-meaning"))
        + (words,)
        for tag, words in found
    ]


@pytest.fixture
def two_pages(small_book):
    """A function that writes a book of a page and its glossary, and gives its folder."""

    def write(glossary: str) -> Path:
        folder = small_book(PAGE)
        toc = "format: jb-book\nroot: book/page\nchapters:\n  - file: book/words\n"
        (folder / "_toc.yml").write_text(toc)
        text = f"# Words\n\nA hazard.\n\n```{{glossary}}\n{glossary}\n```\n"
        (folder / "book" / "words.md").write_text(text)
        return folder

    return write


def test_pages_follow_their_glossary(two_pages, build):
    folder = two_pages(SPEED)
    assert build(folder) == 0
    speed = ("words.html#term-hazard", "A speed, with “quotes” & all.", "hazard")
    assert links(folder) == [speed]
    page = (folder / "_build" / "html" / "book" / "page.html").read_text()
    assert "_static/regenmed/term-cards.js" in page
    words = (folder / "_build" / "html" / "book" / "words.html").read_text()
    assert "rm-term" not in words and "term-cards.js" not in words

    two_pages(SPEED + "\n\nHLA\n  Molecules on cells.")
    assert build(folder) == 0
    assert links(folder) == [speed, ("words.html#term-HLA", "Molecules on cells.", "HLA")]

    two_pages("HLA\n  Molecules.")
    assert build(folder) == 0
    assert links(folder) == [("words.html#term-HLA", "Molecules.", "HLA")]
