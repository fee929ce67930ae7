"""How the book points at its sources: links, short names, and the bibliography.

`python -m regenmed.citations` writes book/references.bib from the sources table.
"""

import re
from pathlib import Path

import pandas as pd

from regenmed.dataset import load

BIBLIOGRAPHY = Path("book") / "references.bib"
INSTITUTIONAL_KINDS = ("regulator", "company", "price")
SPECIAL = {c: "\\" + c for c in "&%$#_{}"}


def source_link(source) -> str:
    """Where a reader finds a source: its doi, else pmid, else pmcid, else the page that was read.

    `source` is a row of the sources table.
    """
    places = (
        ("doi", "https://doi.org/"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/"),
        ("pmcid", "https://pmc.ncbi.nlm.nih.gov/articles/"),
        ("read_at_url", ""),
    )
    for column, start in places:
        value = getattr(source, column)
        if pd.notna(value):
            return f"{start}{value}"
    raise ValueError(f"source {source.source_id!r} has neither an identifier nor a page")


def source_words(source) -> str:
    """A source in short: first author, else journal, else title; and the year."""
    names = (source.first_author, source.journal, source.title, source.source_id)
    year = "" if pd.isna(source.year) else f" {source.year}"
    return f"{next(name for name in names if pd.notna(name))}{year}"


def tex(text: str) -> str:
    """Text with the characters escaped that BibTeX reads as commands."""
    return "".join(SPECIAL.get(character, character) for character in text)


def is_institution(author: str, kind: str) -> bool:
    """Is the first author a body that signs alone (FDA, a study group), not a person?"""
    group = author.isupper() or " Group" in author or " on " in author
    return kind in INSTITUTIONAL_KINDS or group


def journal_name(journal: str) -> str:
    """The name of a journal without the volume, pages and notes that follow it."""
    return re.split(r"[\d(;,]", journal)[0].strip()


def entry(source) -> str:
    """One source as a BibTeX entry.  `source` is a row of the sources table.

    Where the page read shows no author, the journal signs, so that a lesson can cite it in short.
    """
    author = source.first_author if isinstance(source.first_author, str) else ""
    journal = source.journal if isinstance(source.journal, str) else ""
    signed = author or journal_name(journal)
    others = " and others" if author and not is_institution(author, source.kind) else ""
    fields = {
        "author": f"{{{tex(signed)}}}{others}" if signed else "",
        "key": source.source_id,
        "title": f"{{{tex(source.title)}}}" if isinstance(source.title, str) else "",
        "howpublished": "" if signed == journal else f"{{{tex(journal)}}}",
        "year": "" if pd.isna(source.year) else str(source.year),
        "url": source_link(source),
    }
    lines = ",\n".join(
        f"  {name} = {{{value}}}" for name, value in fields.items() if value.strip("{}")
    )
    return f"@misc{{{source.source_id},\n{lines}\n}}\n"


def bibliography() -> str:
    """The whole references.bib as text, in the order of the sources table."""
    return "\n".join(entry(source) for source in load("sources").itertuples())


if __name__ == "__main__":
    BIBLIOGRAPHY.write_text(bibliography(), encoding="utf-8")
