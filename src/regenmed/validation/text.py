"""Read a CSV file strictly: each fault of its bytes, lines or quotes is reported with its line."""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regenmed.validation.problem import Problem

# RFC 4180: a cell holds no quote at all, or it is quoted as a whole with inner quotes doubled.
_CELL = r'(?:"(?:[^"]|"")*+"|[^",]*+)'
_RECORD = re.compile(f"{_CELL}(?:,{_CELL})*+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff\ufffd]")
# A spreadsheet computes a cell that starts so, unless it is a number (or a mere dash).
_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?!$|\d*\.?\d+(?:[eE][-+]?\d+)?$))")
_MAY_HOLD_FORMULA = re.compile(r'(?:^|,)"?\s*[=+@-]')
# UTF-8 read as Latin-1 or Windows-1252: "é" becomes "Ã©", "–" becomes "â€“".
_MOJIBAKE = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac|\u00e2\u0080")


@dataclass
class Row:
    """One record: its line in the file, its cells as text, and (once parsed) as values.

    A blank or unreadable cell has the value None.
    """

    line: int
    text: dict[str, str]
    value: dict[str, Any] = field(default_factory=dict)


@dataclass
class Table:
    """A CSV file as read: its name with extension, its columns and its rows."""

    file: str
    columns: list[str]
    rows: list[Row]


def read_rows(path: Path) -> list[Row]:
    """Give the rows of a CSV file. Raises ValueError with the first fault, one line."""
    table, problems = parse(path.name, path.read_bytes())
    if problems:
        raise ValueError(problems[0])
    return table.rows


def decode(file: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Return the text of `data` with LF line ends (None if it is no UTF-8) and what is wrong."""
    problems = []
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(
            Problem(file, 1, None, "starts with a byte order mark; save as plain UTF-8")
        )
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        return None, [*problems, Problem(file, line, None, f"byte 0x{byte:02x} is not UTF-8")]
    return _line_ends(file, text, problems)


def _line_ends(file: str, text: str, problems: list[Problem]) -> tuple[str, list[Problem]]:
    """Accept LF or CRLF throughout; report a mix, a lone CR and a file that stops mid-line."""
    if lone := re.search(r"\r(?!\n)", text):
        line = text.count("\n", 0, lone.start()) + 1
        problems.append(Problem(file, line, None, "holds a lone carriage return"))
    elif "\r" in text:
        ends = [line.endswith("\r") for line in text.split("\n")[:-1]]
        if not all(ends):
            odd = ends.index(not ends[0]) + 1
            problems.append(Problem(file, odd, None, "line ends are mixed (CRLF and LF)"))
    text = text.replace("\r\n", "\n").replace("\r", " ")
    if text and not text.endswith("\n"):
        last = text.count("\n") + 1
        problems.append(Problem(file, last, None, "the last line has no end: is the file cut off?"))
    return text, problems


def parse(file: str, data: bytes) -> tuple[Table | None, list[Problem]]:
    """Return the table in `data` (None if it cannot be read) and every fault of its text."""
    text, problems = decode(file, data)
    if text is None:
        return None, problems
    if not text.strip():
        return None, [*problems, Problem(file, None, None, "is empty")]
    lines = text.removesuffix("\n").split("\n")
    columns, faults = _header(file, lines[0])
    problems += faults
    if columns is None:
        return None, problems
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells, fault = _record(file, number, line)
        if fault is None and len(cells) != len(columns):
            message = f"{len(cells)} cells, but the header names {len(columns)} columns"
            fault = Problem(file, number, None, message)
        if fault is not None:
            problems.append(fault)
            continue
        rows.append(Row(number, dict(zip(columns, cells, strict=True))))
        problems += _characters(file, rows[-1], line)
        if _MAY_HOLD_FORMULA.search(line):
            problems += _formulas(file, rows[-1])
    return Table(file, columns, rows), problems


def _header(file: str, line: str) -> tuple[list[str] | None, list[Problem]]:
    columns, fault = _record(file, 1, line)
    if fault is not None:
        return None, [fault]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        return None, [Problem(file, 1, name, "this column stands twice") for name in twice]
    return columns, []


def _record(file: str, number: int, line: str) -> tuple[list[str], Problem | None]:
    """Split one line into cells; our cells hold no line breaks, so a line is a record."""
    if not line:
        return [], Problem(file, number, None, "is blank")
    if '"' not in line:
        return line.split(","), None
    if not _RECORD.fullmatch(line):
        return [], Problem(file, number, None, 'a quotation mark (") is stray or not closed')
    return next(csv.reader([line], strict=True)), None


def is_formula(cell: str) -> bool:
    """Say whether a spreadsheet that opens the file would compute this cell."""
    return _FORMULA.match(cell) is not None


def _formulas(file: str, row: Row) -> list[Problem]:
    return [
        Problem(file, row.line, column, f"{cell!r} would run as a formula in a spreadsheet")
        for column, cell in row.text.items()
        if is_formula(cell)
    ]


def _characters(file: str, row: Row, line: str) -> list[Problem]:
    """Report invisible characters, text decoded with the wrong table, and outer spaces."""
    problems = []
    spaces = ", " in line or " ," in line or line != line.strip() or '" ' in line or ' "' in line
    if not spaces and line.isascii() and line.isprintable():
        return problems
    for column, cell in row.text.items():
        if hidden := _CONTROL.search(cell):
            message = f"holds the invisible character U+{ord(hidden[0]):04X}"
            problems.append(Problem(file, row.line, column, message))
        elif _MOJIBAKE.search(cell):
            problems.append(Problem(file, row.line, column, f"{cell!r} was decoded wrongly"))
        elif cell != cell.strip():
            problems.append(Problem(file, row.line, column, f"{cell!r} has outer spaces"))
    return problems
