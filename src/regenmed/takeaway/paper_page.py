"""One page of the site made fit for paper: nothing to click, all that is said laid open."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

# What only serves a screen: scripts, marks to click, drawing code, tables behind a picture.
SCREEN_ONLY = (
    "script, noscript, button, a.headerlink, details.hide, details.rm-numbers, .rm-reserved, "
    ".rm-quiz-foot, .rm-quiz-score, .toctree-wrapper, .d-print-none, .rm-origin"
)


def for_paper(article: Tag) -> None:
    """Change an article in place: folds open, screen-only parts gone, answers at its end."""
    for node in article.select(SCREEN_ONLY):
        node.decompose()
    for cell in article.select("div.cell:has(.rm-widget) > div.cell_input"):
        cell.decompose()  # the line that calls a widget says nothing on paper
    answers = _answers(article)
    for fold in article.select("details"):
        fold["open"] = ""
    for region in article.select("[tabindex]"):
        del region["tabindex"]
    if answers:
        article.append(BeautifulSoup(answers, "html.parser"))


def _answers(article: Tag) -> str:
    """Take the answers out of the quizzes and give them as one section, quiz by quiz."""
    parts = []
    for quiz in article.select(".rm-quiz"):
        title = quiz.select_one(".rm-quiz-title")
        kind = title.select_one(".rm-quiz-kind")
        kind = kind.extract().get_text(strip=True) if kind else "Check"
        items = []
        for item in quiz.select(".rm-quiz-item"):
            fold = item.select_one("details.rm-quiz-plain").extract()
            fold.summary.decompose()
            items.append(f"<li>{fold.decode_contents()}</li>")
        heading = title.get_text(strip=True)
        parts.append(f"<h3>{kind}: {heading}</h3><ol>{''.join(items)}</ol>")
        title.insert(0, f"{kind}: ")
    if not parts:
        return ""
    return f'<section class="rm-answers"><h2>Answers and why</h2>{"".join(parts)}</section>'
