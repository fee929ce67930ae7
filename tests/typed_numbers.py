"""Find numbers in prose that look like evidence; used by the tests of lessons and guide."""

import re

PLACED = re.compile(
    r"\{(?:glue|cite|numref|ref|doc|term|math)[^}]*\}`[^`]*`|`[^`]*`|\$[^$]*\$|\]\([^)]*\)"
)
NUMBER = re.compile(r"(?<![\w.-])\d[\d,.]*\d|(?<![\w.-])\d(?![\w-])")
HARMLESS = re.compile(
    r"95 ?%|\b100\b|\b(?:19|20)\d\d\b|[Tt]ype [12]\b|[Pp]hase [1-4]\b|\*\*Time:\*\*.*|^\s*\d+\. "
    r"|\b\d+ minutes\b|\bgrade [1-5]\b|\b2 ?[×x] ?2\b|\b0 ?° ?C"
)


def bare_numbers(text: str) -> list[str]:
    """Numbers in a sentence that look like evidence and are not placed by the data.

    Whole numbers up to ten may stand unless they are shares (%, "of", "in", "v").
    """
    text = HARMLESS.sub(" ", PLACED.sub(" ", text))
    found = []
    for match in NUMBER.finditer(text):
        number, after = match[0], text[match.end() : match.end() + 12]
        share = re.match(r"\s*(%|percent|per cent|of \d|in \d|out of|v \d|/\s?\d)", after)
        if share or not re.fullmatch(r"\d|10", number):
            found.append(number)
    return found
