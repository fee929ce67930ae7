"""The server of the benchmarks packs text, and stands in for public servers."""

import gzip
import urllib.error
import urllib.request

import pytest
from gzip_server import Site, serving


@pytest.fixture
def site(tmp_path):
    for name, text in {
        "site/a.html": '<script src="https://cdn.test/x.js" integrity="sha256-1"></script>',
        "site/a.woff2": "font",
        "public/x.js": "let it;",
        "secret.txt": "secret",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    places = {"https://cdn.test/": ("/public/", tmp_path / "public")}
    return Site(tmp_path / "site", places)


def get(address, path):
    with urllib.request.urlopen(f"{address}/{path}") as answer:
        return answer.read(), answer.headers


def test_it_packs_text_and_answers_for_other_servers(site):
    with serving(site) as address:
        body, headers = get(address, "a.html?v=1")
        assert headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body) == b'<script src="/public/x.js"></script>'
        assert gzip.decompress(get(address, "public/x.js")[0]) == b"let it;"
        font, headers = get(address, "a.woff2")
        assert font == b"font" and "Content-Encoding" not in headers


@pytest.mark.parametrize("path", ["none.html", "../secret.txt", "%2e%2e/secret.txt"])
def test_what_is_not_there_is_not_found(site, path):
    with serving(site) as address, pytest.raises(urllib.error.HTTPError, match="404"):
        get(address, path)
