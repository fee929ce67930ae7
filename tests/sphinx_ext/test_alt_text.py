import base64
import re

import pytest

from regenmed.sphinx_ext.alt_text import fault, faults_of_html

PIXEL = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
        "gg=="
    )
).decode()
GOOD = "Relapses fall from 40 to 12 of 100 within two years"


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        (None, "no alt text"),
        ("  ", "no alt text"),
        ("../../jupyter_execute/0a1b2c.svg", "file name"),
        ("a figure", "8 characters"),
    ],
)
def test_what_is_no_alt_text(alt, words):
    assert words in fault(alt)


def test_a_sentence_is_an_alt_text():
    assert fault(GOOD) is None


def test_pictures_of_html_outputs_count_too():
    assert faults_of_html(f'<img src="x.png" alt="{GOOD}">') == []
    assert faults_of_html('<img src="x.png">') == ["has no alt text"]
    assert faults_of_html("<svg viewBox='0 0 1 1'><path/></svg>")
    assert not faults_of_html("<svg aria-hidden='true'></svg><svg><title>A ring</title></svg>")


def test_a_picture_without_words_stops_every_build(small_book, build):
    book = small_book(
        "# Page\n\n![](dot.png)\n\n```{code-cell} python\nfrom IPython.display import Image\n"
        f'import base64\nImage(base64.b64decode("{PIXEL}"))\n```\n'
    )
    (book / "book" / "dot.png").write_bytes(base64.b64decode(PIXEL))
    for _ in range(2):
        stopped = str(build(book))
        assert "book/page.md:13: picture has no alt text" in stopped
        assert re.search(r"book/page.md:1[5-8]: picture of a code cell has no alt text", stopped)
