import re

import pytest

from regenmed.page.figures import COLORS
from regenmed.sphinx_ext.assets import light_colours, needs, page_css


@pytest.mark.parametrize(
    ("file", "body"),
    [
        ("sphinx-design.min.css", '<div class="row sd-card">'),
        ("design-tabs.js", '<div class="sd-tab-set">'),
        ("copybutton.js", '<div class="cell_input docutils">'),
        ("mystnb.0a1b.css", '<div class="cell docutils">'),
        ("exercise.css", '<div class="admonition exercise">'),
    ],
)
def test_a_file_is_kept_only_where_it_is_used(file, body):
    assert needs(file, body)
    assert not needs(file, "<p>words on sd-card, cell_input and exercise</p>")


def test_other_files_are_always_kept():
    assert needs("scripts/sphinx-book-theme.js", "")
    assert needs("", "")  # an inline script


def test_the_style_sheet_starts_with_the_tokens():
    css = page_css()
    assert css.index("--rm-repair") < css.index(".bd-article")


def test_figures_draw_in_the_colours_of_the_page():
    colours = light_colours()
    assert {name: colours[name] for name in COLORS} == COLORS


def test_pages_link_what_exists_and_the_second_page_links_less(site):
    def files(page):
        html = (site / "book" / page).read_text()
        return set(re.findall(r'(?:src|href)="\.\./(_static/[^"?]+)', html))

    first, second = files("01-first.html"), files("02-second.html")
    assert all((site / name).exists() for name in first | second)
    assert "_static/regenmed/afm-host.js" in first - second
    assert "_static/design-tabs.js" not in first | second
