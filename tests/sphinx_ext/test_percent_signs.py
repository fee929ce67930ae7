import re


def test_a_percent_sign_stays_with_its_number_and_code_stays_as_typed(small_book, build):
    root = small_book("# Page\n\nOf them 12 % or `12 %` were well, and 3 %\nnot. A 5 mg dose.\n")
    assert build(root) == 0
    (page,) = [p for p in root.rglob("page.html") if "_build" in p.parts]
    text = page.read_text(encoding="utf-8")
    assert "Of them 12\u00a0% or" in text and "and 3\u00a0%" in text
    assert re.search(r"<span class=\"pre\">12</span> <span class=\"pre\">%</span>", text)
    assert "A 5 mg dose" in text
