"""Weight and times of every lesson at a first visit, ours beside the plain one.

Needs both books in `_build/bench` (bench_builds.py leaves them there).  The plain page loads its
widgets' scripts from public servers; here the same files come from this machine, over the same slow
network as everything else (public_scripts.py).
"""

import math
import statistics
from collections.abc import Sequence
from pathlib import Path

import public_scripts
import trees
from browser import launched
from figures import Row, table
from gzip_server import Site, serving
from visit import Visit, first_visit

FOURTH = "book/04-hsct.html"
VISITS = 5


def pages(html: Path, pattern: str = "*") -> list[str]:
    """Give the addresses of the pages of a built book."""
    return [f"book/{path.name}" for path in sorted((html / "book").glob(f"{pattern}.html"))]


def visit_all(browser, site: Site) -> dict[str, list[Visit]]:
    """Visit every page once at full speed, and every lesson slowly, lesson 4 several times."""
    lessons = pages(site.folder, "[01]*")
    with serving(site) as address:
        first_visit(browser, address, FOURTH, slow=False)  # the browser itself has to wake up
        return {
            "all": [
                first_visit(browser, address, page, slow=False)
                for page in [*pages(site.folder), "search.html"]
            ],
            "phone": [first_visit(browser, address, page, 375, slow=False) for page in lessons],
            "lessons": [first_visit(browser, address, page) for page in lessons],
            "fourth": [first_visit(browser, address, FOURTH) for _ in range(VISITS)],
        }


def median(visits: Sequence[Visit], name: str) -> float:
    """Give the median of one figure of some visits, without those that have none."""
    values = [getattr(visit, name) for visit in visits]
    found = [value for value in values if not math.isnan(value)]
    return statistics.median(found) if found else math.nan


def figures(seen: dict[str, list[Visit]], outside: Sequence[str]) -> dict[str, float]:
    """Give the figures of one book; `outside` are paths that stand for other servers."""
    lessons, fourth = seen["lessons"], seen["fourth"]
    asked = [url for visit in seen["all"] for url in [*visit.outside, *visit.sizes]]
    foreign = [
        url for url in asked if "//127.0.0.1:" not in url or any(path in url for path in outside)
    ]
    return {
        "external_requests": len(foreign),
        "console_errors": sum(len(visit.errors) for visit in seen["all"]),
        "lesson_weight": max(visit.weight for visit in lessons) / 1000,
        "lesson_4_weight": fourth[0].weight / 1000,
        "widget_ready": median(lessons, "first_widget"),
        "lesson_4_widget_ready": median(fourth, "first_widget"),
        "all_widgets_ready": median(fourth, "all_widgets"),
        "largest_paint": median(lessons, "largest_paint"),
        "lesson_4_largest_paint": median(fourth, "largest_paint"),
        "layout_shift": max(visit.shift for visit in [*lessons, *fourth, *seen["phone"]]),
    }


def measure() -> list[Row]:
    """Give the rows of the table; without the public scripts the plain page cannot be measured."""
    places = public_scripts.mirror()
    with launched() as browser:
        ours = figures(visit_all(browser, Site(trees.html("ours"))), [])
        plain = {}
        if places:
            site = Site(trees.html("plain"), places)
            plain = figures(visit_all(browser, site), [path for path, _ in places.values()])
    note = "" if plain else "(plain not measured: no npm)"
    return [Row(name, value, plain.get(name), note) for name, value in ours.items()]


if __name__ == "__main__":
    print(table(measure()))
