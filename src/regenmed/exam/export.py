"""Write papers to a file or a folder, in any of the formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from regenmed.exam import printed
from regenmed.exam.gift import gift
from regenmed.exam.moodle import moodle_xml
from regenmed.exam.paper import Paper
from regenmed.exam.qti import qti_zip

Writer = Callable[[Paper, str], str | bytes]


def _qti(paper: Paper, title: str) -> bytes:
    return qti_zip(paper.items, f"{title}, paper {paper.number}", f"exam-{paper.number}")


FORMATS: dict[str, dict[str, Writer]] = {
    "moodle": {".xml": lambda paper, title: moodle_xml(paper.items)},
    "gift": {".gift": lambda paper, title: gift(paper.items)},
    "qti": {".zip": _qti},
    "paper": {".md": printed.paper_markdown, ".html": printed.paper_html},
    "key": {".md": printed.key_markdown, ".html": printed.key_html},
}


def export(papers: list[Paper], format: str, out: Path | str, title: str = "Exam") -> list[Path]:
    """Write the papers and give the files written.

    `out` is a file with the format's ending, for one paper, or else a folder, which is made if it
    is missing: then each paper gets a file of each ending. Raises ValueError for an unknown format,
    a file of another ending, or a file for several papers.
    """
    out = Path(out)
    writers = writers_of(format)
    if out.suffix and not out.is_dir():
        if out.suffix not in writers:
            raise ValueError(f"{out}: a {format} file ends in {' or '.join(writers)}")
        if len(papers) > 1:
            raise ValueError(f"{out}: {len(papers)} papers need a folder, not a file")
        return [_write(out, writers[out.suffix](papers[0], title))]
    width = len(str(len(papers)))
    return [
        _write(
            out / f"{format}-{paper.number:0{width}}{ending}",
            writer(paper, title),
        )
        for paper in papers
        for ending, writer in writers.items()
    ]


def writers_of(format: str) -> dict[str, Writer]:
    """Give the writers of a format by file ending; ValueError for an unknown format."""
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[format]


def _write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    path.write_bytes(data)
    return path
