"""Kernels that start with the course's packages already imported.

Most of the time of a short notebook goes into starting Python and importing pandas, matplotlib and
the like. `regenmed.kernel_server` imports them once, and each kernel is a fork of it with a memory
of its own. Elsewhere than on Linux, kernels start the usual way.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner


class KernelServer:
    """The process that forks kernels; use it in a `with` block, which ends it."""

    def __enter__(self) -> "KernelServer":
        self._requests, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "regenmed.kernel_server", str(theirs.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
        return self

    def __exit__(self, *_: object) -> None:
        self._requests.close()
        self._process.terminate()  # it may still be importing, for nobody
        self._process.wait()

    def manager(self, name: str) -> AsyncKernelManager:
        """Give a manager whose kernel, of the kernelspec `name`, will be a fork."""
        manager = AsyncKernelManager(kernel_name=name)
        manager.provisioner = ForkProvisioner(
            kernel_id="", kernel_spec=manager.kernel_spec, parent=manager
        )
        manager.provisioner.server = self
        return manager

    def fork(self, arguments: list[str], cwd: str) -> "ForkedKernel":
        """Start a kernel with ipykernel's `arguments`. Raises RuntimeError if the server ended."""
        alive, held = os.pipe()
        request = json.dumps({"arguments": arguments, "cwd": cwd}).encode()
        answer = b""
        with suppress(OSError):
            socket.send_fds(self._requests, [request], [held])
            answer = self._requests.recv(64)
        os.close(held)
        if not answer:
            os.close(alive)
            raise RuntimeError("the process that forks kernels has ended")
        return ForkedKernel(int(answer), alive)


@contextmanager
def kernel_managers() -> Iterator[Callable[[str], AsyncKernelManager]]:
    """Give the function that makes a manager from a kernelspec's name: by forks, where we can."""
    if sys.platform != "linux":
        yield lambda name: AsyncKernelManager(kernel_name=name)
        return
    with KernelServer() as server:
        yield server.manager


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel by a fork; all else is as for a kernel that a command started."""

    server: KernelServer

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict:
        """Fork the kernel that `cmd`, such as `python -m ipykernel_launcher -f FILE`, names."""
        self.process = self.server.fork(cmd[cmd.index("-f") :], kwargs.get("cwd") or os.getcwd())
        self.pid = self.process.pid
        return self.connection_info


class ForkedKernel:
    """A forked kernel with the methods of `subprocess.Popen` that a provisioner calls."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, alive: int) -> None:
        self.pid = pid
        self._alive = alive

    def poll(self) -> int | None:
        """Give None while the kernel lives, then 0: its pipe ends with it."""
        return 0 if self._alive is None or select.select([self._alive], [], [], 0)[0] else None

    def wait(self) -> int:
        """Wait until the kernel has ended."""
        if self._alive is not None:
            os.read(self._alive, 1)
            os.close(self._alive)
            self._alive = None
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel, if it lives."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)
