"""Every figure that the course holds itself to, measured, in one table: `make bench`."""

import platform
import sys
import time
from datetime import date
from importlib import import_module

from figures import budgets_here, slower_by, table

# Builds come first: they leave the two books whose pages are measured afterwards.
PARTS = (
    "yardstick",
    "builds",
    "pages",
    "sliders",
    "facts",
    "kernels",
    "web_server",
    "models",
    "evidence",
)


def main() -> int:
    """Measure, print, and give 1 if a budget is not kept."""
    rows = []
    for part in PARTS:
        start = time.perf_counter()
        rows += import_module(f"bench_{part}").measure()
        print(f"{part}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    print(f"{date.today()}, {platform.machine()}, Python {platform.python_version()}\n")
    print(table(rows))
    print(f"\nScaled budgets are {slower_by(rows):.2f} times as long here (budgets.toml).")
    known = budgets_here(rows)
    over = [row.name for row in rows if known[row.name].verdict(row.ours) == "OVER"]
    print(f"{'over budget: ' + ', '.join(over) if over else 'All budgets hold.'}")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
