import pytest

from regenmed.exam import draw, pool


def test_same_seed_same_papers_other_seed_others():
    items = pool("05-msc")
    assert draw(items, 20, 7, 3) == draw(items, 20, 7, 3)
    assert draw(items, 20, 7, 3) != draw(items, 20, 8, 3)


def test_a_class_has_no_two_papers_alike():
    papers = draw(pool("05-msc"), 20, 7, 30)
    orders = {tuple(item.id for item in paper.items) for paper in papers}
    assert len(orders) == len(papers) == 30
    assert all(len({item.id for item in paper.items}) == 20 for paper in papers)


def test_even_a_pool_as_small_as_the_paper_gives_other_orders():
    papers = draw(pool("05-msc")[:3], 3, 1, 6)
    assert len({tuple(item.id for item in paper.items) for paper in papers}) == 6


def test_a_paper_spreads_over_families_and_studies():
    (paper,) = draw(pool(), 18, 7)
    assert len({item.objective for item in paper.items}) == 18
    assert len({name for item in paper.items for name in item.source}) >= 18


def test_options_change_their_order_between_papers():
    items = [item for item in pool("05-msc") if item.type == "single"][:5]
    papers = draw(items, 5, 1, 8)
    orders = {
        tuple(option.text for option in item.options)
        for paper in papers
        for item in paper.items
        if item.id == items[0].id
    }
    assert len(orders) > 1


@pytest.mark.parametrize(
    "n, students, line",
    [
        (9, 1, "n = 9 is more than the 3 items of this pool"),
        (0, 1, "n = 0: at least 1 is needed"),
        (2, 0, "students = 0: at least 1 is needed"),
        (3, 7, "students = 7: 3 items give only 6 different papers of 3"),
    ],
)
def test_impossible_draws_are_named(n, students, line):
    with pytest.raises(ValueError, match=f"^{line}$"):
        draw(pool("05-msc")[:3], n, 1, students)
