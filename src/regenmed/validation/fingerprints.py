"""Find changes that break no rule: compare each row with the dataset as last accepted.

`fingerprints.txt` holds, for each file, a line `name rows sha256` and then eight hex digits of each
line's SHA-256. A number changed by hand, a row dropped or two rows swapped show up with their line,
until `python -m regenmed accept` records the new state.
"""

from collections.abc import Mapping
from difflib import SequenceMatcher
from hashlib import sha256

from regenmed.validation.problem import Problem

FILE = "fingerprints.txt"
_MANY = 30
_HINT = "(if intended: python -m regenmed accept)"


def fingerprints(files: Mapping[str, bytes]) -> str:
    """Return the text of `fingerprints.txt` for `files`."""
    parts = []
    for name in sorted(files):
        if _covered(name):
            lines = _lines(files[name])
            parts.append(f"{name} {len(lines)} {_digest(files[name])}")
            parts += [_short(line) for line in lines]
    return "\n".join(parts) + "\n"


def check_fingerprints(files: Mapping[str, bytes]) -> list[Problem]:
    """Report each line, and each whole file, that differs from the accepted state."""
    if FILE not in files:
        return [Problem(FILE, None, None, "is missing; python -m regenmed accept writes it")]
    recorded, problems = _read(files[FILE])
    for name in sorted(set(files) | set(recorded)):
        if name not in recorded and _covered(name):
            problems.append(Problem(name, None, None, f"is new {_HINT}"))
        elif name in recorded and name not in files:
            problems.append(Problem(name, None, None, "is missing"))
        elif name in recorded and _digest(files[name]) != recorded[name][0]:
            problems += _compare(name, recorded[name][1], [_short(x) for x in _lines(files[name])])
    return problems


def _covered(name: str) -> bool:
    return name.endswith((".csv", ".fasta")) or name == "datapackage.json"


def _lines(data: bytes) -> list[bytes]:
    """Split into lines; CRLF counts as LF, so that a checkout on Windows is the same dataset."""
    return data.replace(b"\r\n", b"\n").removesuffix(b"\n").split(b"\n")


def _digest(data: bytes) -> str:
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _short(line: bytes) -> str:
    return sha256(line).hexdigest()[:8]


def _read(data: bytes) -> tuple[dict[str, tuple[str, list[str]]], list[Problem]]:
    """Return sha256 and line digests by file name, and what is wrong with the record itself."""
    recorded: dict[str, tuple[str, list[str]]] = {}
    name = None
    sizes = {}
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        words = line.split(" ")
        if len(words) == 3 and words[1].isdecimal():
            name = words[0]
            recorded[name] = (words[2], [])
            sizes[name] = int(words[1])
        elif name is not None and len(line) == 8:
            recorded[name][1].append(line)
        else:
            return {}, [Problem(FILE, number, None, f"cannot be read {_HINT}")]
    for name, size in sizes.items():
        if len(recorded[name][1]) != size:
            return {}, [Problem(FILE, None, None, f"is cut short at {name} {_HINT}")]
    return recorded, []


def _compare(name: str, old: list[str], new: list[str]) -> list[Problem]:
    problems = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        paired = min(b - a, d - c)
        for line in range(c, c + paired if kind == "replace" else c):
            problems.append(Problem(name, line + 1, None, f"differs from the accepted row {_HINT}"))
        for line in range(c + paired, d) if kind != "equal" else ():
            problems.append(
                Problem(name, line + 1, None, f"is not among the accepted rows {_HINT}")
            )
        lost = (b - a) - paired if kind != "equal" else 0
        if lost > 0:
            rows = "1 accepted row is" if lost == 1 else f"{lost} accepted rows are"
            problems.append(Problem(name, max(d, 1), None, f"{rows} gone after this line {_HINT}"))
    if len(problems) > _MANY:
        message = f"here and below {len(problems)} rows differ from the accepted ones {_HINT}"
        return [Problem(name, problems[0].line, None, message)]
    return problems or [Problem(name, None, None, f"differs from the accepted file {_HINT}")]
