import re

import pytest
from bs4 import BeautifulSoup

from regenmed.takeaway.one_document import LEFT_OUT, contents, document

NAVIGATION = """<head><link rel="stylesheet" href="../_static/a.css"></head>
<nav class="bd-docs-nav"><p class="caption">Lessons</p><ul>
<li><a href="01-x.html">Why?</a></li></ul>
<p class="caption">For you</p><ul><li><a href="terms.html">Terms</a></li>
<li><a href="progress.html">Your record</a></li>
<li><a href="instructor-guide.html">Guide</a>
<ul><li><a href="teaching/1.html">One</a></li></ul></li>
</ul></nav>
<img class="logo__image" src="../l.svg">"""
FRONT = """<article class="bd-article"><section><h1>Book<a class="headerlink">#</a></h1>
<p>See <a href="01-x.html">one</a>.</p><section><h2>Inside</h2></section></section></article>"""
FIRST = """<head><link rel="stylesheet" href="../_static/b.css"></head><article class="bd-article">
<h1 id="why">Why?</h1><svg><clipPath id="c"></clipPath><g clip-path="url(#c)"></g></svg>
<p aria-labelledby="why"><a href="#why">here</a> <a href="terms.html#t">term</a>
<a href="terms.html">terms</a> <a href="https://doi.org/1">paper</a> <a href="../d.csv">data</a>
<a href="progress.html">record</a><img src="../i.png"></p></article>"""


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "index.html").write_text(NAVIGATION + FRONT)
    (folder / "01-x.html").write_text(FIRST)
    (folder / "terms.html").write_text('<article class="bd-article"><h1 id="t">T</h1></article>')
    return tmp_path


def test_chapters_stand_in_the_order_of_the_contents(site):
    whole = BeautifulSoup(document(site), "html.parser")
    assert [node["id"] for node in whole.select(".rm-chapter")] == ["01-x", "terms"]
    assert [node.get_text() for node in whole.select(".rm-contents a")] == ["1  Why?", "Terms"]
    assert whole.select_one(".rm-title-page h1").get_text() == "Book"


def test_page_numbers_stand_in_the_contents_once_they_are_known(site):
    whole = BeautifulSoup(document(site, {"terms": 7}), "html.parser")
    assert [node.get_text() for node in whole.select(".rm-contents span")] == ["", "7"]


def test_links_hold_in_the_whole_or_become_words(site):
    chapter = BeautifulSoup(document(site), "html.parser").select_one(".rm-chapter")
    links = {node.get_text(): node.get("href") for node in chapter.select("a")}
    assert links == {
        "here": "#01-x--why",
        "term": "#terms--t",
        "terms": "#terms",
        "paper": "https://doi.org/1",
        "data": None,
        "record": None,
    }


def test_ids_and_what_names_them_carry_the_chapter(site):
    html = document(site)
    assert 'id="01-x--c"' in html and 'clip-path="url(#01-x--c)"' in html
    assert 'aria-labelledby="01-x--why"' in html


def test_style_sheets_and_pictures_are_found_from_anywhere(site):
    html = document(site)
    for name in ("_static/a.css", "_static/b.css", "i.png", "l.svg"):
        assert f'"{(site / name).as_uri()}"' in html


def test_no_book_is_said(tmp_path):
    with pytest.raises(ValueError, match="holds no built book: run `make book` first"):
        document(tmp_path)


def test_the_whole_book_has_every_chapter_once_and_no_broken_link(built_book):
    whole = BeautifulSoup(document(built_book), "html.parser")
    front = BeautifulSoup((built_book / "book" / "index.html").read_text(), "html.parser")
    names = [chapter.name for chapter in contents(front)]
    pages = {page.stem for page in (built_book / "book").glob("*.html")}
    assert set(names) == pages - LEFT_OUT - {"index"} and len(names) == len(set(names))
    ids = [node["id"] for node in whole.select("[id]")]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in whole.select('a[href^="#"]')}
    assert not targets - set(ids)
    clips = re.findall(r"url\(#([^)]*)\)", str(whole))
    assert not set(clips) - set(ids)
