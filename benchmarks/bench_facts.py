"""Facts that `make test` holds too: accessibility, truth of the explorers, size, damage found."""

import csv
import io
import random
import re
from collections.abc import Iterator
from importlib import import_module, metadata
from pathlib import Path

import public_scripts
import trees
from axe_playwright_python.sync_playwright import Axe
from browser import launched
from figures import Row, table
from gzip_server import Site, serving
from packaging.requirements import Requirement

import regenmed.explorers
from regenmed.dataset import DATA
from regenmed.page import Explorer
from regenmed.validation import check, read_folder

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FOURTH = "book/04-hsct.html"
SEED = 1
DAMAGES = 40


def violations(browser, site: Site) -> int:
    """Count what axe finds on lesson 4, in the light and the dark theme."""
    found = 0
    with serving(site) as address:
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme, reduced_motion="reduce")
            page.goto(f"{address}/{FOURTH}", timeout=120_000)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1500)
            options = {"runOnly": {"type": "tag", "values": RULES}}
            result = Axe().run(page, options=options).response["violations"]
            found += sum(len(rule["nodes"]) for rule in result)
            page.close()
    return found


def explorers() -> Iterator:
    """Give every explorer of the course that computes over a grid."""
    for path in sorted(Path(regenmed.explorers.__file__).parent.glob("[a-z]*.py")):
        module = import_module(f"regenmed.explorers.{path.stem}")
        yield from (
            function()
            for function in vars(module).values()
            if getattr(function, "__annotations__", {}).get("return") in (Explorer, "Explorer")
        )


def static_error(points: int = 12) -> float:
    """Give the largest difference of stored and exact answers, in percent of the range."""
    errors = (explorer.worst_error(points) for explorer in explorers())
    return 100 * max(value for error in errors for key, value in error.items() if key != "case")


def environment_megabytes(requirements: Path = trees.ROOT / "requirements.txt") -> float:
    """Give the size of all files of the packages that `requirements.txt` pins for this system.

    Bytecode is left out: pip may write it (160 MB more) or not, on the machine that installs.
    """
    size = 0
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if not re.match(r"[a-zA-Z]", line):
            continue
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate():
            continue
        package = metadata.distribution(requirement.name)
        files = {Path(package.locate_file(file)).resolve() for file in package.files or []}
        size += sum(f.stat().st_size for f in files if f.is_file() and f.suffix != ".pyc")
    return size / 1e6


def damaged(files: dict[str, bytes], seed: random.Random) -> dict[str, bytes]:
    """Give the dataset with one cell of one table replaced by another of its column."""
    while True:
        name = seed.choice(sorted(name for name in files if name.endswith(".csv")))
        rows = list(csv.reader(io.StringIO(files[name].decode())))
        row, other = seed.randrange(1, len(rows)), seed.randrange(1, len(rows))
        column = seed.randrange(len(rows[0]))
        if rows[row][column] != rows[other][column]:
            break
    rows[row][column] = rows[other][column]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return files | {name: text.getvalue().encode()}


def caught() -> float:
    """Give the percentage of seeded corruptions that the validation names."""
    files, seed = read_folder(DATA), random.Random(SEED)
    return 100 * sum(bool(check(damaged(files, seed))) for _ in range(DAMAGES)) / DAMAGES


def measure() -> list[Row]:
    """Give the rows of the table."""
    places = public_scripts.mirror()
    with launched() as browser:
        ours = violations(browser, Site(trees.html("ours")))
        plain = None
        if places:
            plain = violations(browser, Site(trees.html("plain"), places))
    return [
        Row("axe_violations", ours, plain),
        Row("static_error", static_error()),
        Row("environment", environment_megabytes()),
        Row("corruptions", caught()),
    ]


if __name__ == "__main__":
    print(table(measure()))
