"""Command line of the course: `python -m regenmed COMMAND`, such as `validate` or `exam`."""

import argparse
import sys
from datetime import date
from pathlib import Path

from regenmed import dataset
from regenmed.validation import check, fingerprints, read_folder
from regenmed.validation.fingerprints import FILE as FINGERPRINTS
from regenmed.validation.text import parse


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 all is well, 1 problems, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="python -m regenmed", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, about in (
        ("validate", validate, "check the dataset: one line per problem"),
        ("accept", accept, "record the dataset as it stands, after an intended change"),
    ):
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("folder", nargs="?", type=Path, default=dataset.DATA)
        command.set_defaults(run=lambda chosen, run=run: run(chosen.folder))
    _add_affected(commands)
    _add_exam(commands)
    _add_upkeep(commands)
    _add_takeaway(commands)
    chosen = parser.parse_args(arguments)
    try:
        return chosen.run(chosen)
    except ValueError as error:
        print(f"python -m regenmed: {error}", file=sys.stderr)
        return 2
    except FileNotFoundError as error:
        print(f"python -m regenmed: {error.filename} is missing", file=sys.stderr)
        return 2


def validate(folder: Path) -> int:
    """Print a line per problem of the dataset in `folder`, or how much of it holds.

    The quiz banks of the course's own dataset are checked too, once the tables hold.
    """
    files = read_folder(folder)
    problems = check(files) or (_bank_problems() if folder == dataset.DATA else [])
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{_size(files)} hold")
    return 1 if problems else 0


def _bank_problems() -> list[str]:
    from regenmed.page import bank  # late: the check of the tables needs no pandas

    return bank.problems()


def accept(folder: Path) -> int:
    """Write `fingerprints.txt` for the dataset in `folder`, unless it has other problems."""
    files = read_folder(folder)
    problems = check(files, recorded=False)
    for problem in problems:
        print(problem)
    if problems:
        return 1
    (folder / FINGERPRINTS).write_text(fingerprints(files), encoding="utf-8", newline="\n")
    print(f"{_size(files)} accepted")
    return 0


def _add_affected(commands) -> None:
    about = "name every place of the course that a changed copy of data/ touches"
    command = commands.add_parser("affected", help=about, description=about)
    command.add_argument("folder", type=Path, help="the changed copy")
    command.add_argument("pages", nargs="*", help="pages to look at, such as 05-msc (default: all)")
    command.set_defaults(run=_affected)


def _affected(chosen: argparse.Namespace) -> int:
    from regenmed.affected import command  # late: the other commands need none of its packages

    return command.run(chosen.folder, chosen.pages)


def _add_exam(commands) -> None:
    about = "draw an exam from the question pool: the same seed gives the same papers"
    command = commands.add_parser("exam", help=about, description=about)
    for name, default, meaning in (
        ("--format", "paper", "moodle, gift, qti, paper or key"),
        ("--lesson", "all", "a lesson such as 05-msc, or all"),
        ("--n", "20", "items of a paper"),
        ("--seed", "1", "start of the draw; the key of a paper has the paper's seed"),
        ("--students", "1", "how many papers, each with its own draw"),
        ("--out", "exam", "a file for one paper, or a folder"),
    ):
        command.add_argument(name, default=default, help=f"{meaning} (default: {default})")
    command.add_argument(
        "--from",
        dest="origin",
        default="families",
        help="families (questions over every trial) or bank (the pages' own; default: families)",
    )
    command.set_defaults(run=_exam)


def _exam(chosen: argparse.Namespace) -> int:
    from regenmed.exam import command  # late: the other commands need none of its packages

    return command.run(chosen)


def _add_upkeep(commands) -> None:
    for name, about in (
        ("stale", "name the claims that were not checked for 12 months"),
        ("links", "ask for every link of the sources, and name the dead ones (about 10 minutes)"),
    ):
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("folder", nargs="?", type=Path, default=dataset.DATA)
        if name == "stale":
            command.add_argument("--today", default=str(date.today()), help="such as 2026-11-30")
        command.set_defaults(run=_links if name == "links" else _stale)


def _stale(chosen: argparse.Namespace) -> int:
    from regenmed.upkeep import stale

    return stale.run(chosen.folder, chosen.today)


def _links(chosen: argparse.Namespace) -> int:
    from regenmed.upkeep import links

    return links.run(chosen.folder)


def _add_takeaway(commands) -> None:
    for name, about in (
        ("zip", "pack the built site as one zip that opens from disk"),
        ("pdf", "print the built site as one PDF"),
        ("lite", "lay out the lessons of the built site for JupyterLite (see make lite)"),
    ):
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("site", type=Path, help="the built site, such as _build/html")
        command.add_argument("out", type=Path, help="the file (lite: the folder) to write")
        if name == "pdf":
            command.add_argument("--browser", help="path of Chromium (default: Playwright's own)")
        command.set_defaults(run={"zip": _zip, "pdf": _pdf, "lite": _lite}[name])


def _zip(chosen: argparse.Namespace) -> int:
    from regenmed.takeaway import site_zip

    return site_zip.run(chosen.site, chosen.out)


def _pdf(chosen: argparse.Namespace) -> int:
    from regenmed.takeaway import pdf

    return pdf.run(chosen.site, chosen.out, chosen.browser)


def _lite(chosen: argparse.Namespace) -> int:
    from regenmed.sphinx_ext import lite

    return lite.run(chosen.site, chosen.out)


def _size(files: dict[str, bytes]) -> str:
    tables = [name for name in files if name.endswith(".csv")]
    rows = sum(len(parse(name, files[name])[0].rows) for name in tables)
    return f"{rows} rows of {len(tables)} tables"


if __name__ == "__main__":
    sys.exit(main())
