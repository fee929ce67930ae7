"""Fixtures that several tests of the page share."""

import pytest
import widget_page
from quiz_page import small_quiz, visit_quiz  # noqa: F401


@pytest.fixture
def open_page(browser, tmp_path):
    """Open a page that holds one widget, with scripts or without."""
    contexts = []

    def opened(widget, width=1000, script=True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(widget_page.write(widget, tmp_path).as_uri())
        if script:
            page.wait_for_selector("[data-state=live]")
        return page

    yield opened
    for context in contexts:
        context.close()
