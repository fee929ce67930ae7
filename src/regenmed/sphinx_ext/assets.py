"""The style sheet and the host script of every page, and which other files a page can spare."""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

import regenmed

PAGE = Path(regenmed.__file__).parent / "page"
# not modules: those are blocked from disk
CLASSIC_SCRIPTS = ("afm-host.js", "browse.js", "lay-out.js", "print-button.js")
OWN = "regenmed"  # folder below _static; not the book's own _static, whose scripts all pages load

# file -> what a page's body must hold to need it
NEEDED_FOR = {
    r"sphinx-design\.min\.css": r'class="[^"]*\bsd-',
    r"design-tabs\.js": r'class="[^"]*\bsd-tab-set',
    r"(copybutton|clipboard\.min)\.(css|js)": r'class="cell_input',
    r"mystnb\.\w+\.css": r'class="cell ',
    r"browse\.js": r'class="rm-browse"',
    r"exercise\.css": r'class="[^"]*\b(exercise|solution)\b',
}


def course_css() -> str:
    """Give `style.css`, with which the `_css` of every widget of the course starts."""
    return (PAGE / "style.css").read_text(encoding="utf-8")


def light_colours() -> dict[str, str]:
    """Give name -> hex colour for the course's colours (`--rm-repair: #1b7f5c`), light theme."""
    root = course_css().split(":root {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--rm-([a-z]+): (#[0-9a-f]{6});", root))


def page_css() -> str:
    """Give all style sheets of `regenmed.page` as one text, tokens first."""
    others = sorted(file for file in PAGE.glob("*.css") if file.name != "style.css")
    return "\n".join([course_css(), *(file.read_text(encoding="utf-8") for file in others)])


def write_own(app: Sphinx) -> None:
    """Write them before the pages are, so that each page links to the version it was built with."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / OWN
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.css").write_text(page_css(), encoding="utf-8")
    for script in CLASSIC_SCRIPTS:
        text = (PAGE / "js" / script).read_text(encoding="utf-8")
        (folder / script).write_text(text, encoding="utf-8")


def needs(file: str, body: str) -> bool:
    """Say whether a page with this body needs `file`."""
    for name, sign in NEEDED_FOR.items():
        if re.fullmatch(rf"(.*/)?{name}", file):
            return re.search(sign, body) is not None
    return True


def drop_unneeded(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Take off a page the scripts and style sheets it has no use for."""
    body = context.get("body", "")
    for kind in ("script_files", "css_files"):
        files = context[kind]
        files[:] = [each for each in files if needs(str(each.filename or ""), body)]


def setup(app: Sphinx) -> None:
    """Add the style sheet after the theme's."""
    app.add_css_file(f"{OWN}/page.css", priority=900)
    app.add_js_file(f"{OWN}/browse.js", defer="defer")
    app.add_js_file(f"{OWN}/lay-out.js", defer="defer", priority=850)
    app.add_js_file(f"{OWN}/print-button.js", defer="defer", priority=850)
    app.connect("builder-inited", write_own)
    app.connect("html-page-context", drop_unneeded, priority=800)
