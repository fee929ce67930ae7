"""The static host on a page of its own: what a widget's module can rely on."""

import json
from pathlib import Path

import pytest

import regenmed

HOST = (Path(regenmed.__file__).parent / "page" / "js" / "afm-host.js").read_text()


@pytest.fixture
def draw(browser):
    """A function that draws one model with the given module and gives the page."""
    page = browser.new_page()

    def drawn(module, others=None, buffers=(), **values):
        state = {"w1": {"state": {"_esm": module, **values}, "buffers": list(buffers)}}
        saved = json.dumps({"state": state | (others or {})})
        kind = "application/vnd.jupyter.widget-state+json"
        page.set_content(
            '<div class="rm-widget" data-model-id="w1"><p id="plain">plain</p></div>'
            f'<script type="{kind}">{saved}</script><script>{HOST}</script>'
        )
        page.wait_for_selector(".rm-widget[data-state]")
        return page

    yield drawn
    page.close()


def said(body):
    """A module that shows what `say` is given."""
    return (
        "export default { async render({ model, el }) { const words = [];"
        "const say = (...them) => { words.push(them.join(' ')); };"
        f"{body}; el.textContent = words.join('; '); }} }};"
    )


def test_it_tells_of_changes_and_only_of_changes(draw):
    page = draw(
        said(
            "model.on('change:a change:b', (_, value) => say('it', value));"
            "model.on('change', () => say('any'));"
            "model.set('a', 1); model.set('a', 2); model.set({ a: 2, b: 5 }); model.save_changes()"
        ),
        a=1,
        b=1,
    )
    assert page.inner_text(".rm-widget") == "it 2; any; it 5; any"


def test_a_listener_can_be_taken_off(draw):
    page = draw(
        said(
            "const hear = () => say('heard'); model.on('change:a', hear); model.set('a', 2);"
            "model.off('change:a', hear); model.set('a', 3); model.on('change:a', hear);"
            "model.off(); model.set('a', 4); model.send({}); say(model.get('a'))"
        ),
        a=1,
    )
    assert page.inner_text(".rm-widget") == "heard; 4"


def test_bytes_come_as_a_data_view_at_their_place(draw):
    page = draw(
        said("say(model.get('deep').grid.getFloat32(0, true), model.get('deep').n)"),
        deep={"n": 3},
        buffers=[{"path": ["deep", "grid"], "encoding": "base64", "data": "AADAPw=="}],
    )
    assert page.inner_text(".rm-widget") == "1.5 3"


def test_it_initializes_once_and_finds_other_models(draw):
    other = {"w2": {"state": {"_esm": "export default {}", "name": "second"}}}
    page = draw(
        "export default async () => ({ initialize({ model }) { model.set('ready', true); },"
        "async render({ model, el }) {"
        "const found = await model.widget_manager.get_model(model.get('other'));"
        "el.textContent = `${model.get('ready')} ${found.get('name')}`; } });",
        other,
        other="IPY_MODEL_w2",
    )
    assert page.inner_text(".rm-widget") == "true second"


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        ("export default { render({ el }) { el.id = 'x'; throw Error('late'); } };", "late"),
        ("export default { async render() { throw Error('later'); } };", "later"),
        ("this is no module", "Unexpected"),
        ("", "needs a running notebook"),
    ],
)
def test_whatever_fails_the_plain_version_stays(draw, module, reason):
    page = draw(module)
    assert page.inner_text("#plain") == "plain"
    assert reason in page.inner_text(".rm-widget-error")
    assert page.locator(".rm-widget > *").count() == 2  # the sentence and the plain version


def test_the_plain_version_is_gone_before_the_live_one_draws(draw):
    page = draw(said("say(document.getElementById('plain'), Boolean(el.closest('.rm-widget')))"))
    assert page.inner_text(".rm-widget") == "true"


def test_the_first_widget_of_a_page_is_drawn_before_the_rest_is_read(browser):
    """The rest is held back by a script that has not come yet."""
    page = browser.new_page()
    kind = "application/vnd.jupyter.widget-state+json"
    module = "export default { render({ el }) { el.textContent = 'drawn' } }"

    def box(name):
        saved = json.dumps({"state": {name: {"state": {"_esm": module}}}})
        return (
            f'<div class="rm-widget" data-model-id="{name}"><script type="{kind}">{saved}</script>'
            f'<p id="{name}">plain</p></div>'
        )

    html = f"{box('w1')}<script>{HOST}</script><script src='late.js'></script>{box('w2')}"
    page.route("**/page", lambda route: route.fulfill(body=html, content_type="text/html"))
    held = []
    page.route("**/late.js", lambda route: held.append(route))
    page.goto("http://lesson/page", wait_until="commit")
    page.wait_for_selector(".rm-widget[data-state=live]")
    assert page.locator(".rm-widget").all_inner_texts() == ["drawn"]
    held[0].fulfill(body="", content_type="text/javascript")
    page.wait_for_function("document.querySelectorAll('[data-state=live]').length === 2")
    assert page.locator(".rm-widget").all_inner_texts() == ["drawn", "drawn"]
    assert page.locator(f'script[type="{kind}"]').count() == 0
    page.close()
