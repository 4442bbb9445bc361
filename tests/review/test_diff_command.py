"""`regdocs diff`: exit codes, faces by name, reasons that are asked for, written down and never lost."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import jsonschema
import pytest
import yaml
from small_filing import edit, make

from regdocs.cli.main import main
from regdocs.review.as_json import from_json, schema
from regdocs.review.reasons import parsed

DOSE = "design.administrations[msc].dose"
HIGHER = ("dose: 2.0e7 cells", "dose: 4.0e7 cells")


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run: TypeAlias = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two equal submissions, `old` and `new`."""
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "old")
    make(tmp_path / "new")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANG", "C.UTF-8")

    def diff(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main(["diff", *arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Ran(int(ended.value.code or 0), printed.out, printed.err)

    return diff


def test_no_difference(folder: Path, run: Run) -> None:
    ran = run("old", "new", "--exit-code", "--require-reasons")
    assert ran.code == 0
    assert "no difference" in ran.out


def test_a_difference_is_no_failure_unless_asked(folder: Path, run: Run) -> None:
    edit(folder / "new", HIGHER)
    assert run("old", "new").code == 0
    assert run("old", "new", "--exit-code").code == 5
    ran = run("old", "new", "--lang", "ko")
    assert f"{DOSE} (투여), 수정: 2.0×10⁷ cells → 4.0×10⁷ cells (×2)" in ran.out
    assert "[-2.0×10⁷ cells-]{+4.0×10⁷ cells+}" in ran.out


def test_json_has_a_schema_and_reads_back(folder: Path, run: Run) -> None:
    edit(folder / "new", HIGHER)
    out = run("old", "new", "--format", "json").out
    jsonschema.validate(json.loads(out), json.loads(schema()))
    found = from_json(out.encode())
    assert [field.path for field in found.fields] == [DOSE]
    assert [change.causes for change in found.changes] == [(DOSE,), (DOSE,)]
    assert json.loads(out) == json.loads(run("old", "new", "--format", "json", "--lang", "ko").out)


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["schema", "--changes"])
    assert capsys.readouterr().out == schema()


def test_all_faces_at_once(folder: Path, run: Run) -> None:
    edit(folder / "new", HIGHER)
    assert run("old", "new", "--format", "text,json,html,docx,table,markdown", "--out", "faces").code == 0
    names = sorted(path.relative_to(folder / "faces").as_posix() for path in (folder / "faces").rglob("*.*"))
    assert names == [
        "change-table.docx",
        "change-table.pdf",
        "changes.json",
        "changes.md",
        "changes.txt",
        "redline/01-plan.docx",
        "redline/02-list.docx",
        "review.html",
    ]
    with zipfile.ZipFile(folder / "faces/redline/01-plan.docx") as package:
        assert b"<w:ins " in package.read("word/document.xml")


def test_only_one_paper(folder: Path, run: Run) -> None:
    edit(folder / "new", HIGHER)
    found = from_json(run("old", "new", "--format", "json", "--document", "list").out.encode())
    assert [document.id for document in found.documents] == ["list"]


def test_markdown_escapes_what_a_study_says(folder: Path, run: Run) -> None:
    edit(folder / "new", ("name: 아토피피부염\n", "name: '<b>|*강조*| @team'\n"))
    out = run("old", "new", "--format", "markdown").out
    assert "<b>" not in out
    assert "@team" not in out
    assert r"\<b\>\|\*강조\*\|" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("old", "new", "--format", "docx"),
        ("old", "new", "--format", "text,json"),
        ("old", "new", "--format", "odt"),
        ("old", "new", "--stage", "later"),
        ("old", "new", "--style", "modern"),
        ("old", "new", "--document", "nothing"),
        ("old", "old/study.yaml"),
        ("old/study.yaml", "new/study.yaml"),
        ("git:nothing:here", "git:nothing:there"),
        ("old",),
    ],
)
def test_usage(folder: Path, run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code in (2, 3)


def test_what_is_not_there(folder: Path, run: Run) -> None:
    assert run("old", "nowhere").code == 3


def test_reasons_are_asked_for_written_down_and_printed(folder: Path, run: Run) -> None:
    edit(folder / "new", HIGHER)
    ran = run("old", "new", "--require-reasons")
    assert ran.code == 1
    assert f"change: {DOSE}" in ran.err
    assert run("old", "new", "--write-changes").code == 0
    path = folder / "new" / "changes.yaml"
    edit(folder / "new", ("    ko:\n", "    ko: 안전성 결과에 따라 올림 # 회의록 3\n"), name="changes.yaml")
    edit(folder / "new", ("  question:\n", "  question: q1\n"), name="changes.yaml")
    assert run("old", "new", "--require-reasons").code == 0
    found = from_json(run("old", "new", "--format", "json").out.encode())
    assert {(change.reason and change.reason.ko, change.question) for change in found.changes} == {
        ("안전성 결과에 따라 올림", "q1")
    }
    before = path.read_bytes()
    assert run("old", "new", "--write-changes").code == 0
    assert path.read_bytes() == before


def test_writing_loses_nothing_and_marks_what_is_gone(folder: Path, run: Run) -> None:
    mine = (
        "# 내가 쓴 메모\r\n"
        "changes:\r\n"
        "    # 위의 메모\r\n"
        "    - change: 0123456789 # 옛 변경\r\n"
        "      reason: '왜냐하면: 그래서'\r\n"
        "\r\n"
        "    - reason: {ko: 다른 까닭, en: another}\r\n"
        "      change: product.volume\r\n"
    )
    path = folder / "new" / "changes.yaml"
    path.write_bytes(mine.encode())
    edit(folder / "new", HIGHER)
    assert run("old", "new", "--write-changes").code == 0
    written = path.read_bytes().decode()
    kept = [line for line in written.split("\r\n") if "isn't there now" not in line]
    assert "\r\n".join(kept).startswith(mine.removesuffix("\r\n"))
    assert written.count("isn't there now") == 2
    assert [entry.change for entry in parsed(path.read_bytes()).entries] == ["0123456789", "product.volume", DOSE]
    edit(folder / "new", ("volume: 1 mL", "volume: 2 mL"))
    template = "templates/own/documents/plan/one.md.j2"
    edit(folder / "new", ("적혀 있다.", "적혀 있다. {{ study.product.volume }}"), name=template)
    assert run("old", "new", "--write-changes").code == 0
    assert path.read_bytes().decode().count("isn't there now") == 1
    assert yaml.safe_load(path.read_bytes())["changes"][0]["reason"] == "왜냐하면: 그래서"


@pytest.mark.parametrize(
    "text", ["changes: [{change: a}]\n", "changes:\n- change: a\n  reasn: x\n", "a: [\n", "other: 1\n"]
)
def test_a_file_in_another_style_is_left_alone(folder: Path, run: Run, text: str) -> None:
    path = folder / "new" / "changes.yaml"
    path.write_text(text, "utf-8")
    edit(folder / "new", HIGHER)
    assert run("old", "new", "--write-changes").code == 3
    assert path.read_text("utf-8") == text


def test_an_empty_file_is_filled(folder: Path, run: Run) -> None:
    path = folder / "new" / "changes.yaml"
    path.write_text("# 나중에\nchanges: []\n", "utf-8")
    edit(folder / "new", HIGHER)
    assert run("old", "new", "--write-changes").code == 0
    text = path.read_text("utf-8")
    assert text.startswith("# 나중에\n")
    assert [entry.change for entry in parsed(text.encode()).entries] == [DOSE]


def test_two_files_of_somebody_else(folder: Path, run: Run) -> None:
    from docx import Document

    for name, dose in (("a.docx", "8주간"), ("b.docx", "12주간")):
        file = Document()
        file.add_heading("투여", 1)
        file.add_paragraph(f"이 약은 {dose} 투여한다.")
        file.add_table(1, 2).rows[0].cells[0].text = "항목"
        file.save(str(folder / name))
    ran = run("a.docx", "b.docx", "--exit-code")
    assert ran.code == 5
    assert "이 약은 [-8주간-]{+12주간+} 투여한다." in ran.out
    assert "[-a.docx-]" not in ran.out
    (folder / "c.docx").write_bytes((folder / "a.docx").read_bytes())
    assert run("a.docx", "c.docx", "--exit-code").code == 0
    assert run("a.docx", "b.docx", "--format", "html,table,docx,markdown,json", "--out", "faces").code == 0


def test_the_same_comparison_gives_the_same_bytes(folder: Path, run: Run) -> None:
    edit(folder / "new", HIGHER)
    for out in ("one", "two"):
        assert run("old", "new", "--format", "text,json,html,docx,table,markdown", "--out", out).code == 0
    for path in (folder / "one").rglob("*.*"):
        assert path.read_bytes() == (folder / "two" / path.relative_to(folder / "one")).read_bytes()


def test_what_no_font_can_print_costs_only_the_tables_pdf(folder: Path, run: Run) -> None:
    edit(folder / "new", HIGHER, ("{ko: 아토피피부염 연구", "{ko: \N{GRINNING FACE} 연구"))
    ran = run("old", "new", "--format", "table,html", "--out", "faces", "--lang", "en")
    assert ran.code == 0
    assert "warning: change-table/changes-plan: no print font has" in ran.err
    assert sorted(path.name for path in (folder / "faces").iterdir()) == ["change-table.docx", "review.html"]


def test_a_redline_says_whose_changes_it_shows(folder: Path, run: Run) -> None:
    from zipfile import ZipFile

    edit(folder / "new", HIGHER)
    assert run("old", "new", "--format", "docx", "--author", "김심사 <A&B>", "--out", "signed").code == 0
    made = sorted((folder / "signed" / "redline").iterdir())
    assert made
    for path in made:
        with ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode()
        assert 'w:author="김심사 &lt;A&amp;B&gt;"' in text
        assert 'w:author="regdocs"' not in text
