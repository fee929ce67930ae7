import io

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex

from regenmed.page.figures import COLORS, forest, label_end, use_course_style


@pytest.fixture
def ax():
    with mpl.rc_context():
        use_course_style()
        figure, axes = plt.subplots()
        yield axes
        plt.close(figure)


def svg(ax):
    text = io.StringIO()
    ax.figure.savefig(text, format="svg")
    return text.getvalue()


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", ["repair", "retrain", "remit", "harm", "neutral", "ink"])
def test_colours_can_be_read_on_paper(name):
    assert 1.05 / (luminance(COLORS[name]) + 0.05) >= 4.5


def test_text_stays_text_in_a_readable_size(ax):
    ax.set_title("The finding")
    drawing = svg(ax)
    assert ">The finding</text>" in drawing
    width = ax.figure.get_size_inches()[0] * 72
    assert mpl.rcParams["font.size"] * 345 / width >= 11  # on a phone


def test_a_figure_has_no_box_and_its_title_stands_left(ax):
    assert not ax.spines["top"].get_visible() and not ax.spines["right"].get_visible()
    assert mpl.rcParams["axes.titlelocation"] == "left"


def test_the_same_figure_gives_the_same_ids(ax):
    ax.plot([0, 1], marker="o")
    ids = [[part for part in svg(ax).split('"') if part.startswith("#")] for _ in range(2)]
    assert ids[0] and ids[0] == ids[1]


def test_a_label_stands_right_of_the_end(ax):
    label_end(ax, 1, 2, "drug", COLORS["remit"])
    (label,) = ax.texts
    assert label.get_text() == "drug" and label.xy == (1, 2) and label.xyann[0] > 0
    assert to_hex(label.get_color()) == COLORS["remit"]


def test_a_forest_has_a_row_a_study_with_the_first_on_top(ax):
    forest(ax, ["mist", "astis"], [0.5, 0.8], [0.2, 0.5], [0.9, 1.3], no_effect=1)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["mist", "astis"]
    bottom, top = ax.get_ylim()
    assert bottom > top  # row 0 is drawn above row 1
    (bars,), (squares,) = ax.collections[:1], ax.collections[1:]
    assert [segment[:, 0].tolist() for segment in bars.get_segments()] == [[0.2, 0.9], [0.5, 1.3]]
    assert squares.get_offsets()[:, 0].tolist() == [0.5, 0.8]
    assert ax.lines[0].get_xdata() == [1, 1]


def test_a_forest_with_a_missing_bound_says_so(ax):
    with pytest.raises(ValueError, match="as many labels"):
        forest(ax, ["mist", "astis"], [0.5, 0.8], [0.2], [0.9, 1.3])
