"""What a lesson says of itself."""

import pytest
from lesson_text import lessons

from regenmed.teaching.frame import read_frame, read_frames

LESSON = """# Does it work?

```{admonition} What you will be able to do
:class: rm-objectives

1. **Read** a row,
   and its source.
2. **Judge** it.
```

**Time:** 40 minutes: 20 to read and try, 15 for the two checks, 5 for the exercise.
**You need first:** percentages.
"""


@pytest.fixture
def write(tmp_path):
    def write_lesson(text: str, name: str = "03-sample.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write_lesson


def test_the_parts_of_a_frame(write):
    frame = read_frame(write(LESSON))
    assert (frame.lesson, frame.number, frame.link) == ("03-sample", 3, "03-sample.html")
    assert frame.title == "Does it work?"
    assert frame.minutes == 40
    assert frame.parts == {"read": 20, "checks": 15, "exercise": 5}
    assert frame.needs == "percentages."
    assert frame.outcomes == ("**Read** a row, and its source.", "**Judge** it.")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("**Time:** 40 minutes", "Time: 40 minutes", "no line '**Time:** … minutes'"),
        ("40 minutes", "45 minutes", "45 minutes in all, but"),
        ("15 for the two checks", "checks", "no minutes for checks"),
        ("**You need first:**", "You need", "no line '**You need first:** …'"),
        ("rm-objectives", "rm-key", "no numbered list in a box of class rm-objectives"),
        ("# Does", "Does", "no line title"),
    ],
)
def test_a_missing_part_is_named_with_the_file(write, old, new, said):
    with pytest.raises(ValueError, match="03-sample.md: ") as error:
        read_frame(write(LESSON.replace(old, new)))
    assert said in str(error.value) and "\n" not in str(error.value)


def test_lessons_come_in_order_and_other_pages_are_no_lessons(write, tmp_path):
    for name in ("10-b.md", "02-a.md", "index.md"):
        write(LESSON, name)
    assert [frame.lesson for frame in read_frames(tmp_path)] == ["02-a", "10-b"]


def test_every_lesson_of_the_book_can_be_read():
    for lesson in lessons():
        assert len(read_frame(lesson.path).outcomes) == len(lesson.bullets("rm-objectives"))
