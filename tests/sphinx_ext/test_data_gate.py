import shutil

from regenmed.dataset import DATA, validate
from regenmed.sphinx_ext import data_gate, what_to_mend


def test_a_wrong_row_stops_the_build_with_the_line_that_the_command_prints(
    small_book, build, monkeypatch
):
    book = small_book("# Page\n")
    shutil.copytree(DATA, book / "data")
    outcomes = book / "data" / "outcomes.csv"
    header, first, *rest = outcomes.read_text().splitlines()
    fields = first.split(",")
    fields[header.split(",").index("study_id")] = "no_such_study"
    outcomes.write_text("\n".join([header, ",".join(fields), *rest]) + "\n")

    monkeypatch.setattr(data_gate, "validate", validate)
    stopped = str(build(book))
    assert stopped.startswith("the dataset does not hold:\n")
    assert "no_such_study" in stopped
    assert all(str(problem) in stopped for problem in validate(book / "data"))
    assert not (book / "_build" / "html" / "book" / "page.html").exists()
    told = (book / "_build" / what_to_mend.FILE).read_text()
    assert told.startswith("What to mend:\n  the dataset does not hold:\n")
    assert all(f"  {problem}\n" in told for problem in validate(book / "data"))


def test_a_wrong_question_stops_the_first_build_and_sound_ones_are_not_checked_twice(
    small_book, build, monkeypatch
):
    book, checks = small_book("# Page\n\n```{code-cell} python\n1\n```\n"), []
    monkeypatch.setattr(data_gate, "question_problems", lambda: ["quiz/x.yaml: item a: no key"])
    for _ in range(2):
        assert str(build(book)) == "the dataset does not hold:\nquiz/x.yaml: item a: no key"
    monkeypatch.setattr(data_gate, "question_problems", lambda: checks.append(1) or [])
    assert build(book) == 0
    assert build(book) == 0
    assert checks == [1]


def test_the_questions_are_those_of_the_bank():
    assert data_gate.question_problems() == []
