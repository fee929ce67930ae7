"""The `affected` command: compare the course with a changed copy of its data, and print places."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from regenmed import dataset
from regenmed.affected.changes import Change, changes
from regenmed.affected.page_source import PageSource
from regenmed.affected.pages import page_places
from regenmed.affected.place import Place
from regenmed.affected.questions import exam_lines, question_places
from regenmed.affected.verdicts import verdict_places
from regenmed.affected.visible_text import differences, told
from regenmed.kernel_server import BACKEND
from regenmed.validation import Problem, check, fingerprints, read_folder
from regenmed.validation.fingerprints import FILE as FINGERPRINTS

BOOK = Path(__file__).parents[3] / "book"


@dataclass(frozen=True)
class Affected:
    """What a changed copy of the data does to the course."""

    problems: list[Problem]
    changed: list[Change]
    places: list[Place]
    exam: list[str]


def affected(folder: Path, names: list[str] | None = None) -> Affected:
    """Compare the course with the data in `folder`, a changed copy of `data/`.

    `names` are the pages to look at (such as "05-msc"), all of them by default; the questions are
    always looked at. Raises ValueError for a folder that holds no such copy, or an unknown page.
    """
    if not (folder / "datapackage.json").is_file() or not (folder / "quiz").is_dir():
        read_folder(folder)
        raise ValueError(f"{folder} is no copy of data/ (it lacks datapackage.json or quiz/)")
    pages = _pages(names or [])
    old_files, new_files = read_folder(dataset.DATA), read_folder(folder)
    problems = check(new_files, recorded=False)
    found = [*changes(old_files, new_files), *_other_files(folder)]
    if not found:
        return Affected(problems, [], [], [])
    old, new = _both(folder, new_files, pages)
    places: list[Place] = []
    for page in pages:
        places += page_places(PageSource(page), old["pages"][page.stem], new["pages"][page.stem])
    lessons = {Path(place.file).stem for place in places}
    places += question_places(old, new, dataset.DATA / "quiz")
    places += verdict_places(found, new_files, lessons)
    places += _bibliography(old["bibliography"], new["bibliography"])
    return Affected(problems, found, sorted(set(places)), exam_lines(old["exam"], new["exam"]))


def _pages(names: list[str]) -> list[Path]:
    if not BOOK.is_dir():
        raise ValueError(f"the lessons are not in {BOOK}: run this in a checkout of the course")
    pages = {
        path.stem: path
        for path in sorted(BOOK.glob("*.md"))
        if "kernelspec:" in path.read_text(encoding="utf-8")[:1000]
    }
    if unknown := [name for name in names if name not in pages]:
        raise ValueError(f"no page {unknown[0]!r}; there are: {', '.join(pages)}")
    return [path for name, path in pages.items() if not names or name in names]


def _other_files(folder: Path) -> list[Change]:
    """Give the question banks that differ."""
    banks = {path.name for place in (dataset.DATA, folder) for path in place.glob("quiz/*.*")}
    pairs = {name: [place / "quiz" / name for place in (dataset.DATA, folder)] for name in banks}
    return [
        Change(f"quiz/{name}", 0, {}, what="differs")
        for name, pair in sorted(pairs.items())
        if len({path.read_bytes() if path.exists() else b"" for path in pair}) > 1
    ]


def _both(folder: Path, files: dict[str, bytes], pages: list[Path]) -> list[dict[str, Any]]:
    """Give the snapshots with the course's data and with the copy, made side by side."""
    with TemporaryDirectory() as place:
        copy = Path(place, "data")
        shutil.copytree(folder, copy)
        (copy / FINGERPRINTS).write_text(fingerprints(files), encoding="utf-8", newline="\n")
        targets = [Path(place, name) for name in ("old.json", "new.json")]
        runs = [
            _start(data, target, pages)
            for data, target in zip((dataset.DATA, copy), targets, strict=True)
        ]
        for run in runs:
            _, errors = run.communicate()
            if run.returncode:
                last = (errors.strip().splitlines() or ["it gave no reason"])[-1]
                raise ValueError(f"the course cannot be read with these data: {last}")
        return [json.loads(target.read_text(encoding="utf-8")) for target in targets]


def _start(data: Path, target: Path, pages: list[Path]) -> subprocess.Popen:
    command = [sys.executable, "-m", "regenmed.affected.snapshot", str(target), *map(str, pages)]
    environment = os.environ | {"REGENMED_DATA": str(data), "MPLBACKEND": BACKEND}
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _bibliography(old: str, new: str) -> list[Place]:
    entries = [dict.fromkeys(text.split("\n\n")) for text in (old, new)]
    differing = [entry for entry in entries[0] if entry not in entries[1]]
    line = old.count("\n", 0, old.index(differing[0])) + 1 if differing else 1
    changed = told(differences(old.splitlines(), new.splitlines()))
    words = f"{changed}; run python -m regenmed.citations"
    return [Place("book/references.bib", line, "references", words)] if old != new else []


def run(folder: Path, names: list[str]) -> int:
    """Print what a changed copy of the data touches; give 1 if anything no longer holds, or 0."""
    result = affected(folder, names)
    for problem in result.problems:
        print(f"! {problem}")
    for change in result.changed:
        print(f"changed: {change}")
    if not (result.places or result.exam):
        print("nothing in the course changes")
        return 1 if result.problems else 0
    print()
    for place in result.places:
        print(place)
    for line in result.exam:
        print(line)
    print()
    print(_summary(result.places))
    return 1 if result.problems or any(place.broken for place in result.places) else 0


def _summary(places: list[Place]) -> str:
    counts: dict[str, int] = {}
    for place in places:
        counts[place.kind] = counts.get(place.kind, 0) + 1
    broken = sum(place.broken for place in places)
    words = ", ".join(f"{kind} {number}" for kind, number in counts.items())
    return f"{len(places)} places ({words}); {broken or 'none'} of them, marked !, no longer hold"
