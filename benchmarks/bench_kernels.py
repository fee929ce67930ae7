"""Memory and start of the kernels behind the lessons, and of the JupyterLab server beside them."""

import subprocess
import time
import urllib.request
from pathlib import Path

import jupytext
import trees
from figures import Row, table
from jupyter_client.manager import start_new_kernel

HUB = 16_000  # MB
KEPT_FREE = 1_000  # MB for the system and the hub itself
LESSONS = sorted((trees.ROOT / "book").glob("[01]*.md"))
PORT = 8971


def resident_megabytes(process: int) -> float:
    """Give the resident memory of a process (RSS), 0 of one that has just ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) / 1000


def family(process: int) -> list[int]:
    """Give a process and all its children."""
    found = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True)
    children = map(int, found.stdout.split())
    return [process, *(each for child in children for each in family(child))]


def kernel(lesson: Path) -> tuple[float, float]:
    """Give (seconds until it answered, megabytes after its last cell) for a lesson's kernel."""
    start = time.perf_counter()
    manager, client = start_new_kernel(cwd=lesson.parent, stderr=subprocess.DEVNULL)
    try:
        client.execute_interactive("1", silent=True)
        ready = time.perf_counter() - start
        for cell in jupytext.read(lesson).cells:
            if cell.cell_type == "code":
                client.execute_interactive(cell.source, output_hook=lambda _: None, timeout=300)
        return ready, sum(map(resident_megabytes, family(manager.provisioner.pid)))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def lab_server() -> float:
    """Give the megabytes of a JupyterLab server that has shown its first page."""
    options = ["--no-browser", f"--port={PORT}", "--IdentityProvider.token=", "--allow-root"]
    command = [str(trees.BIN / "jupyter"), "lab", *options, f"--notebook-dir={trees.ROOT / 'book'}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(60):
            time.sleep(1)
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/lab", timeout=5).read()
                break
            except OSError:
                continue
        return sum(map(resident_megabytes, family(server.pid)))
    finally:
        server.kill()  # asked to end, it now and then waits for a thread of its own for ever
        server.wait()


def measure(every: bool = False) -> list[Row]:
    """Give the rows of the table; a kernel is the same under any book. Linux only."""
    if not Path("/proc/self/smaps_rollup").exists():
        return [Row("kernel_memory", None, note="(needs Linux)")]
    seen = {}
    for lesson in LESSONS:
        seen[lesson.stem] = ready, memory = kernel(lesson)
        if every:
            print(f"{lesson.stem:24} ready {ready:4.1f} s, {memory:4.0f} MB", flush=True)
    memory = max(memory for _, memory in seen.values())
    server = lab_server()
    return [
        Row("kernel_memory", memory),
        Row("kernel_ready", max(ready for ready, _ in seen.values())),
        Row("server_memory", server),
        Row("students", (HUB - KEPT_FREE) // (memory + server)),
    ]


if __name__ == "__main__":
    print(table(measure(every=True)))
