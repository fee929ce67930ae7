"""The names of the pages of the book."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = sorted(path.stem for path in (ROOT / "book").glob("*.md"))
LESSONS = [name for name in PAGES if name[:2].isdigit()]
