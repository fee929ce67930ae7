"""The quiz as a reader meets it: by keyboard, by ear, on a phone, on a second visit."""

import json

import pytest
import widget_page

from regenmed.page import Quiz, quiz
from regenmed.page.bank import Check, Item, NearMiss, Option

ADDRESS = "http://course.test/page.html"
HOSTILE = '<img src=x onerror="window.broken = 1">'


def item(kind, name, **change):
    words = ["alpha", "beta", HOSTILE]
    options = tuple(
        Option(word, kind == "order" or i in ({1} if kind == "single" else {0, 1}), f"Said {i}.")
        for i, word in enumerate(words)
    )
    parts = {
        "id": name,
        "lesson": "99-test",
        "objective": "x-1",
        "type": kind,
        "stem": f"What is *{kind}*?",
        "options": () if kind == "numeric" else options,
        "answer": 5.0 if kind == "numeric" else None,
        "tolerance": 0.1 if kind == "numeric" else None,
        "unit": "percent" if kind == "numeric" else "",
        "near_misses": (NearMiss(0.05, 0.001, "As a percent.", "slip"),),
        "explanation": f"Why {kind}.",
        "source": ("mist",),
        "numbers": {},
    }
    return Item(**{**parts, **change})


KINDS = ("single", "multiple", "numeric", "order")
CHECK = Check("99-test", "a", "Four kinds", tuple(item(kind, f"x-{kind}") for kind in KINDS))


@pytest.fixture(scope="module")
def small_quiz():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quiz, "load_check", lambda *_: CHECK)
        return Quiz("99-test", "a")


@pytest.fixture
def visit(browser, small_quiz):
    """A function that opens the page of a widget in one browser profile, and checks its console."""
    contexts, faults = {}, []

    def answer(route):
        route.fulfill(body=state["html"], content_type="text/html")

    def visit(widget=small_quiz, before="", theme="light", **settings):
        key = str(sorted(settings.items()))
        if key not in contexts:
            contexts[key] = context = browser.new_context(**settings)
            body = {"content_type": "text/html"}
            context.set_default_timeout(8000)
            context.route(
                "http://course.test/**", lambda route: route.fulfill(body=state["html"], **body)
            )
        state["html"] = widget_page.html(widget)
        page = contexts[key].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda r: faults.append(r.url) if r.url[:4] not in LOCAL else None)
        page.on("request", lambda r: state["requests"].append(r.url))
        if before:
            page.add_init_script(before)
        page.goto(ADDRESS)
        page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
        if settings.get("java_script_enabled", True):
            page.wait_for_selector(".rm-widget[data-state=live] form")
        return page

    state = {"requests": []}
    yield visit
    for context in contexts.values():
        context.close()
    assert faults == []
    assert {url for url in state["requests"] if url.startswith("http")} <= {ADDRESS}


LOCAL = ("http", "blob", "data")


def status(page, kind):
    return page.locator(form(kind)).locator(".rm-quiz-status").inner_text()


def form(kind):
    return f"#quiz-99-test-a-{KINDS.index(kind) + 1}"


def focused(page):
    return page.evaluate(
        "() => { const e = document.activeElement; return e.id || e.getAttribute('aria-label')"
        " || e.textContent }"
    )


def tab_to(page, wanted):
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    pytest.fail(f"Tab never reaches {wanted}")


def test_all_four_types_can_be_answered_by_keyboard_alone(visit):
    page = visit()
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
    assert status(page, "numeric").startswith("Right: 5.0 percent.")
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


def test_the_chosen_option_has_its_feedback_beside_it_and_in_the_status(visit):
    page = visit()
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


def test_a_right_answer_brings_all_feedback_and_the_explanation(visit):
    page = visit()
    page.check("#quiz-99-test-a-1-2")
    page.click(f"{form('single')} .rm-quiz-check")
    text = page.inner_text(form("single"))
    assert all(f"Said {i}." in text for i in range(3))
    assert "Why single." in text
    assert "MIST" in page.inner_text(f"{form('single')} .rm-quiz-source a")


def test_try_again_clears_the_answer_and_keeps_the_focus_in_the_question(visit):
    page = visit()
    page.check("#quiz-99-test-a-1-3")
    page.click(f"{form('single')} .rm-quiz-check")
    page.focus(f"{form('single')} .rm-quiz-again")
    page.keyboard.press("Enter")
    assert focused(page) == "quiz-99-test-a-1-3"
    assert not page.is_checked("#quiz-99-test-a-1-3")
    assert status(page, "single") == ""
    assert not page.is_visible(f"{form('single')} .rm-quiz-again")


def test_only_the_first_try_counts_as_such(visit):
    page = visit()
    page.check("#quiz-99-test-a-1-1")
    for _ in range(2):
        page.click(f"{form('single')} .rm-quiz-check")
    page.check("#quiz-99-test-a-1-2")
    page.click(f"{form('single')} .rm-quiz-check")
    assert page.inner_text(".rm-quiz-score").startswith("0 of 4 right at first try, 1 of 4")
    saved = page.evaluate("JSON.parse(localStorage['regenmed.v1']).quizzes['x-single']")
    assert saved["tries"] == 2, "the same answer twice is one try"


def test_nothing_chosen_is_asked_for_and_counts_as_no_try(visit):
    page = visit()
    for kind, said in zip(KINDS, ("Choose an", "Choose at", "Write a", "Put the"), strict=True):
        page.click(f"{form(kind)} .rm-quiz-check")
        assert status(page, kind).startswith(said)
    page.fill("#quiz-99-test-a-3-number", "lots")
    page.click(f"{form('numeric')} .rm-quiz-check")
    assert "cannot be read as a number" in status(page, "numeric")
    assert page.get_attribute("#quiz-99-test-a-3-number", "aria-invalid") == "true"
    assert page.inner_text(".rm-quiz-score") == "4 questions"


def answer_all(page):
    page.check("#quiz-99-test-a-1-2")
    page.check("#quiz-99-test-a-2-3")
    page.fill("#quiz-99-test-a-3-number", "0.05")
    page.locator(f"{form('order')} .rm-quiz-move[aria-disabled=false]").first.click()
    for kind in KINDS:
        page.click(f"{form(kind)} .rm-quiz-check")


def shown(page):
    page.evaluate("document.querySelectorAll('.rm-quiz-order + span').forEach((n) => n.remove())")
    return page.locator("form").all_inner_texts(), page.inner_text(".rm-quiz-score")


def test_answers_and_results_survive_a_second_visit(visit):
    page = visit()
    answer_all(page)
    before = shown(page)
    again = visit()
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


def test_an_answer_not_yet_checked_is_kept_without_a_result(visit):
    visit().check("#quiz-99-test-a-1-3")
    page = visit()
    assert page.is_checked("#quiz-99-test-a-1-3")
    assert status(page, "single") == ""


@pytest.mark.parametrize(("given", "stamp"), [(99, None), ("x", None), ({}, None), (1, "old")])
def test_a_saved_answer_that_does_not_fit_the_question_is_left_out(visit, given, stamp):
    done = {"given": given, "tries": 1, "right": True, "first": True, "checked": True}
    saved = {item.id: {**done, "stamp": stamp or quiz.stamp(item)} for item in CHECK.items[::3]}
    text = json.dumps({"version": 1, "quizzes": saved})
    page = visit(before=f"localStorage.setItem('regenmed.v1', {text!r})")
    assert page.locator("form").count() == 4
    assert page.locator("input:checked").count() == 0
    assert status(page, "single") == ""


def test_a_corrupt_store_does_not_stop_the_quiz(visit):
    page = visit(before="localStorage['regenmed.v1'] ??= '{half'")
    page.check("#quiz-99-test-a-1-2")
    page.click(f"{form('single')} .rm-quiz-check")
    assert status(page, "single").startswith("Right.")
    assert page.evaluate("localStorage['regenmed.v1.broken']") == "{half"


def test_without_storage_the_quiz_works_and_says_so(visit):
    off = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off') } })"
    page = visit(before=off)
    assert "does not let the page keep your answers" in page.inner_text(".rm-quiz-kept")
    answer_all(page)
    assert "right at first try" in page.inner_text(".rm-quiz-score")


def test_a_check_can_be_started_over(visit):
    page = visit()
    answer_all(page)
    page.evaluate("localStorage['other'] = 'kept'")
    page.click(".rm-quiz-over")
    assert page.locator("input:checked").count() == 0
    assert page.inner_text(".rm-quiz-score") == "4 questions"
    assert focused(page) == "quiz-99-test-a-title"
    assert page.evaluate("localStorage['other']") == "kept"
    assert page.evaluate("JSON.parse(localStorage['regenmed.v1']).quizzes") == {}


def test_text_of_the_bank_is_never_read_as_html(visit):
    page = visit()
    answer_all(page)
    assert page.evaluate("window.broken") is None
    assert page.locator("main img").count() == 0
    assert HOSTILE in page.inner_text(form("single"))


def test_each_question_is_a_named_group_of_named_controls(visit):
    page = visit()
    for i in range(4):
        group = page.locator("form").nth(i).get_by_role("group")
        assert "What is" in group.locator("legend").inner_text()
    assert page.get_by_role("textbox", name="Your answer").count() == 1
    assert page.get_by_role("radio", name="alpha").count() == 1
    assert page.get_by_role("region", name="Four kinds").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("answered", [False, True])
def test_axe_finds_nothing(visit, theme, answered):
    page = visit(theme=theme, viewport={"width": 375, "height": 700})
    if answered:
        answer_all(page)
    assert widget_page.violations(page) == []


@pytest.mark.parametrize("scripts", [False, True])
@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_a_phone_shows_a_check_without_sideways_scroll(visit, letter, scripts):
    phone = {"width": 375, "height": 700}
    page = visit(Quiz("04-hsct", letter), viewport=phone, java_script_enabled=scripts)
    assert page.locator(".rm-quiz-item").count() >= 5
    wide = page.locator("html").evaluate("(html) => html.scrollWidth") if scripts else None
    right = page.locator(".rm-quiz").bounding_box()
    assert right["x"] + right["width"] <= 375
    assert wide in (None, 375)


@pytest.mark.parametrize("width", [375, 900])
def test_the_live_quiz_takes_about_the_height_of_the_plain_one(visit, width):
    size = {"width": width, "height": 700}
    heights = [
        visit(Quiz("04-hsct", "a"), viewport=size, java_script_enabled=scripts)
        .locator(".rm-quiz")
        .bounding_box()["height"]
        for scripts in (False, True)
    ]
    assert heights[1] == pytest.approx(heights[0], rel=0.04)


def test_the_plain_version_reads_without_scripts(visit):
    page = visit(java_script_enabled=False)
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
