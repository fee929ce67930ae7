"""Pages that a build left alone keep what an earlier build made of them."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from regenmed.sphinx_ext import loading, theme, versions, written_pages


@pytest.fixture
def built(small_book, build):
    """A built book of one page, as the parts see it that work on written pages."""
    book = small_book("# Page\n\n{bdg-primary}`Words` and `code`.\n")
    assert build(book) == 0
    return SimpleNamespace(outdir=book / "_build" / "html", builder=SimpleNamespace(format="html"))


def finish(app: SimpleNamespace) -> None:
    """What happens to pages when a build ends."""
    theme.slim_site(app, None)
    loading.speed_up(app, None)
    versions.write_versions(app, None)


def without_versions(page: Path) -> str:
    """A page without the hashes of the files that it links."""
    return re.sub(r"[?]v=\w+", "", page.read_text())


def test_a_finished_page_is_left_as_it_is_and_a_new_one_is_finished(built, monkeypatch):
    slimmed, slim_page = [], theme.slim_page

    def slim(html: str, **options: bool) -> str:
        if "Open the first page" not in html:  # the front door, which links no sheet
            slimmed.append(html)
        return slim_page(html, **options)

    monkeypatch.setattr(theme, "slim_page", slim)
    page = built.outdir / "book" / "page.html"
    before = without_versions(page)
    finish(built)
    assert slimmed == []
    assert without_versions(page) == before
    assert ".sd-bg-primary" in (built.outdir / "_static" / "site.css").read_text()

    assert written_pages.is_finished(page.read_text())
    head = '<html><head><link rel="stylesheet" href="../_static/basic.css" /></head>'
    page.write_text(f'{head}<body><p style="color: red">New</p></body></html>')
    finish(built)
    assert len(slimmed) == 1
    assert 'data-style="color: red"' in page.read_text()
    assert written_pages.is_finished(page.read_text())


def test_every_page_is_written_again_when_the_code_has_changed(monkeypatch):
    registered, config = {}, SimpleNamespace()
    written_pages.setup(
        SimpleNamespace(
            add_config_value=lambda name, default, rebuild, kind: registered.update(
                {name: rebuild}
            ),
            connect=lambda event, call: call(None, config),
        )
    )
    assert registered == {"regenmed_finishing": "html"}
    now = config.regenmed_finishing
    monkeypatch.setattr(written_pages, "hash_of", lambda folders: f"other than {folders}")
    written_pages.key_pages(None, config)
    assert config.regenmed_finishing != now
    assert "sphinx_ext" in config.regenmed_finishing
