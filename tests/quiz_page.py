"""A small quiz with one question of each type, and a browser that visits its page."""

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
def visit_quiz(browser, small_quiz):
    """A function that opens the page of a widget in one browser profile, and checks its console."""
    contexts, faults = {}, []

    def answer(route):
        route.fulfill(body=state["html"], content_type="text/html")

    def visit_quiz(widget=small_quiz, before="", theme="light", **settings):
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
    yield visit_quiz
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


def answer_all(page):
    page.check("#quiz-99-test-a-1-2")
    page.check("#quiz-99-test-a-2-3")
    page.fill("#quiz-99-test-a-3-number", "0.05")
    page.locator(f"{form('order')} .rm-quiz-move[aria-disabled=false]").first.click()
    for kind in KINDS:
        page.click(f"{form(kind)} .rm-quiz-check")
