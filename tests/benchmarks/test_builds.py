"""The edits whose builds are timed are real ones, and the plain book is a plain one."""

from pathlib import Path

import bench_builds
import yaml
from trees import PLAIN_CONFIG, ROOT


def test_the_edits_change_text_and_code():
    before = (ROOT / bench_builds.LESSON).read_text()
    assert bench_builds.edited_text(before).startswith(before)
    lines = bench_builds.edited_code(before).splitlines()
    place = lines.index("_ = 1")
    assert lines[:place] + lines[place + 1 :] == before.splitlines()
    assert lines[place - 1].startswith(("```{code-cell}", ":tags:"))


def test_the_plain_book_has_the_default_front_end():
    config = yaml.safe_load(PLAIN_CONFIG)
    assert "html" not in config and set(config["sphinx"]) == {"extra_extensions"}
    assert "regenmed" not in PLAIN_CONFIG


def test_a_lesson_is_put_back_after_its_edit(tmp_path):
    lesson = tmp_path / bench_builds.LESSON
    lesson.parent.mkdir()
    lesson.write_text("before")
    seen = []

    def build(folder: Path) -> float:
        seen.append((folder / bench_builds.LESSON).read_text())
        return 1.0

    bench_builds.after_edit(tmp_path, lambda text: text + "!", build)
    assert seen == ["before!"] and lesson.read_text() == "before"
