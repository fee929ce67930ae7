import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from regenmed.exam import draw, pool, printed


@pytest.fixture(scope="module")
def paper():
    return draw(pool("05-msc"), 20, 7)[0]


def test_paper_asks_everything_and_gives_no_key_away(paper):
    for text in (printed.paper_markdown(paper, "Exam"), printed.paper_html(paper, "Exam")):
        assert text.count("</h2>") + len(re.findall("^## ", text, re.M)) == 20
        for item in paper.items:
            assert item.explanation not in text
            assert all(option.feedback not in text for option in item.options if option.feedback)


def test_key_has_answers_reasons_errors_and_sources(paper):
    text = printed.key_markdown(paper, "Exam")
    for place, item in enumerate(paper.items, start=1):
        assert f"## {place}: {printed.answer_text(item)}\n" in text
        assert item.explanation in text
        wrong = [o.misconception for o in item.options if not o.correct]
        wrong += [miss.misconception for miss in item.near_misses]
        assert all(f"*Error: {error}.*" in text for error in wrong)
    assert text.count("](https://") >= 20


def test_letters_of_the_key_are_those_of_the_paper(paper):
    text = printed.paper_markdown(paper, "Exam")
    for item in paper.items:
        if item.type == "single":
            letter = printed.answer_text(item)
            right = next(option.text for option in item.options if option.correct)
            assert f"- [ ] {letter}) {right}\n" in text


def test_html_loads_nothing_and_prints(paper):
    for html in (printed.paper_html(paper, "Exam"), printed.key_html(paper, "Exam")):
        assert not re.search(r"<(script|link|img|iframe)|src=|url\(|@import", html)
        assert "@media print" in html and '<html lang="en">' in html
        body = re.search("<main>.*</main>", html, re.S)[0].replace("&nbsp;", " ")
        ET.fromstring(body.replace("class=right", 'class="right"'))


def test_words_of_a_table_start_no_element_in_markdown(paper):
    hostile = replace(paper.items[0], stem="Is <img src=x> a cell?", explanation="No: p < 0.05")
    paper = replace(paper, items=(hostile,))
    for text in (printed.paper_markdown(paper, "Exam"), printed.key_markdown(paper, "Exam")):
        assert r"Is \<img src=x> a cell?" in text
        assert not re.search(r"(?<!\\)<", text)
    assert r"p \< 0.05" in printed.key_markdown(paper, "Exam")
