"""The directives of the instructor guide.

On a page of `book/teaching/`, which is named after its lesson's number (`lesson-05`):
`{lesson-outcomes}`, `{lesson-plan}`, `{misconceptions}`, `{all-misconceptions}`, `{answer-key}`.
Beside the lessons: `{course-table}`, `{timetable}`. What they show is read from the lessons and the
question bank; a wrong line stops a strict build with its file, line and reason. The bank is
imported where a page asks for it: with it comes pandas, which most builds can spare.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from regenmed.teaching.entries import Entry, read_entries
from regenmed.teaching.frame import Frame, read_frames
from regenmed.teaching.plan import Step, plan_steps, timetable_steps

from .assets import OWN

if TYPE_CHECKING:
    from regenmed.page.bank import Bank

SHEET = "guide.css"


class GuideDirective(SphinxDirective):
    """What the directives share: a wrong line becomes one message with its place."""

    def run(self) -> list[nodes.Node]:
        """Give the nodes of the directive."""
        try:
            return self.shown()
        except ValueError as error:
            raise self.error(str(error).replace("\n", "; ")) from None

    def shown(self) -> list[nodes.Node]:
        """Give the nodes; ValueError, one line, for what is wrong."""
        raise NotImplementedError

    def frame(self) -> Frame:
        """Read the lesson that this page is about."""
        frames = self.frames()
        if len(frames) != 1:
            number = self.env.docname.rpartition("lesson-")[2]
            raise ValueError(f"there is no lesson book/{number}-….md")
        return frames[0]

    def frames(self) -> list[Frame]:
        """Read the lessons that this page shows, and note what it was told."""
        docname = self.env.docname
        frames = frames_for(docname, read_frames(Path(self.env.srcdir) / "book"))
        shown_frames(self.env)[docname] = frames
        return frames

    def bank(self, frame: Frame) -> Bank:
        """Read the questions of a lesson."""
        from regenmed.page.bank import load_bank

        return load_bank(frame.lesson)

    def entries(self, fields: int) -> list[Entry]:
        """Read the lines of the directive."""
        return read_entries(self.content, fields)

    def markdown(self, lines: Sequence[str], line: int) -> list[nodes.Node]:
        """Give Markdown as nodes; `line` counts from the directive's first line of content."""
        holder = nodes.Element()
        text = StringList(list(lines), source=self.get_source_info()[0])
        self.state.nested_parse(text, self.content_offset + line, holder)
        return holder.children

    def steps(self, steps: Sequence[Step]) -> nodes.bullet_list:
        """Give steps as a list: when and what, and below it how."""
        items = []
        for step in steps:
            head = nodes.paragraph("", "", classes=["rm-step"])
            head += nodes.inline("", step.when, classes=["rm-step-when"])
            head += nodes.Text(" ")
            head += nodes.strong("", step.what)
            items.append(nodes.list_item("", head, *self.markdown(step.text, step.line + 1)))
        return nodes.bullet_list("", *items, classes=["rm-steps"])


def frames_for(docname: str, frames: Sequence[Frame]) -> list[Frame]:
    """Give the lessons that a page of the guide shows: its own, or all where it is about none."""
    _, own, number = docname.rpartition("/lesson-")
    return [frame for frame in frames if not own or frame.lesson.startswith(f"{number}-")]


def shown_frames(env: BuildEnvironment) -> dict[str, list[Frame]]:
    """Give page -> the lessons' frames as it shows them, kept from one build to the next."""
    if not hasattr(env, "regenmed_shown_frames"):
        env.regenmed_shown_frames = {}
    return env.regenmed_shown_frames


def outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    """Give the pages that show a lesson's frame as it no longer is, to be read again."""
    shown = shown_frames(env)
    if not shown:
        return []
    try:
        frames = read_frames(Path(app.srcdir) / "book")
    except ValueError:  # the pages themselves say which lesson is wrong
        return [page for page in shown if page in env.found_docs]
    changed = [page for page, seen in shown.items() if seen != frames_for(page, frames)]
    return [page for page in changed if page in env.found_docs]


def forget(app: Sphinx, env: BuildEnvironment, page: str) -> None:
    """Forget what a page showed that is read anew or gone."""
    shown_frames(env).pop(page, None)


class Outcomes(GuideDirective):
    """What the lesson says of itself: minutes, needs, and what a student will be able to do."""

    def shown(self) -> list[nodes.Node]:
        """Give one paragraph and the outcomes as the lesson words them."""
        frame = self.frame()
        lines = [
            f"[Lesson {frame.number}](../{frame.lesson}.md) takes {frame.minutes} minutes: "
            f"{frame.parts['read']} to read and try, {frame.parts['checks']} for the checks, "
            f"{frame.parts['exercise']} for the exercise.",
            f"**Needed first:** {frame.needs}",
            "",
            *(f"{number}. {text}" for number, text in enumerate(frame.outcomes, start=1)),
        ]
        return self.markdown(lines, 0)


class Plan(GuideDirective):
    """The plan of a lesson; the minutes must add up to the lesson's own."""

    has_content = True

    def shown(self) -> list[nodes.Node]:
        """Give the steps with their clock."""
        return [self.steps(plan_steps(self.entries(2), self.frame()))]


class Misconceptions(GuideDirective):
    """Chosen misconceptions, each `item | misconception` with what to do about it below."""

    has_content = True

    def shown(self) -> list[nodes.Node]:
        """Give each with the question that reveals it."""
        from regenmed.teaching import misconceptions

        bank = self.bank(self.frame())
        answers = self.config.regenmed_audience == "instructor"
        shown: list[nodes.Node] = []
        for entry in self.entries(2):
            item = misconceptions.find_item(bank, *entry.fields)
            revealed = misconceptions.revealed_html(bank, item, entry.fields[1], answers)
            body = [*self.markdown(entry.text, entry.line + 1), raw(revealed)]
            name = nodes.paragraph("", "", nodes.strong("", entry.fields[1].capitalize()))
            shown.append(nodes.list_item("", name, *body))
        return [nodes.bullet_list("", *shown, classes=["rm-errors"])]


class AllMisconceptions(GuideDirective):
    """Every misconception that the lesson's questions can reveal."""

    def shown(self) -> list[nodes.Node]:
        """Give them behind a fold."""
        from regenmed.teaching import misconceptions

        return [raw(misconceptions.all_errors_html(self.bank(self.frame())))]


class AnswerKey(GuideDirective):
    """The key of all questions of the lesson; it belongs into an instructor-only passage."""

    def shown(self) -> list[nodes.Node]:
        """Give it, and refuse to in a student's book."""
        if self.config.regenmed_audience != "instructor":
            raise ValueError("an answer key stands outside '% instructor-only'")
        from regenmed.teaching import key

        return [raw(key.key_html(self.bank(self.frame())))]


class CourseTable(GuideDirective):
    """All lessons with their minutes and numbers of questions."""

    def shown(self) -> list[nodes.Node]:
        """Give one table, its last row the sums."""
        frames = self.frames()
        rows = [
            (
                f'{frame.number} <a href="{frame.link}">{escape(frame.title)}</a>',
                [frame.minutes, *frame.parts.values(), len(self.bank(frame).items)],
                f'<a href="teaching/lesson-{frame.number:02}.html">Plan {frame.number}</a>',
            )
            for frame in frames
        ]
        sums = [sum(numbers) for numbers in zip(*(row[1] for row in rows), strict=True)]
        hours = round(sums[0] / 60)
        rows.append((f"All lessons: {hours} hour{'s' if hours > 1 else ''}", sums, ""))
        heads = ("Lesson", "Teach it", "Minutes", "Reading", "Checks", "Exercise", "Questions")
        head = "".join(f'<th scope="col">{words}</th>' for words in heads)
        body = "".join(
            f'<tr><th scope="row">{name}</th><td>{plan}</td>'
            f"{''.join(f'<td>{n}</td>' for n in numbers)}</tr>"
            for name, numbers, plan in rows
        )
        caption = "Minutes and questions of each lesson."
        return [
            raw(
                f'<table class="rm-course"><caption>{caption}</caption><thead><tr>{head}</tr>'
                f"</thead><tbody>{body}</tbody></table>"
            )
        ]


class Timetable(GuideDirective):
    """A way to run the course, its minutes added up from the lessons."""

    has_content = True

    def shown(self) -> list[nodes.Node]:
        """Give its steps with their minutes."""
        return [self.steps(timetable_steps(self.entries(3), self.frames()))]


def raw(html: str) -> nodes.raw:
    """Give HTML as a node."""
    return nodes.raw("", html, format="html")


def write_sheet(app: Sphinx) -> None:
    """Write the style sheet of these pages."""
    if app.builder.format == "html":
        folder = Path(app.outdir) / "_static" / OWN
        folder.mkdir(parents=True, exist_ok=True)
        text = Path(__file__).with_name(SHEET).read_text(encoding="utf-8")
        (folder / SHEET).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Add the directives and their style sheet."""
    for name, directive in (
        ("lesson-outcomes", Outcomes),
        ("lesson-plan", Plan),
        ("misconceptions", Misconceptions),
        ("all-misconceptions", AllMisconceptions),
        ("answer-key", AnswerKey),
        ("course-table", CourseTable),
        ("timetable", Timetable),
    ):
        app.add_directive(name, directive)
    app.add_css_file(f"{OWN}/{SHEET}", priority=890)
    app.connect("builder-inited", write_sheet)
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", forget)
