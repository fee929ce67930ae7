"""What `make lite` hands over; JupyterLite itself builds from it in an environment of its own."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, writes

from regenmed.__main__ import main
from regenmed.sphinx_ext import lite

ROOT = Path(__file__).parents[2]


@pytest.fixture
def prepared(tmp_path):
    """A prepared folder beside a site of two lessons."""
    site = tmp_path / "html"
    (site / "_static" / "notebooks").mkdir(parents=True)
    for name in ("01-one", "01-one-with-outputs", "02-two"):
        text = writes(new_notebook(cells=[new_code_cell("# old"), new_code_cell("1 + 1")]))
        (site / "_static" / "notebooks" / f"{name}.ipynb").write_text(text)
    assert lite.prepare(site, tmp_path / "lite") == 2
    return tmp_path / "lite"


def test_the_lessons_are_there_without_outputs_and_install_the_sites_own_wheel(prepared):
    files = sorted((prepared / "files" / "book").iterdir())
    assert [file.name for file in files] == ["01-one.ipynb", "02-two.ipynb"]
    first = json.loads(files[0].read_text())["cells"][0]
    assert "%pip install -q regenmed" in "".join(first["source"])


def test_the_site_is_written_where_the_pages_look_for_it(prepared):
    config = json.loads((prepared / "jupyter_lite_config.json").read_text())["LiteBuildConfig"]
    assert config["output_dir"] == "../html/lite"
    assert config["contents"] == ["files"]


def test_a_site_without_lessons_is_named(tmp_path, capsys):
    assert main(["lite", str(tmp_path), str(tmp_path / "lite")]) == 2
    assert "build the book first" in capsys.readouterr().err


def test_its_packages_are_pinned_and_kept_out_of_the_other_environments():
    group = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["lite"]
    pinned = (ROOT / "requirements-lite.txt").read_text()
    for requirement in group:
        name = re.match(r"[\w-]+", requirement)[0]
        assert re.search(rf"^{name}==", pinned, re.MULTILINE), name
    for other in ("requirements.txt", "requirements-test.txt"):
        assert "jupyterlite" not in (ROOT / other).read_text()
