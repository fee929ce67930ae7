"""The address of the site itself leads to the first page, also for who reads without a redirect."""

from pathlib import Path

from sphinx.application import Sphinx

DOOR = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={first}.html">
<title>{title}</title>
<link rel="icon" href="_static/{icon}">
</head>
<body><main><h1>{title}</h1><p><a href="{first}.html">Open the first page</a></p></main></body>
</html>
"""


def write_front_door(app: Sphinx, failure: Exception | None) -> None:
    """Write index.html at the top; Jupyter Book leaves one that is there as it is."""
    if failure or app.builder.format != "html":
        return
    page = DOOR.format(
        language=app.config.language,
        first=app.config.root_doc,
        title=app.config.html_title or app.config.project,
        icon=Path(app.config.html_favicon).name,
    )
    (Path(app.outdir) / "index.html").write_text(page, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Write it when the other pages are done."""
    app.connect("build-finished", write_front_door, priority=990)
