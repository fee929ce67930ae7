"""The table of studies at the end of a lesson."""

import pytest

from regenmed.dataset import load
from regenmed.page.sources import sources_table


def test_each_study_shows_design_people_blinding_and_a_link():
    html = sources_table("mist").data
    assert "MIST" in html
    assert "randomised trial" in html
    assert ">110</td>" in html
    assert "assessors masked" in html
    assert 'href="https://doi.org/' in html


def test_what_was_not_reported_is_said():
    blank = load("studies").query("blinded.isna() and design == 'rct'").study_id.iloc[0]
    assert ">not reported</td>" in sources_table(blank).data


def test_large_groups_are_written_so_that_they_can_be_read():
    assert ">22,009,375</td>" in sources_table("conrad_uk").data


def test_a_case_control_study_is_not_called_a_cohort():
    assert ">case-control study</td>" in sources_table("hla_lada").data


def test_a_pooled_analysis_is_as_blind_as_its_trials():
    pooled = load("studies").query("design == 'meta_analysis'").study_id.iloc[0]
    assert ">as in its trials</td>" in sources_table(pooled).data


def test_an_unknown_study_is_named():
    with pytest.raises(ValueError, match="no_such_study"):
        sources_table("mist", "no_such_study")
