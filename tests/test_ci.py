"""What CI runs: the action's own steps in a folder like a runner's, GitLab's job, the commit hooks; all valid by schema."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer.main
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema

from regdocs.cli.main import application

ROOT = Path(__file__).parent.parent
STUDY = (ROOT / "tests" / "cli" / "study.yaml").read_text("utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None or os.name == "nt", reason="the steps are scripts for bash")


@pytest.mark.parametrize(("schema", "data"), [("vendor.github-actions", ACTION), ("vendor.gitlab-ci", GITLAB)])
def test_the_files_are_valid_by_their_schemas(schema: str, data: Any) -> None:
    rules = get_builtin_schema(schema)
    kind = jsonschema.validators.validator_for(rules)
    assert [error.message for error in kind(rules).iter_errors(data)] == []


def step(identifier: str) -> dict[str, Any]:
    (found,) = [each for each in ACTION["runs"]["steps"] if each.get("id") == identifier]
    return dict(found)


def test_inputs_reach_scripts_as_variables_only() -> None:
    for each in ACTION["runs"]["steps"]:
        assert "${{" not in each.get("run", "")
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text("utf-8")))
    assert used == set(ACTION["inputs"])
    outputs = set(re.findall(r"steps\.check\.outputs\.([\w-]+)", json.dumps(ACTION["outputs"])))
    assert outputs == set(ACTION["outputs"]) == set(re.findall(r'echo "([\w-]+)=', step("check")["run"]))


@pytest.fixture
def runner(tmp_path: Path) -> Callable[..., tuple[subprocess.CompletedProcess[str], dict[str, str], str]]:
    """Runs the action's check in a folder like a runner's workspace; gives the process, the outputs, the summary."""
    workspace = tmp_path / "work space"
    for name in ("filings/a b", "filings/$(touch hacked)"):
        (workspace / name).mkdir(parents=True)
        (workspace / name / "study.yaml").write_text(STUDY, "utf-8")

    def run(**inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str], str]:
        files = {name: tmp_path / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", "utf-8")
        given = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        variables = {
            name: given[value[len("${{ inputs.") : -len(" }}")]] for name, value in step("check")["env"].items()
        }
        environment = {**os.environ, **variables, **{name: str(file) for name, file in files.items()}}
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
        # As the runner calls it: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
        command = [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", step("check")["run"]]
        done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True, check=False)
        lines = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
        assert not (workspace / "hacked").exists()
        return done, dict(line.split("=", 1) for line in lines), files["GITHUB_STEP_SUMMARY"].read_text("utf-8")

    run.workspace = workspace  # type: ignore[attr-defined]
    return run


@needs_bash
def test_the_action_checks_annotates_and_sums_up(runner: Any) -> None:
    done, outputs, summary = runner(submission="filings/*\r\n\n", lang="en")
    assert (done.returncode, outputs["exit-code"]) == (1, "1")
    assert "== filings/a b\n" in done.stdout
    assert re.search(r"^::error file=filings/a b/study\.yaml,line=\d+", done.stdout, re.MULTILINE)
    # What the report quotes is no command to the runner; the annotations after it are.
    (pause,) = re.findall(r"^::stop-commands::([0-9a-f]{32})$", done.stdout, re.MULTILINE)
    before, quoted, after = re.split(f"^::(?:stop-commands::)?{pause}(?:::)?$", done.stdout, flags=re.MULTILINE)
    assert "== filings/a b" in quoted
    assert ("::error" in before + quoted, "::error" in after) == (False, True)
    assert "## regdocs check: filings/a b" in summary
    folder = runner.workspace
    assert json.loads((folder / outputs["sarif"]).read_text("utf-8"))["version"] == "2.1.0"
    assert (folder / outputs["junit"]).read_text("utf-8").startswith("<?xml")
    assert sorted(path.name for path in (folder / outputs["report"]).iterdir()) == [
        "coverage.html", "findings.github.txt", "findings.json", "findings.md", "findings.sarif", "findings.txt",
        "junit.xml",
    ]  # fmt: skip


@needs_bash
def test_the_action_passes_where_nothing_is_asked_to_fail(runner: Any) -> None:
    done, outputs, _ = runner(submission="filings/a b", fail_on="never", format="json", as_of="2026-09-01")
    assert (done.returncode, outputs) == (0, {"exit-code": "0", "report": "regdocs-report"})
    assert "2026-09-01" in done.stdout


HOSTILE = {
    "a command": ({"submission": '"; touch hacked; echo "'}, 3),
    "an option": ({"submission": "--help"}, 3),
    "an unknown format": ({"submission": "filings/a b", "format": "$(touch hacked)"}, 2),
    "an unknown weight": ({"submission": "filings/a b", "fail_on": "`touch hacked`"}, 2),
    "no submission": ({"submission": "\n"}, 2),
    "a day that is none": ({"submission": "filings/a b", "as_of": "tomorrow"}, 2),
}


@needs_bash
@pytest.mark.parametrize(("inputs", "code"), HOSTILE.values(), ids=list(HOSTILE))
def test_no_input_becomes_a_command(runner: Any, inputs: dict[str, str], code: int) -> None:
    done, outputs, _ = runner(**inputs)
    assert (done.returncode, outputs["exit-code"]) == (code, str(code)), done.stderr


@needs_bash
def test_the_job_for_gitlab_leaves_its_reports_also_where_it_fails(tmp_path: Path) -> None:
    (tmp_path / "submissions" / "a").mkdir(parents=True)
    (tmp_path / "submissions" / "a" / "study.yaml").write_text(STUDY, "utf-8")
    job = GITLAB["regdocs-check"]
    script = "\n".join(line for line in job["script"] if "pip install" not in line)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **job["variables"], "PATH": path}
    done = subprocess.run(
        [str(BASH), "-eo", "pipefail", "-c", script],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "오류 " in done.stdout
    assert (tmp_path / job["artifacts"]["reports"]["junit"]).is_file()
    assert job["artifacts"]["when"] == "always"


def test_hooks_call_commands_that_there_are_and_see_the_files_that_matter() -> None:
    group = typer.main.get_command(application)
    assert {hook["id"] for hook in HOOKS} == {"regdocs-check", "regdocs-templates"}
    for hook in HOOKS:
        words = hook["entry"].split()
        assert words[0] == "regdocs"
        assert words[1] in group.commands  # type: ignore[attr-defined]
    (check,) = [hook for hook in HOOKS if hook["id"] == "regdocs-check"]
    seen = [
        name
        for name in ("study.yaml", "s/x/study.yaml", "s/x/narrative/research-plan/overview.md", "s/references.json",
                     "s/figures/a.svg", "s/attachments/x.pdf", "README.md", "s/build/01-x.pdf", "my-study.yaml",
                     "s/revisions/rev1/study.yaml")
        if re.search(check["files"], name) and not re.search(check["exclude"], name)
    ]  # fmt: skip
    assert seen == ["study.yaml", "s/x/study.yaml", "s/x/narrative/research-plan/overview.md", "s/references.json", "s/figures/a.svg"]  # fmt: skip


def test_the_hook_checks_the_submissions_of_the_files_that_it_is_given(tmp_path: Path) -> None:
    folder = tmp_path / "s" / "x"
    (folder / "narrative" / "research-plan").mkdir(parents=True)
    (folder / "study.yaml").write_text(STUDY, "utf-8")
    (folder / "narrative" / "research-plan" / "overview.md").write_text("# 목적 {#purpose}\n\n글\n", "utf-8")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("regdocs")), "check", "--lang", "en", "s/x/study.yaml", "s/x/narrative/research-plan/overview.md"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "==" not in done.stdout
    assert done.stdout.splitlines()[-1].startswith("requirements: ")
