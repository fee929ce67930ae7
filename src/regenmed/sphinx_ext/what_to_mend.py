"""The last words of a build that failed: a line for each fault, with its file, line and cure.

They are written beside the built pages, and `make book` prints them after everything else.
"""

import logging
import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE, WarningLogRecordTranslator

FILE = "what-to-mend.txt"
# What Sphinx and its extensions say, and what it means for a lesson.
CURES = [
    (
        r"No key '(.+?)' found in glue data.*",
        r"nothing is placed as '\1': place(\1=…) in a cell of this page, or correct the name",
    ),
    (
        r"Failed to format .*|.*[Ii]nvalid format spec.*",
        r"\g<0>: correct the format after the name, such as :.0f",
    ),
    (
        r".*cross-reference target not found: '(.+?)'.*",
        r"there is no label '\1': write (\1)= above the place it names, or correct the link",
    ),
    (
        r"term not in glossary: '(.+?)'.*",
        r"'\1' is not in the glossary: define it in book/glossary.md, or correct the spelling",
    ),
    (
        r"could not find bibtex key \"(.+?)\".*",
        r"there is no source '\1': correct it, or add it to data/sources.csv and run "
        r"`python -m regenmed.citations`",
    ),
    (
        r"unknown document: '(.+?)'.*",
        r"there is no page '\1': correct the link, or add the page to _toc.yml",
    ),
]
TOLD_BETTER = "Executing notebook failed"  # by the error that then stops the build: cell_errors.py
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def plain(message: str) -> str:
    """Give a warning as one line that says what to do, where we know it."""
    line = " ".join(COLOUR.sub("", message).split())
    for said, cure in CURES:
        if found := re.fullmatch(said, line):
            return found.expand(cure)
    return re.sub(r" \[[\w.]+\]$", "", line)


class Listener(logging.Handler):
    """Keeps every warning of a build, with its place."""

    def __init__(self, app: Sphinx):
        super().__init__(logging.WARNING)
        self.addFilter(WarningLogRecordTranslator(app))
        self.folder, self.lines = f"{app.srcdir}/", []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning, unless it was heard before."""
        place = str(getattr(record, "location", None) or "").replace(self.folder, "")
        said = plain(logging.LogRecord.getMessage(record))  # Sphinx's own adds the place
        line = f"{place}: {said}" if place else said
        if line not in self.lines and TOLD_BETTER not in said:
            self.lines.append(line)


def listen(app: Sphinx) -> None:
    """Hear the warnings from now on."""
    app.regenmed_listener = Listener(app)
    logging.getLogger(NAMESPACE).addHandler(app.regenmed_listener)


def write(app: Sphinx, error: Exception | None) -> None:
    """Leave the lines beside the built pages, or nothing if all is well."""
    listener = app.regenmed_listener
    logging.getLogger(NAMESPACE).removeHandler(listener)
    lines = [*listener.lines, *(str(error).splitlines() if error else [])]
    file = Path(app.outdir).parent / FILE
    file.unlink(missing_ok=True)
    if lines:
        file.write_text("\n".join(["What to mend:", *(f"  {line}" for line in lines), ""]))


def setup(app: Sphinx) -> None:
    """Listen from the start to the very end."""
    app.connect("config-inited", lambda app, config: listen(app), priority=1)
    app.connect("build-finished", write, priority=999)
