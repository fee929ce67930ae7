"""Notebooks whose outputs are not in the cache are run side by side, before Sphinx reads them.

MyST-NB would run them one after the other, each when its page is read. What is run here lands in
the same cache, so MyST-NB finds it there. A notebook that fails is left to MyST-NB, which runs it
once more and reports the failure. The process that forks kernels starts with the build, while the
data are checked, so that it has imported the packages when the first notebook needs a kernel.
"""

import asyncio
import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_client.manager import AsyncKernelManager
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .warm_kernel import kernel_managers

LOG = logging.getLogger(__name__)


def warm_up(app: Sphinx) -> None:
    """Start what forks kernels; `run_before_reading` ends it."""
    app.regenmed_kernels = ExitStack()
    app.regenmed_managers = app.regenmed_kernels.enter_context(kernel_managers())


def run_before_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the notebooks among the pages to be read that have no cached outputs."""
    with app.regenmed_kernels:
        if env.mystnb_config.execution_mode != "cache":
            return
        cache = get_cache(app.config.nb_execution_cache_path)
        notebooks = dict(not_cached(env, docnames, cache))
        if not notebooks:
            return
        LOG.info("running %d notebooks, %d at a time", len(notebooks), at_a_time())
        timeout = env.mystnb_config.execution_timeout
        with ThreadPoolExecutor(1) as own:  # ours may have a loop already, as in a browser test
            running = run_all(notebooks, cache, timeout, app.regenmed_managers)
            own.submit(asyncio.run, running).result()


def not_cached(
    env: BuildEnvironment, docnames: Iterable[str], cache: JupyterCacheAbstract
) -> Iterator[tuple[Path, NotebookNode]]:
    """Give file and notebook of each page with code whose outputs are not in the cache."""
    for name in docnames:
        path = Path(env.doc2path(name))
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text)
        if reader is None:
            continue
        notebook = reader.read(text)
        has_code = any(cell.cell_type == "code" for cell in notebook.cells)
        # a notebook with its own word on execution keeps it: MyST-NB runs that one
        if not has_code or "execution" in notebook.metadata:
            continue
        try:
            cache.match_cache_notebook(notebook)
        except KeyError:
            yield path, notebook


def at_a_time() -> int:
    """Give how many notebooks run side by side: more than we have processors, as each waits."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (usable or 1) + 2


async def run_all(
    notebooks: dict[Path, NotebookNode],
    cache: JupyterCacheAbstract,
    timeout: int,
    managers: Callable[[str], AsyncKernelManager],
) -> None:
    """Run all notebooks, a few at a time, and put each into the cache when it is done."""
    free = asyncio.Semaphore(at_a_time())

    async def run(path: Path, notebook: NotebookNode) -> None:
        async with free:
            start = time.perf_counter()
            await run_one(path, notebook, timeout, managers(notebook.metadata.kernelspec.name))
            seconds = time.perf_counter() - start
        LOG.info("ran %s in %.1f s", path.name, seconds)
        bundle = CacheBundleIn(notebook, str(path), data={"execution_seconds": seconds})
        cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)

    await asyncio.gather(*map(run, notebooks, notebooks.values()), return_exceptions=True)


async def run_one(
    path: Path, notebook: NotebookNode, timeout: int, manager: AsyncKernelManager
) -> None:
    """Run one notebook in place, in its own folder. Raises what a failing cell raises."""
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=timeout,
        startup_timeout=timeout,
        record_timing=False,  # the cache tells notebooks apart by the metadata of cells too
        resources={"metadata": {"path": str(path.parent)}},
    )
    await client.async_execute(cleanup_kc=True)


def setup(app: Sphinx) -> None:
    """Run notebooks just before Sphinx reads the pages; the data have been checked by then."""
    app.connect("builder-inited", warm_up, priority=50)
    app.connect("env-before-read-docs", run_before_reading)
