"""Code with fewer elements: a third of a lesson's were its listings, and a browser builds them all.

Pygments marks each name, bracket and space by itself, and the theme colours them all as plain text.
"""

import re

PLAIN = ("n", "nn", "p", "w")  # names, names of modules, brackets and commas, spaces
SPAN = rf'<span class="(?:{"|".join(PLAIN)})">[^<]*</span>'
RUN = re.compile(rf"{SPAN}(?:\s*{SPAN})+")
TAG = re.compile(r"<[^>]*>")


def with_few_spans(html: str) -> str:
    """Give a page in which what is next to each other and of one colour is one element."""
    return RUN.sub(lambda run: f'<span class="n">{TAG.sub("", run[0])}</span>', html)
