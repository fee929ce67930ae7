"""The course as one PDF, printed by a headless Chromium from the built site."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pypdf import PdfReader

from regenmed.takeaway.one_document import document

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def run(site: Path, target: Path, chromium: str | None) -> int:
    """Print the book below `site` to `target` with the browser at `chromium`, and say so."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        print_book(site, target, browser)
        browser.close()
    print(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")
    return 0


def print_book(site: Path, target: Path, browser: Browser) -> None:
    """Print the book below `site` to the file `target`.

    It is printed twice: the first time tells on which page each chapter starts.
    """
    context = browser.new_context(java_script_enabled=False)
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "book.html"
        whole.write_text(document(site), encoding="utf-8")
        _print(context, whole, target)
        whole.write_text(document(site, first_pages(target)), encoding="utf-8")
        _print(context, whole, target)
    context.close()


def _print(context: BrowserContext, whole: Path, target: Path) -> None:
    page = context.new_page()
    page.goto(whole.as_uri())
    page.pdf(
        path=target, prefer_css_page_size=True, print_background=True, tagged=True, outline=True
    )
    page.close()


def first_pages(pdf: Path) -> dict[str, int]:
    """Give the number of the page that each id of a printed page stands on."""
    reader = PdfReader(pdf)
    places = reader.named_destinations.items()
    return {
        name.lstrip("/"): reader.get_destination_page_number(place) + 1 for name, place in places
    }
