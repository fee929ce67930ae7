"""Find a Chromium for the browser tests, or get one.

An installed Chromium or Chrome comes first, then the one Playwright downloads,
then Debian's package (only as root).  Run as a script, it prints the path it found
and exits 0, or prints one line on what is missing and exits 1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
MISSING = (
    "no Chromium or Chrome found, and none could be installed: the browser tests could not run "
    "(install Chromium, or run `playwright install chromium`, then `make test` again)"
)


def find() -> str | None:
    """Path of a browser that is already here, or None."""
    installed = (path for name in NAMES if (path := shutil.which(name)))
    return next(installed, None) or (str(MAC) if MAC.exists() else None) or playwright_own()


def playwright_own() -> str | None:
    """Path of the Chromium that Playwright downloaded earlier, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def install() -> str | None:
    """Get a browser: Playwright's own, else Debian's package as root.  Path, or None."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]]
    for command in attempts:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if path := find():
            return path
    return None


if __name__ == "__main__":
    browser = find() or install()
    print(browser or MISSING)
    sys.exit(0 if browser else 1)
