"""Listings keep their words and colours with fewer elements."""

import re

from regenmed.sphinx_ext.listings import PLAIN, with_few_spans


def test_neighbours_of_one_colour_become_one_element():
    code = (
        '<pre><span class="kn">import</span><span class="w"> </span><span class="nn">a</span>'
        '<span class="p">(</span><span class="n">b</span>\n <span class="p">)</span>'
        '<span class="o">+</span><span class="n">c</span></pre>'
    )
    assert with_few_spans(code) == (
        '<pre><span class="kn">import</span><span class="n"> a(b\n )</span>'
        '<span class="o">+</span><span class="n">c</span></pre>'
    )
    assert with_few_spans(with_few_spans(code)) == with_few_spans(code)


def test_what_is_joined_looks_alike_in_both_themes(browser, site):
    page = browser.new_page()
    page.goto((site / "book/01-first.html").as_uri())
    spans = "".join(f'<span class="{name}">x</span>' for name in PLAIN)
    for theme in ("light", "dark"):
        looks = page.evaluate(
            """([spans, theme]) => {
              document.documentElement.dataset.theme = theme;
              const pre = document.querySelector("article .highlight pre");
              pre.innerHTML = spans;
              return [...pre.children].map((span) => {
                const { color, fontWeight, fontStyle, backgroundColor } = getComputedStyle(span);
                return [color, fontWeight, fontStyle, backgroundColor].join();
              });
            }""",
            [spans, theme],
        )
        assert len(looks) == len(PLAIN) and len(set(looks)) == 1
    page.close()


def test_a_built_listing_has_no_such_neighbours(site):
    page = (site / "book/01-first.html").read_text()
    assert 'class="highlight' in page
    assert not re.search(r'<span class="(n|p)">[^<]*</span><span class="(n|p|w)">', page)
