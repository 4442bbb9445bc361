"""The command line in Korean: help, and the answer to a call that can't be understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from regdocs.check.report.excerpt import width
from regdocs.cli.korean import HELP
from regdocs.cli.main import application, main
from regdocs.finding import ExitCode

WRONG = {
    "a command": (["chek"], "없는 명령: chek. 가까운 이름: 'check', 'schema'"),
    "a command of a group": (["templates", "chk"], "없는 명령: chk. 가까운 이름: 'check'"),
    "no argument": (["check"], "인자가 없음: SUBMISSION|FILE..."),
    "an option": (["check", "x", "--fromat", "json"], "없는 옵션: --fromat (가까운 옵션: --format)"),
    "no value": (["check", "x", "--document"], "옵션 --document: 값이 없음"),
    "too few values": (["rules", "--diff", "2024-01-01"], "옵션 --diff: 값이 2개 있어야 함"),
    "a value too many": (["build", "x", "--overwrite=yes"], "옵션 --overwrite: 값을 받지 않음"),
    "an argument too many": (["new", "x", "y"], "남는 인자: y"),
    "a choice": (["check", "x", "--format", "jsn"], "(가까운 이름: `json`)"),
    "a bar": (["check", "x", "--fail-on", "warn"], "`warn`: error, warning, note, never (가까운 이름: `warning`)"),
    "a language": (["build", "x", "--lang", "kr"], "값이 맞지 않음('--lang'): `kr`: ko, en"),
    "a day": (["check", "x", "--as-of", "2026"], "값이 맞지 않음('--as-of'): `2026`: YYYY-MM-DD (2026-04-01)"),
    "no folder": (["check", "x", "--format", "json,text"], "값이 맞지 않음(--output): 형식이 여럿이면 폴더를"),
    "a file's option": (["check", ".", "--document", "synopsis"], "FILE을 점검할 때만 쓰십시오"),
}
OURS = re.compile(
    r"`[^`]*`|'[^']*'|--[a-z-]+|[A-Z][A-Z@|.]+|[a-z_]+(, [a-z_]+)+|regdocs( [a-z]+)*|study\.yaml|chek|chk"
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    printed = capsys.readouterr()
    return int(str(end.value.code or 0)), printed.out, printed.err


@pytest.fixture(autouse=True)
def korean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")


def spoken(command: Any) -> Iterator[str]:
    """Every text of a command's help, and of those below it."""
    yield command.help
    yield from (parameter.help for parameter in command.params if getattr(parameter, "help", None))
    for below in getattr(command, "commands", {}).values():
        yield from spoken(below)


def test_every_text_of_the_help_is_there_in_korean_and_no_other() -> None:
    assert set(spoken(typer.main.get_command(application))) == set(HELP)


@pytest.mark.parametrize(("arguments", "told"), WRONG.values(), ids=list(WRONG))
def test_a_call_that_can_not_be_understood_is_answered_in_korean(
    capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    code, out, error = run(capsys, *arguments)
    assert (code, out) == (ExitCode.USAGE, "")
    assert told in error
    assert not re.search(r"[A-Za-z]{4,}", OURS.sub("", error.partition("오류: ")[2]))


def test_the_language_asked_for_goes_before_that_of_the_machine(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run(capsys, "check", "--lang", "en")
    assert (code, "Missing argument" in error) == (ExitCode.USAGE, True)
    assert "Report everything found" in run(capsys, "check", "--lang", "en", "--help")[1]


@pytest.mark.parametrize("command", [[], ["check"], ["diff"], ["supplement"], ["templates"], ["templates", "check"]])
def test_help_is_korean_and_fits_the_terminal(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    code, out, error = run(capsys, *command, "--help")
    assert (code, error) == (0, "")
    assert out.startswith("사용법: regdocs")
    assert max(map(width, out.splitlines())) <= 80
    assert not re.search(r"\ue000|Usage|Options|Show|default|required|COMMAND", out)
    if not command:
        assert run(capsys) == (ExitCode.USAGE, "", out)
