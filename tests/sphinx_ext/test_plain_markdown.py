"""MyST as plain Markdown: what a reader of Jupyter or Colab sees."""

import pytest

from regenmed.sphinx_ext.plain_markdown import CELL_BREAK, Names, headings_of, plain

NAMES = Names(
    values={"share": "12.34", "count": "3.0", "note": "'patients of one clinic'"},
    numbers={"fig-one": "Fig. 13", "ex-one": "Exercise 4"},
    citations={"burt2019": "[Burt and others, 2019](https://doi.org/x)"},
    headings={"the-trade": "Try the trade"},
)


@pytest.mark.parametrize(
    ("myst", "markdown"),
    [
        ("{glue:text}`share:.0f` % of {glue:text}`count:.0f`", "12 % of 3"),
        ("{glue:text}`note`", "patients of one clinic"),
        ("in {numref}`fig-one`", "in Fig. 13"),
        ("in {numref}`fig-other`", "in the figure"),
        ("so {cite}`burt2019`.", "so ([Burt and others, 2019](https://doi.org/x))."),
        ("{cite}`burt2019, unknown`", "([Burt and others, 2019](https://doi.org/x); unknown)"),
        ("{math}`x^2`", "$x^2$"),
        ("{term}`arms <arm>`", "arms"),
        ("as [above](the-trade)", "as [above](#Try-the-trade)"),
        ("as [above](some-figure)", "as above"),
        ("[a page](https://example.org/x)", "[a page](https://example.org/x)"),
        ("the code `{cite}` stays", "the code `{cite}` stays"),
        ("(the-trade)=\n## Try the trade", "## Try the trade"),
        ("% a remark\ntext", "text"),
    ],
)
def test_words_are_those_of_the_built_page(myst, markdown):
    assert plain(myst, NAMES) == markdown


def test_a_value_that_no_cell_placed_is_named():
    with pytest.raises(ValueError, match="'missing'"):
        plain("{glue:text}`missing:.1f`", NAMES)


def test_a_box_is_a_quotation_under_its_title():
    box = "```{admonition} Predict\n:class: rm-predict\n\nHow many of {glue:text}`count:.0f`?\n```"
    assert plain(box, NAMES) == "> **Predict**\n>\n> How many of 3?"
    assert plain(":::{note}\nMind.\n:::", NAMES) == "> **Note**\n>\n> Mind."


def test_a_folded_box_stays_folded():
    box = "````{admonition} For you\n:class: rm-instructor, dropdown\n\n**Timing.** Ten.\n````"
    text = "<details><summary>For you</summary>\n\n**Timing.** Ten.\n\n</details>"
    assert plain(box, NAMES) == text


def test_cards_in_a_grid_are_paragraphs():
    grid = (
        "::::{grid} 1 2 4 4\n:gutter: 2\n\n:::{grid-item-card} 1 · Harvest\nCells move.\n:::\n"
        "\n:::{grid-item-card} 2 · Ablate\nCells die.\n:::\n::::\nAfter."
    )
    cards = "**1 · Harvest**\n\nCells move.\n\n\n**2 · Ablate**\n\nCells die.\nAfter."
    assert plain(grid, NAMES) == cards


def test_an_exercise_has_its_number_and_its_solution_a_cell_of_its_own():
    exercise = "````{exercise}\n:label: ex-one\n\nCompute.\n````"
    assert plain(exercise, NAMES) == "> **Exercise 4**\n>\n> Compute."
    start = plain("```{solution-start} ex-one\n:class: dropdown\n```\nIt is 42.", NAMES)
    assert start == f"{CELL_BREAK}### Solution to exercise 4{CELL_BREAK}\nIt is 42."
    assert (
        plain("```{solution-end}\n```", NAMES) == f"{CELL_BREAK}### After the exercise{CELL_BREAK}"
    )


def test_code_shown_as_such_is_left_alone():
    code = "```python\nx = '{cite}`a`'  # (label)=\n```"
    assert plain(code, NAMES) == code


def test_an_unknown_directive_keeps_its_text():
    assert plain("```{div} some-class\nText.\n```", NAMES) == "Text."


def test_a_label_belongs_to_the_heading_below_it():
    assert headings_of("(a-b)=\n## One two\n\n(c)=\ntext") == {"a-b": "One two"}
