"""Run the code cells of a page in this process, and note what each one shows.

No kernel is started: the packages are imported once for all pages, which is most of the work.
The environment must name the notebooks' drawing backend (`MPLBACKEND`), as `command` does.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import matplotlib.pyplot as plt
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from ipywidgets.widgets.widget import _instances
from traitlets.config import Config

from regenmed.affected.visible_text import shorten, visible_lines
from regenmed.page.prose import KEPT

WIDGET = "application/vnd.jupyter.widget-view+json"
PLACED = f"{KEPT}text/plain"
KINDS = {
    "rm-people-facts": "fact box",
    "rm-claims-table": "claims table",
    "rm-sources": "sources table",
}
# ids of widgets, and the digest of all data that one page shows: they say nothing new
_ARBITRARY = re.compile(r"\b[0-9a-f]{32}\b|\b[0-9a-f]{16}\b")
_LAYOUT = {"layout", "tabbable", "tooltip"}


def run_page(path: Path) -> list[dict[str, Any]]:
    """Give for each code cell its `outputs`, the numbers it `placed` and its `faults`.

    A fault (an exception) has its line in the cell's code, from 1. Each assertion runs by itself,
    so one that fails hides no other.
    """
    shell = _shell()
    shell.reset(new_session=False)
    with contextlib.chdir(path.parent):
        cells = [cell for cell in jupytext.read(path).cells if cell.cell_type == "code"]
        notes = [_run(shell, cell.source) for cell in cells]
    plt.close("all")
    return notes


def _shell() -> InteractiveShell:
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    shell.showtraceback = lambda *_, **__: None
    shell.showsyntaxerror = lambda *_, **__: None
    return shell


def _run(shell: InteractiveShell, code: str) -> dict[str, Any]:
    shell.display_pub = CapturingDisplayPublisher()
    shown = shell.display_pub.outputs
    shell.display_trap.hook = CapturingDisplayHook(shell, shown)
    printed, faults = io.StringIO(), []
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        for line, piece in pieces(code):
            result = shell.run_cell(piece)
            error = result.error_before_exec or result.error_in_exec
            if error is not None:
                faults.append(_fault(shell, error, piece, line))
    placed = {
        output["metadata"]["scrapbook"]["name"]: output["data"][PLACED]
        for output in shown
        if PLACED in output["data"]
    }
    outputs = [_noted(output["data"]) for output in shown if PLACED not in output["data"]]
    if text := printed.getvalue():
        outputs.append(_note("output", text.splitlines(), text))
    return {"outputs": outputs, "placed": placed, "faults": faults}


def pieces(code: str) -> Iterator[tuple[int, str]]:
    """Give (line, code) of the parts to run one after another: each assertion, and what is between.

    Code without assertions at its top level is one piece.
    """
    try:
        body = ast.parse(code).body
    except SyntaxError:
        body = []
    if not any(isinstance(node, ast.Assert) for node in body):
        yield 1, code
        return
    lines = code.splitlines()
    for node in body:
        yield node.lineno, "\n".join(lines[node.lineno - 1 : node.end_lineno])


def _fault(shell: InteractiveShell, error: BaseException, code: str, line: int) -> dict[str, Any]:
    frames = [
        number
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename.startswith("<ipython-input")
    ]
    message = (str(error).splitlines() or [""])[0]
    fault = {"line": line + (frames[0] if frames else 1) - 1, "error": type(error).__name__}
    if isinstance(error, AssertionError) and code.startswith("assert"):
        test = ast.parse(code).body[0].test
        fault["test"] = ast.unparse(test)
        fault["values"] = _values(shell, test)
    return fault | {"message": message}


def _values(shell: InteractiveShell, test: ast.expr) -> list[str]:
    """Give what the compared parts of an assertion are now, as `second.low = 0.02`."""
    found = {}
    for node in ast.walk(test):
        for part in [node.left, *node.comparators] if isinstance(node, ast.Compare) else []:
            names = {inner.id for inner in ast.walk(part) if isinstance(inner, ast.Name)}
            if names & set(shell.user_ns):
                with contextlib.suppress(Exception):
                    value = eval(ast.unparse(part), shell.user_ns)
                    shown = f"{value:.4g}" if isinstance(value, float) else str(value)
                    found[ast.unparse(part)] = shorten(shown)
    return [f"{part} = {value}" for part, value in found.items()]


def _noted(data: dict[str, Any]) -> dict[str, str | list[str]]:
    html = data.get("text/html", "")
    if WIDGET in data:
        widget = _instances[data[WIDGET]["model_id"]]
        state = {
            key: value
            for key, value in widget.get_state().items()
            if not key.startswith("_") and key not in _LAYOUT
        }
        text = json.dumps(state, sort_keys=True, default=lambda value: bytes(value).hex())
        return _note(type(widget).__name__.lower(), visible_lines(html), text, widget.name)
    if "image/svg+xml" in data:
        return _note("figure", visible_lines(data["image/svg+xml"]), data["image/svg+xml"])
    if html:
        kind = next((kind for name, kind in KINDS.items() if name in html), "table")
        return _note(kind, visible_lines(html), html)
    text = str(data.get("text/plain", "")) or repr(sorted(data))
    return _note("output", text.splitlines(), text)


def _note(kind: str, lines: list[str], state: str, name: str = "") -> dict[str, str | list[str]]:
    digest = hashlib.sha256(_ARBITRARY.sub("", state).encode()).hexdigest()
    return {"kind": kind, "name": name, "lines": lines, "state": digest}
