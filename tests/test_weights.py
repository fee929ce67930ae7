"""What every page asks for at a first visit, as a browser asks: its weight, and of whom it asks."""

import pytest
from book_pages import LESSONS
from figures import budgets
from gzip_server import Site, serving
from visit import first_visit


@pytest.fixture(scope="module")
def visits(built_book, browser):
    """One visit to every page of the book."""
    paths = [path.relative_to(built_book).as_posix() for path in built_book.glob("book/**/*.html")]
    with serving(Site(built_book)) as address:
        pages = sorted(paths) + ["index.html", "search.html"]
        return {page: first_visit(browser, address, page, slow=False) for page in pages}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_weighs_no_more_than_its_budget(visits, lesson):
    visit = visits[f"book/{lesson}.html"]
    heaviest = sorted(visit.sizes.items(), key=lambda item: -item[1][1])[:5]
    assert budgets()["lesson_weight"].verdict(visit.weight / 1000) == "holds", heaviest


def test_no_page_asks_other_servers(visits):
    asked = {page: visit.outside for page, visit in visits.items() if visit.outside}
    assert budgets()["external_requests"].verdict(len(asked)) == "holds", asked


def test_no_page_logs_an_error(visits):
    logged = {page: visit.errors for page, visit in visits.items() if visit.errors}
    assert budgets()["console_errors"].verdict(len(logged)) == "holds", logged


def test_every_visit_was_measured(visits):
    assert all(visit.weight > 10_000 for page, visit in visits.items() if page != "index.html")
    lessons = [visits[f"book/{lesson}.html"] for lesson in LESSONS]
    assert all(visit.first_widget > 0 and visit.largest_paint > 0 for visit in lessons)
