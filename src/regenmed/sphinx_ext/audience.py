"""For whom a book is built: `AUDIENCE=student` (the default) or `AUDIENCE=instructor`.

What is for instructors alone is taken out of a page's source before it is read, so that it is in
no page, no search index and no offered source: boxes of class `rm-instructor`, and what stands
between the lines `% instructor-only` and `% end of instructor-only`. A change of audience has every
page read and written again; no notebook is run again, for such passages hold no cells.
"""

import os
import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import CONFIG_OK, BuildEnvironment
from sphinx.errors import ExtensionError

AUDIENCES = ("student", "instructor")
BOX = re.compile(
    r"^(`{3,}|:{3,})\{admonition\}[^\n]*\n:class: [^\n]*\brm-instructor\b.*?^\1[ \t]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
START, END = "% instructor-only", "% end of instructor-only"
PASSAGE = re.compile(rf"^{START}[ \t]*\n.*?^{END}[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)


def for_students(source: str) -> str:
    """Give the Markdown source of a page without what is for instructors alone.

    Raises ValueError for a passage that is opened and not closed, or the other way round.
    """
    text = PASSAGE.sub("", BOX.sub("", source))
    if left := re.search(rf"^({START}|{END})[ \t]*$", text, re.MULTILINE):
        raise ValueError(f"the line {left[1]!r} has no partner")
    return text


def choose(app: Sphinx, config: Config) -> None:
    """Take the audience from the environment; one line and no build for an unknown one."""
    audience = os.environ.get("AUDIENCE") or "student"
    if audience not in AUDIENCES:
        raise ExtensionError(f"AUDIENCE is {audience!r}; it must be {' or '.join(AUDIENCES)}")
    config.regenmed_audience = audience


def strip_source(app: Sphinx, page: str, source: list[str]) -> None:
    """Take out of a page that is about to be read what its readers are not meant to see."""
    if app.config.regenmed_audience == "student":
        try:
            source[0] = for_students(source[0])
        except ValueError as error:
            file = Path(app.env.doc2path(page)).relative_to(app.srcdir).as_posix()
            raise ExtensionError(f"{file}: {error}") from None


def start_search_index_anew(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Drop the old search index if all pages are read again; it would keep every word it knew."""
    if env.config_status != CONFIG_OK:
        (Path(app.outdir) / "searchindex.js").unlink(missing_ok=True)
    return []


def strip_copies(app: Sphinx, failure: Exception | None) -> None:
    """Do the same to the sources that the built pages offer for download."""
    if failure or app.builder.format != "html" or app.config.regenmed_audience != "student":
        return
    for copy in (Path(app.outdir) / "_sources").rglob("*.md"):
        text = copy.read_text(encoding="utf-8")
        if (stripped := for_students(text)) != text:
            copy.write_text(stripped, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Choose once the configuration is known; strip before and after."""
    # "env": every page is read again when the audience differs from that of the last build
    app.add_config_value("regenmed_audience", "student", "env", str)
    app.connect("config-inited", choose)
    app.connect("env-get-outdated", start_search_index_anew)
    app.connect("source-read", strip_source)
    app.connect("build-finished", strip_copies)
