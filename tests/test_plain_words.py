from types import SimpleNamespace

from plain_words import MOST, in_plain_words, report_lines


def failed(said: str, name: str = "tests/test_x.py::test_y", crash: bool = True):
    account = SimpleNamespace(reprcrash=SimpleNamespace(message=said)) if crash else said
    return SimpleNamespace(nodeid=name, longrepr=account)


def test_a_test_that_says_what_is_wrong_is_quoted():
    said = "AssertionError: book/04-hsct.md: no exercise\nassert None\n +  where None = search()"
    assert in_plain_words([failed(said)]) == ["book/04-hsct.md: no exercise"]


def test_a_test_that_lists_faults_gives_a_line_for_each():
    said = "AssertionError: typed numbers:\nbook/a.md:3: 34\nbook/a.md:9: 55\nassert not ['…']"
    assert in_plain_words([failed(said)]) == ["book/a.md:3: 34", "book/a.md:9: 55"]


def test_any_other_test_is_named():
    assert in_plain_words([failed("assert 1 == 2\n +  where")]) == [
        "tests/test_x.py::test_y: assert 1 == 2"
    ]


def test_the_same_words_are_said_once():
    stale = failed("Failed: the book is not built: run `make book` first")
    assert in_plain_words([stale, stale]) == ["the book is not built: run `make book` first"]


def test_of_a_notebook_the_first_failure_is_told():
    cells = [
        failed(f"book/a.md:{line}: code cell {line} failed: X\n\nlong", f"book/a.md::{line}", False)
        for line in (3, 4)
    ]
    assert in_plain_words(cells) == ["book/a.md:3: code cell 3 failed: X"]


def test_nothing_is_said_when_all_is_well_and_never_too_much():
    assert report_lines([]) == []
    many = [failed(f"AssertionError: fault {i}") for i in range(MOST + 5)]
    lines = report_lines(many)
    assert lines[1] == "What to mend:" and lines[-1] == "… and 5 more"
