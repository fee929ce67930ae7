"""Check `sources.csv`: identifiers that agree with each other, no twins, none unused."""

import re
from collections.abc import Iterator

from regenmed.validation.problem import Problem
from regenmed.validation.text import Row, Table

Tables = dict[str, Table]
_IN_ADDRESS = {
    "pmid": re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d+)"),
    "pmcid": re.compile(r"/(PMC\d+)"),
    "doi": re.compile(r"doi\.org/(10\.\d{4,9}/[^?#]+)"),
}


def check_sources(tables: Tables) -> Iterator[Problem]:
    """Report sources that stand twice, contradict their own address, or serve no row."""
    table = tables["sources"]
    used = {
        row.text["source_id"]
        for name in tables
        if name != "sources"
        for row in _cited(tables[name])
    }
    for row in table.rows:
        if row.text["source_id"] not in used:
            message = f"{row.text['source_id']} is used by no row"
            yield Problem(table.file, row.line, "source_id", message)
        for column, message in _address(row):
            yield Problem(table.file, row.line, column, message)
    for column in ("doi", "pmid", "pmcid"):
        yield from _shared(table, column)


def _cited(table: Table) -> list[Row]:
    return table.rows if "source_id" in table.columns else []


def _address(row: Row) -> Iterator[tuple[str, str]]:
    """Report an identifier that differs from the one in the address that was read."""
    for column, pattern in _IN_ADDRESS.items():
        match = pattern.search(row.text["read_at_url"])
        given = row.text[column]
        if match and given and match[1].rstrip("/").lower() != given.lower():
            yield column, f"{given}, but read_at_url says {match[1]}"


def _shared(table: Table, column: str) -> Iterator[Problem]:
    seen: dict[str, Row] = {}
    for row in table.rows:
        cell = row.text[column].lower()
        if cell and cell in seen:
            first = seen[cell]
            message = f"{cell} belongs to {first.text['source_id']} (line {first.line}) already"
            yield Problem(table.file, row.line, column, message)
        seen.setdefault(cell, row)
