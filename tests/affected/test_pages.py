"""A page of a few lines is run twice with different numbers: each kind of place is found."""

import json
import subprocess
import sys

import pytest

from regenmed.affected.page_source import PageSource
from regenmed.affected.pages import page_places

PAGE = """---
kernelspec:
  display_name: Python 3
  name: python3
---

# A page

(first)=
## Numbers

```{code-cell} ipython3
:tags: [remove-cell]

from pathlib import Path
from myst_nb import glue
n, total = map(int, Path("n.txt").read_text().split())
glue("n", n, display=False)
glue("half", n / 2, display=False)
glue("total", float(total), display=False)
```

There are {glue:text}`n` of {glue:text}`total:.0f`, half of them {glue:text}`half:.0f`.
Most of them sleep.
A sentence without a number, {cite}`someone2020`.

```{code-cell} ipython3
100 / (10 - n)
```

```{code-cell} ipython3
from IPython.display import HTML
HTML(f"<table><tr><th>bears</th><td>{n}</td><td>{total}</td></tr></table>")
```

```{admonition} Key points
- Sleep matters ([numbers](first)).
```

```{code-cell} ipython3
:tags: [remove-cell]
assert total == 9, "A sentence without a number"
assert n < 5, "Most of them sleep"
assert n > 0
```
"""
RUN = """
import json, sys
from pathlib import Path
from regenmed.affected.run_page import run_page
page, runs = Path(sys.argv[1]), []
for numbers in sys.argv[2:]:
    page.with_name("n.txt").write_text(numbers)
    runs.append(run_page(page))
print(json.dumps(runs))
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "page.md"
    path.write_text(PAGE)
    return path


@pytest.fixture(scope="module")
def runs(page):
    """What the page shows with 3 of 9, with 5 of 9, and with 10 of 9."""
    command = [sys.executable, "-c", RUN, str(page), "3 9", "5 9", "10 9"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def places(page, runs):
    found = page_places(PageSource(page), runs[0], runs[1])
    return {(place.line, place.kind): place for place in found}


def line_of(text: str) -> int:
    return next(i for i, line in enumerate(PAGE.splitlines(), 1) if line.startswith(text))


def test_the_same_run_gives_no_place(page, runs):
    assert page_places(PageSource(page), runs[0], runs[0]) == []


def test_a_sentence(places):
    place = places[line_of("There are"), "sentence"]
    assert place.text == "There are [3 -> 5] of 9, half of them 2."  # 1.5 and 2.5 are shown as 2


def test_outputs(places):
    text = places[line_of("100 /") - 1, "output"].text
    assert text == "14.285714285714286 -> 20.0"
    table = places[line_of("from IPython") - 1, "table"]
    assert table.text == "bears: 3 -> 5"


def test_a_broken_assertion_names_the_words_that_rest_on_it(places):
    line = line_of("assert n < 5")
    assert places[line, "assertion"].text == "no longer true: n < 5 (n = 5)"
    words = places[line_of("Most of them"), "words"]
    assert words.broken
    assert words.text == f"rests on the assertion in line {line}: Most of them sleep."
    assert str(words).startswith(f"book/page.md:{line_of('Most of them')} ! words: ")


def test_assertions_that_hold_are_not_named(places):
    assert (line_of("assert total"), "assertion") not in places
    assert (line_of("assert n > 0"), "assertion") not in places


def test_a_key_point_that_links_to_the_section_is_to_be_read_again(places):
    assert "points to first" in places[line_of("- Sleep"), "read again"].text


def test_a_cell_that_fails(page, runs):
    found = page_places(PageSource(page), runs[0], runs[2])
    (place,) = [place for place in found if place.kind == "cell fails"]
    assert (place.line, place.text) == (line_of("100 /"), "ZeroDivisionError: division by zero")
    assert place.broken
