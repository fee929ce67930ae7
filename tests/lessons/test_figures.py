"""Figures keep the width they were drawn for, so that their words stay legible on a phone."""

import re

import pytest
from book_pages import LESSONS

# Drawn 5.2 inches wide (383 points with the margin) and shown 345 px wide on a phone, words of
# 12.5 points are 11 px up to this width. A title that runs out of the picture makes it wider.
WIDEST = 396


@pytest.mark.parametrize("page", LESSONS)
def test_no_title_or_label_widens_a_figure(built_book, page):
    html = (built_book / "book" / f"{page}.html").read_text(encoding="utf-8")
    widths = re.findall(r'class="rm-figure"[^>]*?viewBox="0 0 ([\d.]+) ', html)
    assert widths, f"{page}: no figure"
    assert max(map(float, widths)) <= WIDEST, f"{page}: widths {widths}, at most {WIDEST}"
