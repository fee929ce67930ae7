"""What the page says to an answer: the marking of all four types, and numbers as typed."""

import pytest

from regenmed.page.widget import module

CHOICE = {"correct": [False, True, True, False], "feedback": ["f0", "f1", "f2", "f3"]}
NUMBER = {
    "answer": 56.36,
    "tolerance": 0.6,
    "unit": "percentage points",
    "shown": "56.4",
    "near": [{"value": 0.5636, "tolerance": 0.006, "feedback": "times 100"}],
}
ORDER = {"places": [2, 0, 3, 1], "feedback": ["g0", "g1", "g2", "g3"]}


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    page.add_script_tag(content=module("grading.js"))
    yield page
    page.close()


@pytest.fixture
def grade(page):
    def grade(kind, key, given):
        result = page.evaluate("([t, k, g]) => grade(t, k, g)", [kind, key, given])
        said = {i: note for i, note in enumerate(result["notes"]) if note}
        return result["outcome"], result["message"], said

    return grade


def test_single_speaks_of_the_chosen_option_until_it_is_right(grade):
    key = {"correct": [False, True, False], "feedback": ["f0", "f1", "f2"]}
    outcome, _, said = grade("single", key, 2)
    assert (outcome, said) == ("wrong", {2: {"right": False, "text": "f2"}})
    outcome, _, said = grade("single", key, 1)
    assert outcome == "right"
    assert {i: note["right"] for i, note in said.items()} == {0: False, 1: True, 2: False}


def test_multiple_counts_right_choices_and_missing_ones(grade):
    outcome, message, said = grade("multiple", CHOICE, [0, 1])
    assert outcome == "partly"
    assert message == "Not yet: 1 of your 2 choices is right, and 1 right one is missing."
    assert set(said) == {0, 1}
    assert grade("multiple", CHOICE, [3])[:2] == (
        "wrong",
        "Not yet: your choice is not right, and 2 right ones are missing.",
    )
    assert grade("multiple", CHOICE, [1, 2, 3])[1] == "Not yet: 2 of your 3 choices are right."
    assert grade("multiple", CHOICE, [1, 2])[0] == "right"


def test_order_names_the_first_step_that_comes_too_early(grade):
    outcome, message, said = grade("order", ORDER, [0, 1, 2, 3])
    assert (outcome, message) == ("wrong", "Not yet. Number 1 is too early.")
    assert said == {0: {"right": False, "text": "Comes later. g0"}}
    outcome, message, said = grade("order", ORDER, [1, 3, 2, 0])
    assert outcome == "partly"
    assert message == "Not yet. The first 2 are in place, but number 3 is too early."
    assert set(said) == {2}
    outcome, _, said = grade("order", ORDER, [1, 3, 0, 2])
    assert outcome == "right"
    assert set(said) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    "text", ["56.4", "56,4", "55.8", "56.9", " 56.4 % ", "56.4 percentage points"]
)
def test_numbers_within_the_tolerance_are_right(grade, text):
    assert grade("numeric", NUMBER, text)[:2] == ("right", "Right: 56.4 percentage points.")


def test_a_near_miss_has_its_own_feedback(grade):
    outcome, _, said = grade("numeric", NUMBER, "0.564")
    assert (outcome, said[0]["text"]) == ("partly", "times 100")
    outcome, _, said = grade("numeric", NUMBER, "57")
    assert outcome == "wrong"
    assert "step by step" in said[0]["text"]


@pytest.mark.parametrize(
    ("kind", "key", "given"),
    [
        ("single", CHOICE, None),
        ("multiple", CHOICE, []),
        ("numeric", NUMBER, " "),
        ("numeric", NUMBER, "many"),
        ("order", ORDER, None),
    ],
)
def test_no_answer_is_asked_for_again_and_is_not_wrong(grade, kind, key, given):
    outcome, message, said = grade(kind, key, given)
    assert outcome == "unreadable"
    assert message.endswith(".")
    assert said == {}


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.5", "patients", 1.5),
        ("1,5", "patients", 1.5),
        (".5", "x", 0.5),
        ("0,088", "x", 0.088),
        ("\N{MINUS SIGN}3", "x", -3),
        ("\N{EN DASH}3", "x", -3),
        ("+3", "x", 3),
        ("12\N{THIN SPACE}345", "x", 12345),
        ("12\N{NARROW NO-BREAK SPACE}345,5", "x", 12345.5),
        ("1 000 000", "x", 1e6),
        ("12,345,678.5", "x", 12345678.5),
        ("2e3", "x", 2000),
        ("50 %", "percent", 50),
        ("50%", "times the risk", 0.5),
        ("5 Patients", "patients", 5),
    ],
)
def test_numbers_are_read_as_people_type_them(page, text, unit, value):
    read = page.evaluate("([t, u]) => readNumber(t, u)", [text, unit])
    assert read == {"value": pytest.approx(value)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write a number first."),
        ("about half", "“about half” cannot be read as a number"),
        ("1.2.3", "cannot be read"),
        ("--3", "cannot be read"),
        ("5 6 7 apples", "cannot be read"),
        ("1,234", "can be read in two ways: write 1234 or 1.234."),
        ("x" * 500, "x…” cannot be read"),
    ],
)
def test_other_input_is_answered_with_a_sentence(page, text, said):
    problem = page.evaluate("(t) => readNumber(t, 'patients').problem", text)
    assert said in problem
    assert len(problem) < 120
