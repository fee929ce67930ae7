"""What holds for every explorer of a mechanism: size, truth of the stored answers, words."""

import re
from importlib import import_module

import pytest
import widget_page
from figures import budgets

from regenmed.page.grid import grid_values

NAMES = [
    "attack_and_graft",
    "car_t_b_cells",
    "cost_effectiveness_plane",
    "drug_on_off",
    "guide_finder",
    "multiplex_yield",
    "phase_plane",
    "power_and_rare_harm",
    "reset_clock",
    "small_sample_interval",
    "therapy_comparer",
]
# Sentences for settings that the present data do not reach.
SPARE = {"cost-effectiveness-plane": {4}}
LARGEST = 60_000  # bytes of stored answers


@pytest.fixture(scope="module", params=NAMES)
def explorer(request):
    return getattr(import_module(f"regenmed.explorers.{request.param}"), request.param)()


def test_it_is_small(explorer):
    assert len(explorer.answers) <= LARGEST


def test_stored_answers_equal_the_model(explorer):
    errors = explorer.worst_error(12)
    errors.pop("case", None)
    assert 100 * max(errors.values()) <= budgets()["static_error"].most


def test_every_sentence_is_told_somewhere(explorer):
    """A sentence that no setting reaches would be dead text."""
    sentences = range(len(explorer.spec["sentences"]))
    columns = grid_values(explorer.controls)
    if explorer.vectorised:
        cases = explorer.function(**columns)["case"]
    else:
        rows = zip(*columns.values(), strict=True)
        cases = [explorer.function(*map(float, row)).get("case", 0) for row in rows]
    told = set(map(int, cases))
    assert told <= set(sentences)
    assert set(sentences) - told == SPARE.get(explorer.name, set())


def test_the_picture_says_where_it_comes_from(explorer):
    text = re.sub(r"<[^>]+>", " ", explorer.fallback())
    assert re.search(r"\b(Simulated|Computed)\b", text)
    assert re.search(r"assum|examples|chance only", text)
    assert "{" not in re.sub(r"\{\d", "", text)


def test_every_preset_shows_its_own_sentence_in_the_page(explorer, browser, tmp_path):
    page = browser.new_page(viewport={"width": 375, "height": 800})
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(widget_page.write(explorer, tmp_path).as_uri())
    page.wait_for_selector(".rm-explorer input")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.emulate_media(reduced_motion="reduce")
    for preset in explorer.spec["presets"]:
        page.get_by_role("button", name=preset["label"], exact=True).click()
        page.wait_for_timeout(250)
        stops = dict(zip(explorer.controls, preset["stops"], strict=True))
        answers = explorer.compute(**explorer.values_at(stops))
        told = explorer.spec["sentences"][int(answers.get("case", 0))]
        shown = page.locator(".rm-says").inner_text()
        words = re.split(r"\{[^}]*\}", told)
        assert all(part.strip() in shown for part in words), (preset["label"], shown)
    page.close()
    assert not errors
