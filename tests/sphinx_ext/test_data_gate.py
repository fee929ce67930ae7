import shutil

from regenmed.dataset import DATA, validate
from regenmed.sphinx_ext import data_gate


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
