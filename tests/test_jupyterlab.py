"""The real thing: JupyterLab opens a lesson as a notebook on a click, runs it, and it is live."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
STARTED_AFTER = 60  # seconds to wait for the server


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Address of a JupyterLab over a copy of book/, set up as Binder's postBuild does."""
    home = tmp_path_factory.mktemp("lab")
    (home / "book").mkdir()
    for lesson in (ROOT / "book").glob("*.md"):
        (home / "book" / lesson.name).write_bytes(lesson.read_bytes())
    own = {f"JUPYTER_{part}_DIR": str(home / part) for part in ("CONFIG", "DATA", "RUNTIME")}
    environment = os.environ | own | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([ROOT / "postBuild"], env=environment, check=True)
    port = free_port()
    options = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=t"]
    server = subprocess.Popen(
        [BIN / "jupyter-lab", *options, f"--ServerApp.root_dir={home}"],
        env=environment,
        cwd=home,
        stdout=(home / "log").open("w"),
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(STARTED_AFTER):
        try:
            urllib.request.urlopen(f"{address}/api?token=t")
            break
        except OSError:
            time.sleep(1)
    else:
        pytest.fail((home / "log").read_text()[-2000:])
    yield address
    server.terminate()
    server.wait()


@pytest.fixture
def lesson(browser, lab):
    """Lesson 4, opened from the file list and run from top to bottom."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.goto(f"{lab}/lab/tree/book?token=t&reset")
    page.get_by_role("listitem", name=re.compile(r"04-hsct\.md")).dblclick()
    page.locator(".jp-Notebook").wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    yield page
    context.close()


def test_a_lesson_opens_on_a_click_and_its_explorer_recomputes_with_the_kernel(lesson):
    explorer = lesson.locator(".rm-explorer", has=lesson.get_by_role("slider")).first
    explorer.wait_for(state="attached")
    explorer.scroll_into_view_if_needed()
    slider = explorer.get_by_role("slider").first
    slider.focus()
    lesson.keyboard.press("ArrowRight")
    explorer.get_by_text("Computed now by Python").wait_for()
