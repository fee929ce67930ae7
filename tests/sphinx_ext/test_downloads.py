"""The dataset as files of the built site."""

import csv
import io
import zipfile
from types import SimpleNamespace

from regenmed.dataset import DATA
from regenmed.sphinx_ext import downloads


def app_for(folder):
    return SimpleNamespace(outdir=str(folder), builder=SimpleNamespace(format="html"))


def test_the_zip_holds_the_tables_and_not_the_quiz_keys(tmp_path):
    downloads.write_downloads(app_for(tmp_path), None)
    with zipfile.ZipFile(tmp_path / "_static" / "data" / downloads.ZIP_NAME) as archive:
        names = archive.namelist()
        assert archive.read("studies.csv") == (DATA / "studies.csv").read_bytes()
    assert "datapackage.json" in names
    assert not [name for name in names if name.startswith("quiz")]


def test_a_formula_is_quoted_and_a_number_is_not():
    hostile = (
        'name,value\n"=HYPERLINK(""http://x.test"")",-1.5\n"+cmd|\' /C calc\'!A0",+2\n'
        "@SUM(A1),-2e-3\n-2+3,3\n"
    )
    safe = downloads.without_formulas(hostile.encode()).decode()
    rows = list(csv.reader(io.StringIO(safe)))[1:]
    assert [value for _, value in rows] == ["-1.5", "+2", "-2e-3", "3"]
    assert [name[:2] for name, _ in rows] == ["'=", "'+", "'@", "'-"]


def test_sound_tables_are_given_as_they_are():
    for path in downloads.data_files():
        if path.suffix == ".csv":
            assert downloads.without_formulas(path.read_bytes()) == path.read_bytes()


def test_two_builds_give_the_same_zip(tmp_path):
    for name in ("one", "two"):
        downloads.write_downloads(app_for(tmp_path / name), None)
    one, two = (
        (tmp_path / name / "_static" / "data" / downloads.ZIP_NAME).read_bytes()
        for name in ("one", "two")
    )
    assert one == two
