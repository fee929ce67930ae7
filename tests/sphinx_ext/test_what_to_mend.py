import pytest

from regenmed.sphinx_ext.what_to_mend import FILE, plain


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "No key 'n' found in glue data for this document. (use `path::key`) [mystnb.glue]",
            "nothing is placed as 'n': place(n=…) in a cell of this page, or correct the name",
        ),
        (
            "'myst' cross-reference target not found: 'toll' [myst.xref_missing]",
            "there is no label 'toll': write (toll)= above the place it names, or correct the link",
        ),
        (
            "term not in glossary: 'apheresis'",
            "'apheresis' is not in the glossary: define it in book/glossary.md, "
            "or correct the spelling",
        ),
        (
            'could not find bibtex key "mist2019"',
            "there is no source 'mist2019': correct it, or add it to data/sources.csv and run "
            "`python -m regenmed.citations`",
        ),
        ("\x1b[91mDuplicate label\n  x [myst.x]\x1b[0m", "Duplicate label x"),
    ],
)
def test_a_warning_becomes_one_line_that_says_what_to_do(said, meant):
    assert plain(said) == meant


def told(book) -> list[str]:
    return (book / "_build" / FILE).read_text().splitlines()


CELL = "```{code-cell} python\nfrom myst_nb import glue\nglue('there', 3, display=False)\n```\n"


def test_a_lost_glue_and_a_lost_label_are_named_with_file_and_line(small_book, build):
    book = small_book(f"# Page\n\n{CELL}\n{{glue:text}}`gone:.0f` and [this](#nowhere).\n")
    assert build(book) != 0
    heading, *lines = told(book)
    assert heading == "What to mend:"
    assert [line.split(":")[0].strip() for line in lines] == ["book/page.md"] * 2
    assert ": nothing is placed as 'gone': place(gone=…)" in lines[0]
    assert ": there is no label 'nowhere': write (nowhere)=" in lines[1]
    small_book(f"# Page\n\n{CELL}\n{{glue:text}}`there`.\n")
    assert build(book) == 0
    assert not (book / "_build" / FILE).exists()


def test_a_failing_cell_is_the_last_word_too(small_book, build):
    book = small_book("# Page\n\n```{code-cell} python\n1 / 0\n```\n")
    build(book)
    assert told(book)[1:] == [
        "  book/page.md:14: code cell 1 failed: ZeroDivisionError: division by zero"
    ]
