"""Numbers placed in sentences."""

import pytest

from regenmed.page import prose


def test_named_computations_and_plain_numbers_are_placed(monkeypatch):
    placed = {}
    monkeypatch.setattr(prose, "glue", lambda name, value, display: placed.update({name: value}))
    prose.place(events="events mist hsct progression 24", half=0.5)
    assert placed == {"events": 3, "half": 0.5}


def test_a_computation_that_finds_nothing_is_an_error():
    with pytest.raises(ValueError, match="no_such_study"):
        prose.place(x="events no_such_study hsct progression 24")
