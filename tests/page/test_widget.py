"""The base of the page's widgets: live view and fallback in one bundle, and checked names."""

import pytest

from regenmed.page.widget import PageWidget, check_name, module, stylesheet


class Sample(PageWidget):
    _esm = "export default { render() {} }"

    def fallback(self) -> str:
        return "<p>said in words</p>"


def test_the_bundle_holds_the_live_view_and_the_fallback():
    widget = Sample(name="sample")
    data, _ = widget._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    assert f'data-model-id="{widget.model_id}"' in data["text/html"]
    assert "<p>said in words</p>" in data["text/html"]
    assert data["text/plain"] == "Sample('sample')"


def test_a_widget_without_a_fallback_says_so():
    with pytest.raises(NotImplementedError, match="PageWidget has no fallback"):
        PageWidget(name="x").fallback()


def test_modules_and_style_sheets_are_joined_in_order():
    joined = module("number_text.js", "answers.js")
    assert joined.index("function formatNumber") < joined.index("function createAnswers")
    assert stylesheet("explorer.css").index("--rm-repair:") < stylesheet("explorer.css").index(
        ".rm-explorer"
    )


@pytest.mark.parametrize("name", ["", "Early", "1st", "a b", 'a"><script>'])
def test_a_name_that_cannot_start_an_id_is_refused(name):
    with pytest.raises(ValueError, match="small letters"):
        check_name(name)
