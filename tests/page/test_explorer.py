"""Explorers in Python: what they ask of the function, and the page that needs no script."""

import numpy as np
import pytest

from regenmed.page import Axis, Bars, Choice, Explorer, Line, Point, Readout, Slider

YEARS = np.linspace(0, 10, 21)


def course(early: float, ratio: float) -> dict:
    """People alive of 100 with drugs and after a transplant; both hazards are constant."""
    drugs = 100 * np.exp(-0.05 * YEARS)
    transplant = (100 - early) * np.exp(-0.05 * ratio * YEARS)
    gain = transplant[-1] - drugs[-1]
    return {
        "drugs": drugs,
        "transplant": transplant,
        "gain": gain,
        "case": int(gain > 0),
        "never_shown": np.zeros(5000),
    }


CONTROLS = {
    "early": Slider(0, 15, 16, "Early deaths", "of 100", start=8, snap=False),
    "ratio": Slider(0.1, 1.5, 15, "Later death rate", start=0.5),
}
SETTING = {
    "name": "early",
    "title": "Deaths now, lives later",
    "x": Axis("Years", values=YEARS),
    "y": Axis("Alive", "%", low=0, high=100),
    "marks": [Line("drugs", "drugs"), Line("transplant", "transplant", "retrain")],
    "readouts": [Readout("gain", "more alive at 10 years", "of 100", ".1f")],
    "sentences": ["{early} die early, and {gain:.1f} more die in all.", "{gain:.1f} more live."],
    "presets": {"No early deaths": {"early": 0}},
    "caption": "Simulated.",
}


def explorer(function=course, controls=CONTROLS, **changed) -> Explorer:
    return Explorer(function, controls, **(SETTING | changed))


def test_only_what_the_page_shows_is_stored():
    assert list(explorer().spec["keys"]) == ["drugs", "transplant", "gain", "case"]


def test_stored_answers_are_within_half_a_percent_of_python():
    assert all(error <= 0.005 for error in explorer().worst_error().values())


def test_an_answer_that_jumps_between_grid_points_is_found_out():
    def jumping(early, ratio):
        return course(early, ratio) | {"gain": float(early > 7.5)}

    assert explorer(jumping).worst_error()["gain"] > 0.4


def test_a_vectorised_function_gives_the_same_answers():
    def vectorised(early, ratio):
        rows = [course(e, r) for e, r in zip(early, ratio, strict=True)]
        return {key: np.array([row[key] for row in rows]) for key in rows[0]}

    assert explorer(vectorised, vectorised=True).answers == explorer().answers


def test_a_vectorised_function_is_asked_once():
    calls = []

    def counting(early, ratio):
        calls.append(len(early))
        return {"drugs": np.tile(YEARS, (len(early), 1)), "gain": early}

    marks, sentence = [Line("drugs", "drugs")], "{gain}"
    explorer(counting, marks=marks, sentences=sentence, vectorised=True)
    assert calls == [16 * 15]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"gain": np.inf}, r"'gain' is inf at early = 0, ratio = 0\.1"),
        ({"gain": np.nan}, r"'gain' is nan at early = 0, ratio = 0\.1, where sentence \d needs"),
        ({"case": 2}, "'case' is 2 at early = 0"),
        ({"drugs": np.zeros(3)}, r"'drugs': shape \(21,\) at early = 0, ratio = 0\.2, but \(3,\)"),
        ({"gain": None}, "'gain'"),
    ],
)
def test_an_answer_that_cannot_be_shown_is_named_with_its_place(answer, message):
    def broken(early, ratio):
        first = early == 0 and ratio == pytest.approx(0.1)
        given = course(early, ratio) | (answer if first else {})
        return {key: value for key, value in given.items() if value is not None}

    with pytest.raises(ValueError, match=message):
        explorer(broken)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"marks": [Line("alive", "alive")]}, "line: the function gives no 'alive'"),
        ({"readouts": [Readout("alive", "alive")]}, "readout: the function gives no 'alive'"),
        ({"readouts": [Readout("drugs", "drugs")]}, "readout: answer 'drugs' is an array"),
        ({"sentences": "{alive}"}, "sentence: the function gives no 'alive'"),
        ({"sentences": "{gain:.1e}"}, r"'\.1e'"),
        ({"readouts": [Readout("gain", "gain", format="d")]}, "'d'"),
        ({"presets": {"Try": {"late": 1}}}, "no control"),
        ({"presets": {"Try": {"early": 99}}}, "99 is outside"),
        ({"marks": [Line("drugs", color="pink")]}, "'pink'"),
        ({"marks": [Bars("drugs", ["a", "b"])]}, "21 heights for 2 labels"),
        ({"name": "Two words"}, "'Two words'"),
    ],
)
def test_a_setting_that_cannot_be_is_named(changed, message):
    with pytest.raises(ValueError, match=message):
        explorer(**changed)


def test_a_control_and_an_answer_may_not_share_a_name():
    def clashing(gain, early, ratio):
        return course(early, ratio)

    with pytest.raises(ValueError, match="gain"):
        explorer(clashing, {"gain": CONTROLS["early"]} | CONTROLS)


def test_the_fallback_holds_picture_sentence_numbers_and_a_note():
    html = explorer().fallback()
    assert html.count("<svg class=") == 2
    gain = course(8, 0.5)["gain"]
    assert f"{gain:.1f} more live." in html
    assert "<details" in html
    assert '<th scope="col">Years</th>' in html
    assert "with scripts on" in html


def test_the_fallback_keeps_hostile_text_as_text():
    hostile = '<img src=x onerror="alert(1)">'
    html = explorer(
        title=hostile,
        caption=hostile,
        controls={
            "early": Slider(0, 15, 16, hostile, hostile),
            "ratio": Slider(0.1, 1.5, 15, hostile),
            "arm": Choice(hostile, (hostile, "b")),
        },
        function=lambda early, ratio, arm: course(early, ratio),
        marks=[Line("drugs", hostile), Point(1, 50, hostile)],
        readouts=[Readout("gain", hostile, hostile)],
        sentences=[hostile, hostile],
        presets={hostile: {"early": 0}},
        x=Axis(hostile, values=YEARS),
        y=Axis(hostile),
    ).fallback()
    assert "<img" not in html
    assert html.count("&lt;img") > 10


def test_nothing_random_enters_the_page():
    assert explorer().fallback() == explorer().fallback()


def test_a_kernel_recomputes_at_the_chosen_values():
    widget = explorer()
    widget.values = {"early": 3.3, "ratio": 0.7}
    assert widget.exact["values"] == {"early": 3.3, "ratio": 0.7}
    assert widget.exact["answers"]["gain"] == course(3.3, 0.7)["gain"]


def test_a_gap_travels_as_null_and_an_error_in_words():
    def gappy(early, ratio):
        if early == 1:
            raise RuntimeError("no such dose")
        curve = np.where(YEARS > 5, np.nan, YEARS)
        return course(early, ratio) | {"drugs": curve}

    slider = {"early": Slider(0, 14, 8, "Early deaths")} | {"ratio": CONTROLS["ratio"]}
    widget = explorer(gappy, slider)
    widget.values = {"early": 2.0, "ratio": 0.5}
    assert widget.exact["answers"]["drugs"][-1] is None
    widget.values = {"early": 1.0, "ratio": 0.5}
    assert widget.exact["error"] == "RuntimeError: no such dose"


def test_a_control_can_be_read_out_and_marked():
    here = Point("early", "gain", "here", "remit")
    html = explorer(marks=[here], readouts=[Readout("early", "Early deaths")]).fallback()
    assert "<dd><span>8</span>" in html
