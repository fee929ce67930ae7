"""Widgets of a built page: their saved state, small and the same in every build.

MyST-NB puts into a page the state of every widget model, with random ids and with the whole source
of its module once a widget. Here ids are numbered, models that no module reads are dropped, and
each module is written once as a file that all pages share. Each widget's state stands in its own
box, so that it can be drawn before the rest of the page is there. `page/js/afm-host.js` reads the
result.
"""

import hashlib
import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from .assets import OWN, course_css

STATE_TYPE = "application/vnd.jupyter.widget-state+json"
MODEL_ID = re.compile(r'data-model-id="([^"]+)"|"model_id":\s*"([^"]+)"')
BOX = re.compile(r'<div class="rm-widget" data-model-id="(\w+)">')
REFERENCE = re.compile(r"IPY_MODEL_(\w+)")
MODULE_SYNTAX = re.compile(r"^(import|export)\b|\bimport\s*[({.]", re.MULTILINE)
# Python's and JupyterLab's own bookkeeping, which no front-end module reads.
BOOKKEEPING = re.compile(r"_(model|view)_\w+|_dom_classes|_anywidget_id|layout|tabbable|tooltip")


def used_models(state: dict, body: str) -> list[str]:
    """Give the ids of the models a page needs: those it shows, in order, and those they name."""
    shown = [a or b for a, b in MODEL_ID.findall(body)]
    needed = list(dict.fromkeys(model for model in shown if model in state))
    for model in needed:  # grows while it is walked
        named = REFERENCE.findall(json.dumps(_slim(state[model]["state"])))
        needed += [each for each in dict.fromkeys(named) if each in state and each not in needed]
    return [model for model in needed if "_esm" in state[model]["state"]]


def _slim(values: dict) -> dict:
    return {name: value for name, value in values.items() if not BOOKKEEPING.fullmatch(name)}


def packed(state: dict, body: str, own_css: str) -> tuple[dict, str, dict[str, str]]:
    """Give (state, body, modules) of a page with numbered ids.

    `modules` maps the hash of a module's source to that source; the state keeps the hash as
    `_esm_file`. A `_css` that starts with `own_css` is dropped, because the page has it already.
    """
    modules, models = {}, {}
    names = {model: f"w{i}" for i, model in enumerate(used_models(state, body), 1)}
    for model, name in names.items():
        values = _slim(state[model]["state"])
        source = values.pop("_esm")
        key = hashlib.sha256(source.encode()).hexdigest()[:16]
        modules[key] = source
        values["_esm_file"] = key
        if values.get("_css", "").startswith(own_css):
            del values["_css"]
        buffers = state[model].get("buffers")
        models[name] = {"state": values} | ({"buffers": buffers} if buffers else {})
    if not names:
        return models, body, modules
    old = re.compile("|".join(map(re.escape, names)))
    text = old.sub(lambda match: names[match[0]], json.dumps(models, sort_keys=True))
    return json.loads(text), old.sub(lambda match: names[match[0]], body), modules


def with_states(body: str, models: dict) -> str:
    """Put the state of each model at the start of its box, together with those that it names.

    What has no box, as a widget without a plain version, stands at the end of the body.
    """
    left = dict(models)

    def taken(name: str) -> dict:
        if name not in left:
            return {}
        found = {name: left.pop(name)}
        for named in REFERENCE.findall(json.dumps(found)):
            found |= taken(named)
        return found

    def filled(box: re.Match) -> str:
        return box[0] + _state_script(taken(box[1]))

    body = BOX.sub(filled, body)
    return body + _state_script(left)


def _state_script(models: dict) -> str:
    if not models:
        return ""
    saved = json.dumps({"state": models}, separators=(",", ":")).replace("</", r"<\/")
    return f'<script type="{STATE_TYPE}">{saved}</script>'


def script_of(source: str) -> str:
    """Give a module as an expression for a classic script.

    A module that needs nothing but its last line to be one (`export default …;`) becomes a
    function, which the page can call at once; any other becomes a text, which it must import.
    """
    inside, is_last, exported = source.rstrip().rpartition("\nexport default ")
    if is_last and exported.endswith(";") and not MODULE_SYNTAX.search(inside):
        return f'() => {{\n"use strict";\n{inside}\nreturn {exported}\n}}'
    return json.dumps(source, ensure_ascii=False).replace("\u2028", "\\u2028")


def _write_module(folder: Path, key: str, source: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    script = f'(window.regenmedModules ??= {{}})["{key}"] = {script_of(source)};\n'
    (folder / f"{key}.js").write_text(script, encoding="utf-8")


def write_widgets(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Replace the state that MyST-NB added to a page, and have its modules loaded."""
    scripts = context["script_files"]
    for script in list(scripts):
        if getattr(script, "attributes", {}).get("type") != STATE_TYPE:
            continue
        scripts.remove(script)
        state = json.loads(script.attributes["body"].replace(r"<\/script>", "</script>"))["state"]
        models, body, modules = packed(state, context["body"], course_css())
        context["body"] = with_states(body, models)
        for key, source in modules.items():
            _write_module(Path(app.outdir) / "_static" / OWN / "modules", key, source)
            app.add_js_file(f"{OWN}/modules/{key}.js", defer="defer", priority=400)


def setup(app: Sphinx) -> None:
    """Work after MyST-NB has added its scripts to a page."""
    app.connect("html-page-context", write_widgets, priority=700)
