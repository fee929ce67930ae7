"""A forked kernel is a kernel like any other: own memory, interrupts, an end."""

import asyncio
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat.v4 import new_code_cell, new_notebook

from regenmed import dataset, kernel_server
from regenmed.sphinx_ext.warm_kernel import KernelServer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")


@pytest.fixture(scope="module")
def server():
    with KernelServer() as started:
        yield started


def in_a_thread(work):
    """Await `work` where no browser of another test holds the thread's event loop."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


def run(server, code, folder, **options):
    """Give the printed text of one cell run in a kernel of its own."""
    notebook = new_notebook(cells=[new_code_cell(code)])
    client = NotebookClient(
        notebook,
        km=server.manager("python3"),
        resources={"metadata": {"path": str(folder)}},
        **options,
    )
    in_a_thread(client.async_execute(cleanup_kc=True))
    return "".join(output.get("text", "") for output in notebook.cells[0].outputs)


def test_it_starts_in_the_given_folder_with_the_packages_imported(server, tmp_path):
    code = "import os, sys\nprint(os.getcwd(), 'regenmed.page' in sys.modules)"
    assert run(server, code, tmp_path) == f"{tmp_path} True\n"


def test_it_leaves_a_broken_table_to_the_check_of_the_data(monkeypatch):
    asked = []

    def broken(name):
        asked.append(name)
        raise ValueError("no number: eleven")

    monkeypatch.setattr(dataset, "load", broken)
    kernel_server.read_tables()
    assert asked == dataset.tables()


def test_no_kernel_sees_what_another_did(server, tmp_path):
    code = "import pandas\nprint(hasattr(pandas, 'mark'))\npandas.mark = 1"
    assert [run(server, code, tmp_path) for _ in range(2)] == ["False\n", "False\n"]


def test_it_draws_as_any_kernel_does(server, tmp_path):
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint(plt.get_backend())"
    assert "inline" in run(server, code, tmp_path)


def test_a_wide_table_is_printed_as_in_any_kernel(server, tmp_path):
    code = "import pandas as pd\nprint(pd.get_option('display.max_columns'))"
    assert run(server, code, tmp_path) == "20\n"


def test_random_numbers_differ_between_kernels(server, tmp_path):
    code = "import random, uuid\nprint(random.random(), uuid.uuid4())"
    assert run(server, code, tmp_path) != run(server, code, tmp_path)


def test_a_subprocess_can_be_waited_for(server, tmp_path):
    code = "import subprocess, sys\nended = subprocess.run([sys.executable, '-c', 'exit(3)'])"
    code += "\nprint(ended.returncode)"
    assert run(server, code, tmp_path) == "3\n"


def test_an_error_and_a_cell_without_end_are_reported(server, tmp_path):
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        run(server, "1 / 0", tmp_path)
    with pytest.raises(CellTimeoutError):
        run(server, "while True: pass", tmp_path, timeout=2)


def test_kernels_end_with_their_manager_and_the_server_with_its_user(tmp_path):
    async def start_and_stop(server):
        manager = server.manager("python3")
        await manager.start_kernel(cwd=str(tmp_path))
        kernel = manager.provisioner.process
        assert kernel.poll() is None
        await manager.shutdown_kernel(now=True)
        assert kernel.poll() == 0

    with KernelServer() as server:
        in_a_thread(start_and_stop(server))
    assert server._process.returncode in (0, -signal.SIGTERM)


def test_a_server_that_ended_is_named(tmp_path):
    with KernelServer() as server:
        server._process.kill()
        server._process.wait()
        with pytest.raises(RuntimeError, match="the process that forks kernels has ended"):
            server.fork(["-f", "none.json"], str(tmp_path))
