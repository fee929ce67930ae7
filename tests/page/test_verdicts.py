"""The reader's verdicts: the book's shows only after one's own, counts, filters, and forgetting."""

import json

import pytest
import widget_page

from regenmed.dataset import load
from regenmed.page.claims import VERDICTS
from regenmed.page.verdicts import CERTAINTIES, Verdicts, ledger

ADDRESS = "http://course.test/page.html"
CLAIMS = load("claims").set_index("claim_id", drop=False)
TOTAL = len(CLAIMS)
RIGHT = CLAIMS.loc["c01"].verdict
WRONG = next(verdict for verdict in VERDICTS if verdict != RIGHT)


@pytest.fixture
def visit(browser):
    """A function that opens the page of the verdicts, with some stored beforehand."""
    contexts, faults = [], []
    html = widget_page.html(Verdicts())

    def visit(before=None, theme="light", context=None, script="", **settings):
        if context is None:
            context = browser.new_context(**settings)
            contexts.append(context)
            context.set_default_timeout(8000)
            context.route(ADDRESS, lambda r: r.fulfill(body=html, content_type="text/html"))
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        if before is not None:
            stored = {"version": 1, "quizzes": {}, "lessons": {}, "verdicts": before}
            text = json.dumps(json.dumps(stored))
            page.add_init_script(f"localStorage['regenmed.v1'] ??= {text}")
        if script:
            page.add_init_script(script)
        page.goto(ADDRESS)
        page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
        if settings.get("java_script_enabled", True):
            page.wait_for_selector(".rm-widget[data-state=live] li")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []


def card(page, claim="c01"):
    return page.locator(".rm-verdicts-claim", has=page.locator(f"#verdicts-{claim}"))


def judge(page, verdict, claim="c01"):
    page.select_option(f"#verdicts-{claim}", verdict)
    card(page, claim).get_by_role("button", name="Compare").click()


def answer(page, claim="c01"):
    return page.inner_text(f"#verdicts-{claim}-answer")


def status(page):
    return page.inner_text("[role=status]")


def stored(page):
    return json.loads(page.evaluate("localStorage['regenmed.v1'] ?? '{}'")).get("verdicts")


def given(verdict, first=None):
    return {"given": verdict, "first": first or verdict}


def shown(page):
    return page.locator(".rm-verdicts-claim:visible").count()


def test_the_ledger_is_the_table_of_claims():
    spec = ledger()
    assert [claim["id"] for claim in spec["claims"]] == list(CLAIMS.index)
    assert {claim["verdict"] for claim in spec["claims"]} <= set(dict(spec["verdicts"]))
    assert {claim["certainty"] for claim in spec["claims"]} <= set(CERTAINTIES)
    assert {claim["lesson"] for claim in spec["claims"]} == {name for name, _ in spec["lessons"]}


def test_every_certainty_of_the_dataset_has_words():
    assert set(CLAIMS.certainty) <= set(CERTAINTIES)


def test_nothing_of_the_book_shows_before_a_choice(visit):
    page = visit()
    assert page.locator("main .rm-verdict").count() == 0
    assert answer(page) == ""
    assert CLAIMS.loc["c01"].reason not in page.inner_text("main")
    assert status(page) == f"None of {TOTAL} claims judged yet."


def test_choosing_alone_reveals_nothing(visit):
    page = visit()
    page.select_option("#verdicts-c01", RIGHT)
    assert answer(page) == "" and stored(page) is None


def test_comparing_without_a_choice_asks_for_one(visit):
    page = visit()
    card(page).get_by_role("button", name="Compare").click()
    assert status(page).startswith("Choose a verdict first.")
    assert answer(page) == ""


@pytest.mark.parametrize(
    ("verdict", "words", "count"), [(RIGHT, "You agree.", "1"), (WRONG, "You differ.", "0")]
)
def test_the_book_answers_after_a_choice(visit, verdict, words, count):
    page = visit()
    judge(page, verdict)
    claim = CLAIMS.loc["c01"]
    text = answer(page)
    assert text.startswith(words) and f"You say: {VERDICTS[verdict]}." in text
    assert VERDICTS[claim.verdict] in text and claim.reason in text
    assert f"with {CERTAINTIES[claim.certainty]} certainty" in text
    assert f"1 of {TOTAL} claims judged; {count} of your first verdicts" in status(page)
    assert stored(page) == {"c01": given(verdict)}


def test_a_changed_mind_is_kept_beside_the_first(visit):
    page = visit()
    judge(page, WRONG)
    judge(page, RIGHT)
    assert f"and first {VERDICTS[WRONG]}" in answer(page)
    assert "0 of your first verdicts are" in status(page)
    assert stored(page) == {"c01": given(RIGHT, WRONG)}


def test_a_verdict_can_be_taken_back(visit):
    page = visit({"c01": given(WRONG)})
    judge(page, "")
    assert answer(page) == "" and stored(page) == {}
    assert "taken back" in status(page)


def test_verdicts_are_there_on_the_next_visit(visit):
    page = visit()
    judge(page, RIGHT)
    judge(page, "weak", "c03")
    page.reload()
    page.wait_for_selector("#verdicts-c01-answer p")
    assert page.input_value("#verdicts-c01") == RIGHT
    assert CLAIMS.loc["c03"].reason in answer(page, "c03")
    assert f"2 of {TOTAL} claims judged" in status(page)


def test_a_stored_word_that_is_no_verdict_counts_as_none(visit):
    page = visit({"c01": given("splendid"), "c02": {}})
    assert status(page).startswith("None of")
    judge(page, RIGHT)
    assert "You agree." in answer(page)


def test_another_tab_is_followed(visit):
    page = visit()
    other = visit(context=page.context)
    judge(other, RIGHT)
    page.wait_for_selector("#verdicts-c01-answer p")
    assert page.input_value("#verdicts-c01") == RIGHT


def test_filters_by_lesson_and_by_what_is_judged(visit):
    page = visit({"c15": given(CLAIMS.loc["c15"].verdict), "c01": given(WRONG)})
    page.get_by_label("Lesson").select_option("04-hsct")
    count = (CLAIMS.lesson == "04-hsct").sum()
    assert shown(page) == count
    assert status(page).startswith(f"{count} of {TOTAL} claims shown.")
    page.get_by_label("Mine").select_option("same")
    assert page.locator(".rm-verdicts-claim:visible select").get_attribute("id") == "verdicts-c15"
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == TOTAL
    page.get_by_label("Mine").select_option("not")
    assert shown(page) == TOTAL - 2


def test_a_filter_never_tells_the_verdict_of_a_claim_not_judged(visit):
    page = visit({"c01": given(WRONG)})
    page.get_by_label("Book's verdict").select_option(RIGHT)
    assert shown(page) == 1
    assert "Claims not judged yet are left out" in status(page)
    page.get_by_label("Certainty").select_option(
        next(c for c in CERTAINTIES if c != CLAIMS.loc["c01"].certainty)
    )
    assert shown(page) == 0


def test_a_claim_just_judged_stays_in_sight_under_a_filter(visit):
    page = visit()
    page.get_by_label("Mine").select_option("not")
    judge(page, RIGHT)
    assert card(page).is_visible()


def test_it_works_by_keyboard_alone(visit):
    page = visit()
    page.focus("#verdicts-c01")
    page.keyboard.type("weak")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Compare"
    page.keyboard.press("Enter")
    assert stored(page) == {"c01": given("weak")}
    assert page.evaluate("document.activeElement.textContent") == "Compare"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("lesson")


def test_each_control_has_a_name(visit):
    page = visit()
    assert page.get_by_role("group", name=CLAIMS.loc["c01"].paraphrase, exact=True).count() == 1
    assert page.get_by_role("combobox", name="Your verdict").count() == TOTAL
    assert page.get_by_role("link", name="lesson 10").first.get_attribute("href") == (
        "10-cost-access-ethics.html"
    )


def test_a_browser_that_keeps_nothing_says_so_and_still_works(visit):
    broken = "Storage.prototype.setItem = () => { throw new Error('full') }"
    page = visit(script=broken)
    assert "does not let the page keep answers" in status(page)
    judge(page, RIGHT)
    assert "You agree." in answer(page)


def test_without_scripts_the_plain_ledger_stands(visit):
    page = visit(java_script_enabled=False)
    assert page.locator("tbody tr").count() == TOTAL
    text = page.inner_text("tbody")
    assert all(reason in text for reason in CLAIMS.reason)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False])
def test_axe_finds_nothing(visit, browser, theme, scripts):
    if scripts:
        page = visit({"c01": given(RIGHT), "c02": given(WRONG)}, theme=theme)
    else:
        page = browser.new_page()
        widget = Verdicts()
        body = f"<main><h1>A lesson</h1>{widget.fallback()}</main>"
        body_rule = "body { background: var(--rm-paper); color: var(--rm-ink) }"
        style = f"<style>{widget._css} {body_rule}</style>"
        page.set_content(
            f'<html lang="en" data-theme="{theme}"><title>Plain</title>{style}{body}</html>'
        )
    assert widget_page.violations(page) == []
    if not scripts:
        page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_shows_it_without_sideways_scroll(visit, scripts):
    size = {"width": 375, "height": 700}
    page = visit({"c01": given(WRONG)}, viewport=size, java_script_enabled=scripts)
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        scroll = ".rm-verdicts-scroll"
        assert page.evaluate(
            f"(e => e.scrollWidth <= e.clientWidth)(document.querySelector('{scroll}'))"
        )
    box = page.locator(".rm-verdicts").bounding_box()
    assert box["x"] + box["width"] <= 375


@pytest.mark.parametrize("width", [375, 900])
def test_the_live_list_takes_about_the_height_of_the_plain_one(visit, width):
    size = {"width": width, "height": 700}
    heights = [
        visit(viewport=size, java_script_enabled=scripts)
        .locator(".rm-verdicts")
        .bounding_box()["height"]
        for scripts in (False, True)
    ]
    assert heights[1] == pytest.approx(heights[0], rel=0.05)
