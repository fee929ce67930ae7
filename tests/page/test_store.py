"""What the page keeps on the reader's device, and what it survives."""

import json

import pytest

from regenmed.page.widget import module

HOST = "http://course.test/"
RECORD = {"given": 1, "tries": 1, "right": True, "first": True, "checked": True, "stamp": "s"}
ADD = f"(id) => storeUpdate((d) => (d.quizzes[id] = {json.dumps(RECORD)}))"
EMPTY = {"version": 1, "quizzes": {}, "lessons": {}, "verdicts": {}}


@pytest.fixture
def open_page(browser):
    context = browser.new_context()
    context.route(HOST + "**", lambda route: route.fulfill(body="<p>x", content_type="text/html"))

    def open_page(before=""):
        page = context.new_page()
        page.goto(HOST)
        if before:
            page.evaluate(before)
        page.add_script_tag(content=module("store.js"))
        return page

    yield open_page
    context.close()


def stored(page, key="regenmed.v1"):
    return page.evaluate("(key) => localStorage.getItem(key)", key)


def test_one_key_holds_a_versioned_text(open_page):
    page = open_page()
    assert page.evaluate("storeRead()") == EMPTY
    assert page.evaluate(ADD, "x-1") is True
    assert json.loads(stored(page)) == {**EMPTY, "quizzes": {"x-1": RECORD}}
    assert open_page().evaluate("storeRead().quizzes") == {"x-1": RECORD}


@pytest.mark.parametrize(
    "text",
    [
        "{half",
        "[]",
        "null",
        "7",
        '{"quizzes": {}}',
        '{"version": 2, "new": true}',
        '{"version": 1, "quizzes": []}',
        '{"version": 1, "quizzes": {"x": {"tries": "many"}}}',
        '{"version": 1, "lessons": {"x": 3}}',
        '{"version": 1, "verdicts": {"__proto__": {}}}',
    ],
)
def test_a_text_that_cannot_be_read_is_put_aside(open_page, text):
    page = open_page(f"localStorage.setItem('regenmed.v1', {json.dumps(text)})")
    assert page.evaluate("storeRead()") == EMPTY
    assert stored(page, "regenmed.v1.broken") == text
    assert page.evaluate(ADD, "x-1") is True
    assert page.evaluate("storeRead().quizzes") == {"x-1": RECORD}


def test_a_second_broken_text_does_not_replace_the_first(open_page):
    page = open_page()
    for text in ("{one", "{two"):
        page.evaluate("(text) => { localStorage.setItem('regenmed.v1', text); storeRead() }", text)
    assert stored(page, "regenmed.v1.broken") == "{one\n{two"


def test_without_storage_answers_last_until_the_page_is_left(open_page):
    off = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off') } })"
    page = open_page(off)
    assert page.evaluate("storeWorks()") is False
    assert page.evaluate(ADD, "x-1") is False
    assert page.evaluate(ADD, "x-2") is False
    assert set(page.evaluate("storeRead().quizzes")) == {"x-1", "x-2"}
    page.evaluate("storeErase()")
    assert page.evaluate("storeRead()") == EMPTY


def test_with_no_room_nothing_is_lost(open_page):
    page = open_page()
    page.evaluate(ADD, "x-1")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('quota') } }")
    assert page.evaluate(ADD, "x-2") is False
    assert set(page.evaluate("storeRead().quizzes")) == {"x-1", "x-2"}
    assert set(json.loads(stored(page))["quizzes"]) == {"x-1"}


def test_a_broken_text_that_cannot_be_put_aside_is_not_written_over(open_page):
    page = open_page(
        "() => { localStorage.setItem('regenmed.v1', '{half');"
        "window.keep = Storage.prototype.setItem;"
        "Storage.prototype.setItem = () => { throw new Error('quota') } }"
    )
    assert page.evaluate("storeRead()") == EMPTY
    assert page.evaluate(ADD, "x-1") is False
    assert stored(page) == "{half"
    page.evaluate("() => { Storage.prototype.setItem = window.keep }")
    assert page.evaluate(ADD, "x-2") is False
    assert stored(page) == "{half"
    assert set(page.evaluate("storeRead().quizzes")) == {"x-1", "x-2"}


def test_an_exported_text_can_be_imported_elsewhere(open_page, browser):
    page = open_page()
    page.evaluate(ADD, "x-1")
    page.evaluate("storeUpdate((d) => (d.lessons['04-hsct'] = { read: true }))")
    text = page.evaluate("storeExport()")
    page.evaluate("storeErase()")
    page.evaluate(ADD, "x-2")
    assert page.evaluate("(text) => storeImport(text)", text) == {"added": 2}
    assert set(page.evaluate("storeRead().quizzes")) == {"x-1", "x-2"}
    assert page.evaluate("storeRead().lessons") == {"04-hsct": {"read": True}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is not JSON"),
        ("a letter", "it is not JSON"),
        ("[1]", "it has no version"),
        ('{"version": 9}', "of version 9; this page reads version 1"),
        ('{"version": 1, "quizzes": 3}', "The part quizzes"),
        ('{"version": 1, "quizzes": {"x-9": {"tries": -1}}}', "The entry x-9 in quizzes"),
        ('{"version": 1, "lessons": {"<b>": {}}}', "The entry <b> in lessons"),
    ],
)
def test_a_bad_file_changes_nothing_and_is_answered_with_a_sentence(open_page, text, said):
    page = open_page()
    page.evaluate(ADD, "x-1")
    before = stored(page)
    error = page.evaluate("(text) => storeImport(text).error", text)
    assert said in error
    assert error.endswith(".")
    assert stored(page) == before


def test_erasing_leaves_nothing(open_page):
    page = open_page("localStorage.setItem('regenmed.v1', '{half')")
    page.evaluate("storeRead()")
    page.evaluate(ADD, "x-1")
    page.evaluate("storeErase()")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_other_tabs_hear_of_a_change(open_page):
    page, other = open_page(), open_page()
    other.evaluate("() => { storeListen(() => (document.title = 'heard')) }")
    page.evaluate(ADD, "x-1")
    other.wait_for_function("document.title === 'heard'", timeout=5000)
