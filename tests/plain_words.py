"""The last lines of a test run: what broke, in plain words, a line each.

A test that says in its assertion where something is wrong and what to do is quoted; of any other
the name is given.
"""

import re

HEADING = "What to mend"
MOST = 40


def in_plain_words(reports) -> list[str]:
    """Give the lines for the failed tests, each once, in the order in which they failed."""
    lines: dict[str, None] = {}
    notebooks = set()
    for report in reports:
        file = report.nodeid.split("::")[0]
        if file.startswith("book/"):
            if file in notebooks:
                continue  # what fails later in a notebook mostly follows from the first failure
            notebooks.add(file)
        lines |= dict.fromkeys(words(report.nodeid, message(report)))
    return list(lines)


def message(report) -> str:
    """Give what a failed test said."""
    crash = getattr(report.longrepr, "reprcrash", None)
    return crash.message if crash else str(report.longrepr)


def words(name: str, said: str) -> list[str]:
    """Give the lines that a test says in its own words, or its name and the first line it says."""
    if not said.startswith(("AssertionError: ", "Failed: ", "book/")):
        return [f"{name}: {said.partition(chr(10))[0]}"]
    own = re.split(r"\n(?:assert\b|\s*$)", re.sub(r"^(AssertionError|Failed): ", "", said))[0]
    heading, *rest = own.splitlines()
    return [line.strip() for line in rest] if rest and heading.endswith(":") else [heading]


def report_lines(reports) -> list[str]:
    """Give the lines to print: a heading and at most 40 of them; nothing if all is well."""
    lines = in_plain_words(reports)
    if not lines:
        return []
    more = [f"… and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return ["", f"{HEADING}:", *(f"  {line}" for line in lines[:MOST]), *more]
