"""The box "Run or download this lesson" below each lesson's title.

It holds plain links: to services that run the lesson, with an honest word on the wait, and to its
notebook files. A page asks none of those services for anything until a reader follows a link.
"""

from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from .lite import SITE_FOLDER
from .notebooks import FOLDER, WITH_OUTPUTS, is_lesson
from .repository import Repository, repository_of

LITE = f"{SITE_FOLDER}/lab/index.html"  # below the site's top; `make lite` puts it there
SUMMARY = "Run or download this lesson"
NOT_NEEDED = (
    "You can read on without any of this: the explorers and checks on this page work as they are. "
    "To change the code, choose a place to run it."
)
BINDER_WAIT = (
    "A free public server starts for you: often a minute or two, and ten or more when the course "
    "has changed since somebody last used it. It stops when left alone for about ten minutes, and "
    "your changes go with it unless you download them."
)
COLAB_WAIT = (
    "Needs a Google account. Run the first cell: it installs the course, which takes about a "
    "minute. Save a copy to keep your changes."
)
LITE_WAIT = (
    "Python itself runs in your browser. The first start fetches tens of megabytes from a public "
    "server and can take some minutes; later starts are faster. Better on a computer than a phone."
)
FILES = (
    "For Jupyter on your own computer, or to upload to Colab. The numbers in the text are already "
    "filled in."
)


def links(page: str, repository: Repository | None, lite: bool) -> list[tuple[str, str, str]]:
    """Give (name, address, what to expect) of each service that can run a lesson."""
    name = page.rpartition("/")[2]
    found = []
    if repository:
        found.append(("Binder", repository.binder(f"{page}.md"), BINDER_WAIT))
        if colab := repository.colab(f"{name}.ipynb"):
            found.append(("Colab", colab, COLAB_WAIT))
    if lite:
        up = "../" * page.count("/")
        found.append(("JupyterLite", f"{up}{LITE}?path={page}.ipynb", LITE_WAIT))
    return found


def box(page: str, repository: Repository | None, lite: bool) -> str:
    """Give the HTML of the box of one lesson."""
    rows = [
        _row([(f"Open in {name}", address, "")], words)
        for name, address, words in links(page, repository, lite)
    ]
    name, up = page.rpartition("/")[2], "../" * page.count("/")
    files = [
        (f"Download {words}", f"{up}_static/{FOLDER}/{name}{end}.ipynb", " download")
        for words, end in (("notebook", ""), ("with outputs", WITH_OUTPUTS))
    ]
    return (
        f'<details class="rm-launch d-print-none"><summary>{SUMMARY}</summary>\n'
        f"<p>{NOT_NEEDED if rows else NOT_NEEDED.partition(' To change')[0]}</p>\n"
        f"<ul>{''.join([*rows, _row(files, FILES)])}</ul>\n</details>\n"
    )


def _row(buttons: list[tuple[str, str, str]], words: str) -> str:
    anchors = "".join(
        f'<a class="rm-button" href="{escape(address, quote=True)}"{more}>{name}</a>'
        for name, address, more in buttons
    )
    return f'<li><span class="rm-launch-links">{anchors}</span><span>{words}</span></li>\n'


def put_box(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Put the box below the title of a lesson that is about to be written."""
    if is_lesson(page) and "</h1>" in context.get("body", ""):
        before, title, after = context["body"].partition("</h1>")
        made = box(page, app.regenmed_repository, _has_lite(app))
        context["body"] = f"{before}{title}\n{made}{after}"


def _has_lite(app: Sphinx) -> bool:
    return (Path(app.outdir) / LITE).exists()


def remember(app: Sphinx, config: Config) -> None:
    """Find out what the pages link to; they are written again when that has changed."""
    app.regenmed_repository = repository_of(Path(app.srcdir))
    config.regenmed_launch = [str(app.regenmed_repository), _has_lite(app)]


def setup(app: Sphinx) -> None:
    """Add the box to each lesson's page."""
    app.add_config_value("regenmed_launch", [], "html", list)
    app.connect("config-inited", remember)
    app.connect("html-page-context", put_box)
