"""The settings for web servers: one strict policy in all of them, and caching that is safe."""

import re

import pytest
from web_server import SERVING, published_headers

HEADERS = published_headers()


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    policy = HEADERS["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    hashed = r"'self' 'sha256-[A-Za-z0-9+/=]+'"  # the choice of theme, see inline.py
    assert re.fullmatch(hashed, rules["script-src"])
    assert rules["style-src"] == "'self'"
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert {"base-uri", "form-action", "frame-ancestors", "connect-src"} <= rules.keys()


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_every_server_sends_the_same_headers(name):
    text = (SERVING / name).read_text(encoding="utf-8")
    found = dict(re.findall(r'^\s*(?:add_header )?([A-Z][\w-]+) "([^"]+)"', text, re.MULTILINE))
    assert {key: found.get(key) for key in HEADERS} == HEADERS


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_only_addresses_with_a_hash_are_kept_for_a_year(name):
    text = (SERVING / name).read_text(encoding="utf-8")
    assert re.findall(r'.*"public, max-age=31536000, immutable"', text) == [
        {
            "nginx.conf": '    default "public, max-age=31536000, immutable"',
            "Caddyfile": '\theader @versioned Cache-Control "public, max-age=31536000, immutable"',
        }[name]
    ]
    assert 'no-cache"' in text
