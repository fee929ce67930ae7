"""Numbers placed in sentences."""

import myst_nb
import pytest

from regenmed.page import prose


@pytest.fixture
def kept(monkeypatch):
    """What was displayed: name -> text."""
    found = {}

    def display(data, raw, metadata):
        assert raw
        found[metadata["scrapbook"]["name"]] = data[f"{prose.KEPT}text/plain"]

    monkeypatch.setattr(prose, "display", display)
    return found


def test_named_computations_and_plain_numbers_are_placed(kept):
    prose.place(events="events mist hsct progression 24", half=0.5)
    assert kept == {"events": "3.0", "half": "0.5"}


def test_words_are_placed_as_they_are(kept):
    prose.place_text(note="patients' data")
    assert kept == {"note": '"patients\' data"'}


def test_a_value_is_kept_as_myst_nb_keeps_it(monkeypatch):
    ours, theirs = [], []
    monkeypatch.setattr(prose, "display", lambda data, **more: ours.append((data, more)))
    monkeypatch.setattr(
        "myst_nb.ext.glue.ipy_display", lambda data, **more: theirs.append((data, more))
    )
    prose.place(half=0.5)
    myst_nb.glue("half", 0.5, display=False)
    assert ours == theirs


def test_a_computation_that_finds_nothing_is_an_error():
    with pytest.raises(ValueError, match="no_such_study"):
        prose.place(x="events no_such_study hsct progression 24")
