import numpy as np
import pytest

from regenmed.explorers.phase_plane import phase_plane, trigger_course
from regenmed.models import tolerance


def one(susceptibility, trigger):
    answers = trigger_course(np.array([float(susceptibility)]), np.array([float(trigger)]))
    return {key: value[0] for key, value in answers.items()}


@pytest.mark.parametrize(
    ("susceptibility", "trigger", "case"),
    [(6, 0.5, 0), (10, 0.09, 1), (14, 0.09, 2), (10, 0.2, 2), (17, 0.02, 3), (8, 0.6, 4)],
)
def test_fates(susceptibility, trigger, case):
    assert one(susceptibility, trigger)["case"] == case


@pytest.mark.parametrize("susceptibility", [9.0, 10.0, 14.0])
def test_the_edge_parts_the_fates(susceptibility):
    edge = one(susceptibility, 0.1)["edge"]
    below, above = one(susceptibility, edge * 0.99), one(susceptibility, edge * 1.01)
    assert (below["case"], above["case"]) == (1, 2)


def test_paths_start_at_the_trigger_and_end_near_the_state_of_rest():
    answers = one(14, 0.2)
    assert answers["path_attack"][0] == pytest.approx(0.2)
    assert answers["path_regulation"][0] == pytest.approx(0.01)
    assert answers["end"] == pytest.approx(answers["disease_attack"], abs=1e-3)
    assert answers["path_attack"][-1] == pytest.approx(answers["disease_attack"], rel=0.25)


def test_lines_lie_on_the_model():
    answers = one(14, 0.2)
    known = ~np.isnan(answers["still_attack"])
    attack, regulation = answers["still_attack"][known], answers["still_regulation"][known]
    rate = tolerance.rates(attack, regulation, 14.0)[0]
    assert np.abs(rate / attack).max() < 0.02
    assert np.isnan(answers["still_attack"]).sum() == 1  # one gap between the two branches


def test_without_a_saddle_there_is_no_ridge():
    for susceptibility in (6, 17):
        answers = one(susceptibility, 0.1)
        assert np.isnan(answers["edge"])
        assert np.isnan(answers["ridge_attack"]).all()


def test_the_drawn_course_ends_where_the_sentence_says():
    explorer = phase_plane()
    axis = explorer.spec["chart"]["x"]
    for preset in explorer.spec["presets"]:
        stops = dict(zip(explorer.controls, preset["stops"], strict=True))
        answers = explorer.compute(**explorer.values_at(stops))
        assert answers["path_attack"][-1] == pytest.approx(answers["end"], rel=0.15)
        assert np.nanmax(answers["path_attack"]) <= axis["high"]
