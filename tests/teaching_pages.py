"""Take the teaching pages apart; used by the tests of the instructor guide."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lesson_text import BOOK, Lesson, lessons

FOLDER = BOOK / "teaching"
DIRECTIVE = re.compile(r"^:::\{([\w-]+)\}\n(.*?)^:::$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class TeachingPage:
    """The page that tells how to teach one lesson."""

    path: Path
    lesson: Lesson

    @cached_property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def sections(self) -> dict[str, str]:
        """Heading -> what stands below it."""
        parts = re.split(r"^## (.+)$", self.text, flags=re.MULTILINE)[1:]
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def directive(self, name: str) -> list[str]:
        """The lines of the one directive of that name; fails if there is not exactly one."""
        found = [body for called, body in DIRECTIVE.findall(self.text) if called == name]
        assert len(found) == 1, f"{self.path.name}: {len(found)} directives {{{name}}}; 1 wanted"
        return found[0].splitlines()


def teaching_pages() -> list[TeachingPage]:
    """One page for every lesson, in order; a missing one shows up as an unreadable path."""
    return [TeachingPage(FOLDER / f"lesson-{lesson.slug[:2]}.md", lesson) for lesson in lessons()]
