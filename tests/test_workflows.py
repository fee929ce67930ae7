"""The workflows: sound, with the least rights, and every action pinned to one commit."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from regenmed.sphinx_ext.repository import NOTEBOOK_BRANCH

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")
MAY_WRITE = {("publish.yml", what) for what in ("pages", "id-token", "contents")}


@pytest.fixture(params=WORKFLOWS, ids=[path.name for path in WORKFLOWS])
def workflow(request) -> Path:
    return request.param


def jobs(workflow: Path) -> dict[str, dict]:
    return yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]


def test_there_are_workflows_to_test_publish_and_keep_up():
    assert [path.name for path in WORKFLOWS] == ["publish.yml", "test.yml", "weekly.yml"]


def test_actionlint_finds_no_fault(workflow):
    lint = shutil.which("actionlint", path=str(Path(sys.executable).parent))
    assert lint, "actionlint is not installed: make test sets it up"
    command = [lint, "-shellcheck=", "-pyflakes=", str(workflow)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_action_is_pinned_to_a_commit_and_says_its_version(workflow):
    text = workflow.read_text(encoding="utf-8")
    uses = re.findall(r"\buses:\s*(.+)", text)
    assert uses
    for line in uses:
        assert PINNED.fullmatch(line.strip()), f"{workflow.name}: uses {line}"


def test_nothing_is_allowed_but_what_a_job_names(workflow):
    whole = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert whole["permissions"] == {}, f"{workflow.name}: permissions of the workflow"
    for name, job in whole["jobs"].items():
        assert job["permissions"], f"{workflow.name}: job {name} has no permissions"
        written = {
            (workflow.name, what) for what, how in job["permissions"].items() if how != "read"
        }
        assert written <= MAY_WRITE, f"{workflow.name}: job {name} may write {written}"


def test_every_job_ends_by_itself_and_keeps_no_credentials(workflow):
    for name, job in jobs(workflow).items():
        assert job["timeout-minutes"] <= 90, f"{workflow.name}: job {name}"
        for step in job["steps"]:
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_no_workflow_runs_a_strangers_words_in_a_shell(workflow):
    for job in jobs(workflow).values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), f"{workflow.name}: {step['run']}"


def test_what_the_workflows_call_exists():
    text = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"run: make (\w+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"no target {target}"
    for command in re.findall(r"python -m regenmed (\w+)", text):
        run = [sys.executable, "-m", "regenmed", command, "--help"]
        assert subprocess.run(run, capture_output=True, check=False).returncode == 0, command


def test_the_notebooks_go_to_the_branch_that_the_pages_link_to():
    (job,) = (job for name, job in jobs(WORKFLOWS[0]).items() if name == "notebooks")
    assert f"{NOTEBOOK_BRANCH}\n" in job["steps"][-1]["run"]
    assert [what for what, how in job["permissions"].items() if how == "write"] == ["contents"]
    others = [each for each in jobs(WORKFLOWS[0]).values() if each != job]
    assert not [each for each in others if each["permissions"].get("contents") == "write"]
