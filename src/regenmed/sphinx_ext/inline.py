"""Nothing inline that a strict Content-Security-Policy forbids: scripts, handlers, styles.

What a page must still say in a style attribute moves into the course's style sheet, which finds the
element by the same words in `data-style`. One script stays, because it must run before the page is
drawn: the choice of theme in each page's head. It is the same on every page, and the policies in
`serving/` allow it by its hash.
"""

import base64
import hashlib
import re
from html import unescape

SCRIPT = re.compile(r"<script(?: data-cfasync=\"false\")?>(.*?)</script>", re.DOTALL)
# Settings of a version switcher and a search-as-you-type that the course has not, the focus of the
# search page, and rules that the course's style sheet holds as well.
NEEDLESS = re.compile(
    r"\s*<script>DOCUMENTATION_OPTIONS\.\w+ = [^<]*</script>"
    r"|\s*<script>\s*// Activate the search field on page load.*?</script>"
    r"|\s*<noscript>\s*<style>[^<]*pst-js-only[^<]*</style>\s*</noscript>"
    r"|<style scoped>[^<]*</style>",  # of data frames
    re.DOTALL,
)
PRINT = ' onclick="window.print()"'
OWN_PARTS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->", re.DOTALL)
STYLE = re.compile(r"(<[a-zA-Z][^<>]*?\s)style=(\"[^\"]*\")")
KEPT_STYLE = re.compile(r"<[a-zA-Z][^<>]*?\sdata-style=\"([^\"]*)\"")


def script_hashes(html: str) -> list[str]:
    """Give what a policy must hold to allow the scripts that stand in a page."""
    digests = (hashlib.sha256(script.encode()).digest() for script in SCRIPT.findall(html))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def without_inline(html: str) -> str:
    """Give a page whose styles and scripts stand in files; doing so twice changes nothing."""
    html = NEEDLESS.sub("", html).replace(PRINT, " data-print")
    parts, done = [], 0
    for part in OWN_PARTS.finditer(html):  # code that speaks of styles is left as it is
        parts += [STYLE.sub(r"\1data-style=\2", html[done : part.start()]), part[0]]
        done = part.end()
    return "".join([*parts, STYLE.sub(r"\1data-style=\2", html[done:])])


def moved_styles(pages: list[str]) -> str:
    """Give the style sheet for what stood in the style attributes of all pages."""
    styles = sorted({style for html in pages for style in KEPT_STYLE.findall(html)})
    return "".join(_rule(unescape(style)) for style in styles)


def _rule(style: str) -> str:
    if re.search(r"[{}<>\\]", style):
        raise ValueError(f"not a style that can move into a style sheet: {style!r}")
    return f"[data-style={_quoted(style)}] {{ {style} }}\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'
