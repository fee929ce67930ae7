"""Take a lesson apart: prose, cells, boxes, quiz checks; used by the tests of the lessons."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

BOOK = Path(__file__).parent.parent / "book"
LESSONS = sorted(BOOK.glob("[0-9][0-9]-*.md"))
FENCE = re.compile(r"^(`{3,}|:{3,})(?:\{([\w-]+)\}\s*(.*))?$")


@dataclass
class Cell:
    """One code cell: its first line in the file, its options and its code lines."""

    line: int
    options: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)

    def has_tag(self, tag: str) -> bool:
        """Whether the cell carries a tag such as hide-input."""
        return any(tag in option for option in self.options)

    @property
    def text(self) -> str:
        """The code as one text."""
        return "\n".join(self.code)

    @property
    def said(self) -> str:
        """What the options say to a reader: captions and alternative texts."""
        lines = (re.match(r"\s*(?:alt|caption):\s*(.*)", option) for option in self.options)
        return " ".join(match[1] for match in lines if match)


class Lesson:
    """A lesson's source, split into code cells and prose lines (with their line numbers)."""

    def __init__(self, path: Path, text: str | None = None):
        self.path, self.slug = path, path.stem
        self.file = f"book/{path.name}"
        self.text = path.read_text(encoding="utf-8") if text is None else text
        self.cells: list[Cell] = []
        self.prose: list[tuple[int, str]] = []
        self._split()

    def _split(self) -> None:
        lines = self.text.splitlines()
        start = lines.index("---", 1) + 1 if lines and lines[0] == "---" else 0
        cell = None
        for number, line in enumerate(lines[start:], start=start + 1):
            if cell is None and line.startswith("```{code-cell}"):
                cell = Cell(number)
            elif cell is not None and line == "```":
                self._close(cell)
                cell = None
            elif cell is not None:
                cell.code.append(line)
            else:
                self.prose.append((number, line))

    def _close(self, cell: Cell) -> None:
        code = cell.code
        if code and code[0] == "---":
            end = code.index("---", 1)
            cell.options, code = code[1:end], code[end + 1 :]
        else:
            head = [line for line in code if line.startswith(":")]
            cell.options, code = head, code[len(head) :]
        cell.code = [line for line in code if line.strip()]
        self.cells.append(cell)

    @cached_property
    def shown_cells(self) -> list[Cell]:
        """The cells a reader can see or unfold; cells that only place numbers are left out."""
        return [cell for cell in self.cells if not cell.has_tag("remove-cell")]

    @cached_property
    def teaching_cells(self) -> list[Cell]:
        """The shown cells without those that only place a quiz, the claims or the sources."""
        furniture = re.compile(r"(Quiz|claims_table|sources_table)\(")
        return [cell for cell in self.shown_cells if not furniture.match(cell.text)]

    @cached_property
    def code(self) -> str:
        """All code of the lesson."""
        return "\n".join(cell.text for cell in self.cells)

    def box(self, name: str) -> str:
        """The text of the admonition with the class `name`, or an empty string."""
        pattern = rf"^(`{{3,}}|:{{3,}})\{{admonition\}}[^\n]*\n:class: [^\n]*\b{name}\b.*?^\1$"
        match = re.search(pattern, self.text, re.MULTILINE | re.DOTALL)
        return match[0] if match else ""

    def bullets(self, name: str) -> list[str]:
        """The list items of a box, each with its continuation lines."""
        parts = re.split(r"^(?:\d+\.|[-*]) ", self.box(name), flags=re.MULTILINE)
        return [part.strip() for part in parts[1:]]

    @cached_property
    def words(self) -> int:
        """Words of prose, without code, options, directives and targets."""
        lines = [line for _, line in self.prose if not FENCE.match(line)]
        lines = [line for line in lines if not re.match(r"^:[\w-]+:|^\([\w-]+\)=$", line)]
        return sum(len(re.findall(r"[\w'’.%-]*\w[\w'’.%-]*", line)) for line in lines)

    @cached_property
    def checks(self) -> list[str]:
        """The quiz checks the lesson asks for, in order."""
        return re.findall(r'Quiz\(\s*"[\w-]+",\s*"([\w-]+)"', self.code)


def lessons() -> list[Lesson]:
    """Every lesson of the book."""
    return [Lesson(path) for path in LESSONS]
