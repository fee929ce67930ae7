"""The dataset as files of the built site."""

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


def test_two_builds_give_the_same_zip(tmp_path):
    for name in ("one", "two"):
        downloads.write_downloads(app_for(tmp_path / name), None)
    one, two = (
        (tmp_path / name / "_static" / "data" / downloads.ZIP_NAME).read_bytes()
        for name in ("one", "two")
    )
    assert one == two
