"""The answer key holds every question, its right answers, and every error with its reason."""

import re
from html import unescape

import pytest

from regenmed.page.bank import lessons, load_bank, load_items
from regenmed.teaching.key import item_html, key_html, marking


def item_of(kind: str):
    return next(item for item in load_items() if item.type == kind)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@pytest.mark.parametrize("lesson", lessons())
def test_the_key_of_a_lesson_holds_every_item_its_answers_and_its_reasons(lesson):
    bank = load_bank(lesson)
    html = key_html(bank)
    said = words(html)
    asked = [item for check in bank.checks for item in check.items]
    assert re.findall(r"Item ([\w-]+)\.</p>", html) == [item.id for item in asked]
    for item in asked:
        for choice in (*item.options, *item.near_misses):
            assert words(choice.feedback.replace("*", "").replace("`", "")) in said
        if item.type in ("single", "multiple"):
            right = sum(option.correct for option in item.options)
            assert item_html(item, 1).count("<strong>Right:</strong>") == right


def test_a_number_is_marked_from_where_to_where():
    item = next(item for item in load_items("05-msc") if item.id == "msc-effect-by-subtraction")
    assert "<strong>Right:</strong> 6.0 points" in item_html(item, 3)
    assert marking(item).startswith("1 mark from 5.8 to 6.2 points; half")


def test_an_order_is_shown_as_it_should_be():
    item = item_of("order")
    _, html = item_html(item, 1).split("<ol", 1)
    places = [words(html).index(option.text.replace("*", "")) for option in item.options]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", ["single", "multiple", "order"])
def test_every_kind_says_how_to_mark_it(kind):
    assert marking(item_of(kind)).startswith("1 mark for")


def test_sources_are_linked_and_claims_lead_to_the_ledger():
    html = key_html(load_bank("05-msc"))
    assert 'href="../claims.html#c20"' in html
    assert "https://" in html
