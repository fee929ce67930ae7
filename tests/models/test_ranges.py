import numpy as np
import pytest

from regenmed.models.ranges import rising, whole, within


def test_a_value_in_range_comes_back_as_floats():
    assert within("dose", [0, 1], 0, 1).tolist() == [0.0, 1.0]
    assert whole("n", 3, 0, 5) == 3
    assert rising("days", [0, 2]).tolist() == [0.0, 2.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: within("dose", 1.5, 0, 1), "dose must be from 0 to 1, not 1.5"),
        (lambda: within("dose", [0.5, -2], 0), "dose must be at least 0, not -2"),
        (lambda: within("dose", np.nan, 0, 1), "dose must be from 0 to 1, not nan"),
        (lambda: within("dose", "much", 0, 1), "dose must be a number, not 'much'"),
        (lambda: whole("n", 2.5, 0, 5), "n must be one whole number from 0 to 5"),
        (lambda: whole("n", 9, 0, 5), "n must be from 0 to 5, not 9"),
        (lambda: rising("days", [0, 0]), "days must be two or more numbers"),
        (lambda: rising("days", [1]), "days must be two or more numbers"),
    ],
)
def test_a_value_out_of_range_is_named_with_its_range(call, message):
    with pytest.raises(ValueError, match=message):
        call()
