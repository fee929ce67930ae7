"""Addresses that carry the hash of what they name."""

import hashlib
import re

import pytest

from regenmed.sphinx_ext.versions import with_versions


def test_addresses_carry_the_hash_of_what_they_name():
    page = (
        '<link href="../_static/a.css?digest=1"><script src="search.js"></script><a href="b.csv">'
    )
    versions = {"_static/a.css": "77", "search.js": "88"}
    expected = page.replace("digest=1", "v=77").replace("search.js", "search.js?v=88")
    assert with_versions(page, versions) == expected
    assert with_versions(expected, versions) == expected


@pytest.mark.parametrize("name", ["book/01-first.html", "search.html"])
def test_every_file_that_a_page_asks_for_has_its_own_hash(site, name):
    page = (site / name).read_text()
    asked = re.findall(
        r'<(?:link|script|img)\b[^>]*?(?:href|src)="([^"]+\.(?:css|js|svg)[^"]*)"', page
    )
    assert len(asked) > 10
    for address in asked:
        path, _, version = address.partition("?v=")
        content = (site / name).parent.joinpath(path).read_bytes()
        assert version == hashlib.sha256(content).hexdigest()[:8], address
