"""Where the book's own repository lives, and the addresses that services make of it.

A fork has another remote, so its pages link to the fork. Without a public remote there is no
repository, and no page offers a service that would need one.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

NOTEBOOK_BRANCH = "notebooks"  # the publishing workflow puts the built .ipynb files there
HOSTS = {
    "github.com": "github.com",
    "www.github.com": "github.com",
    "ssh.github.com": "github.com",  # ssh over port 443
    "gitlab.com": "gitlab.com",
    "www.gitlab.com": "gitlab.com",
    "altssh.gitlab.com": "gitlab.com",
}
# https://user:token@host/owner/name.git, ssh://git@host:22/owner/name, git@host:owner/name
ADDRESS = re.compile(
    r"(?P<scheme>(?:https?|ssh|git)://)?(?:[^@/\s]*@)?(?P<host>[\w.-]+)"
    r"(?(scheme)(?::\d+)?/+|[:/]+)(?P<path>[\w.-]+(?:/[\w.-]+)+)/*"
)


@dataclass(frozen=True)
class Repository:
    """A public repository: `host` is github.com or gitlab.com, `path` is `owner/name`."""

    host: str
    path: str

    @property
    def url(self) -> str:
        """Address for a reader and for git, without credentials."""
        return f"https://{self.host}/{self.path}"

    def binder(self, file: str) -> str:
        """Address that starts Binder and opens `file` (`book/04-hsct.md`) as a notebook."""
        github = self.host == "github.com"
        kind, path = ("gh", self.path) if github else ("gl", quote(self.path, safe=""))
        return f"https://mybinder.org/v2/{kind}/{path}/HEAD?urlpath=lab/tree/{quote(file)}"

    def colab(self, notebook: str) -> str | None:
        """Address that opens a built notebook (`04-hsct.ipynb`) in Colab, which reads GitHub."""
        if self.host != "github.com":
            return None
        file = f"{self.path}/blob/{NOTEBOOK_BRANCH}/{quote(notebook)}"
        return f"https://colab.research.google.com/github/{file}"


def parsed(address: str) -> Repository | None:
    """Give the repository that a git remote names; None where it is on neither service."""
    match = ADDRESS.fullmatch(address.strip())
    host = HOSTS.get(match["host"].lower()) if match else None
    if host is None:
        return None
    path = match["path"].removesuffix(".git")
    return None if host == "github.com" and path.count("/") != 1 else Repository(host, path)


def remote_of(folder: Path) -> str | None:
    """Give the address of `origin` when `folder` is the top of a git checkout."""

    def git(*words: str) -> str | None:
        command = ["git", "-C", str(folder), *words]
        try:
            result = subprocess.run(command, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):  # no git, no checkout, no remote
            return None
        return result.stdout.strip()

    inside = git("rev-parse", "--show-prefix")  # empty at the top; another's checkout is not ours
    return git("remote", "get-url", "origin") or None if inside == "" else None


def repository_of(folder: Path) -> Repository | None:
    """Give the repository of the book in `folder`.

    A workflow of GitHub names it in GITHUB_REPOSITORY; else the remote `origin` does.
    """
    if named := os.environ.get("GITHUB_REPOSITORY"):
        server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
        return parsed(f"{server}/{named}")
    return parsed(remote_of(folder) or "")
