from regenmed.sphinx_ext.cell_errors import describe, locate

SOURCE = (
    "# Page\n\n```{code-cell} python\n1 + 1\n```\n\n```{code-cell} python\n:tags: [x]\n1 / 0\n```\n"
)


def test_a_cell_is_found_by_its_code():
    assert locate(SOURCE, "1 / 0") == (9, 2)
    assert locate(SOURCE, "not there") is None


def test_an_error_without_code_still_names_the_file():
    error = TimeoutError("Cell execution timed out\nmore")
    assert describe("book/a.md", SOURCE, error) == (
        "book/a.md: a code cell failed: TimeoutError: Cell execution timed out"
    )


def test_a_failing_cell_stops_every_build_with_one_line(small_book, build):
    book = small_book("# Page\n\n```{code-cell} python\n1 / 0\n```\n")
    for _ in range(2):
        stopped = str(build(book))
        assert stopped == (
            "book/page.md:14: code cell 1 failed: ZeroDivisionError: division by zero"
        )
