import pytest

from regenmed.sphinx_ext.math import mathml


def test_a_formula_becomes_mathml():
    block = mathml(r"\frac{a}{b}", "block")
    assert block.startswith("<math") and 'display="block"' in block
    assert "<mfrac>" in block


@pytest.mark.parametrize("broken", [r"\left( a", r"a^b^c", r"\nosuch{a}", "a & b"])
def test_a_broken_formula_names_itself(broken):
    with pytest.raises(ValueError, match="formula .* cannot be read: .*") as caught:
        mathml(broken)
    assert repr(broken) in str(caught.value)


def test_aligned_lines_are_aligned():
    lines = mathml(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "block")
    assert lines.count("<mtr>") == 2 and "&" not in lines.replace("&#x", "")


def test_a_broken_formula_fails_a_strict_build(small_book, build, capsys):
    assert build(small_book("# Page\n\n$a^b^c$\n")) == 1
    assert "page.md:13: WARNING: formula 'a^b^c' cannot be read" in capsys.readouterr().err


def test_a_numbered_formula_keeps_its_number_and_link(site):
    page = (site / "book/01-first.html").read_text()
    assert 'id="equation-wald"' in page
    assert '<span class="eqno">(1.1)' in page
    assert '<a class="reference internal" href="#equation-wald">(1.1)</a>' in page
    assert "MathJax" not in page and "mathjax" not in page


def test_plus_or_minus_is_an_operator_with_space_around_it():
    assert "<mo>&#x000B1;</mo>" in mathml(r"a \pm b")
