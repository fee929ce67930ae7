"""Tables to filter and sort: plain without scripts, and with them by keyboard."""

import pandas as pd
import pytest

from regenmed.page.browse import Column, browse
from regenmed.page.widget import PAGE, stylesheet

FRAME = pd.DataFrame(
    {
        "study": ["Beta", "Alpha", "<b>Gamma</b>"],
        "kind": ["trial", "cohort", "trial"],
        "people": [9, 100, None],
        "link": ["https://doi.org/1", "javascript:alert(1)", None],
    }
)
COLUMNS = [
    Column("study", "Study", link="link"),
    Column("kind", "Kind", choose=True),
    Column("people", "People", number=True),
]


def html() -> str:
    return browse(FRAME, COLUMNS, "studies", "Some studies").data


def test_values_are_escaped_and_missing_ones_said():
    assert "<b>Gamma" not in html()
    assert "not reported" in html()


def test_only_web_addresses_become_links():
    assert 'href="https://doi.org/1"' in html()
    assert "javascript:" not in html()


def test_an_absent_column_is_named():
    with pytest.raises(ValueError, match="absent"):
        browse(FRAME, [Column("absent", "Absent")], "x", "X")


@pytest.fixture
def page(browser):
    script = (PAGE / "js" / "browse.js").read_text()
    page = browser.new_page()
    page.set_content(
        f"<html lang='en'><title>t</title><style>{stylesheet('browse.css')}</style>"
        f"<main>{html()}</main><script>{script}</script></html>"
    )
    yield page
    page.close()


def visible(page) -> list[str]:
    return page.locator("tbody tr:visible th").all_inner_texts()


def test_words_typed_into_the_search_box_leave_the_rows_that_hold_them(page):
    page.get_by_label("Search").fill("alp")
    assert visible(page) == ["Alpha"]
    assert page.get_by_role("status").inner_text() == "1 of 3 rows shown"


def test_a_choice_filters_and_show_all_undoes_it(page):
    page.get_by_label("Kind").select_option("trial")
    assert visible(page) == ["Beta", "<b>Gamma</b>"]
    page.get_by_role("button", name="Show all").click()
    assert len(visible(page)) == 3


def test_a_column_is_sorted_by_keyboard_as_numbers_with_missing_last(page):
    page.get_by_role("button", name="People").focus()
    page.keyboard.press("Enter")
    assert visible(page) == ["Beta", "Alpha", "<b>Gamma</b>"]
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
