import pytest

from regenmed.sphinx_ext.css import classes_of, is_used, parts, trimmed

USED = {"btn", "show"}


@pytest.mark.parametrize(
    "selector",
    ["a", ".btn", ".btn.show>i", ".btn:not(.gone)", ":is(.gone,.btn)", ".bs-tooltip-end", "#gone"],
)
def test_what_stays(selector):
    assert is_used(selector, USED)


@pytest.mark.parametrize("selector", [".gone", ".btn .gone", "a.gone:not(.btn)", ".bt"])
def test_what_goes(selector):
    assert not is_used(selector, USED)


def test_a_rule_keeps_only_the_selectors_in_use():
    assert trimmed(".btn,.gone,a:not(.x,.y){b:c}.gone{d:e}", USED) == ".btn,a:not(.x,.y){b:c}"


def test_media_queries_are_looked_into_and_dropped_when_empty():
    css = "@media print{.gone{a:b}.btn{c:d}}@media screen{.gone{e:f}}"
    assert trimmed(css, USED) == "@media print{.btn{c:d}}"


def test_other_at_rules_stay_whole():
    css = '@import url("x.css");@keyframes gone{from{a:b}12.5%{c:d}}@page{margin:0}'
    assert trimmed(css, USED) == css


def test_braces_and_semicolons_in_strings_and_comments_mean_nothing():
    css = "a{content:\"};{\"}/* .gone{ */b{c:url('data:;}')}"
    assert [before for before, _ in parts(css)] == ["a", "/* .gone{ */b"]
    assert trimmed(css, USED) == "a{content:\"};{\"}b{c:url('data:;}')}"


def test_classes_come_from_attributes_and_scripts():
    html = '<p class="one two">three</p><script>x.classList.add("four-five")</script>'
    assert {"one", "two", "four-five"} <= classes_of(html)
    assert "three" not in classes_of(html)
