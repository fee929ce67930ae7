import pybtex.backends.plaintext
import pybtex.plugin
import pybtex_docutils
import pytest

from regenmed.sphinx_ext import citation_backends


def test_the_backends_are_those_of_pybtex_and_found_without_a_search(monkeypatch):
    citation_backends.setup(None)
    monkeypatch.setattr(pybtex.plugin, "entry_points", lambda **_: pytest.fail("it searched"))
    found = [
        pybtex.plugin.find_plugin("pybtex.backends", name) for name in ("plaintext", "docutils")
    ]
    assert found == [pybtex.backends.plaintext.Backend, pybtex_docutils.Backend]
