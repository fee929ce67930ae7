from regenmed.sphinx_ext.tables import boxed, name_of, with_scopes

FRAME = (
    '<table border="1" class="dataframe"><thead><tr><th></th><th>events</th><th>n</th></tr></thead>'
    "<tbody><tr><th>mist</th><td>3</td><td>52</td></tr></tbody></table>"
)


def test_headings_say_what_they_head():
    table = with_scopes(FRAME)
    assert '<th scope="col">events</th>' in table
    assert '<th scope="row">mist</th>' in table
    assert "<thead><tr><td></td>" in table  # an empty heading heads nothing


def test_a_given_scope_stays():
    table = FRAME.replace("<th>events", '<th scope="colgroup">events')
    assert '<th scope="colgroup">events</th>' in with_scopes(table)


def test_a_table_is_named_by_its_caption_or_its_columns():
    captioned = FRAME.replace("<thead>", "<caption><span>Two &lt;arms&gt;</span></caption><thead>")
    assert name_of(captioned, 2) == "Table 2: Two <arms>"
    assert name_of(FRAME, 1) == "Table 1: events, n, mist"
    assert name_of("<table></table>", 3) == "Table 3"


def test_each_table_gets_a_box_that_the_keyboard_reaches():
    page = boxed(f"<p>a</p>{FRAME}<p>b</p>{FRAME}")
    assert page.count('<div class="rm-table" role="region"') == 2
    assert page.count('tabindex="0"') == 2
    assert 'aria-label="Table 2: events, n, mist"' in page
    assert "border=" not in page


def test_code_and_scripts_are_left_alone():
    page = "<pre><table></table></pre><script>'<table></table>'</script>"
    assert boxed(page) == page
