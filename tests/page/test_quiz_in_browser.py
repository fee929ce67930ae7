"""The quiz as a reader meets it: by keyboard, by ear, on a second visit."""

import json

import pytest
import widget_page
from quiz_page import (
    CHECK,
    HOSTILE,
    KINDS,
    answer_all,
    focused,
    form,
    status,
    tab_to,
)

from regenmed.page import quiz


def test_all_four_types_can_be_answered_by_keyboard_alone(visit_quiz):
    page = visit_quiz()
    tab_to(page, "quiz-99-test-a-1-1")
    page.keyboard.press("ArrowDown")
    assert page.locator("#quiz-99-test-a-1-2").is_checked()
    assert status(page, "single") == "", "an arrow key hands nothing in"
    page.keyboard.press("Tab")
    assert focused(page) == "Check"
    page.keyboard.press("Enter")
    assert status(page, "single").startswith("Right.")
    assert focused(page) == "Check"

    tab_to(page, "quiz-99-test-a-2-1")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    tab_to(page, "Check")
    page.keyboard.press("Space")
    assert status(page, "multiple").startswith("Right, every one.")

    tab_to(page, "quiz-99-test-a-3-number")
    page.keyboard.type("5,05 %")
    page.keyboard.press("Enter")
    assert status(page, "numeric").startswith("Right: 5 percent.")
    assert focused(page) == "quiz-99-test-a-3-number"

    texts = page.locator(f"{form('order')} .rm-quiz-step")
    for word in ("alpha", "beta"):
        goal = ("alpha", "beta").index(word)
        tab_to(page, f"Move up: {word}") if focused(page) != f"Move up: {word}" else None
        while texts.all_inner_texts().index(word) > goal:
            page.keyboard.press("Enter")
            assert focused(page) == f"Move up: {word}", "focus stays on the moved step"
        page.locator(".rm-quiz-title").focus()
    assert texts.all_inner_texts() == ["alpha", "beta", HOSTILE]
    page.locator(f"{form('order')} .rm-quiz-check").focus()
    page.keyboard.press("Enter")
    assert status(page, "order").startswith("Right, that is the order.")
    assert page.locator(".rm-quiz-score").inner_text().startswith("4 of 4 right at first try")


def test_the_chosen_option_has_its_feedback_beside_it_and_in_the_status(visit_quiz):
    page = visit_quiz()
    page.check("#quiz-99-test-a-1-1")
    page.click(f"{form('single')} .rm-quiz-check")
    said = page.locator(f"{form('single')} [role=status]")
    assert "Not this one." in said.text_content()
    assert "Said 0." in said.text_content()
    chosen = page.locator(f"{form('single')} .rm-quiz-option").nth(0)
    assert "Not so: Said 0." in chosen.text_content()
    described = page.locator("#quiz-99-test-a-1-1").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text().endswith("Said 0.")
    assert page.locator(f"{form('single')} svg").count() >= 2
    assert "Why single." not in page.inner_text(form("single"))
    assert page.locator(f"{form('single')} input:disabled").count() == 0


def test_a_right_answer_brings_all_feedback_and_the_explanation(visit_quiz):
    page = visit_quiz()
    page.check("#quiz-99-test-a-1-2")
    page.click(f"{form('single')} .rm-quiz-check")
    text = page.inner_text(form("single"))
    assert all(f"Said {i}." in text for i in range(3))
    assert "Why single." in text
    assert "MIST" in page.inner_text(f"{form('single')} .rm-quiz-source a")


def test_try_again_clears_the_answer_and_keeps_the_focus_in_the_question(visit_quiz):
    page = visit_quiz()
    page.check("#quiz-99-test-a-1-3")
    page.click(f"{form('single')} .rm-quiz-check")
    page.focus(f"{form('single')} .rm-quiz-again")
    page.keyboard.press("Enter")
    assert focused(page) == "quiz-99-test-a-1-3"
    assert not page.is_checked("#quiz-99-test-a-1-3")
    assert status(page, "single") == ""
    assert not page.is_visible(f"{form('single')} .rm-quiz-again")


def test_only_the_first_try_counts_as_such(visit_quiz):
    page = visit_quiz()
    page.check("#quiz-99-test-a-1-1")
    for _ in range(2):
        page.click(f"{form('single')} .rm-quiz-check")
    page.check("#quiz-99-test-a-1-2")
    page.click(f"{form('single')} .rm-quiz-check")
    assert page.inner_text(".rm-quiz-score").startswith("0 of 4 right at first try, 1 of 4")
    saved = page.evaluate("JSON.parse(localStorage['regenmed.v1']).quizzes['x-single']")
    assert saved["tries"] == 2, "the same answer twice is one try"


def test_nothing_chosen_is_asked_for_and_counts_as_no_try(visit_quiz):
    page = visit_quiz()
    for kind, said in zip(KINDS, ("Choose an", "Choose at", "Write a", "Put the"), strict=True):
        page.click(f"{form(kind)} .rm-quiz-check")
        assert status(page, kind).startswith(said)
    page.fill("#quiz-99-test-a-3-number", "lots")
    page.click(f"{form('numeric')} .rm-quiz-check")
    assert "cannot be read as a number" in status(page, "numeric")
    assert page.get_attribute("#quiz-99-test-a-3-number", "aria-invalid") == "true"
    assert page.inner_text(".rm-quiz-score") == "4 questions"


def shown(page):
    page.evaluate("document.querySelectorAll('.rm-quiz-order + span').forEach((n) => n.remove())")
    return page.locator("form").all_inner_texts(), page.inner_text(".rm-quiz-score")


def test_answers_and_results_survive_a_second_visit(visit_quiz):
    page = visit_quiz()
    answer_all(page)
    before = shown(page)
    again = visit_quiz()
    assert shown(again) == before
    assert again.is_checked("#quiz-99-test-a-1-2")
    assert again.input_value("#quiz-99-test-a-3-number") == "0.05"
    assert "As a percent." in again.inner_text(form("numeric"))


def test_answers_survive_a_second_visit_from_disk(browser, small_quiz, tmp_path):
    context = browser.new_context()
    address = widget_page.write(small_quiz, tmp_path).as_uri()
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("form")
    answer_all(page)
    before = shown(page)
    page.reload()
    page.wait_for_selector("form")
    assert shown(page) == before
    context.close()


def test_an_answer_not_yet_checked_is_kept_without_a_result(visit_quiz):
    visit_quiz().check("#quiz-99-test-a-1-3")
    page = visit_quiz()
    assert page.is_checked("#quiz-99-test-a-1-3")
    assert status(page, "single") == ""


@pytest.mark.parametrize(("given", "stamp"), [(99, None), ("x", None), ({}, None), (1, "old")])
def test_a_saved_answer_that_does_not_fit_the_question_is_left_out(visit_quiz, given, stamp):
    done = {"given": given, "tries": 1, "right": True, "first": True, "checked": True}
    saved = {item.id: {**done, "stamp": stamp or quiz.stamp(item)} for item in CHECK.items[::3]}
    text = json.dumps({"version": 1, "quizzes": saved})
    page = visit_quiz(before=f"localStorage.setItem('regenmed.v1', {text!r})")
    assert page.locator("form").count() == 4
    assert page.locator("input:checked").count() == 0
    assert status(page, "single") == ""


def test_a_corrupt_store_does_not_stop_the_quiz(visit_quiz):
    page = visit_quiz(before="localStorage['regenmed.v1'] ??= '{half'")
    page.check("#quiz-99-test-a-1-2")
    page.click(f"{form('single')} .rm-quiz-check")
    assert status(page, "single").startswith("Right.")
    assert page.evaluate("localStorage['regenmed.v1.broken']") == "{half"


def test_without_storage_the_quiz_works_and_says_so(visit_quiz):
    off = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off') } })"
    page = visit_quiz(before=off)
    assert "does not let the page keep your answers" in page.inner_text(".rm-quiz-kept")
    answer_all(page)
    assert "right at first try" in page.inner_text(".rm-quiz-score")


def test_a_check_can_be_started_over(visit_quiz):
    page = visit_quiz()
    answer_all(page)
    page.evaluate("localStorage['other'] = 'kept'")
    page.click(".rm-quiz-over")
    assert page.locator("input:checked").count() == 0
    assert page.inner_text(".rm-quiz-score") == "4 questions"
    assert focused(page) == "quiz-99-test-a-title"
    assert page.evaluate("localStorage['other']") == "kept"
    assert page.evaluate("JSON.parse(localStorage['regenmed.v1']).quizzes") == {}
