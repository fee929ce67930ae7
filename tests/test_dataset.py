import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from regenmed import dataset
from regenmed.validation import comparisons, results, studies

PATIENTS = {
    "pbc": 418,
    "arthritis": 906,
    "ebmt": 2279,
    "cmv": 64,
    "crohn_adverse_events": 117,
    "sheep_stem_cell": 18,
}


def run(code: str, cwd: Path, **variables: str) -> str:
    command = [sys.executable, "-c", code]
    env = os.environ | variables
    result = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=True)
    return result.stdout.strip()


def test_the_dataset_is_sound():
    assert [str(problem) for problem in dataset.validate()] == []


def test_every_table_loads_and_has_a_row_per_line():
    assert len(dataset.tables()) == 18
    for name in dataset.tables():
        file = next(
            f for f in (f"{name}.csv", f"patients/{name}.csv") if (dataset.DATA / f).exists()
        )
        lines = (dataset.DATA / file).read_text(encoding="utf-8").count("\n")
        assert len(dataset.load(name)) == lines - 1


def test_columns_are_typed():
    outcomes = dataset.load("outcomes")
    assert outcomes["events"].dtype == pd.Int64Dtype()
    assert outcomes["value"].dtype == "float64"
    assert isinstance(outcomes["study_id"].dtype, pd.StringDtype)
    assert dataset.load("studies")["start_year"].dtype == pd.Int64Dtype()


def test_blank_cells_are_missing_and_the_text_NA_is_not():
    studies = dataset.load("studies").set_index("study_id")
    assert studies["overlap_group"].isna().any()
    assert (studies["primary_met"] == "na").any()
    assert studies["primary_met"].notna().all()


def test_each_caller_owns_its_copy():
    first = dataset.load("terms")
    first["label"] = "changed"
    assert (dataset.load("terms")["label"] != "changed").all()


def test_patients_by_either_name():
    pd.testing.assert_frame_equal(dataset.load("patients/pbc"), dataset.load("pbc"))


def test_unknown_table_lists_those_there_are():
    for ask in (dataset.load, dataset.note):
        with pytest.raises(
            ValueError, match="no table 'outcome'; there are sources, studies, arms"
        ):
            ask("outcome")


def test_patient_tables_are_the_known_ones():
    for name, rows in PATIENTS.items():
        assert len(dataset.load(name)) == rows
    pbc = dataset.load("pbc")
    assert pbc["arm"].notna().sum() == 312
    assert (pbc["status"] == "death").sum() == 161
    assert dataset.load("arthritis")["id"].nunique() == 302
    cmv = dataset.load("cmv")
    few = cmv["activating_kirs"] <= 4
    hit = cmv["cmv_reactivation"] == "yes"
    assert [(few & hit).sum(), few.sum(), (~few & hit).sum(), (~few).sum()] == [23, 48, 3, 16]
    events = dataset.load("crohn_adverse_events").groupby("arm")["adverse_events"].mean().round(2)
    assert events.to_dict() == {"placebo": 2.41, "drug_1": 1.56, "drug_2": 2.13}


def test_frictionless_finds_no_fault():
    report = frictionless.validate(str(dataset.DATA / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == 19


def test_notes_go_with_patients():
    assert "no clinical conclusions" in dataset.note("ebmt")
    assert all(dataset.note(name) for name in PATIENTS)
    assert dataset.note("outcomes") == ""


def test_any_working_directory(tmp_path):
    code = "from regenmed.dataset import load; print(len(load('claims')))"
    assert run(code, tmp_path) == "32"


def test_another_folder_by_environment(tmp_path):
    copy = tmp_path / "mine"
    shutil.copytree(dataset.DATA, copy)
    (copy / "claims.csv").write_text("claim_id\nc01\n", encoding="utf-8")
    code = "from regenmed import dataset as d; print(d.DATA, len(d.validate()) > 0)"
    assert run(code, tmp_path, REGENMED_DATA=str(copy)) == f"{copy} True"
    assert dataset.validate(copy) != []


def test_validator_starts_without_pandas(tmp_path):
    code = (
        "import regenmed.dataset, sys; regenmed.dataset.validate(); print('pandas' in sys.modules)"
    )
    assert run(code, tmp_path) == "False"


def test_no_such_folder(tmp_path):
    with pytest.raises(ValueError, match="nowhere is no folder"):
        dataset.validate(tmp_path / "nowhere")


def test_an_installed_copy_is_found_beside_the_module(tmp_path):
    """A wheel carries the tables as regenmed/data."""
    package = tmp_path / "regenmed"
    shutil.copytree(Path(dataset.__file__).parent, package)
    shutil.copytree(dataset.DATA, package / "data")
    code = "from regenmed import dataset as d; print(d.DATA, len(d.load('claims')))"
    assert run(code, tmp_path, PYTHONPATH=str(tmp_path)) == f"{package / 'data'} 32"


def test_the_codebook_explains_every_column_and_waiver():
    package = json.loads((dataset.DATA / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"][:-1]:
        folder = (dataset.DATA / resource["path"]).parent
        heading = f"# {Path(resource['path']).name}\n"
        section = (folder / "README.md").read_text(encoding="utf-8").partition(heading)[2]
        columns = re.findall(r"^- `(\w+)`: ", section.partition("\n#")[0], re.MULTILINE)
        assert columns == [field["name"] for field in resource["schema"]["fields"]]
    readme = (dataset.DATA / "README.md").read_text(encoding="utf-8")
    for code in (*results.CODES, *comparisons.CODES, *studies.CODES):
        assert f"`{code}`" in readme
