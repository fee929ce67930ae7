import re

import pytest

from regenmed.sphinx_ext.figures import inlined

SVG = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="300pt" height="200pt" viewBox="0 0 300 200"
 xmlns="http://www.w3.org/2000/svg" version="1.1">
 <metadata><dc:date>2026-01-01T00:00:00</dc:date></metadata>
 <defs>
  <style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>
 </defs>
 <g id="figure_1">
  <path id="m0a1b" d="M 0 0 L 9 9" style="fill: #1B7F5C"/>
  <use xlink:href="#m0a1b" x="4"/>
  <g clip-path="url(#p77)">
   <text style="font: 12.5px 'DejaVu Sans', sans-serif; fill: #1c232b">a</text>
  </g>
 </g>
 <defs><clipPath id="p77"><rect width="9" height="9"/></clipPath></defs>
</svg>"""


@pytest.fixture
def drawn():
    return inlined(SVG, 'A "ring" and < more', "f3")


def test_the_drawing_says_what_it_shows(drawn):
    assert drawn.startswith(
        '<svg class="rm-figure" role="img" aria-label="A &quot;ring&quot; and &lt;'
    )


def test_colours_follow_the_theme_and_text_the_page(drawn):
    assert '<path id="f3-1" d="M 0 0 L 9 9" fill="var(--rm-repair)"/>' in drawn
    assert '<text fill="var(--rm-ink)" font-size="12.5px">a</text>' in drawn
    assert not re.search("#1b7f5c|DejaVu|style=", drawn, re.IGNORECASE)


def test_ids_are_unique_and_only_those_in_use(drawn):
    assert re.findall(r'id="([^"]+)"', drawn) == ["f3-1", "f3-2"]
    assert 'href="#f3-1"' in drawn and "url(#f3-2)" in drawn


def test_nothing_differs_between_two_builds(drawn):
    later = SVG.replace("2026-01-01", "2027-02-02").replace("p77", "p99").replace("m0a1b", "mffff")
    assert inlined(later, 'A "ring" and < more', "f3") == drawn
    assert "metadata" not in drawn and "<style" not in drawn


def test_its_size_is_that_of_its_box(drawn):
    assert 'viewBox="0 0 300 200" width="440"' in drawn
    with pytest.raises(ValueError, match="viewBox"):
        inlined("<svg width='1'></svg>", "", "f1")


def test_a_captioned_figure_keeps_number_caption_and_link(site):
    page = (site / "book/01-first.html").read_text()
    figure = re.search(r'<figure[^>]*id="fig-lines".*?</figure>', page, re.DOTALL)[0]
    assert 'aria-label="Two straight lines that cross at x = 2' in figure
    assert "Fig. 1.1" in figure and "Two lines cross." in figure
    assert re.search(r'href="#fig-lines"><span class="std std-numref">Fig. 1.1<', page)
    assert "<img" not in figure and "They cross after two years" in figure
