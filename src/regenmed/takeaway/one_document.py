"""The pages of the built site as one long page to print: order, names and links made to fit.

Works on the written HTML, without scripts: so each widget is its fallback (a figure with its
sentence) and each quiz a list.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from regenmed.takeaway.paper_page import for_paper

FRONT = "index"
# kept by the browser; tables of 1,400 and 500 rows; how to teach, which is no part of the reading
LEFT_OUT = {"progress", "evidence", "sources", "instructor-guide"}
REFERRING = ("href", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
LESSON = re.compile(r"(\d\d)-")
STYLE = Path(__file__).with_name("print.css")


class Chapter(NamedTuple):
    """A page of the site: its file's name, its title, and the part of the book it stands in."""

    name: str
    title: str
    part: str

    @property
    def heading(self) -> str:
        """The title, after the number of a lesson."""
        number = LESSON.match(self.name)
        return f"{int(number[1])}  {self.title}" if number else self.title


def document(site: Path, page_of: dict[str, int] | None = None) -> str:
    """Give the whole book below `site` as one HTML page with style sheets named by full address.

    `page_of` gives the page number of each chapter for the contents, once it is known.
    Raises ValueError if `site` holds no built book.
    """
    folder = site.resolve() / "book"
    front = folder / f"{FRONT}.html"
    if not front.exists():
        raise ValueError(f"{site} holds no built book: run `make book` first")
    soup = _read(front)
    chapters = contents(soup)
    pages = {each.name: _read(folder / f"{each.name}.html") for each in chapters}
    parts = [title_page(soup, folder), contents_page(chapters, page_of or {})]
    parts += [chapter_html(pages[each.name], folder, each, set(pages)) for each in chapters]
    sheets = "".join(
        f'<link rel="stylesheet" href="{address}">'
        for address in style_sheets([soup, *pages.values()], folder)
    )
    return (
        '<!DOCTYPE html><html lang="en" data-theme="light" data-mode="light"><head>'
        f'<meta charset="utf-8"><title>{escape(_title(soup))}</title>{sheets}'
        f"<style>{STYLE.read_text(encoding='utf-8')}{running_heads(chapters)}</style></head>"
        '<body><main class="bd-main"><div class="bd-content"><div class="bd-article-container">'
        f'<article class="bd-article">{"".join(parts)}</article></div></div></main></body></html>'
    )


def style_sheets(pages: list[BeautifulSoup], folder: Path) -> list[str]:
    """Give the full address of every style sheet of the pages in `folder`, in their order."""
    found: dict[str, None] = {}
    for page in pages:
        for sheet in page.select('head link[rel="stylesheet"]'):
            found.setdefault(urljoin(f"{folder.as_uri()}/", sheet["href"]))
    return list(found)


def _read(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def _title(soup: BeautifulSoup) -> str:
    return soup.select_one("article.bd-article h1").find(string=True).strip()


def contents(front: BeautifulSoup) -> list[Chapter]:
    """Give the chapters in the order of the navigation of a page, without those left out.

    Pages in a folder of their own, below a chapter, are left out too.
    """
    chapters, part = [], ""
    for node in front.select("nav.bd-docs-nav p.caption, nav.bd-docs-nav li > a"):
        name, _, ending = node.get("href", "").rpartition(".")
        if node.name == "p":
            part = node.get_text(strip=True)
        elif name not in LEFT_OUT and ending == "html" and "/" not in name:
            chapters.append(Chapter(name, node.get_text(strip=True), part))
    return chapters


def title_page(front: BeautifulSoup, folder: Path) -> str:
    """Give the first page: logo, title, what the course is, and the words that open the site."""
    article = front.select_one("article.bd-article > section")
    logo = urljoin(f"{folder.as_uri()}/", front.select_one("img.logo__image")["src"])
    opening = article.find_all("p", recursive=False)
    caution = article.select_one(".rm-caution")
    words = "".join(str(_unlinked(node)) for node in opening)
    return (
        f'<section class="rm-title-page"><img src="{logo}" alt=""><h1>{escape(_title(front))}</h1>'
        f"{words}{_unlinked(caution) if caution else ''}"
        '<p class="rm-title-note">Printed from the course. On a screen every explorer moves, every '
        "answer is marked, and the code that draws the figures can be unfolded; here each explorer "
        "is a figure at its first setting, and the answers stand at the end of each lesson.</p>"
        "</section>"
    )


def _unlinked(node: Tag) -> Tag:
    for link in node.select("a"):
        link.unwrap()
    return node


def contents_page(chapters: list[Chapter], page_of: dict[str, int]) -> str:
    """Give the table of contents, part by part."""
    lines, part = [], None
    for chapter in chapters:
        if chapter.part != part:
            part = chapter.part
            lines.append(f"<h3>{escape(part)}</h3>")
        link = f'<a href="#{chapter.name}">{escape(chapter.heading)}</a>'
        lines.append(f"<p>{link}<span>{page_of.get(chapter.name, '')}</span></p>")
    return f'<section class="rm-contents"><h2>Contents</h2>{"".join(lines)}</section>'


def chapter_html(page: BeautifulSoup, folder: Path, chapter: Chapter, names: set[str]) -> str:
    """Give one page's article, ready for paper, with ids and links that hold in the whole."""
    article = page.select_one("article.bd-article")
    for_paper(article)
    for node in article.find_all(True):
        _rename(node, chapter.name, folder, names)
    kicker = f'<p class="rm-kicker">{escape(chapter.part)}</p>'
    if number := LESSON.match(chapter.name):
        kicker = f'<p class="rm-kicker">Lesson {int(number[1])}</p>'
    return (
        f'<section class="rm-chapter" id="{chapter.name}" style="page: {_css_name(chapter)}">'
        f"{kicker}{article.decode_contents()}</section>"
    )


def _rename(node: Tag, chapter: str, folder: Path, names: set[str]) -> None:
    """Put the chapter's name before an id, and let every mention of it follow."""
    if "id" in node.attrs:
        node["id"] = f"{chapter}--{node['id']}"
    for name, value in list(node.attrs.items()):
        if name in ("href", "xlink:href"):
            _relink(node, name, chapter, names)
        elif name == "src":
            node[name] = urljoin(f"{folder.as_uri()}/", value)
        elif name in REFERRING:
            words = value if isinstance(value, list) else value.split()
            node[name] = " ".join(f"{chapter}--{word}" for word in words)
        elif isinstance(value, str) and "url(#" in value:
            node[name] = value.replace("url(#", f"url(#{chapter}--")


def _relink(node: Tag, name: str, chapter: str, names: set[str]) -> None:
    """Point a link into the whole; a link to what is not in it becomes plain words."""
    place, fragment = urldefrag(node[name])
    if urlsplit(place).scheme:
        return
    target = Path(place).stem if place else chapter
    is_page = not place or (place.endswith(".html") and "/" not in place)
    if is_page and target in names:
        node[name] = f"#{target}--{fragment}" if fragment else f"#{target}"
    else:
        del node[name]


def _css_name(chapter: Chapter) -> str:
    return "chapter-" + re.sub(r"\W", "-", chapter.name)


def running_heads(chapters: list[Chapter]) -> str:
    """Give the style rules that print each chapter's title above its pages."""
    rules = ""
    for chapter in chapters:
        text = chapter.heading.replace("\\", "").replace('"', "'")
        rules += f'@page {_css_name(chapter)} {{ @top-right {{ content: "{text}" }} }}\n'
    return rules
