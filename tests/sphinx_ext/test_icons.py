import pytest
from sphinx.errors import ExtensionError

from regenmed.sphinx_ext import icons


def test_the_theme_still_holds_its_outlines_where_they_are_looked_for():
    outlines = icons.outlines()
    assert outlines["bars"][:2] == (448, 512)
    assert outlines["search"] == outlines["magnifying-glass"]  # an alias


def test_an_icon_becomes_a_hidden_svg_and_keeps_what_scripts_look_for():
    html = '<i class="theme-switch fa-solid fa-sun   fa-lg" data-mode="light" title="Light"></i>'
    svg = icons.inlined(html)
    assert svg.startswith('<svg class="rm-icon theme-switch" data-mode="light" viewBox=')
    assert 'aria-hidden="true"' in svg and "title" not in svg and "fa-" not in svg


def test_an_unknown_icon_stops_the_build():
    with pytest.raises(ExtensionError, match="'no-such-icon'"):
        icons.inlined('<i class="fa-solid fa-no-such-icon"></i>')


def test_other_elements_stay():
    html = '<i class="term">fa</i> <span class="plain"></span>'
    assert icons.inlined(html) == html
