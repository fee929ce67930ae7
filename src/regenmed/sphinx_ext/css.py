"""Style sheets cut down to the classes that the built pages and their scripts name.

The theme's 400 kB of CSS are written for every site that could be made with it. What is kept here
is conservative: a rule goes only if it asks for a class that no page and no script mentions.
"""

import re
from collections.abc import Iterator

NESTING = ("@media", "@supports", "@layer", "@container")
# braces and semicolons, and whole comments and texts, in which those mean nothing
MARK = re.compile(r"[{};]|/\*.*?\*/|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\\.", re.DOTALL)
ARGUMENTS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")  # of :not(), :is(), :has() …
CLASS = re.compile(r"\.(-?[_a-zA-Z](?:[\w-]|\\.)*)")
COMMA = re.compile(r",(?![^(\[]*[)\]])")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BUILT_BY_SCRIPT = ("bs-",)  # bootstrap.js puts these names together: bs-tooltip-end


def classes_of(html: str) -> set[str]:
    """Give the classes of a page, and every word of the scripts in it."""
    attributes = re.findall(r'\sclass="([^"]*)"', html)
    scripts = re.findall(r"<script\b[^>]*>(.*?)</script>", html, re.DOTALL)
    return set(" ".join(attributes).split()).union(*map(words_of, scripts))


def words_of(script: str) -> set[str]:
    """Give every word of a script that could be a class."""
    return set(re.findall(r"[\w-]+", script))


def parts(css: str) -> Iterator[tuple[str, str | None]]:
    """Give (what stands before, what stands in braces) of each rule; None for `@import …;`."""
    start = depth = opened = 0
    for mark in MARK.finditer(css):
        if mark[0] == "{":
            depth += 1
            if depth == 1:
                opened = mark.start()
        elif mark[0] == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened], css[opened + 1 : mark.start()]
                start = mark.end()
        elif mark[0] == ";" and depth == 0:
            yield css[start : mark.end()], None
            start = mark.end()


def is_used(selector: str, used: set[str]) -> bool:
    """Say whether every class that a selector asks for is used."""
    asked = (name.replace("\\", "") for name in CLASS.findall(ARGUMENTS.sub("", selector)))
    return all(name in used or name.startswith(BUILT_BY_SCRIPT) for name in asked)


def trimmed(css: str, used: set[str]) -> str:
    """Give `css` without the rules for classes that are not `used`."""
    kept = []
    for before, inside in parts(COMMENT.sub("", css)):
        before = before.strip()
        if inside is None:
            kept.append(before)
        elif before.startswith(NESTING):
            if rest := trimmed(inside, used):
                kept.append(f"{before}{{{rest}}}")
        elif before.startswith("@"):
            kept.append(f"{before}{{{inside}}}")
        else:
            selectors = [each for each in COMMA.split(before) if is_used(each, used)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{inside}}}")
    return "".join(kept)
