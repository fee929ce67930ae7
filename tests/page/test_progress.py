"""The reader's record: counts over the lessons, a file to take along, and forgetting."""

import json

import pytest
import widget_page

from regenmed.page import Progress
from regenmed.page.bank import lessons, load_bank
from regenmed.page.quiz import stamp

ADDRESS = "http://course.test/page.html"


def record(item, right=True, first=True):
    done = {"given": 0, "tries": 1, "right": right, "first": first, "checked": True}
    return {**done, "stamp": stamp(item)}


def saved(*records, **sections):
    items = load_bank("04-hsct").items
    quizzes = {item.id: record(item, **r) for item, r in zip(items, records, strict=False)}
    return {"version": 1, "quizzes": quizzes, "lessons": {}, "verdicts": {}, **sections}


@pytest.fixture
def visit(browser):
    """A function that opens the page of the record, with something stored beforehand."""
    contexts = []
    html = widget_page.html(Progress())

    def visit(before=None, theme="light", context=None, **settings):
        if context is None:
            context = browser.new_context(**settings)
            contexts.append(context)
            context.set_default_timeout(8000)
            context.route(ADDRESS, lambda r: r.fulfill(body=html, content_type="text/html"))
        page = context.new_page()
        if before is not None:
            text = json.dumps(json.dumps(before))
            page.add_init_script(f"localStorage['regenmed.v1'] ??= {text}")
        page.goto(ADDRESS)
        page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
        if settings.get("java_script_enabled", True):
            page.wait_for_selector(".rm-widget[data-state=live] table")
        return page

    yield visit
    for context in contexts:
        context.close()


def row(page, name="Can a transplant reset immunity?"):
    line = page.locator("tr", has=page.locator("th", has_text=name))
    return line.locator("td").all_inner_texts(), line.locator("input")


def stored(page):
    return page.evaluate("JSON.parse(localStorage['regenmed.v1'] ?? 'null')")


def test_totals_come_from_the_bank():
    spec = Progress().spec
    assert [lesson["id"] for lesson in spec["lessons"]] == lessons()
    assert [i["id"] for i in spec["lessons"][0]["items"]] == [
        item.id for item in load_bank(lessons()[0]).items
    ]


def test_a_lesson_shows_what_is_right_and_what_was_right_at_first_try(visit):
    total = len(load_bank("04-hsct").items)
    wrong = {"right": False, "first": False}
    page = visit(saved({}, {"first": False}, wrong))
    cells, box = row(page)
    assert cells[1:] == [f"1 of {total}", f"2 of {total}"]
    assert not box.is_checked()
    caption = page.inner_text("caption")
    assert caption.startswith("You have answered 2 of ")


def test_an_answer_to_an_earlier_wording_does_not_count(visit):
    before = saved({})
    next(iter(before["quizzes"].values()))["stamp"] = "old"
    assert row(visit(before))[0][1].startswith("0 of")


def test_a_lesson_counts_as_read_when_all_is_right_or_its_box_is_ticked(visit):
    everything = [{} for _ in load_bank("04-hsct").items]
    page = visit(saved(*everything))
    assert row(page)[1].is_checked()
    row(page)[1].uncheck()
    assert stored(page)["lessons"] == {"04-hsct": {"read": False}}
    assert not row(visit(context=page.context))[1].is_checked()


def test_ticking_by_keyboard_keeps_the_focus(visit):
    page = visit()
    row(page)[1].focus()
    page.keyboard.press("Space")
    assert row(page)[1].is_checked()
    assert page.evaluate("document.activeElement.id") == "progress-04-hsct"


def test_another_tab_is_followed(visit):
    page = visit()
    other = visit(context=page.context)
    row(other)[1].check()
    page.wait_for_selector("#progress-04-hsct:checked")


def test_a_saved_file_can_be_loaded_on_another_device(visit, tmp_path):
    page = visit(saved({}, {}))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save answers to a file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.suffix == ".json"
    other = visit()
    other.get_by_label("Load answers from a file").set_input_files(path)
    other.wait_for_selector("text=Loaded 2 entries")
    assert stored(other) == stored(page)
    assert row(other)[0] == row(page)[0]


@pytest.mark.parametrize("text", ["", "a letter", '{"version": 3}', '{"version": 1, "quizzes": 1}'])
def test_a_bad_file_is_answered_with_a_sentence_and_changes_nothing(visit, tmp_path, text):
    page = visit(saved({}))
    before = stored(page)
    path = tmp_path / "bad.json"
    path.write_text(text)
    page.get_by_label("Load answers from a file").set_input_files(path)
    page.wait_for_selector("text=Nothing was changed.")
    assert stored(page) == before


def test_erasing_asks_first(visit):
    page = visit(saved({}))
    erase = page.get_by_role("button", name="Erase everything …")
    erase.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert stored(page)["quizzes"]
    assert page.evaluate("document.activeElement.textContent") == "Erase everything …"
    erase.click()
    page.get_by_role("button", name="Keep them").click()
    assert stored(page)["quizzes"]
    erase.click()
    page.get_by_role("button", name="Erase everything", exact=True).click()
    assert stored(page) is None
    assert page.inner_text("[role=status]") == "Everything is erased."
    assert row(page)[0][1].startswith("0 of")


def test_lessons_are_linked_in_the_book(visit):
    link = visit().get_by_role("link", name="Can a transplant reset immunity?")
    assert link.get_attribute("href") == "04-hsct.html"


def test_without_scripts_it_says_so(visit):
    page = visit(java_script_enabled=False)
    assert "Scripts are off" in page.inner_text("caption")
    assert str(len(load_bank("04-hsct").items)) in page.inner_text("tbody")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_also_in_the_dialog(visit, theme):
    page = visit(saved({}), theme=theme)
    assert widget_page.violations(page) == []
    page.get_by_role("button", name="Erase everything …").click()
    assert widget_page.violations(page) == []


def test_a_phone_shows_it_without_sideways_scroll(visit):
    page = visit(saved({}), viewport={"width": 375, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
