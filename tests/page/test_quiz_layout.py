"""The quiz page itself: names and groups, contrast, phones, and the version without scripts."""

import pytest
import widget_page
from quiz_page import HOSTILE, answer_all, form

from regenmed.page import Quiz


def test_text_of_the_bank_is_never_read_as_html(visit_quiz):
    page = visit_quiz()
    answer_all(page)
    assert page.evaluate("window.broken") is None
    assert page.locator("main img").count() == 0
    assert HOSTILE in page.inner_text(form("single"))


def test_each_question_is_a_named_group_of_named_controls(visit_quiz):
    page = visit_quiz()
    for i in range(4):
        group = page.locator("form").nth(i).get_by_role("group")
        assert "What is" in group.locator("legend").inner_text()
    assert page.get_by_role("textbox", name="Your answer").count() == 1
    assert page.get_by_role("radio", name="alpha").count() == 1
    assert page.get_by_role("region", name="Four kinds").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("answered", [False, True])
def test_axe_finds_nothing(visit_quiz, theme, answered):
    page = visit_quiz(theme=theme, viewport={"width": 375, "height": 700})
    if answered:
        answer_all(page)
    assert widget_page.violations(page) == []


@pytest.mark.parametrize("scripts", [False, True])
@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_a_phone_shows_a_check_without_sideways_scroll(visit_quiz, letter, scripts):
    phone = {"width": 375, "height": 700}
    page = visit_quiz(Quiz("04-hsct", letter), viewport=phone, java_script_enabled=scripts)
    assert page.locator(".rm-quiz-item").count() >= 5
    wide = page.locator("html").evaluate("(html) => html.scrollWidth") if scripts else None
    right = page.locator(".rm-quiz").bounding_box()
    assert right["x"] + right["width"] <= 375
    assert wide in (None, 375)


@pytest.mark.parametrize("width", [375, 900])
def test_the_live_quiz_takes_about_the_height_of_the_plain_one(visit_quiz, width):
    size = {"width": width, "height": 700}
    heights = [
        visit_quiz(Quiz("04-hsct", "a"), viewport=size, java_script_enabled=scripts)
        .locator(".rm-quiz")
        .bounding_box()["height"]
        for scripts in (False, True)
    ]
    assert heights[1] == pytest.approx(heights[0], rel=0.04)


def test_the_plain_version_reads_without_scripts(visit_quiz):
    page = visit_quiz(java_script_enabled=False)
    assert not page.is_visible("text=Why single.")
    page.locator("summary").first.click()
    assert page.is_visible("text=Why single.")


def test_the_plain_version_passes_axe(browser, small_quiz):
    page = browser.new_page()
    body = f"<main><h1>A lesson</h1>{small_quiz.fallback()}</main>"
    style = f"<style>{small_quiz._css}</style>"
    page.set_content(f'<html lang="en"><title>Plain</title>{style}{body}</html>')
    assert widget_page.violations(page) == []
    page.close()
