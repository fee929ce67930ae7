"""The printed book: two chapters through the printer, and every chapter measured for paper."""

import pytest
from pypdf import PdfReader

from regenmed.takeaway import one_document
from regenmed.takeaway.one_document import document
from regenmed.takeaway.pdf import first_pages, print_book

PRINTED = ("05-msc", "glossary")
PAPER_WIDTH = 643  # CSS pixels between the margins of an A4 page


@pytest.fixture(scope="module")
def printed(built_book, browser, tmp_path_factory):
    """The file and its text, page by page."""
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    with pytest.MonkeyPatch.context() as patch:
        everything = one_document.contents
        patch.setattr(
            one_document,
            "contents",
            lambda front: [each for each in everything(front) if each.name in PRINTED],
        )
        print_book(built_book, target, browser)
    return target, [page.extract_text() for page in PdfReader(target).pages]


def test_the_first_page_is_a_title_page_without_a_number(printed):
    title = printed[1][0]
    assert "Repair, Retrain, Remit" in title and "A course, not advice" in title
    assert not title.strip().splitlines()[-1].strip().isdigit()


def test_the_contents_name_the_page_on_which_a_chapter_starts(printed):
    target, text = printed
    place = first_pages(target)
    for name, title in (("05-msc", "Do mesenchymal cells calm it?"), ("glossary", "Glossary")):
        line = next(line for line in text[1].splitlines() if title in line)
        number = place[name]
        assert line.rstrip().endswith(str(number))
        assert title in text[number - 1]


def test_every_page_after_the_first_carries_its_number_and_its_chapter(printed):
    target, text = printed
    for number, page in enumerate(text[2:], start=3):
        assert str(number) in page.split(), f"page {number} has no number"
    glossary = first_pages(target)["glossary"]
    assert all("Do mesenchymal cells calm it?" in page for page in text[2 : glossary - 1])


def test_bookmarks_name_chapters_and_sections(printed):
    outline = PdfReader(printed[0]).outline

    def titles(entries):
        for entry in entries:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    found = list(titles(outline))
    assert "Do mesenchymal cells calm it?" in found and "Answers and why" in found


def test_it_holds_quizzes_answers_and_explorers_and_nothing_to_click(printed):
    text = " ".join(" ".join(printed[1]).split())
    for words in ("Question 1 of", "Answers and why", "Check:", "Fig. "):
        assert words in text
    for words in ("Move the sliders", "Show the code", "With scripts on", "Search Ctrl"):
        assert words not in text


def test_no_link_leads_to_this_machine(printed):
    links = [
        note.get_object()["/A"]["/URI"]
        for page in PdfReader(printed[0]).pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert links and all(link.startswith("http") for link in links)


# names what reaches over the edge of the paper
TOO_WIDE = """width => [...document.querySelectorAll("article *")]
    .filter(node => node.getClientRects().length && !node.closest("svg *, .rm-visually-hidden")
        && node.getBoundingClientRect().right > width + 1)
    .map(node => `${node.closest(".rm-chapter")?.id}: ${node.outerHTML.slice(0, 100)}`)
    .slice(0, 10)"""


def test_nothing_in_the_book_reaches_over_the_edge_of_the_paper(built_book, browser, tmp_path):
    whole = tmp_path / "book.html"
    whole.write_text(document(built_book), encoding="utf-8")
    page = browser.new_page(viewport={"width": PAPER_WIDTH, "height": 900})
    page.emulate_media(media="print")
    page.goto(whole.as_uri())
    over = page.evaluate(TOO_WIDE, PAPER_WIDTH)
    page.close()
    assert over == []
