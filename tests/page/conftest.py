"""Fixtures that several tests of the page share."""

from quiz_page import small_quiz, visit_quiz  # noqa: F401
