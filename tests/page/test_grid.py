"""Controls and the store of answers: stops, interpolation, gaps, and the page's own reading."""

import base64
import random

import numpy as np
import pytest

from regenmed.page.grid import Answers, Choice, Slider, grid_values
from regenmed.page.widget import module

CONTROLS = {
    "dose": Slider(0, 10, 6, "Dose", snap=False),
    "rate": Slider(0.01, 1, 5, "Rate", snap=False, scale="log"),
    "arm": Choice("Arm", ("drug", "transplant")),
}


def table() -> dict[str, np.ndarray]:
    values = grid_values(CONTROLS)
    line = values["dose"][:, None] * np.array([1.0, 2.0, 3.0]) + values["arm"][:, None]
    line[3, 1] = np.nan
    return {
        "line": line,
        "decay": 10.0 ** (-values["dose"]),
        "case": (values["dose"] > 5).astype(int),
        "one_of_four": (values["dose"] // 2.6).astype(int),
    }


def answers() -> Answers:
    return Answers(CONTROLS, table(), nearest=["case", "one_of_four"])


def test_the_first_control_is_the_slowest():
    values = grid_values(CONTROLS)
    assert len(values["dose"]) == 6 * 5 * 2
    assert list(values["dose"][:10]) == [0] * 10
    assert list(values["arm"][:4]) == [0, 1, 0, 1]


def test_a_value_moves_to_its_nearest_stop():
    slider = Slider(0, 15, 16, "Deaths")
    assert slider.stop(7.4) == 7
    assert slider.value(7) == 7
    assert Slider(1, 100, 3, "Dose", scale="log").value(1) == pytest.approx(10)
    assert Slider(0, 15, 16, "Deaths", snap=False).stop(7.4) == 74


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Slider(1, 1, 3, "Dose"), "low 1 is not below high 1"),
        (lambda: Slider(0, 1, 1, "Dose"), "steps is 1"),
        (lambda: Slider(0, 1, 3, "Dose", scale="log"), "needs low > 0"),
        (lambda: Slider(0, 1, 3, "Dose", scale="cubic"), "'cubic'"),
        (lambda: Slider(0, 1, 3, "Dose").stop(1.5), "1.5 is outside 0 to 1"),
        (lambda: Choice("Arm", ("one",)), "two options"),
        (lambda: Choice("Arm", ("a", "b"), start=2), "2 is not among"),
        (lambda: Choice("Arm", ("a", "b")).stop("c"), "'c' is not among"),
    ],
)
def test_a_control_that_cannot_be_is_named(wrong, message):
    with pytest.raises(ValueError, match=message):
        wrong()


def test_decimals_follow_the_step():
    assert Slider(0, 15, 16, "Deaths").number_format() == ",.0f"
    assert Slider(0, 1.5, 16, "Ratio").number_format() == ",.1f"
    assert Slider(0, 15, 16, "Deaths", snap=False).number_format() == ",.1f"


def test_stored_answers_are_as_close_as_promised():
    stored, exact = answers(), table()
    for row in range(60):
        dose, rest = divmod(row, 10)
        rate, arm = divmod(rest, 2)
        given = stored.at({"dose": 10 * dose, "rate": 10 * rate, "arm": arm})
        np.testing.assert_allclose(given["line"], exact["line"][row], atol=31 / 131068 + 1e-9)
        assert given["decay"] == pytest.approx(exact["decay"][row], rel=1e-3)
        assert given["case"] == exact["case"][row]


def test_between_grid_points_the_answer_is_interpolated_and_the_case_is_not():
    given = answers().at({"dose": 24, "rate": 0, "arm": 0})
    assert given["line"] == pytest.approx([4.8, 9.6, 14.4], abs=1e-3)
    assert given["case"] == 0
    assert answers().at({"dose": 26, "rate": 0, "arm": 0})["case"] == 1


def test_a_gap_stays_a_gap():
    given = answers().at({"dose": 0, "rate": 10, "arm": 1})
    assert np.isnan(given["line"][1])
    assert not np.isnan(given["line"][0])


def test_too_many_answers_say_what_to_reduce():
    controls = {"a": Slider(0, 1, 400, "A"), "b": Slider(0, 1, 400, "B")}
    with pytest.raises(ValueError, match="400 × 400"):
        Answers(controls, {"y": np.zeros(160_000)})


def test_the_page_reads_the_same_answers(browser):
    stored = answers()
    rng = random.Random(2)
    places = [[rng.randint(0, c.last_stop) for c in CONTROLS.values()] for _ in range(200)]
    page = browser.new_page()
    page.add_script_tag(content=module("answers.js"))
    given = page.evaluate(
        """([controls, keys, data, places]) => {
            const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
            const read = createAnswers(controls, keys, new DataView(bytes.buffer));
            return places.map((stops) => {
                const { line, decay, case: picked } = read(stops);
                return [[...line].map((v) => (Number.isNaN(v) ? null : v)), decay, picked];
            });
        }""",
        [
            [control.spec() for control in CONTROLS.values()],
            stored.spec,
            base64.b64encode(stored.buffer).decode(),
            places,
        ],
    )
    page.close()
    for stops, (line, decay, picked) in zip(places, given, strict=True):
        expected = stored.at(dict(zip(CONTROLS, stops, strict=True)))
        line = [np.nan if value is None else value for value in line]
        np.testing.assert_allclose(line, expected["line"], atol=1e-9)
        assert decay == pytest.approx(expected["decay"])
        assert picked == expected["case"]


def test_whole_numbers_come_back_whole():
    read = [answers().at({"dose": 10 * dose, "rate": 0, "arm": 0}) for dose in range(6)]
    assert [answer["one_of_four"] for answer in read] == [0, 0, 1, 2, 3, 3]
