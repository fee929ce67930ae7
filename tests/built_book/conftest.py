"""Pages of the built book, opened with the network cut off."""

from collections.abc import Callable

import pytest
from book_pages import ROOT
from playwright.sync_api import Page


class Opened:
    """A page, what it asked for, and what went wrong: requests to other hosts, console errors."""

    def __init__(self, page: Page):
        self.page, self.asked, self.blocked, self.errors = page, [], [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def ready(self) -> Page:
        """Wait until every widget of the page is drawn, and give the page.

        By selectors: Playwright's `wait_for_function` uses eval, which the policy forbids.
        """
        self.page.wait_for_selector(".rm-widget:not([data-state])", state="detached")
        return self.page


@pytest.fixture(scope="module")
def open_for_module(browser, served_book):
    """As `open_page`, for pages that several tests of a module look at."""
    yield from opener(browser, served_book)


@pytest.fixture
def open_page(browser, served_book) -> Callable[..., Opened]:
    """Open a page of the book: `open_page("04-hsct", width=375, disk=True, …)`."""
    yield from opener(browser, served_book)


def opener(browser, served_book):
    """Give the function that opens pages; close them in the end."""
    contexts = []

    def open_one(name: str, width: int = 1280, disk: bool = False, **options) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        opened = Opened(context.new_page())
        local = "file://" if disk else served_book

        def guard(route):
            if route.request.url.startswith((local, "blob:", "data:")):
                return route.continue_()
            opened.blocked.append(route.request.url)
            return route.abort()

        context.route("**/*", guard)
        base = (ROOT / "_build" / "html").as_uri() if disk else served_book
        opened.page.goto(f"{base}/book/{name}.html")
        return opened

    yield open_one
    for context in contexts:
        context.close()
