"""The real thing: JupyterLab opens lessons as notebooks on a click, and runs them live."""

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
LONGEST = 120  # seconds to wait for a lesson's cells


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
    server.kill()  # asked to end, it now and then waits for a thread of its own for ever
    server.wait()


@pytest.fixture(scope="module")
def page(browser, lab):
    """JupyterLab in the browser, with the folder of lessons in its file list."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(LONGEST * 1000)
    page.goto(f"{lab}/lab/tree/book?token=t&reset")
    yield page
    context.close()


@pytest.fixture(params=["01-autoimmunity", "04-hsct", "10-cost-access-ethics"])
def lesson(page, request):
    """A lesson, opened from the file list and run from top to bottom; it stays open."""
    page.get_by_role("listitem", name=re.compile(rf"{request.param}\.md")).dblclick()
    panel = page.locator(".jp-NotebookPanel:visible")
    panel.locator(".jp-Notebook").wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    return panel


def scroll_to(page, lesson, box):
    """Scroll through the notebook until `box` is there: only cells near the view are drawn."""
    for _ in range(LONGEST):
        if box.count():
            return box.scroll_into_view_if_needed()
        lesson.locator(".jp-WindowedPanel-outer").evaluate(
            "n => n.scrollTop + n.clientHeight < n.scrollHeight - 5"
            " ? n.scrollBy(0, n.clientHeight) : n.scrollTo(0, 0)"
        )
        page.wait_for_timeout(1000)
    pytest.fail("not found in the notebook")


def move_an_explorer(page, lesson):
    """Press arrow keys on a slider, which may stand at an end: the kernel computes the picture."""
    explorer = lesson.locator(".rm-explorer", has=page.get_by_role("slider")).first
    scroll_to(page, lesson, explorer)
    explorer.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    explorer.get_by_text("Computed now by Python").wait_for()


def answer_a_quiz(page, lesson):
    """Choose an option and press Check, by keyboard alone, and give what the quiz says."""
    question = lesson.locator(".rm-quiz-item", has=page.get_by_role("radio")).first
    scroll_to(page, lesson, question)
    question.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = question.get_by_role("status")
    said.get_by_text(re.compile("\\w")).first.wait_for()
    return said.inner_text()


def test_a_lesson_opens_on_a_click_runs_and_answers_to_the_keyboard(page, lesson):
    move_an_explorer(page, lesson)
    assert re.search("right|correct|not", answer_a_quiz(page, lesson), re.IGNORECASE)
    errors = "[data-mime-type='application/vnd.jupyter.error']"
    assert lesson.locator(errors).count() == 0


def test_the_address_that_binder_opens_is_the_lesson_as_a_notebook(page, lab):
    page.goto(f"{lab}/lab/tree/book/11-verdict.md?token=t&reset")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
