"""The names of the pages of the book."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "book"
# "04-hsct", "teaching/lesson-04": as their addresses below book/
PAGES = sorted(p.relative_to(BOOK).with_suffix("").as_posix() for p in BOOK.rglob("*.md"))
LESSONS = [name for name in PAGES if name[:2].isdigit()]
