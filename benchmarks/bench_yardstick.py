"""How fast this machine is: a page that has nothing of this course in it, by the same measure.

A default Jupyter Book page with one slider, visited as bench_pages.py visits the lessons.
"""

import shutil
import statistics

import public_scripts
import trees
from browser import launched
from figures import Row, table
from gzip_server import Site, serving
from visit import first_visit

VISITS = 7
PAGE = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

# One widget

```{code-cell} ipython3
import ipywidgets

ipywidgets.IntSlider(description="dose")
```
"""


def measure() -> list[Row]:
    """Give the row of the table; without the public scripts there is no default page to visit."""
    places = public_scripts.mirror()
    if not places:
        return [Row("yardstick", None, note="(no npm)")]
    folder = trees.WORK / "yardstick"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "_config.yml").write_text("title: One widget\n", encoding="utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: page\n", encoding="utf-8")
    (folder / "page.md").write_text(PAGE, encoding="utf-8")
    trees.build_plain(folder)
    site = Site(folder / "_build" / "html", places)
    with launched() as browser, serving(site) as address:
        first_visit(browser, address, "page.html", slow=False)  # the browser has to wake up
        visits = [first_visit(browser, address, "page.html") for _ in range(VISITS)]
    return [Row("yardstick", statistics.median(visit.first_widget for visit in visits))]


if __name__ == "__main__":
    print(table(measure()))
