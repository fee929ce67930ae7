"""The list of references as assistive technology meets it."""

from regenmed.sphinx_ext.reference_list import without_roles

LIST = (
    '<ul role="list"></ul><div role="list" class="citation-list">'
    '<div class="citation" id="a" role="doc-biblioentry">A 2020</div></div>'
)


def test_the_entries_are_plain_and_keep_their_ids():
    html = without_roles(LIST)
    assert '<div class="citation" id="a">A 2020</div>' in html
    assert '<div class="citation-list">' in html


def test_other_lists_are_left_alone():
    assert without_roles(LIST).startswith('<ul role="list">')
