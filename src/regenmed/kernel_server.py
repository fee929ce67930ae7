"""A process that imports the course's packages once and forks a ready kernel at each request.

It reads the tables as well, which nearly every lesson asks for.

Started by `regenmed.sphinx_ext.warm_kernel` as `python -m regenmed.kernel_server DESCRIPTOR`, the
descriptor being its end of a socket pair. A request is a JSON object with `arguments` (those of
ipykernel) and `cwd`, and comes with the write end of a pipe, which the kernel holds while it lives.
The answer is the kernel's process id. The server ends when the other end of the socket closes.
"""

import builtins
import gc
import importlib
import json
import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from types import SimpleNamespace

IMPORTED_ONCE = [
    "ipykernel.kernelapp",
    "matplotlib.pyplot",
    "pandas",
    "regenmed.facts",
    "regenmed.page",
    "regenmed.models",
]
# ipykernel would choose it when the kernel starts, but pyplot reads it when it is imported
BACKEND = "module://matplotlib_inline.backend_inline"


def main(descriptor: int) -> None:
    """Import the packages and read the tables, then fork kernels until nobody asks any more."""
    os.environ["MPLBACKEND"] = BACKEND
    # pandas asks, when it is imported, whether it is in a notebook, and prints tables accordingly
    builtins.get_ipython = lambda: SimpleNamespace(kernel=True)
    for module in IMPORTED_ONCE:
        importlib.import_module(module)
    del builtins.get_ipython
    read_tables()
    gc.freeze()  # what a fork's garbage collection visits, it would have to copy
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no ended kernel stays behind as a zombie
    with socket.socket(fileno=descriptor) as requests:
        while True:
            message, pipes, _, _ = socket.recv_fds(requests, 65536, 1)
            if not message:
                return
            kernel = os.fork()
            if kernel == 0:
                requests.close()
                run_kernel(**json.loads(message))
                os._exit(0)
            os.close(pipes[0])
            requests.sendall(str(kernel).encode())


def read_tables() -> None:
    """Have every table of the dataset in memory that can be read; the build reports the others."""
    from regenmed.dataset import load, tables

    for name in tables():
        with suppress(OSError, ValueError, KeyError):
            load(name)


def run_kernel(arguments: list[str], cwd: str) -> None:
    """Be a kernel, in the forked process, until it is shut down."""
    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(cwd)
    sys.argv = ["ipykernel_launcher", *arguments]
    # with a parent it ends when the server does; it warns of nothing that a build could mend
    IPKernelApp.launch_instance(arguments, parent_handle=os.getppid(), log_level=logging.ERROR)


if __name__ == "__main__":
    main(int(sys.argv[1]))
