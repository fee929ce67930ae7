"""Numbers for sentences: computed here, placed in the text by `{glue:text}`."""

from myst_nb import glue

from regenmed.facts import number


def place(**numbers: str | float) -> None:
    """Make numbers available to the text of a lesson under the given names.

    A string is a named computation (see `regenmed.facts.number`) and is worked out from
    the dataset; a number stands for itself.  The text formats it:
    ``{glue:text}`mist_percent:.0f` ``.
    """
    for name, value in numbers.items():
        glue(name, number(value) if isinstance(value, str) else float(value), display=False)
