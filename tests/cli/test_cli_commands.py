"""The command line: exit codes, languages, quiet, and never a traceback."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import regdocs
from regdocs.cli.console import progress
from regdocs.cli.main import main
from regdocs.finding import ExitCode
from regdocs.submission.load import load

STUDY = (Path(__file__).parent / "study.yaml").read_text("utf-8")


class Ran:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        assert "Traceback" not in out + err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def command(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        printed = capsys.readouterr()
        code = end.value.code
        return Ran(int(code) if isinstance(code, int) else 0, printed.out, printed.err)

    return command


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, "utf-8")


USAGE = [
    ("nope",), ("build",), ("build", "s", "--nope"), ("build", "s", "--format", "odt"), ("build", "s", "--lang", "de"),
    ("build", "s", "--measure", "eye"), ("check", "s", "--fail-on", "sometimes"), ("check", "s", "--format", "pdf"),
    ("check", "s", "--as-of", "yesterday"), ("check", "s", "--as-of", "2026-02-30"), ("freeze", "s", "x", "--date", "1.2."),
    ("rules", "--diff", "2026-01-01", "soon"), ("check", "s", "--format", "text,json"), ("new",), ("schema", "extra"), (),
]  # fmt: skip


@pytest.mark.parametrize("arguments", USAGE, ids=[" ".join(case) or "nothing" for case in USAGE])
def test_usage_errors(run: Any, arguments: tuple[str, ...]) -> None:
    found = run(*arguments)
    assert found.code == ExitCode.USAGE
    assert "Usage: regdocs " in found.out + found.err


INVALID = {
    "no folder": (None, "there is no folder `s`", "없는 폴더: `s`"),
    "no study": ({"s/x": ""}, "has no study.yaml", "study.yaml이 없음"),
    "a study of another name": ({"s/study.yml": STUDY}, "rename study.yml", "study.yml의 이름을"),
    "a broken study": ({"s/study.yaml": "id: ["}, "study.yaml:2:1: ", "study.yaml:2:1: "),
    "an unknown field": ({"s/study.yaml": STUDY + "titel: x\n"}, "did you mean `title`?", "`title`?"),
    "an unknown field in narrative": (
        {"s/study.yaml": STUDY, "s/narrative/research-plan/overview.md": "# 배경 {#background}\n\n{{ study.titel }}\n"},
        "narrative/research-plan/overview.md:3:1: titel: ",
        "본문 처리 불가: `study`에 없는 필드: `titel`",
    ),
}


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(("files", "english", "korean"), INVALID.values(), ids=list(INVALID))
def test_invalid_submissions(run: Any, command: str, files: dict[str, str] | None, english: str, korean: str) -> None:
    for name, text in (files or {}).items():
        write(name, text)
    found = run(command, "s")
    assert found.code == ExitCode.INVALID_SUBMISSION
    assert english in found.out + found.err
    assert korean in (again := run(command, "s", "--lang", "ko")).out + again.err
    assert not Path("s/build").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("build", "s"),
        ("packet", "s"),
        ("freeze", "s", "one"),
        ("calendar", "s"),
        ("trace", "s"),
        ("supplement", "s", "1"),
    ],
    ids=lambda words: words[0],
)
def test_an_error_names_its_file_by_a_path_that_a_terminal_opens(run: Any, words: tuple[str, ...]) -> None:
    write("s/study.yaml", STUDY.replace("title:", "titel:", 1))
    assert run(*words).err.startswith("error: s/study.yaml:")


def test_a_progress_bar_has_no_thread_so_that_processes_can_be_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    before = threading.active_count()
    with progress(False, "en") as report:
        assert report is not None
        report("lay out", 1, 2)
        assert threading.active_count() == before


def test_an_unknown_template_set_is_a_rendering_error_at_its_line(run: Any) -> None:
    for name in ("nope", "../..", "x" * 5000, "kr-high-risk/law", "."):
        write("s/study.yaml", STUDY.replace("title:", f"template_set: {name}\ntitle:", 1))
        found = run("build", "s")
        assert found.code == ExitCode.RENDERING
        assert found.err.startswith("error: s/study.yaml:3:15: template_set: there is no template set")
        assert "known: `kr-high-risk`" in found.err


def test_a_bug_of_ours_is_named_in_one_line(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("regdocs.check.check.check", fail)
    found = run("check", "s")
    assert found.code == ExitCode.OUR_BUG
    assert "KeyError: 'x' (test_cli_commands:" in found.err


def test_an_interrupt_ends_quietly(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("regdocs.check.check.check", stop)
    assert run("check", "s").code == 130


def test_check_tells_and_fails_on_what_is_asked(run: Any) -> None:
    write("s/study.yaml", STUDY)
    found = run("check", "s")
    assert found.code == ExitCode.FINDINGS
    assert found.out.splitlines()[-1].startswith("requirements: ")
    assert "as of 2026-11-22" in found.out
    assert run("check", "s", "--lang", "ko").out.splitlines()[-2].startswith("오류 ")
    assert run("check", "s", "--fail-on", "never").code == ExitCode.WELL
    early = run("check", "s", "--as-of", "1990-01-01", "--format", "json")
    assert json.loads(early.out)["summary"]["requirements"]["missing"] == 0


def test_check_writes_machine_formats(run: Any) -> None:
    write("s/study.yaml", STUDY)
    printed = run("check", "s", "--format", "json").out
    report = json.loads(printed)
    assert set(report) == {"findings", "summary", "suppressed", "skipped"}
    assert {"rule", "severity", "message", "remedy", "path", "file", "line", "column", "citations"} <= set(
        report["findings"][0]
    )
    assert set(report["summary"]) == {"errors", "warnings", "notes", "rules_run", "requirements"}
    assert run("check", "s", "--format", "json", "--output", "out/report.json").out == ""
    assert Path("out/report.json").read_text("utf-8") == printed
    run("check", "s", "--format", "json,text", "--output", "both")
    assert sorted(path.name for path in Path("both").iterdir()) == ["findings.json", "findings.txt"]
    write("file", "")
    assert run("check", "s", "--output", "file/report.txt").code == ExitCode.USAGE


def test_new_makes_a_draft_that_loads_checks_and_builds(run: Any) -> None:
    made = run("new", "my study", "--lang", "ko")
    assert (made.code, "파일 " in made.out) == (0, True)
    assert "id: my-study" in Path("my study/study.yaml").read_text("utf-8")
    assert run("check", "my study").code == ExitCode.FINDINGS
    built = run(
        "build", "my study", "--format", "docx", "--document", "approval-application,research-plan", "--measure", "pdf"
    )
    assert built.code == ExitCode.FINDINGS
    names = sorted(path.name.split("-", 1)[1] for path in Path("my study/build").glob("*.docx"))
    assert names == ["approval-application.docx", "research-plan.docx"]
    assert "None" not in "".join(path.read_text("utf-8") for path in Path("my study/build/trees").iterdir())


def test_new_touches_nothing_that_is_there(run: Any) -> None:
    write("taken/study.yaml", "mine")
    write("file", "mine")
    for name in ("taken", "file", "file/below"):
        found = run("new", name)
        assert found.code == ExitCode.USAGE
        assert found.err.startswith("error: `")
    assert [path.name for path in Path("taken").iterdir()] == ["study.yaml"]
    for name in ("README.md", ".git/HEAD", "narrative/research-plan/budget.md"):
        write(f"begun/{name}", "mine")
    assert run("new", "begun").code == 0
    assert Path("begun/study.yaml").is_file()
    assert Path("begun/narrative/research-plan/budget.md").read_text("utf-8") == "mine"


def test_new_gives_an_id_that_loads(run: Any) -> None:
    for folder, named in (("Jeju Trial 3", "jeju-trial-3"), ("null", "my-study"), ("제주 2026", "my-study")):
        made = run("new", folder)
        assert f"\nid: {named}\n" in Path(folder, "study.yaml").read_text("utf-8")
        assert load(Path(folder)).study.id == named
        command = made.out.rsplit("run `", 1)[1].rstrip("`\n")
        assert shlex.split(command) == ["regdocs", "check", folder]


def test_every_line_that_new_proposes_can_be_used_and_what_it_leaves_open_is_found(run: Any) -> None:
    run("new", "s")
    study = Path("s/study.yaml")
    introduction, first, lines = study.read_text("utf-8").partition("\nid: ")
    used = re.sub(r"(?m)^( *)# ", r"\1", lines)
    study.write_text(introduction + first + used, "utf-8")
    found = json.loads(run("check", "s", "--format", "json").out)["findings"]
    assert not [each for each in found if each["rule"].startswith("data/")]
    left = {each["line"] for each in found if each["rule"] == "prose/placeholder"}
    begin = introduction.count("\n") + 2
    assert left == {
        begin + index for index, line in enumerate(used.splitlines()) if "○○○" in line.partition("   # ")[0]
    }


def test_new_from_a_study(run: Any) -> None:
    write("old/study.yaml", "\ufeff" + STUDY)
    for number, source in enumerate(("old/study.yaml", "old")):
        assert run("new", f"s{number}", "--from", source).code == 0
        assert Path(f"s{number}/study.yaml").read_text("utf-8").partition("\n")[::2] == (
            "# yaml-language-server: $schema=study.schema.json", STUDY,
        )  # fmt: skip
    assert run("new", "s", "--from", "s0").code == 0
    assert Path("s/study.yaml").read_bytes() == Path("s0/study.yaml").read_bytes()
    write("broken.yaml", "id: 1\n")
    assert run("new", "t", "--from", "broken.yaml").code == ExitCode.INVALID_SUBMISSION
    assert run("new", "t", "--from", "absent.yaml").code == ExitCode.USAGE
    assert run("new", "t", "--template-set", "nope").code == ExitCode.RENDERING
    assert not Path("t").exists()


def test_build_reports_and_is_quiet_when_asked(run: Any) -> None:
    write("s/study.yaml", STUDY)
    options = ("s", "--format", "docx", "--document", "approval-application")
    loud = run("build", *options)
    assert (loud.code, loud.out) == (ExitCode.FINDINGS, f"s{os.sep}build: 2 files written\n")
    assert loud.err.startswith("error: s/study.yaml:")
    assert len(set(loud.err.splitlines())) == len(loud.err.splitlines())
    again = run("build", *options, "--lang", "ko")
    assert again.out == f"s{os.sep}build: 파일 2개 (변경 없음)\n"
    assert again.err.startswith("오류: s/study.yaml:")
    assert run("build", *options, "--quiet").out == ""
    elsewhere = run("build", *options, "--out", "other", "-q")
    assert (elsewhere.out, sorted(path.name for path in Path("other").glob("*.docx"))) == (
        "", sorted(path.name for path in Path("s/build").glob("*.docx")),
    )  # fmt: skip
    told = run("build", "s", "--format", "docx", "--out", "all").err
    assert told.count("`design.period.total` is absent (in ") == told.count("`design.period.total` is absent") == 1
    unknown = run("build", "s", "--document", "approval", "--lang", "ko")
    assert (unknown.code, "approval-application" in unknown.err) == (ExitCode.USAGE, True)
    assert unknown.err.startswith("오류: ")


def test_help_and_version(run: Any) -> None:
    assert run("--version").out == f"regdocs {regdocs.__version__}\n"
    module = subprocess.run([sys.executable, "-m", "regdocs", "--version"], capture_output=True, text=True, check=True)
    assert module.stdout == f"regdocs {regdocs.__version__}\n"
    listed = run("--help").out
    assert all(f"  {command} " in listed for command in ("new", "build", "check", "schema", "doctor"))


def test_doctor(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = run("doctor")
    assert found.code in (ExitCode.WELL, ExitCode.FINDINGS)
    assert [line.split(":")[0][2:] for line in found.out.splitlines()][:5] == [
        "Python", "regdocs", "python-docx", "WeasyPrint", "pango",
    ]  # fmt: skip
    monkeypatch.setattr("regdocs.cli.doctor._library", lambda name: None)
    without = run("doctor", "--lang", "ko")
    assert without.code == ExitCode.FINDINGS
    assert "✗ pango: PDF 쪽 배치 – " in without.out


class _AsWritten(yaml.SafeLoader):
    """Reads scalars as an editor's YAML 1.2 reader types them: dates stay text."""


_AsWritten.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
REPOSITORY = Path(__file__).parents[2]


def test_the_schema_accepts_what_loading_accepts_and_refuses_what_it_refuses(run: Any) -> None:
    schema = json.loads(run("schema").out)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    for path in (
        REPOSITORY / "submissions/ad-cb-msc-2026/study.yaml",
        REPOSITORY / "templates/kr-high-risk/new/study.yaml",
    ):
        study = yaml.load(path.read_text("utf-8"), Loader=_AsWritten)
        assert [error.json_path for error in validator.iter_errors(study)] == []
    small = yaml.load(STUDY, Loader=_AsWritten)
    accepted: dict[str, object] = {
        "revision": 1.0,
        "number": 2026,
        "example": True,
        "short_title": None,
        "people": None,
        "examples": ["x", 1],
    }
    refused: dict[str, object] = {
        "titel": "x",
        "example": "yes",
        "people": "kim",
        "risk": {"class": "huge"},
        "filing": {"date": 2026},
        "id": None,
    }
    for name, value in accepted.items():
        assert validator.is_valid({**small, name: value}), name
    for name, value in refused.items():
        assert not validator.is_valid({**small, name: value}), name
    assert run("schema", "--output", "out/schema.json").out == ""
    assert json.loads(Path("out/schema.json").read_text("utf-8")) == schema
    assert run("schema", "--output", "out").code == ExitCode.USAGE


def test_a_console_of_another_encoding_loses_characters_not_the_command(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LANG": "C"}
    code = "from regdocs.cli.main import main; main(['check', '없는 폴더', '--lang', 'ko'])"
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (found.returncode, b"Traceback" in found.stderr) == (ExitCode.INVALID_SUBMISSION, False)


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_that_closes_its_pipe_gets_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -c \"from regdocs.cli.main import main; main(['schema'])\" | head -1"
    found = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=False)
    assert (found.stdout, found.stderr) == (b"{\n", b"")
