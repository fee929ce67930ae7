"""Dead links of the sources table: each address is asked for politely, and a line says what died.

A site that refuses a program (403, 429) or is down today (5xx) says nothing about its page: such an
address is counted, not reported.  A DOI is alive if its resolver knows it; the publisher behind it
is not asked.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from regenmed.citations import source_link
from regenmed.validation.text import read_rows

AGENT = "regenmed-link-check/1 (an open course checking its references once a week)"
RESOLVERS = {"doi.org"}  # these answer with a redirect where they know the address
GONE = {404, 410}
TRIES = 3


class Link(NamedTuple):
    """An address of the sources table, and the first row that gives it."""

    line: int
    source: str
    url: str


class _Stay(HTTPRedirectHandler):
    """Take a redirect as the answer."""

    def redirect_request(self, *_):
        return None


def run(folder: Path) -> int:
    """Print a line per dead link of `sources.csv` in `folder`, and return 1 if there is one."""
    found = links(folder)
    answers = dict(zip(found, ask_all([link.url for link in found]), strict=True))
    dead = {link: answer for link, answer in answers.items() if is_dead(answer)}
    for link, answer in dead.items():
        print(
            f"sources.csv:{link.line} {link.source}: {link.url} is dead ({answer}): "
            "give where it moved, or another page that says the same"
        )
    unsure = sum(not is_alive(answer) for answer in answers.values()) - len(dead)
    print(f"{len(found)} links: {len(dead)} dead, {unsure} would not say")
    return 1 if dead else 0


def links(folder: Path) -> list[Link]:
    """Give every address of the sources table once: what the page links to, and what was read.

    Raises ValueError if the table cannot be read.
    """
    found: dict[str, Link] = {}
    for row in read_rows(folder / "sources.csv"):
        cells = {name: text or None for name, text in row.text.items()}
        for url in (source_link(SimpleNamespace(**cells)), cells["read_at_url"]):
            if url:
                found.setdefault(url, Link(row.line, row.text["source_id"], url))
    return list(found.values())


def is_alive(answer: int | str) -> bool:
    """Say whether an answer shows that the page is there."""
    return isinstance(answer, int) and answer < 400


def is_dead(answer: int | str) -> bool:
    """Say whether an answer shows that the page is gone: not found, or nobody there."""
    return answer in GONE or isinstance(answer, str)


def ask_all(urls: list[str], pause: float = 1.0, timeout: float = 20.0) -> Iterator[int | str]:
    """Give the answer of each address in order: hosts side by side, each asked `pause` s apart."""
    hosts = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc].append(url)

    def one_host(same: list[str]) -> dict[str, int | str]:
        answers = {}
        for url in same:
            answers[url] = ask(url, pause, timeout)
            time.sleep(pause)
        return answers

    answers: dict[str, int | str] = {}
    with ThreadPoolExecutor(max_workers=8) as pool:
        for part in pool.map(one_host, hosts.values()):
            answers |= part
    return (answers[url] for url in urls)


def ask(url: str, pause: float = 1.0, timeout: float = 20.0) -> int | str:
    """Give the status of one address, or in words why nobody answers; it tries three times."""
    answer: int | str = 0
    for attempt in range(TRIES):
        if attempt:
            time.sleep(pause * 2**attempt)
        for method in ("HEAD", "GET"):  # some servers know no HEAD
            answer = _once(url, method, timeout)
            if is_alive(answer) or isinstance(answer, str):
                break
        if is_alive(answer) or answer in GONE | {401, 403}:
            return answer
    return answer


def _once(url: str, method: str, timeout: float) -> int | str:
    opener = build_opener(_Stay) if urlsplit(url).netloc in RESOLVERS else build_opener()
    address = quote(url, safe=":/?#[]@!$&'()*+,;=%~")
    request = Request(address, method=method, headers={"User-Agent": AGENT})
    try:
        with opener.open(request, timeout=timeout) as response:
            return response.status
    except HTTPError as error:
        return error.code
    except URLError as error:
        return str(error.reason)
    except (TimeoutError, OSError, ValueError) as error:
        return str(error) or type(error).__name__
