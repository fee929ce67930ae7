"""Links to sources, and the bibliography written from them."""

from pathlib import Path

import pandas as pd
import pytest

from regenmed import citations
from regenmed.dataset import load

ROOT = Path(__file__).parent.parent


def source(**fields):
    empty = dict.fromkeys(
        ["doi", "pmid", "pmcid", "read_at_url", "first_author", "journal", "title"], pd.NA
    )
    return pd.Series({"source_id": "s1", "kind": "rct", "year": pd.NA} | empty | fields)


def test_the_doi_comes_before_the_page_that_was_read():
    row = source(doi="10.1/x", pmid=12, read_at_url="https://mirror.example/x")
    assert citations.source_link(row) == "https://doi.org/10.1/x"


def test_a_pubmed_number_comes_before_a_mirror():
    row = source(pmid=12, read_at_url="https://mirror.example/x")
    assert citations.source_link(row) == "https://pubmed.ncbi.nlm.nih.gov/12"


def test_a_source_that_leads_nowhere_is_an_error():
    with pytest.raises(ValueError, match="s1"):
        citations.source_link(source())


def test_every_source_of_the_dataset_leads_somewhere():
    for row in load("sources").itertuples():
        assert citations.source_link(row).startswith("https://") or "http://" in row.read_at_url


def test_a_blank_author_falls_back_to_the_journal():
    assert citations.source_words(source(journal="EMJ", year=2025)) == "EMJ 2025"


def test_a_journal_signs_in_the_bibliography_where_no_author_was_read():
    written = citations.entry(source(journal="Nat Med", read_at_url="h"))
    assert "author = {{Nat Med}},\n" in written and "howpublished" not in written


def test_an_entry_names_the_journal_and_its_author_the_journal_without_numbers():
    both = citations.entry(source(first_author="Burt", journal="JAMA", read_at_url="h"))
    assert "author = {{Burt} and others},\n" in both and "howpublished = {{JAMA}},\n" in both
    numbered = citations.entry(source(journal="Diabetes Care 2022;45:2271", read_at_url="h"))
    assert "author = {{Diabetes Care}},\n" in numbered and "2022;45:2271" in numbered


def test_characters_that_bibtex_reads_as_commands_are_escaped():
    assert r"5\% \& more\_so" in citations.entry(source(title="5% & more_so", read_at_url="h"))


@pytest.mark.parametrize(
    ("author", "kind"),
    [
        ("FDA", "regulator"),
        ("Fate Therapeutics", "company"),
        ("NHS England", "price"),
        ("FAU", "case_series"),
        ("EBMT ADWP", "registry"),
        ("French Research Group on MS", "cohort"),
        ("Canadian Hydroxychloroquine Study Group", "rct"),
    ],
)
def test_an_institution_signs_alone(author, kind):
    written = citations.entry(source(first_author=author, kind=kind, read_at_url="h"))
    assert f"author = {{{{{author}}}}},\n" in written


@pytest.mark.parametrize("author", ["Burt", "van Laar", "Hu", "D'Addario", "Wang M", "Del Papa"])
def test_a_person_signs_with_others(author):
    written = citations.entry(source(first_author=author, read_at_url="h"))
    assert f"author = {{{{{author}}} and others}},\n" in written


def test_the_bibliography_in_the_book_is_that_of_the_sources_table():
    stored = (ROOT / citations.BIBLIOGRAPHY).read_text(encoding="utf-8")
    assert stored == citations.bibliography(), "run: python -m regenmed.citations"
