"""A page that holds one widget as the built book does: its plain version, its state, the host."""

import base64
import json
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from regenmed.page.widget import PAGE, PageWidget

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def html(widget: PageWidget) -> str:
    """The whole page as text."""
    state, buffers = {}, []
    for name, value in widget.get_state().items():
        if isinstance(value, bytes):
            data = base64.b64encode(value).decode()
            buffers.append({"path": [name], "encoding": "base64", "data": data})
        elif name != "layout":
            state[name] = value
    saved = {"state": {widget.model_id: {"state": state, "buffers": buffers}}}
    host = (PAGE / "js" / "afm-host.js").read_text(encoding="utf-8")
    plain = f'<div class="rm-widget" data-model-id="{widget.model_id}">{widget.fallback()}</div>'
    kind = "application/vnd.jupyter.widget-state+json"
    text = json.dumps(saved).replace("</", "<\\/")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>One widget</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{widget._css} body {{ background: var(--rm-paper); color: var(--rm-ink) }}</style>"
        f"</head><body><main><h1>A lesson</h1>{plain}</main>"
        f'<script type="{kind}">{text}</script><script>{host}</script></body></html>'
    )


def write(widget: PageWidget, folder: Path) -> Path:
    """Write the page as `page.html` into `folder`."""
    path = folder / "page.html"
    path.write_text(html(widget), encoding="utf-8")
    return path


def violations(page) -> list[str]:
    """What axe finds wrong, one line a rule and place."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    return [f"{v['id']}: {n['target']}" for v in found["violations"] for n in v["nodes"]]
