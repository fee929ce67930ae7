"""The claims box: verdict in words, certainty and reason, escaped."""

import re

import pytest

from regenmed.dataset import load
from regenmed.page import claims
from regenmed.page.widget import stylesheet


def test_a_verdict_is_said_in_words():
    assert ">supported, with limits<" in claims.verdict_badge("supported_with_limits")


def test_every_verdict_has_its_icon_in_the_style_sheet():
    css = stylesheet("lesson.css")
    for verdict in claims.VERDICTS:
        assert f".rm-verdict-{verdict}::before" in css


def test_an_unknown_verdict_is_named():
    with pytest.raises(ValueError, match="maybe"):
        claims.verdict_badge("maybe")


def test_a_lesson_shows_its_claims_and_no_others():
    html = claims.claims_table("04-hsct").data
    expected = load("claims").query("lesson == '04-hsct'").claim_id
    assert re.findall(r'<tr id="(c\d+)"', html) == list(expected)
    assert re.findall(r'rm-claim-id">(c\d+)<', html) == list(expected)


def test_a_lesson_without_claims_is_named():
    with pytest.raises(ValueError, match="99-none"):
        claims.claims_table("99-none")


def test_the_ledger_holds_every_claim_once():
    ids = re.findall(r'<tr id="(c\d+)"', claims.claims_ledger().data)
    assert sorted(ids) == sorted(load("claims").claim_id)


def test_markup_in_a_claim_stays_text(monkeypatch):
    hostile = load("claims").head(1).assign(paraphrase="<img src=x onerror=alert(1)>")
    monkeypatch.setattr(claims, "load", lambda name: hostile)
    assert "<img" not in claims.claims_ledger().data
