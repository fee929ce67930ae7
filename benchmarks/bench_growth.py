"""How the time of a cold build grows with the number of lessons: `make bench-growth`.

The lessons are small ones made for this: the packages of a real lesson, a table, a plot, an
explorer.  Both books hold the same ones.
"""

import shutil
from pathlib import Path

import trees

LESSONS = 8
TIMES = (1, 2, 4, 8)
LESSON = """---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
---

# Lesson {number}

Some words about lesson {number}.

```{{code-cell}} ipython3
import matplotlib.pyplot as plt

from regenmed.dataset import load
from regenmed.explorers.small_sample_interval import small_sample_interval

load("studies").head({number})
```

```{{code-cell}} ipython3
---
mystnb: {{image: {{alt: A line that rises from nought to {number} within one year}}}}
---
_ = plt.plot([0, {number}])
```

```{{code-cell}} ipython3
small_sample_interval()
```
"""
INDEX = "# Lessons\n\nMade to measure.\n"


def fill(folder: Path, lessons: int) -> None:
    """Put `lessons` lessons into a tree in place of its own."""
    book = folder / "book"
    for page in book.glob("*.md"):
        page.unlink()
    (book / "index.md").write_text(INDEX, encoding="utf-8")
    names = [f"lesson-{number}" for number in range(1, lessons + 1)]
    for number, name in enumerate(names, 1):
        (book / f"{name}.md").write_text(LESSON.format(number=number), encoding="utf-8")
    chapters = "".join(f"  - file: book/{name}\n" for name in names)
    toc = f"format: jb-book\nroot: book/index\nchapters:\n{chapters}"
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")


def main() -> None:
    """Print one line for each number of lessons."""
    print(f"{'lessons':>7} {'ours':>8} {'plain':>8}  ours/plain")
    for times in TIMES:
        taken = []
        for make, build in ((trees.ours, trees.build_ours), (trees.plain, trees.build_plain)):
            folder = make()
            fill(folder, LESSONS * times)
            taken.append(build(folder))
            shutil.rmtree(folder)
        print(f"{LESSONS * times:7} {taken[0]:6.0f} s {taken[1]:6.0f} s  {taken[0] / taken[1]:.2f}")


if __name__ == "__main__":
    main()
