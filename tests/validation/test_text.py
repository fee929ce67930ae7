"""Damage to the bytes of a file: encodings, line ends, quotes, and a broken schema."""

import json

import pytest

from regenmed.validation.text import parse

GOOD = b'name,n\nash,1\n"oak, tall",2\n"an ""elm""",3\n'


def messages(data):
    return [str(problem) for problem in parse("trees.csv", data)[1]]


def test_rows_know_their_line_and_cells():
    table, problems = parse("trees.csv", GOOD)
    assert problems == []
    assert table.columns == ["name", "n"]
    assert [(row.line, row.text["name"]) for row in table.rows] == [
        (2, "ash"),
        (3, "oak, tall"),
        (4, 'an "elm"'),
    ]


def test_negative_numbers_and_dashes_are_no_formulas():
    assert messages(b"a,b,c\n-1.5,+2e-3,-\n") == []


def test_crlf_throughout_is_accepted():
    table, problems = parse("trees.csv", GOOD.replace(b"\n", b"\r\n"))
    assert problems == []
    assert table.rows[0].text == {"name": "ash", "n": "1"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xef\xbb\xbf" + GOOD, "trees.csv:1: starts with a byte order mark; save as plain UTF-8"),
        (b"name,n\nfr\xeane,1\n", "trees.csv:2: byte 0xea is not UTF-8"),
        (b"name,n\nash,1\nelm,\xff\xfe\n", "trees.csv:3: byte 0xff is not UTF-8"),
        (
            b"name,n\n=1+1,1\n",
            "trees.csv:2 name: '=1+1' would run as a formula in a spreadsheet",
        ),
        (
            b"name,n\n\"+cmd|' /C calc'!A0\",1\n",
            "trees.csv:2 name: \"+cmd|' /C calc'!A0\" would run as a formula in a spreadsheet",
        ),
        (
            b"name,n\n-2+3,1\n",
            "trees.csv:2 name: '-2+3' would run as a formula in a spreadsheet",
        ),
        (GOOD.decode().encode("utf-16"), "trees.csv:1: byte 0xff is not UTF-8"),
        (b"name,n\nash,1\r\nelm,2\n", "trees.csv:2: line ends are mixed (CRLF and LF)"),
        (b"name,n\r\nash,1\r\nelm,2\n", "trees.csv:3: line ends are mixed (CRLF and LF)"),
        (b"name,n\nash\r,1\n", "trees.csv:2: holds a lone carriage return"),
        (b"name,n\rash,1\r", "trees.csv:1: holds a lone carriage return"),
        (b"name,n\r\na\rsh,1\r\n", "trees.csv:2: holds a lone carriage return"),
        (b"name,n\nash,1", "trees.csv:2: the last line has no end: is the file cut off?"),
        (b'name,n\nas"h,1\n', 'trees.csv:2: a quotation mark (") is stray or not closed'),
        (b'name,n\n"ash,1\n', 'trees.csv:2: a quotation mark (") is stray or not closed'),
        (b'name,n\n"ash" ,1\n', 'trees.csv:2: a quotation mark (") is stray or not closed'),
        (b'name,n\n"a"sh",1\n', 'trees.csv:2: a quotation mark (") is stray or not closed'),
        (b'name,n\n"ash\n",1\n', 'trees.csv:2: a quotation mark (") is stray or not closed'),
        (b'na"me,n\nash,1\n', 'trees.csv:1: a quotation mark (") is stray or not closed'),
        (b"name,n\n\nash,1\n", "trees.csv:2: is blank"),
        (b"name,n\nash,1,2\n", "trees.csv:2: 3 cells, but the header names 2 columns"),
        (b"name,n\nash\n", "trees.csv:2: 1 cells, but the header names 2 columns"),
        (b"name,name\nash,1\n", "trees.csv:1 name: this column stands twice"),
        (b"name,n\na\x00sh,1\n", "trees.csv:2 name: holds the invisible character U+0000"),
        (b"name,n\nash,1\xe2\x80\x8b\n", "trees.csv:2 n: holds the invisible character U+200B"),
        ("name,n\nfrÃªne,1\n".encode(), "trees.csv:2 name: 'frÃªne' was decoded wrongly"),
        ("name,n\n5â€“10,1\n".encode(), "trees.csv:2 name: '5â€“10' was decoded wrongly"),
        (b"name,n\nash ,1\n", "trees.csv:2 name: 'ash ' has outer spaces"),
        ("name,n\n\u00a0ash,1\n".encode(), "trees.csv:2 name: '\\xa0ash' has outer spaces"),
        (b"", "trees.csv: is empty"),
        (b"\n\n", "trees.csv: is empty"),
    ],
)
def test_one_clear_line(data, message):
    assert message in messages(data)


def test_accents_dashes_and_greek_are_no_fault():
    assert messages("name,n\nfrêne – Âge µ β ≥ 5 “x”,1\n".encode()) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda d: d[: len(d) // 2], "is not valid JSON"),
        (lambda d: b"", "is not valid JSON"),
        (lambda d: b"[]", "has no list of resources"),
        (lambda d: d.replace(b'"name": "outcomes"', b'"name": "outcome"'), "the table outcomes"),
        (lambda d: d.replace(b'"type": "integer"', b'"type": "int"', 1), "unknown type 'int'"),
        (lambda d: d.replace(b'"fields": [\n', b'"field": [\n', 1), "'fields' is missing"),
        (lambda d: d.replace(b'"source_id"', b'"source"', 1), "names sources.source_id"),
        (lambda d: d.replace(b"[a-z0-9]+", b"[a-z0-9+", 1), "table 'sources'"),
        (lambda d: d.replace(b'"unique": true', b'"required": true', 1), "stands twice"),
        (lambda d: d.replace(b"Title", b"T\xeftle", 1), "byte 0xef is not UTF-8"),
    ],
)
def test_broken_schema(sample, find, damage, message):
    data = damage(sample["datapackage.json"])
    assert data != sample["datapackage.json"]
    found = [str(p) for p in find(sample | {"datapackage.json": data})]
    assert found[0].startswith("datapackage.json") and message in found[0]


def test_missing_schema_still_reads_the_tables(sample, find):
    files = {name: data for name, data in sample.items() if name != "datapackage.json"}
    files["arms.csv"] += b"oak\n"
    found = [str(p) for p in find(files)]
    assert "datapackage.json: is missing, so the tables cannot be checked" in found
    assert "arms.csv:9: 1 cells, but the header names 10 columns" in found


def test_column_taken_out_of_table_and_schema(sample, edit_rows, find):
    package = json.loads(sample["datapackage.json"])
    outcomes = next(r for r in package["resources"] if r["name"] == "outcomes")
    fields = outcomes["schema"]["fields"]
    place = [field["name"] for field in fields].index("events")
    del fields[place]
    files = edit_rows("outcomes.csv", lambda rows: [r[:place] + r[place + 1 :] for r in rows])
    found = find(files | {"datapackage.json": json.dumps(package).encode()})
    message = "datapackage.json events: is described for no table, but a check needs it"
    assert {str(problem) for problem in found} == {message}


def test_json_fault_names_its_line(sample, find):
    lines = sample["datapackage.json"].split(b"\n")
    lines[9] = lines[9].replace(b":", b";", 1)
    (problem,) = find(sample | {"datapackage.json": b"\n".join(lines)})
    assert (problem.table, problem.line) == ("datapackage.json", 10)


def test_schema_is_plain_json(sample):
    assert json.loads(sample["datapackage.json"])["name"] == "repair-retrain-remit"


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda d: d.replace(b"GACC", b"GANN", 1), "trac_exon1.fasta:2: 'N' is no base"),
        (lambda d: d.replace(b"GACC", b"GAC", 1), "trac_exon1.fasta:1: holds 272 bases"),
        (lambda d: d[1:], "trac_exon1.fasta:1: does not start with a title line"),
        (lambda d: b"", "trac_exon1.fasta:1: does not start with a title line"),
    ],
)
def test_broken_sequence(sample, find, damage, message):
    files = sample | {"trac_exon1.fasta": damage(sample["trac_exon1.fasta"])}
    assert any(str(p).startswith(message) for p in find(files))
