"""One thing that is wrong with the dataset, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A fault of one table; `line` counts from 1 as an editor does, the header being line 1.

    Reads as `outcomes.csv:12 events: 9 is more than n = 7`; parts that are not known are left out.
    """

    table: str
    line: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        where = self.table if self.line is None else f"{self.table}:{self.line}"
        column = "" if self.column is None else f" {self.column}"
        line = f"{where}{column}: {self.message}"
        return "".join(letter if letter.isprintable() else "?" for letter in line)
