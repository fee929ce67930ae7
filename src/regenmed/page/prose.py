"""Numbers for sentences: computed here, placed in the text by `{glue:text}`."""

from IPython.display import display

from regenmed.facts import number

KEPT = "application/papermill.record/"  # MyST-NB finds such an output; no front end shows it


def place(**numbers: str | float) -> None:
    """Make numbers available to the text of a lesson under the given names.

    A string is a named computation (see `regenmed.facts.number`) and is worked out from
    the dataset; a number stands for itself.  The text formats it:
    ``{glue:text}`mist_percent:.0f` ``.
    """
    for name, value in numbers.items():
        _keep(name, float(number(value) if isinstance(value, str) else value))


def place_text(**texts: str) -> None:
    """Make words available to the text of a lesson: ``{glue:text}`pbc_note` ``."""
    for name, words in texts.items():
        _keep(name, str(words))


def _keep(name: str, value: float | str) -> None:
    """Do what `myst_nb.glue` does, without the packages that only a build of the book needs."""
    display(
        {f"{KEPT}text/plain": repr(value)},
        raw=True,
        metadata={"scrapbook": {"name": name, "mime_prefix": KEPT}},
    )
