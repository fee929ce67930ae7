"""The question bank: reading it, its rules, and its numbers."""

import copy
import re
import subprocess
import sys

import pytest
import yaml

from regenmed import dataset
from regenmed.facts import number
from regenmed.page import bank


def option(text, correct=False, **more):
    entry = {"text": text, "feedback": f"About {text}."}
    return {**entry, **({"correct": True} if correct else {"misconception": "a slip"}), **more}


def choice(name, kind="single", key=0):
    options = [option(f"answer {letter}", place == key) for place, letter in enumerate("pqr")]
    item = {"id": name, "objective": "hsct-1", "type": kind, "stem": "Which one?"}
    return {**item, "options": options, "explanation": "Because.", "source": "mist"}


def sound_bank():
    numeric = {
        "id": "x-number",
        "objective": "hsct-1",
        "type": "numeric",
        "stem": "How many of {n:.0f} progressed?",
        "numbers": {
            "events": "events mist hsct progression 24",
            "n": "n mist hsct progression 24",
            "rest": "= n - events",
        },
        "answer": "{events}",
        "tolerance": 0.4,
        "unit": "patients",
        "near_misses": [
            {"value": "{rest}", "feedback": "{rest:.0f} did not.", "misconception": "complement"}
        ],
        "explanation": "It was {events:.0f}.",
        "source": "mist c15",
    }
    order = choice("x-order", "order")
    order["options"] = [{"text": f"step {t}", "feedback": "So."} for t in "abc"]
    multiple = choice("x-multiple", "multiple")
    items = [choice("x-single"), multiple, numeric, order]
    check = {"id": "a", "title": "First", "items": [item["id"] for item in items]}
    return {
        "lesson": "04-hsct",
        "title": "A lesson",
        "objectives": {"hsct-1": "Describe a thing"},
        "checks": [check],
        "items": items,
    }


def build(raw):
    return bank.build(yaml.safe_dump(raw, sort_keys=False), "04-hsct.yaml")


def test_a_sound_bank_is_read_with_its_numbers_filled_in():
    built = build(sound_bank())
    item = built.items[2]
    assert item.stem == "How many of 55 progressed?"
    assert item.answer == number("events mist hsct progression 24")
    assert item.near_misses[0].value == 52
    assert item.near_misses[0].tolerance == pytest.approx(0.05 * 52)
    assert item.source == ("mist", "c15")
    assert [i.id for i in built.checks[0].items] == [i.id for i in built.items]


def more_singles(raw, keys):
    raw["items"] += [choice(f"x-more-{i}", key=key) for i, key in enumerate(keys)]
    raw["checks"][0]["items"] = [item["id"] for item in raw["items"]]


def set_in(*path, to):
    def change(raw):
        *way, last = path
        for step in way:
            raw = raw[step]
        raw[last] = to

    return change


def drop(*path):
    def change(raw):
        *way, last = path
        for step in way:
            raw = raw[step]
        del raw[last]

    return change


def both(one, other):
    return lambda raw: (one(raw), other(raw))


BROKEN = {
    "a single item with two keys": (
        set_in("items", 0, "options", 1, "correct", to=True),
        "item x-single options: needs exactly one correct, has 2",
    ),
    "a single item without a key": (
        set_in("items", 0, "options", 0, to=option("answer p")),
        "item x-single options: needs exactly one correct, has 0",
    ),
    "a multiple item where all is right": (
        set_in("items", 1, "options", to=[option(f"answer {x}", True) for x in "pqr"]),
        "item x-multiple options: needs at least one correct and one wrong, has 3 correct",
    ),
    "a multiple item where all is wrong": (
        set_in("items", 1, "options", to=[option(f"answer {x}") for x in "pqr"]),
        "item x-multiple options: needs at least one correct and one wrong, has 0 correct",
    ),
    "a condition that is not true": (
        set_in("items", 2, "holds", to=["events < n", "n < events"]),
        "item x-number holds: n < events is no longer true (events = 3, n = 55), so its key",
    ),
    "a condition that compares nothing": (
        set_in("items", 2, "holds", to=["events"]),
        "item x-number holds: 'events' compares nothing by <, <=, ==, >= or >",
    ),
    "a condition over a number that is not there": (
        set_in("items", 2, "holds", to=["none < n"]),
        "item x-number holds: none is not a number named above it",
    ),
    "two options": (drop("items", 0, "options", 2), "item x-single options: needs 3 to 5, has 2"),
    "six options": (
        set_in("items", 3, "options", to=[{"text": f"s{i}", "feedback": "."} for i in range(6)]),
        "item x-order options: needs 3 to 5, has 6",
    ),
    "a wrong option without feedback": (
        drop("items", 0, "options", 1, "feedback"),
        "item x-single options.2: has no feedback; write it",
    ),
    "a wrong option without its misconception": (
        drop("items", 0, "options", 1, "misconception"),
        "item x-single options.2: is wrong and needs the misconception it tests",
    ),
    "all of the above": (
        set_in("items", 0, "options", 2, "text", to="All of the above"),
        "item x-single options.3: 'All of the above' gives the key away",
    ),
    "the same option twice": (
        set_in("items", 0, "options", 2, "text", to="Answer p"),
        "item x-single options: two are the same",
    ),
    "a tell-tale long option": (
        set_in("items", 0, "options", 0, "text", to="answer p, which goes on and on and on"),
        "item x-single options: the longest has 37 letters, the shortest 8",
    ),
    "keys in one place": (
        lambda raw: more_singles(raw, [0, 0, 0, 1]),
        "items: 4 of 5 keys are option 1; vary the place",
    ),
    "a stem that asks nothing": (
        set_in("items", 0, "stem", to="The transplant."),
        "item x-single stem: asks nothing",
    ),
    "a typed answer": (
        set_in("items", 2, "answer", to=3),
        "item x-number answer: 3 is typed and would not follow the data; compute it in numbers",
    ),
    "an unknown objective": (
        set_in("items", 0, "objective", to="hsct-9"),
        "item x-single objective: hsct-9 is not among the objectives; there are: hsct-1",
    ),
    "an objective nobody tests": (
        set_in("objectives", "hsct-2", to="Explain a thing"),
        "objectives.hsct-2: no item tests it",
    ),
    "an unknown study": (
        set_in("items", 0, "source", to="no_such_study"),
        "item x-single source: no_such_study is neither a study nor a claim",
    ),
    "a repeated id": (
        set_in("items", 1, "id", to="x-single"),
        "items: the id x-single is used 2 times",
    ),
    "a check that asks an unknown item": (
        set_in("checks", 0, "items", 0, to="x-gone"),
        "checks: there is no item x-gone",
    ),
    "a check that asks twice": (
        set_in("checks", 0, "items", 1, to="x-single"),
        "checks: item x-single is asked 2 times",
    ),
    "an item nobody asks": (drop("checks", 0, "items", 3), "checks: no check asks item x-order"),
    "a tolerance of nothing": (
        set_in("items", 2, "tolerance", to=0),
        "item x-number tolerance: must be above 0, is 0",
    ),
    "a near miss on top of the answer": (
        set_in("items", 2, "near_misses", 0, "value", to=3.4),
        "item x-number near_misses.1: 3.4 lies too close to the answer 3",
    ),
    "a numeric item without near misses": (
        both(set_in("items", 2, "near_misses", to=[]), drop("items", 2, "numbers", "rest")),
        "item x-number near_misses: needs at least one",
    ),
    "a numeric item without a unit": (
        drop("items", 2, "unit"),
        "item x-number: has no unit; write it",
    ),
    "a choice with a tolerance": (
        set_in("items", 0, "tolerance", to=1),
        "item x-single tolerance: does not belong to this type of item",
    ),
    "an order item with a key": (
        set_in("items", 3, "options", 0, "correct", to=True),
        "item x-order options: an order item has steps in their right order",
    ),
    "an unknown type": (
        set_in("items", 0, "type", to="essay"),
        "item x-single type: 'essay' is not one of",
    ),
    "an unknown field": (set_in("items", 0, "hint", to="psst"), "item x-single: Additional"),
    "the wrong lesson": (set_in("lesson", to="05-msc"), "lesson: is 05-msc, not the file's name"),
    "a typed result": (
        set_in("items", 0, "explanation", to="It was 5.5 %."),
        "item x-single explanation: '5.5' is typed",
    ),
    "typed counts": (
        set_in("items", 0, "stem", to="3 of 55 progressed. How many is that?"),
        "item x-single stem: '3 of 55' is typed",
    ),
    "a number that is not in the data": (
        set_in("items", 2, "numbers", "n", to="n mist hsct no_such_outcome 24"),
        "item x-number numbers.n: ",
    ),
    "a slot without a number": (
        set_in("items", 2, "stem", to="How many of {n:.0f} and {m}?"),
        "item x-number stem: {m} is not among its numbers",
    ),
    "a number that nothing uses": (
        set_in("items", 2, "numbers", "rr", to="rr mist progression 24"),
        "item x-number numbers.rr: nothing uses it",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_rule_is_named_in_one_line(name):
    change, line = BROKEN[name]
    raw = copy.deepcopy(sound_bank())
    change(raw)
    with pytest.raises(ValueError) as error:
        build(raw)
    lines = str(error.value).splitlines()
    bare = [re.sub(r"^(04-hsct\.yaml):\d+ item", r"\1 item", each) for each in lines]
    assert [each for each in bare if each.startswith(f"04-hsct.yaml {line}")], lines


def test_a_problem_of_an_item_names_the_line_where_the_item_starts():
    raw = sound_bank()
    del raw["items"][0]["options"][1]["feedback"]
    text = yaml.safe_dump(raw, sort_keys=False)
    with pytest.raises(ValueError) as error:
        bank.build(text, "04-hsct.yaml")
    line = text.splitlines().index("- id: x-single") + 1
    assert str(error.value) == (
        f"04-hsct.yaml:{line} item x-single options.2: has no feedback; write it"
    )


def test_an_answer_counts_as_a_use_of_its_number():
    raw = sound_bank()
    raw["items"][2]["explanation"] = "So it is."
    assert build(raw).items[2].answer == 3


def test_unreadable_yaml_is_named_with_its_line():
    with pytest.raises(ValueError, match=r"^04-hsct\.yaml:2: not readable as YAML"):
        bank.build("lesson: 04-hsct\n  title: [", "04-hsct.yaml")


@pytest.mark.parametrize("text", ["", "[]", "lesson: 4", "items: [1]", "items: {a: 1}"])
def test_another_kind_of_file_is_refused_with_a_line(text):
    with pytest.raises(ValueError, match=r"^04-hsct\.yaml"):
        bank.build(text, "04-hsct.yaml")


def test_an_unknown_lesson_or_check_names_those_that_exist():
    with pytest.raises(ValueError, match="there are: .*04-hsct"):
        bank.load_check("44-nothing", "a")
    with pytest.raises(ValueError, match=r"no check 'z'; there are: a, b, c"):
        bank.load_check("04-hsct", "z")


def test_the_banks_of_the_course_hold():
    assert bank.problems() == []
    assert {item.lesson for item in bank.load_items()} == set(bank.lessons())


def test_problems_reports_every_broken_file(tmp_path):
    (tmp_path / "04-hsct.yaml").write_text("[")
    (tmp_path / "05-msc.yaml").write_text("lesson: x")
    files = {line.split()[0].split(":")[0] for line in bank.problems(tmp_path)}
    assert files == {"04-hsct.yaml", "05-msc.yaml"}


def test_lesson_4_has_all_types_and_objectives():
    items = bank.load_items("04-hsct")
    assert {item.type for item in items} == {"single", "multiple", "numeric", "order"}
    assert {item.objective for item in items} == {f"hsct-{n}" for n in range(1, 6)}


def test_the_keys_of_lesson_4_follow_from_the_counts():
    answers = {item.id: item.answer for item in bank.load_items("04-hsct")}
    assert answers["hsct-risk-difference"] == pytest.approx(100 * (34 / 55 - 3 / 55))
    assert answers["hsct-number-needed"] == pytest.approx(1 / (34 / 55 - 3 / 55))
    assert answers["hsct-astis-risk-ratio"] == pytest.approx((22 / 79) / (31 / 77))
    assert answers["hsct-ever-or-throughout"] == pytest.approx(100 * 12 / 23)


def test_the_verdict_item_agrees_with_the_claim():
    claim = dataset.load("claims").set_index("claim_id").loc["c15"]
    item = next(i for i in bank.load_items("04-hsct") if i.id == "hsct-verdict-ms")
    key = next(option.text for option in item.options if option.correct)
    assert claim["verdict"] == "supported_with_limits"
    assert key.startswith("Supported with limits")


def test_a_sound_bank_is_read_without_the_slow_validator():
    code = "import sys\nfrom regenmed.page import bank\nbank.load_bank('04-hsct')\n"
    code += "print('jsonschema' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
