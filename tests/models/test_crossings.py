import numpy as np

from regenmed.models.crossings import boundary, first_crossing


def test_boundary_finds_where_each_column_changes():
    places = np.array([0.1, np.pi / 4, 0.999])
    found = boundary(lambda x: x >= places, np.zeros(3), np.ones(3))
    np.testing.assert_allclose(found, places, atol=1e-15)


def test_boundary_of_one_number():
    assert abs(boundary(lambda x: x**2 >= 2, 0.0, 2.0) - np.sqrt(2)) < 1e-15


def test_first_crossing_is_interpolated_and_nan_where_there_is_none():
    times = np.array([0.0, 1.0, 2.0, 4.0])
    values = np.array([[0.0, 5.0, 0.0], [1.0, 5.0, 0.0], [0.0, 5.0, 0.0], [4.0, 5.0, 0.4]])
    found = first_crossing(times, values, 0.5)
    assert found[0] == 0.5  # the first of two upward crossings
    assert np.isnan(found[1:]).all()  # always above, never above


def test_downward_crossing_ignores_the_way_up():
    times = np.arange(5.0)
    values = np.array([0.0, 2.0, 2.0, 0.0, 0.0])
    assert first_crossing(times, values, 1.0, upward=False) == 2.5
