"""Every objective is taught by its lesson and examined by questions which that lesson asks."""

import pytest
from lesson_text import Lesson, lessons

from regenmed.page.bank import load_bank
from regenmed.page.concepts import concept_map, concept_table, items_by_lesson

LESSONS = lessons()


@pytest.fixture(params=LESSONS, ids=[lesson.slug for lesson in LESSONS])
def lesson(request) -> Lesson:
    return request.param


def plain(text: str) -> str:
    """An objective without its emphasis, line breaks, closing fence and full stop."""
    return " ".join(text.replace("*", "").split()).rstrip("` ").rstrip(".")


def test_the_objectives_of_a_lesson_are_those_of_its_bank_in_order(lesson):
    taught = lesson.bullets("rm-objectives")
    examined = list(load_bank(lesson.slug).objectives.items())
    assert [name.rpartition("-")[2] for name, _ in examined] == [
        str(number) for number in range(1, len(taught) + 1)
    ], f"{lesson.file}: {len(taught)} objectives in the lesson, the bank has {dict(examined)}"
    for (name, wording), objective in zip(examined, taught, strict=True):
        assert plain(wording) == plain(objective), (
            f"{lesson.file}: objective {name} is {wording!r} in the bank, {objective!r} here"
        )


def test_every_objective_is_examined_by_a_question_that_the_lesson_asks(lesson):
    bank = load_bank(lesson.slug)
    asked = [item for check in bank.checks if check.id in lesson.checks for item in check.items]
    for name in bank.objectives:
        assert any(item.objective == name for item in asked), f"{lesson.slug} never asks {name}"


def test_the_map_holds_every_objective_and_every_item():
    table = concept_map()
    banks = [load_bank(lesson) for lesson in table.lesson.unique()]
    assert table.objective.tolist() == [name for bank in banks for name in bank.objectives]
    assert table["items"].sum() == sum(len(bank.items) for bank in banks)
    assert (table["items"] > 0).all()
    assert table.checks.map(len).min() > 0


def test_the_table_names_each_objective_and_links_each_lesson():
    html = concept_table().data
    table = concept_map()
    assert html.count('scope="row"') == len(table)
    for lesson in table.lesson.unique():
        assert f'href="{lesson}.html"' in html


def test_items_are_counted_by_kind_and_in_all():
    counts = items_by_lesson()
    assert counts.loc["all lessons", "all"] == concept_map()["items"].sum()
    kinds = counts.drop(columns="all")
    assert (kinds.sum(axis=1) == counts["all"]).all()
    assert (kinds.loc["all lessons"] > 0).all()
