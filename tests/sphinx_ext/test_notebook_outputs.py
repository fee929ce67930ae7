"""Outputs that stand in a saved notebook, which JupyterLab does not trust before it is run."""

import base64
import re

from nbformat.v4 import new_code_cell, new_notebook, new_output

from regenmed.facts import two_arms
from regenmed.page import People
from regenmed.sphinx_ext.notebook_outputs import as_image, placed_values, shown_outputs

PLACED = new_output(
    "display_data",
    data={"application/papermill.record/text/plain": "3.0"},
    metadata={"scrapbook": {"name": "count", "mime_prefix": "application/papermill.record/"}},
)
FIGURE = new_output("display_data", data={"image/svg+xml": "<svg viewBox='0 0 9 9'></svg>"})


def drawings(html):
    """The SVG texts of the images in a piece of HTML."""
    found = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    return [base64.b64decode(code).decode() for code in found]


def widget_output():
    widget = People(
        *two_arms("mist", "progression", 24).counts,
        name="some-people", outcome="progressed", months=24, good=False,
        treatment="a transplant", control="another drug", source="MIST",
    )  # fmt: skip
    data, metadata = widget._repr_mimebundle_()
    return new_output("execute_result", data=data, metadata=metadata)


def test_placed_values_are_found_and_not_shown():
    notebook = new_notebook(cells=[new_code_cell("place(…)", outputs=[PLACED])])
    assert placed_values(notebook) == {"count": "3.0"}
    assert shown_outputs([PLACED], "") == []


def test_a_figure_is_an_image_with_its_words():
    (shown,) = shown_outputs([FIGURE], 'It says "less" & more')
    assert "image/svg+xml" not in shown.data
    assert 'alt="It says &quot;less&quot; &amp; more"' in shown.data["text/html"]
    assert drawings(shown.data["text/html"]) == [FIGURE.data["image/svg+xml"]]
    assert "image/svg+xml" in FIGURE.data  # the build's own output is left alone


def test_a_widget_is_its_fallback_drawn_in_its_own_colours():
    (shown,) = shown_outputs([widget_output()], "")
    html = shown.data["text/html"]
    assert not [kind for kind in shown.data if "widget" in kind]
    assert "<svg" not in html and "data-model-id" not in html
    first = drawings(html)[0]
    assert first.startswith("<svg") and 'xmlns="http://www.w3.org/2000/svg"' in first
    assert ".rm-person-bad" in first and "--rm-harm: #b3261e" in first
    assert 'alt="100 given a transplant: 5 progressed' in html
    assert "<table>" in html


def test_a_drawing_is_no_wider_than_a_page():
    assert 'width="560"' in as_image('<svg viewBox="0 0 2000 100"></svg>', "")
    assert 'width="24"' in as_image('<svg viewBox="0 0 18 20"></svg>', "")
