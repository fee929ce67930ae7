import pandas as pd

from regenmed.sphinx_ext.tables import (
    boxed,
    name_of,
    with_one_heading_row,
    with_scopes,
    with_whole_dates,
    with_words_left,
)

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
    assert name_of(FRAME, 1) == "Table 1: events, n"
    assert name_of("<table></table>", 3) == "Table 3"


def test_a_table_without_a_caption_is_given_one_that_says_where_it_stands():
    html = boxed(f'<h2>Who was in?<a class="headerlink" href="#x">#</a></h2>{FRAME}')
    name = "Table 1: Who was in?: events, n"
    assert f'<caption class="rm-visually-hidden">{name}</caption>' in html
    assert f'aria-label="{name}"' in html


def test_the_name_of_an_index_stands_in_the_row_of_the_columns():
    frame = pd.DataFrame({"n": [52]}, index=pd.Index(["mist"], name="study"))
    table = with_one_heading_row(frame.to_html())
    assert table.count("<tr") == 2
    assert "<th>study</th><th>n</th>" in table


def test_two_rows_that_do_not_fit_stay_two():
    columns = pd.MultiIndex.from_tuples([("drug", "n"), ("drug", "events")])
    table = pd.DataFrame([[1, 2]], columns=columns).to_html()
    assert with_one_heading_row(table) == table


def test_columns_of_words_are_marked_and_columns_of_numbers_are_not():
    frame = pd.DataFrame({"arm": ["drug", "3"], "low": [-0.5, None], "share": ["3 %", "4 %"]})
    table = with_words_left(frame.to_html())
    assert '<th class="rm-text">arm</th>' in table
    assert '<td class="rm-text">3</td>' in table
    assert "<th>low</th>" in table and "<td>-0.5</td>" in table and "<td>3 %</td>" in table


def test_a_date_is_not_broken_at_its_hyphens():
    frame = pd.DataFrame({"event": ["x-1"]}, index=pd.Index(["2025-10-27"], name="date"))
    table = with_whole_dates(with_words_left(frame.to_html()))
    assert table.count("nowrap") == 1 and 'nowrap" class="rm-text">2025-10-27<' in table


def test_each_table_gets_a_box_that_the_keyboard_reaches():
    page = boxed(f"<p>a</p>{FRAME}<p>b</p>{FRAME}")
    assert page.count('<div class="rm-table" role="region"') == 2
    assert page.count('tabindex="0"') == 2
    assert 'aria-label="Table 2: events, n"' in page
    assert "border=" not in page


def test_code_and_scripts_are_left_alone():
    page = "<pre><table></table></pre><script>'<table></table>'</script>"
    assert boxed(page) == page


def test_a_table_with_a_box_of_its_own_is_left_alone():
    own = '<div tabindex="0"><table class="rm-boxed"><tr><td>1</td></tr></table></div>'
    assert boxed(own) == own
