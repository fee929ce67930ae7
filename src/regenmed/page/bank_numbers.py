"""Numbers of a quiz item: look them up, compute over them, and write them into its text."""

from __future__ import annotations

import ast
import math
import operator
import re
import string
from collections.abc import Callable, Iterator
from typing import Any

OPERATORS: dict[type, Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
COMPARED: dict[type, Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
}


def resolve(calls: dict[str, str]) -> tuple[dict[str, float], list[str]]:
    """Give the value of each named call, and a line for each that has none.

    A call is one of `regenmed.facts.number` (`"percent mist hsct progression 24"`), or `=` and
    arithmetic over the names above it (`"= 100 - survival"`).
    """
    from regenmed import facts

    numbers: dict[str, float] = {}
    faults = []
    for name, call in calls.items():
        missing = _names_in_arithmetic(call) & set(calls) - set(numbers)
        if missing and faults:
            continue
        try:
            if call.startswith("="):
                value = arithmetic(call[1:], numbers)
            else:
                value = float(facts.number(call))
            if not math.isfinite(value):
                raise ValueError(f"{call!r} gives {value}")
            numbers[name] = value
        except (ValueError, ZeroDivisionError) as error:
            faults.append(f"numbers.{name}: {str(error).splitlines()[0]}")
    return numbers, faults


def arithmetic(text: str, numbers: dict[str, float]) -> float:
    """Compute `text`, made of + - * / ( ), numbers and names in `numbers`; else ValueError."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        raise ValueError(f"cannot read the arithmetic {text.strip()!r}") from None
    return _value(tree, numbers)


def _value(node: ast.AST, numbers: dict[str, float]) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)
    if isinstance(node, ast.Name):
        if node.id not in numbers:
            raise ValueError(f"{node.id} is not a number named above it")
        return numbers[node.id]
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_value(node.operand, numbers))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_value(node.left, numbers), _value(node.right, numbers))
    raise ValueError(f"only + - * / ( ), numbers and names are allowed, not {ast.unparse(node)!r}")


def broken(conditions: list[str], numbers: dict[str, float]) -> list[str]:
    """Give a line for each condition (`"low < 0 < high"`) that is not true of the numbers."""
    lines = []
    for text in conditions:
        try:
            tree = ast.parse(text.strip(), mode="eval").body
            if not isinstance(tree, ast.Compare) or any(type(o) not in COMPARED for o in tree.ops):
                raise ValueError(f"{text!r} compares nothing by <, <=, ==, >= or >")
            values = [_value(node, numbers) for node in (tree.left, *tree.comparators)]
        except (ValueError, SyntaxError, ZeroDivisionError) as error:
            lines.append(f"holds: {str(error).splitlines()[0]}")
            continue
        pairs = zip(tree.ops, values, values[1:], strict=False)
        if not all(COMPARED[type(sign)](a, b) for sign, a, b in pairs):
            names = sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)})
            now = ", ".join(f"{name} = {numbers[name]:.4g}" for name in names)
            lines.append(f"holds: {text} is no longer true ({now}), so its key may be wrong")
    return lines


def texts(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give (field, text) for everything of a raw item that a reader sees."""
    yield "stem", item["stem"]
    for part in ("options", "near_misses"):
        for number, entry in enumerate(item.get(part, []), start=1):
            for field in ("text", "feedback"):
                if field in entry:
                    yield f"{part}.{number}.{field}", entry[field]
    yield "explanation", item["explanation"]


def misused(item: dict[str, Any]) -> list[str]:
    """Give a line for each slot of a raw item without a number, and each number without a slot."""
    calls = item.get("numbers", {})
    templates = list(texts(item))
    templates += [(f"numbers.{name}", call) for name, call in calls.items()]
    values = [("answer", item.get("answer", 0))]
    values += [("near_misses", miss["value"]) for miss in item.get("near_misses", [])]
    templates += [(field, value) for field, value in values if isinstance(value, str)]
    used = {name for text in item.get("holds", []) for name in _names_in_arithmetic(f"={text}")}
    lines = []
    for field, text in templates:
        if field.startswith("numbers."):
            used |= _names_in_arithmetic(text)
            continue
        try:
            slots = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as error:
            lines.append(f"{field}: {error}")
            continue
        lines += [
            f"{field}: {{{name}}} is not among its numbers" for name in sorted(slots - set(calls))
        ]
        used |= slots
    lines += [f"numbers.{name}: nothing uses it" for name in calls if name not in used]
    return lines


def _names_in_arithmetic(call: str) -> set[str]:
    if not call.startswith("="):
        return set()
    try:
        tree = ast.parse(call[1:].strip(), mode="eval")
    except SyntaxError:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


class _Typographic(float):
    """A number whose negative values are written with a true minus sign."""

    def __format__(self, spec: str) -> str:
        text = format(float(self), spec or "g")
        if text.startswith("-") and not any(digit in text for digit in "123456789"):
            text = text[1:]
        return text.replace("-", "\N{MINUS SIGN}")


def fill(item: dict[str, Any], numbers: dict[str, float]) -> dict[str, Any]:
    """Give a copy of a raw item with every slot filled and `answer` and near misses as floats."""
    slots = {name: _Typographic(value) for name, value in numbers.items()}
    filled = dict(item)
    for field in ("stem", "explanation"):
        filled[field] = _written(item[field], slots)
    for part in ("options", "near_misses"):
        if part in item:
            filled[part] = [_filled_entry(entry, slots) for entry in item[part]]
    if "answer" in item:
        filled["answer"] = _as_number(item["answer"], slots)
    return filled


def _filled_entry(entry: dict[str, Any], slots: dict[str, _Typographic]) -> dict[str, Any]:
    filled = dict(entry)
    for field in ("text", "feedback"):
        if field in entry:
            filled[field] = _written(entry[field], slots)
    if "value" in entry:
        filled["value"] = _as_number(entry["value"], slots)
    return filled


def _written(text: str, slots: dict[str, _Typographic]) -> str:
    one_line = re.sub(r"[ \n\t]+", " ", text.format_map(slots)).strip()
    return one_line.replace(" %", "\N{NO-BREAK SPACE}%")


def _as_number(value: float | str, slots: dict[str, _Typographic]) -> float:
    return float(slots[value.strip("{}")] if isinstance(value, str) else value)
