"""A check with nothing new to see says again what it said; anything new, and it looks."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from regdocs.cli.main import main

STUDY = (Path(__file__).parent / "study.yaml").read_text("utf-8")


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs `regdocs check s` with options; gives whether it looked, its exit code and what it printed."""
    from regdocs.check import check as module

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REGDOCS_CACHE", str(tmp_path / "cache"))
    Path("s").mkdir()
    Path("s/study.yaml").write_text(STUDY, "utf-8")
    looked: list[Path] = []
    real = module.check

    def check(folder: Path, *given: Any) -> Any:
        looked.append(folder)
        return real(folder, *given)

    monkeypatch.setattr(module, "check", check)

    def run(*options: str) -> tuple[bool, object, str]:
        looked.clear()
        with pytest.raises(SystemExit) as end:
            main(("check", "s", *options))
        return bool(looked), end.value.code, capsys.readouterr().out

    return run


def test_what_was_seen_is_said_again(looks: Any) -> None:
    first = looks("--format", "json")
    assert first[0]
    assert looks("--format", "json") == (False, *first[1:])


@pytest.mark.parametrize(
    "options", [("--lang", "ko"), ("--as-of", "2025-01-01"), ("--fail-on", "note"), ("--format", "markdown")]
)
def test_another_question_is_looked_into(looks: Any, options: tuple[str, ...]) -> None:
    looks()
    assert looks(*options)[0]
    assert not looks(*options)[0]


def test_a_changed_file_is_looked_into(looks: Any) -> None:
    looks()
    Path("s/study.yaml").write_text(STUDY + "# seen\n", "utf-8")
    assert looks()[0]
    Path("s/narrative/research-plan").mkdir(parents=True)
    Path("s/narrative/research-plan/overview.md").write_text("# x {#x}\n", "utf-8")
    assert looks()[0]
    assert not looks()[0]
    shutil.rmtree("s/narrative")
    assert not looks()[0]


def test_a_changed_template_set_is_looked_into(looks: Any) -> None:
    from regdocs.template_set.load import shipped

    shutil.copytree(shipped() / "kr-high-risk", "s/templates/own")
    Path("s/study.yaml").write_text(f"template_set: templates/own\n{STUDY}", "utf-8")
    assert looks("--fail-on", "never")[0]
    assert not looks("--fail-on", "never")[0]
    Path("s/templates/own/documents/note.md.j2").write_text("", "utf-8")
    assert looks("--fail-on", "never")[0]


def test_what_could_not_be_read_is_not_kept(looks: Any) -> None:
    Path("s/study.yaml").write_text("id: [", "utf-8")
    assert looks()[:2] == (True, 3)
    assert looks()[:2] == (True, 3)
