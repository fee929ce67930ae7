import itertools

import pytest

from regenmed.exam import pool
from regenmed.exam.pool import source_of
from regenmed.page import bank


def plain(stem):
    return " ".join(stem.replace("*", "").split()).lower()


def test_hundreds_of_items_none_of_them_on_a_page():
    items = pool()
    page_stems = {plain(item.stem) for item in bank.load_items()}
    assert len(items) >= 300
    assert len({item.id for item in items}) == len(items)
    assert len({plain(item.stem) for item in items}) == len(items)
    assert not page_stems & {plain(item.stem) for item in items}


def test_all_families_and_types_are_there():
    items = pool()
    assert len({item.objective for item in items}) == 18
    assert {item.type for item in items} == {"single", "multiple", "numeric"}


@pytest.mark.parametrize("origin", ["families", "bank"])
def test_every_item_has_key_reasons_and_a_source(origin):
    for item in pool("all", origin):
        right = [option for option in item.options if option.correct]
        if item.type == "numeric":
            assert item.tolerance > 0 and item.near_misses, item.id
        else:
            assert 3 <= len(item.options) <= 5, item.id
            assert len(right) == 1 or item.type == "multiple", item.id
            assert 0 < len(right) < len(item.options), item.id
        assert item.explanation and item.source, item.id


def test_every_wrong_answer_names_its_error_and_is_different():
    for item in pool():
        texts = [option.text for option in item.options]
        assert len(set(texts)) == len(texts), item.id
        assert all(option.misconception for option in item.options if not option.correct), item.id
        assert all(miss.misconception for miss in item.near_misses), item.id
        ranges = [(item.answer, item.tolerance)] if item.type == "numeric" else []
        ranges += [(miss.value, miss.tolerance) for miss in item.near_misses]
        for (one, width), (other, more) in itertools.combinations(ranges, 2):
            assert abs(one - other) > width + more, item.id


def test_place_of_the_key_varies():
    singles = [item for item in pool() if item.type == "single" and len(item.options) == 4]
    places = [[option.correct for option in item.options].index(True) for item in singles]
    for place in range(4):
        assert 0.2 < places.count(place) / len(places) < 0.3


def test_a_lesson_has_its_own_items_only():
    items = pool("04-hsct")
    assert len(items) > 50
    assert {item.lesson for item in items} == {"04-hsct"}
    assert any("MIST" in item.stem for item in items)


def test_sources_have_links_and_claims_have_none():
    names = {name for item in pool() for name in item.source}
    assert all(source_of(name)[1].startswith("https://") for name in names)
    assert source_of("c01") == ("claim c01", "")


def test_order_items_of_the_bank_become_choices():
    orders = [item for item in bank.load_items() if item.type == "order"]
    items = {item.id: item for item in pool("all", "bank")}
    assert orders and len(items) == len(bank.load_items())
    for item in orders:
        key = next(option.text for option in items[item.id].options if option.correct)
        assert key.split(" → ") == [option.text for option in item.options]


def test_unknown_lesson_and_origin_are_named():
    with pytest.raises(ValueError, match="unknown lesson '5-msc'; there are: all, 01-"):
        pool("5-msc")
    with pytest.raises(ValueError, match="unknown origin 'pages'; there are: families, bank"):
        pool("all", "pages")
