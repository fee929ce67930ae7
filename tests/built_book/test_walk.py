"""A reader's walk through lesson 4: move the explorer, answer the quizzes, come back later."""

import pytest
from playwright.sync_api import expect

LESSON = "04-hsct"


@pytest.fixture(params=[False, True], ids=["http", "file"])
def lesson(open_page, request):
    return open_page(LESSON, disk=request.param).ready()


def explorer(page):
    return page.locator(".rm-explorer", has=page.get_by_role("slider")).first


def picture(page) -> str:
    """The part of the explorer's picture that its answers draw."""
    return (
        explorer(page)
        .locator("svg path, svg polyline")
        .evaluate_all(
            "nodes => nodes.map(n => n.getAttribute('d') || n.getAttribute('points')).join('|')"
        )
    )


def test_the_explorer_answers_to_arrow_keys_and_says_so_in_words(lesson):
    slider = explorer(lesson).get_by_role("slider").first
    sentence = explorer(lesson).get_by_role("status")
    before, said = picture(lesson), sentence.inner_text()
    slider.focus()
    lesson.keyboard.press("ArrowRight")
    assert picture(lesson) != before
    expect(sentence).not_to_have_text(said)


def test_the_explorer_answers_to_the_mouse(lesson):
    slider = explorer(lesson).get_by_role("slider").first
    before = picture(lesson)
    slider.click(position={"x": 8, "y": slider.bounding_box()["height"] / 2})
    assert picture(lesson) != before


def test_a_quiz_explains_the_chosen_option_and_keeps_the_answer(lesson):
    question = lesson.locator("form.rm-quiz-item", has=lesson.get_by_role("radio")).first
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Check").click()
    result = question.locator(".rm-quiz-status").inner_text()
    assert result.strip()
    note = question.locator("[data-mark]").first.inner_text()
    assert "Right" in note or "Not so" in note
    lesson.reload()
    lesson.wait_for_selector(".rm-quiz-item input[type=radio]:checked", state="attached")
    assert question.get_by_role("radio").first.is_checked()
    assert question.locator(".rm-quiz-status").inner_text() == result


def test_every_kind_of_question_of_the_lesson_gives_a_result(lesson):
    for form in lesson.locator("form.rm-quiz-item").all():
        for kind in ("radio", "checkbox"):
            if (options := form.get_by_role(kind)).count():
                options.first.check()
        if (number := form.get_by_role("textbox")).count():
            number.first.fill("7")
        if (move := form.locator('.rm-quiz-move:not([aria-disabled="true"])')).count():
            move.first.click()
        form.get_by_role("button", name="Check", exact=True).click()
        assert form.locator(".rm-quiz-status").inner_text().strip()
