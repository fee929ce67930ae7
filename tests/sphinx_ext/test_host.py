import json
import re

import pytest

from regenmed.sphinx_ext.host import packed, script_of, used_models, with_states

ONE, TWO, LAYOUT, ORPHAN = (letter * 32 for letter in "abcd")
OWN = ".rm-token {}"


def model(**values):
    return {"model_name": "AnyModel", "state": values}


@pytest.fixture
def state():
    return {
        ORPHAN: model(_esm="export default {}", name="never shown"),
        TWO: model(_esm="module 1", _css=OWN + "own", other=f"IPY_MODEL_{ONE}", _view_count=None),
        LAYOUT: model(width="3px"),
        ONE: model(_esm="module 1", _css="foreign", layout=f"IPY_MODEL_{LAYOUT}", value=7)
        | {"buffers": [{"path": ["grid"], "encoding": "base64", "data": "AAA="}]},
    }


BODY = f'<div class="rm-widget" data-model-id="{TWO}">plain</div>'


def test_models_are_those_shown_and_those_they_name(state):
    assert used_models(state, BODY) == [TWO, ONE]
    view = f'<script type="x">{{"model_id": "{ONE}"}}</script>'
    assert used_models(state, view + BODY) == [ONE, TWO]


def test_ids_are_numbered_in_state_and_page(state):
    models, body, _ = packed(state, BODY, OWN)
    assert list(models) == ["w1", "w2"]
    assert body == '<div class="rm-widget" data-model-id="w1">plain</div>'
    assert models["w1"]["state"]["other"] == "IPY_MODEL_w2"


def test_a_module_is_kept_once_and_referred_to(state):
    models, _, modules = packed(state, BODY, OWN)
    assert list(modules.values()) == ["module 1"]
    assert {each["state"]["_esm_file"] for each in models.values()} == set(modules)


def test_what_no_module_reads_is_dropped_and_the_rest_stays(state):
    models, _, _ = packed(state, BODY, OWN)
    assert set(models["w1"]["state"]) == {"_esm_file", "other"}
    assert models["w2"]["state"]["value"] == 7
    assert models["w2"]["state"]["_css"] == "foreign"
    assert models["w2"]["buffers"][0]["data"] == "AAA="


def states(html):
    found = re.findall(r"<div[^>]*>|<script[^>]*>(.*?)</script>", html)
    return [list(json.loads(text)["state"]) if text else "box" for text in found]


def test_a_box_holds_the_state_of_its_model_and_of_those_it_names():
    box = '<div class="rm-widget" data-model-id="{}">plain</div>'
    models = {f"w{i}": {"state": {"_esm_file": "x"}} for i in range(1, 5)}
    models["w1"]["state"]["other"] = "IPY_MODEL_w3"
    models["w3"]["state"]["back"] = "IPY_MODEL_w1"
    body = with_states(box.format("w1") + box.format("w2") + box.format("w9"), models)
    assert states(body) == ["box", ["w1", "w3"], "box", ["w2"], "box", ["w4"]]
    assert with_states("text", {}) == "text"


def test_a_module_with_one_export_at_its_end_becomes_a_function():
    module = "const word = 1;\n\nexport default { render };\n"
    assert script_of(module) == '() => {\n"use strict";\nconst word = 1;\n\nreturn { render };\n}'


@pytest.mark.parametrize(
    "module",
    [
        "import { x } from './x.js';\nexport default { render };",
        "const x = await import('x');\nexport default { render };",
        "export const x = 1;\nexport default { render };",
        "export { x as default };",
        "\nexport default function render() {}",
    ],
)
def test_any_other_module_stays_a_text(module):
    assert json.loads(script_of(module)) == module


def test_a_page_holds_its_state_and_loads_its_modules(site):
    page = (site / "book/01-first.html").read_text()
    saved = re.findall(
        r'<script type="application/vnd.jupyter.widget-state\+json">(.*?)</script>', page
    )
    assert [list(json.loads(text)["state"]) for text in saved] == [["w1"], ["w2"], ["w3"], ["w4"]]
    assert not re.search(r"\b[0-9a-f]{32}\b", page), "a random id is left"
    loaded = re.findall(r'src="\.\./(_static/regenmed/modules/\w+\.js)', page)
    assert len(loaded) == 3  # two of the four widgets share one
    assert all((site / each).exists() for each in loaded)


def test_a_page_without_widgets_loads_no_host(site):
    assert "afm-host" in (site / "book/01-first.html").read_text()
    assert "afm-host" not in (site / "book/02-second.html").read_text()
