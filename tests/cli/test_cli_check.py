"""`regdocs check`: every format to its file, several submissions in one run, colour only where somebody watches."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from regdocs.cli.check import _in_color
from regdocs.cli.main import main
from regdocs.finding import ExitCode

STUDY = (Path(__file__).parent / "study.yaml").read_text("utf-8")
NAMES = ["coverage.html", "findings.github.txt", "findings.json", "findings.md", "findings.sarif", "findings.txt", "junit.xml"]  # fmt: skip
FORMATS = "text,json,junit,sarif,github,markdown,html"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def make(folder: Path, text: str = STUDY) -> None:
    folder.mkdir(parents=True)
    (folder / "study.yaml").write_text(text, "utf-8")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    printed = capsys.readouterr()
    return int(str(end.value.code or 0)), printed.out, printed.err


def test_each_format_has_its_file_and_is_the_same_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(here / "s")
    assert run(capsys, "check", "s", "--format", FORMATS, "--output", "out")[:2] == (1, "")
    assert sorted(path.name for path in (here / "out").iterdir()) == NAMES
    for name, file in (("sarif", "findings.sarif"), ("html", "coverage.html"), ("github", "findings.github.txt")):
        assert run(capsys, "check", "s", "--format", name)[1] == (here / "out" / file).read_text("utf-8")
    assert run(capsys, "check", "s", "--format", "sarif,junit")[0] == ExitCode.USAGE
    assert run(capsys, "check", "s", "--format", "xml")[0] == ExitCode.USAGE
    text = "".join(path.read_text("utf-8") for path in (here / "out").iterdir())
    assert str(here) not in text


def test_several_submissions_in_one_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b/c", "d", "e"):
        make(here / name)
    one = json.loads(run(capsys, "check", "a", "--format", "json")[1])
    code, out, _ = run(capsys, "check", "a", "b/c", "d", "e", "a/../a", "--format", "json")
    data = json.loads(out)
    assert code == ExitCode.FINDINGS
    assert [each["submission"] for each in data["submissions"]] == ["a", "b/c", "d", "e"]
    assert data["summary"]["errors"] == 4 * one["summary"]["errors"]
    assert {each["file"] for each in data["findings"] if each["submission"] == "b/c"} <= {"b/c", "b/c/study.yaml"} | {
        f"b/c/{each['file']}" for each in one["findings"]
    }


def test_the_worst_submission_decides_and_hides_no_other(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(here / "a")
    make(here / "broken", "id: [")
    assert run(capsys, "check", "a", "--fail-on", "never")[0] == ExitCode.WELL
    code, out, _ = run(capsys, "check", "broken", "a", "absent", "--fail-on", "never")
    assert code == ExitCode.INVALID_SUBMISSION
    assert [line for line in out.splitlines() if line.startswith("==")] == [
        "== broken",
        "== a",
        "== absent",
        "== all 3",
    ]
    assert "broken/study.yaml:2:1" in out


def test_a_file_is_checked_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(here / "a")
    (here / "x.docx").write_bytes(b"")
    code, _, told = run(capsys, "check", "a", "x.docx")
    assert code == ExitCode.USAGE
    assert "x.docx" in told
    assert run(capsys, "check", "a", "--document", "research-plan")[0] == ExitCode.USAGE
    code, out, _ = run(capsys, "check", "x.docx", "--document", "research-plan", "--format", "sarif")
    assert code == ExitCode.FINDINGS
    (result,) = json.loads(out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "x.docx"


def test_a_file_that_lies_beside_submissions_is_named_and_skipped(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(here / "a")
    make(here / "b")
    (here / "README.md").write_text("what lies here")
    code, out, told = run(capsys, "check", "README.md", "a", "b", "--format", "json", "--lang", "en")
    assert (code, out) == run(capsys, "check", "a", "b", "--format", "json", "--lang", "en")[:2]
    assert told == "note: skipped `README.md`, which is no submission's folder\n"
    assert run(capsys, "check", "README.md")[0] == ExitCode.FINDINGS
    assert run(capsys, "check", "README.md", "README.md", "--lang", "en")[0] == ExitCode.USAGE
    (here / "empty").mkdir()
    assert run(capsys, "check", "a", "README.md", "empty")[0] == ExitCode.INVALID_SUBMISSION


def test_what_is_not_there_is_named_for_what_it_would_be(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(here / "a")
    for name in ("absent.docx", "absent.pdf", "absent.md"):
        code, _, told = run(capsys, "check", name)
        assert (code, name in told, "regdocs new" in told) == (ExitCode.USAGE, True, False)
    # A hook or an editor may name a file that has just been deleted.
    assert run(capsys, "check", "a/narrative/research-plan/gone.md") == run(capsys, "check", "a")


def test_a_format_left_empty_is_the_usual_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(here / "a")
    assert run(capsys, "check", "a", "--format", "") == run(capsys, "check", "a")


def test_hosts_get_paths_from_the_root_of_the_repository(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def uris(*arguments: str) -> tuple[set[str], set[str]]:
        (told,) = json.loads(run(capsys, "check", *arguments, "--format", "sarif")[1])["runs"]
        lines = run(capsys, "check", *arguments, "--format", "github")[1].splitlines()
        return {
            place["physicalLocation"]["artifactLocation"]["uri"]
            for each in told["results"]
            for place in each["locations"]
        }, {line.partition("file=")[2].partition(",")[0] for line in lines}

    for name in ("a", "b"):
        make(here / "filings" / name, "id: [")
    (here / "filings" / "x.docx").write_bytes(b"")
    (here / ".git").mkdir()
    monkeypatch.chdir(here / "filings")
    assert uris("a") == ({"filings/a/study.yaml"},) * 2
    assert uris("a", "b") == ({"filings/a/study.yaml", "filings/b/study.yaml"},) * 2
    assert uris("x.docx", "--document", "research-plan") == ({"filings/x.docx"},) * 2
    assert {each["file"] for each in json.loads(run(capsys, "check", "a", "--format", "json")[1])["findings"]} <= {
        "study.yaml", None,
    }  # fmt: skip
    monkeypatch.chdir(here / "filings" / "a")
    assert uris(".") == ({"filings/a/study.yaml"},) * 2
    # A submission may be a repository of its own.
    (here / "filings" / "a" / ".git").write_text("gitdir: elsewhere", "utf-8")
    assert uris(".") == ({"study.yaml"},) * 2


def test_findings_show_their_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(here / "a", STUDY.replace("id: ad-1", "id: ad 1"))
    lines = run(capsys, "check", "a")[1].splitlines()
    number = STUDY.splitlines().index("id: ad-1") + 1
    assert lines[0].startswith(f"error: a/study.yaml:{number}:5: id: ")
    assert lines[1:3] == [f"  {number} | id: ad 1", f"  {' ' * len(str(number))} |     ^"]


@pytest.mark.parametrize(
    ("terminal", "variables", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour(monkeypatch: pytest.MonkeyPatch, terminal: bool, variables: dict[str, str], expected: bool) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    assert _in_color() is expected
