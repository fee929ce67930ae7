from regenmed.affected.visible_text import changed_words, differences, shorten, told, visible_lines


def test_rows_keep_their_cells_and_hidden_parts_are_left_out():
    html = (
        "<style>p { }</style><p>One  line</p><table><tr><th>a</th><td><p>1</p></td></tr></table>"
        "<script>3</script><svg><text>4 %</text><text>5 %</text></svg>"
    )
    assert visible_lines(html) == ["One line", "a\t1", "4 %", "5 %"]


def test_a_changed_cell_is_named_by_its_row():
    assert differences(["x\t1\t2"], ["x\t1\t3"]) == ["x: 2 -> 3"]


def test_lines_that_come_and_go():
    assert differences(["a", "b"], ["a"]) == ["gone: b"]
    assert differences(["a"], ["a", "c"]) == ["new: c"]


def test_only_the_changed_words_of_a_long_line():
    old = "the quick brown fox jumps over 12 lazy dogs and 34 cats, which is plenty"
    new = old.replace("12", "13").replace("34", "35")
    assert changed_words(old, new) == "12 -> 13, 34 -> 35"


def test_long_lists_and_texts_are_cut():
    assert told([str(n) for n in range(9)]) == "0; 1; 2; 3; and 5 more"
    assert shorten("x" * 50 + "y" * 50, 20) == "x" * 10 + " … " + "y" * 10
