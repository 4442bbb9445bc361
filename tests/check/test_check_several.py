"""Several submissions in one run: each report as it would be alone, copies looked at once, what is known told again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from regdocs.check import check as module
from regdocs.check import several
from regdocs.check.outcome import Report
from regdocs.template_set.load import shipped

STUDY = (Path(__file__).parents[1] / "cli" / "study.yaml").read_text("utf-8")

Run = Callable[..., tuple[list[Report], list[str]]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Checks the submissions of these names; gives the reports, and the names of those that were looked at."""
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path / "cache"))
    looked: list[str] = []

    def check(folder: Path, *given: Any, **named: Any) -> Report:
        looked.append(folder.name)
        return module.check(folder, *given, **named)

    monkeypatch.setattr(several, "check", check)
    # In this process, where it can be seen what is looked at.
    monkeypatch.setattr(several, "_WORTH_PROCESSES", 1000)

    def run(*names: str, as_of: date | None = None) -> tuple[list[Report], list[str]]:
        looked.clear()
        return several.check_several([tmp_path / name for name in names], as_of), list(looked)

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(name: str, study: str) -> Path:
        (tmp_path / name).mkdir()
        (tmp_path / name / "study.yaml").write_text(study, "utf-8")
        return tmp_path / name

    return write


Write = Callable[[str, str], Path]


def test_each_report_is_what_it_would_be_alone(run: Run, write: Write) -> None:
    folders = [write("a", STUDY), write("b", STUDY.replace("id: ", "id: other-", 1)), write("broken", "id: [")]
    alone = [module.check(folder) for folder in folders]
    assert run("a", "b", "broken") == (alone, ["a", "b", "broken"])
    # Told again, but for what could not be read.
    assert run("b", "broken", "a") == ([alone[1], alone[2], alone[0]], ["broken"])


def test_copies_are_looked_at_once(run: Run, write: Write) -> None:
    for name in ("a", "b", "c"):
        write(name, STUDY)
    reports, looked = run("a", "b", "c")
    assert looked == ["a"]
    assert reports[0] == reports[1] == reports[2]


def test_copies_that_cannot_be_read_keep_their_names(run: Run, write: Write) -> None:
    write("a", "id: [")
    write("b", "id: [")
    reports, _ = run("a", "b")
    assert [report.submission for report in reports] == ["a", "b"]


def test_anything_new_is_looked_at(run: Run, write: Write) -> None:
    folder = write("a", STUDY)
    run("a")
    assert run("a")[1] == []
    assert run("a", as_of=date(2025, 1, 1))[1] == ["a"]
    (folder / "study.yaml").write_text(STUDY + "# new\n", "utf-8")
    assert run("a")[1] == ["a"]
    (folder / "narrative" / "research-plan").mkdir(parents=True)
    (folder / "narrative" / "research-plan" / "overview.md").write_text("# x {#x}\n", "utf-8")
    assert run("a")[1] == ["a"]


def test_another_template_set_is_looked_at(run: Run, write: Write) -> None:
    folder = write("a", f"template_set: templates/own\n{STUDY}")
    shutil.copytree(shipped() / "kr-high-risk", folder / "templates" / "own")
    shutil.copytree(folder, folder.with_name("b"))
    reports, looked = run("a", "b")
    assert looked == ["a"]
    assert [report.templates for report in reports] == [
        (folder.with_name(name) / "templates" / "own").resolve() for name in ("a", "b")
    ]
    assert run("a")[1] == []
    (folder / "templates" / "own" / "documents" / "note.md.j2").write_text("", "utf-8")
    assert run("a", "b")[1] == ["a"]


def test_processes_find_what_one_finds(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"s{number}" for number in range(3)]
    for name in names:
        write(name, STUDY.replace("id: ", f"id: {name}-", 1))
    alone, _ = run(*names)
    monkeypatch.setenv("REGDOCS_CACHE", "")
    monkeypatch.setattr(several, "_WORTH_PROCESSES", 2)
    # The first one here, for the processes to begin from.
    assert run(*names) == (alone, ["s0"])
