"""A build's files: atomic, kept where people edited them, the same bytes anywhere, and recognised when nothing is due."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from building import STUDY, files, law, make, replace, write

from regdocs.build import output
from regdocs.build.build import build
from regdocs.build.options import Options, Result
from regdocs.document.document import from_json
from regdocs.finding import ExitCode, Finding, Place, RenderingError, Severity, SubmissionError, UsageError
from regdocs.formats.reading import read
from regdocs.language import Bilingual

DOCX = Options(formats=("docx",))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("regdocs.template_set.load.load_law", lambda folder: law())
    return make(tmp_path / "submission")


def record(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "build" / "build.json").read_bytes())
    return found


def rules(result: Result) -> list[str]:
    return [f"{finding.rule} {finding.place.file}" for finding in result.findings]


def test_everything_is_written_and_recorded(folder: Path) -> None:
    result = build(folder, Options())
    names = ["01-plan.docx", "01-plan.pdf", "02-list.docx", "02-list.pdf", "trees/01-plan.json", "trees/02-list.json"]
    assert (list(result.files), result.findings, result.unchanged) == (names, (), False)
    assert sorted(files(folder / "build")) == sorted([*names, "build.json"])
    found = record(folder)
    assert {name: found[name] for name in ("submission", "revision", "law_as_of", "language")} == {
        "submission": "ad-1", "revision": "1.0", "law_as_of": "2026-11-22", "language": "ko",
    }  # fmt: skip
    assert set(found["template_set"]) == {"id", "version", "sha256", "overrides"}
    plan = found["documents"][0]
    assert {name: plan[name] for name in ("id", "title", "number", "route", "instance", "tree", "pages")} == {
        "id": "plan", "title": {"ko": "계획서", "en": "Plan"}, "number": "AD-1-P", "route": [], "instance": None,
        "tree": "trees/01-plan.json", "pages": 1,
    }  # fmt: skip
    assert plan["sections"] == [{"id": "one", "number": "", "title": {"ko": "절", "en": "Section"}, "page": 1}]
    assert plan["fields"] == [{"path": path, "section": "one", "page": 1} for path in ("title", "disease.name")]
    for name, file in plan["files"].items():
        assert file == {"path": f"01-plan.{name}", "sha256": output.hash_of(folder / "build" / file["path"])}
    tree = from_json((folder / "build" / plan["tree"]).read_bytes())
    assert (tree.id, tree.stem) == ("plan", "01-plan")


def test_hangul_files_are_written_where_they_are_asked_for(folder: Path) -> None:
    assert "01-plan.hwpx" not in build(folder, Options()).files
    build(folder, Options(formats=("hwpx",)))
    # What an earlier build wrote stays.
    assert set(record(folder)["documents"][0]["files"]) == {"docx", "hwpx", "pdf"}
    rendered = read((folder / "build" / "01-plan.hwpx").read_bytes())
    assert (rendered.format, rendered.document) == ("hwpx", "plan")
    assert build(folder, Options(formats=("hwpx",))).unchanged


def test_english_copies_go_to_a_folder_of_their_own(folder: Path) -> None:
    build(folder, DOCX)
    before = files(folder / "build")
    result = build(folder, Options(formats=("docx",), language="en"))
    assert result.folder == folder / "build" / "en"
    after = files(folder / "build")
    assert {name: data for name, data in after.items() if not name.startswith("en/")} == before
    assert json.loads(after["en/build.json"])["language"] == "en"
    assert b"Atopic dermatitis study" in after["en/trees/01-plan.json"]


BROKEN = {
    "templates/own/documents/list/one.md.j2": ("{{ study.titel }}", RenderingError),
    "templates/own/documents/plan/document.yaml": ("id: plan\n", RenderingError),
    "templates/own/set.yaml": ("id: [", RenderingError),
    "study.yaml": ("id: [", SubmissionError),
    "narrative/plan/one.md": ("# x {#x}\n{{ study.titel }}\n", SubmissionError),
    "figures/x.svg": ("no picture", SubmissionError),
}


@pytest.mark.parametrize(("name", "broken"), BROKEN.items())
def test_a_failed_build_leaves_the_last_good_one(folder: Path, name: str, broken: tuple[str, type[Exception]]) -> None:
    build(folder, DOCX)
    before = files(folder / "build")
    write(folder, name, broken[0])
    with pytest.raises(broken[1]):
        build(folder, DOCX)
    assert files(folder / "build") == before


def test_a_failure_in_a_writer_leaves_the_last_good_build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder, DOCX)
    before = files(folder / "build")
    replace(folder, "study.yaml", "아토피피부염 연구", "새 연구")

    def refuse(*_: object) -> bytes:
        finding = Finding("docx/x", Severity.ERROR, Bilingual("x"), Place())
        raise RenderingError([finding])

    monkeypatch.setattr("regdocs.formats.docx.write.write", refuse)
    with pytest.raises(RenderingError):
        build(folder, DOCX)
    assert files(folder / "build") == before


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("files_placed", [0, 1, 2, 3])
def test_a_build_killed_while_it_puts_files_in_place_is_made_good_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch, files_placed: int
) -> None:
    build(folder, DOCX)
    replace(folder, "study.yaml", "아토피피부염 연구", "새 연구")
    left, rename = [files_placed], Path.replace

    def dying(path: Path, target: Path) -> Path:
        if ".staging-" in str(path):
            if not left[0]:
                raise Killed
            left[0] -= 1
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", dying)
        if files_placed < 3:
            with pytest.raises(Killed):
                build(folder, DOCX)
        else:
            patched.setattr("regdocs.build.output.write_one", _dead)
            with pytest.raises(Killed):
                build(folder, DOCX)
    # Meanwhile the study changes again: what the killed build left is nobody's edit.
    replace(folder, "study.yaml", "새 연구", "더 새 연구")
    assert rules(build(folder, DOCX)) == []
    assert files(folder / "build") == files(make_other(folder, "더 새 연구"))
    assert not list((folder / "build").glob(".staging-*"))


def _dead(*_: object) -> None:
    raise Killed


def make_other(folder: Path, title: str) -> Path:
    """The build of a fresh submission with that title."""
    other = make(folder.parent / "fresh", **{"study.yaml": STUDY.replace("아토피피부염 연구", title)})
    build(other, DOCX)
    return other / "build"


def test_what_people_edited_stays_with_a_finding(folder: Path) -> None:
    build(folder, DOCX)
    edited = folder / "build" / "01-plan.docx"
    edited.write_bytes(b"edited in Word")
    for _ in range(2):
        result = build(folder, DOCX)
        assert edited.read_bytes() == b"edited in Word"
        assert rules(result) == ["build/edited-file 01-plan.docx"]
        assert result.findings[0].severity is Severity.WARNING
    replace(folder, "study.yaml", "아토피피부염 연구", "새 연구")
    assert rules(build(folder, DOCX)) == ["build/edited-file 01-plan.docx"]
    assert rules(build(folder, Options(formats=("docx",), overwrite=True))) == []
    assert edited.read_bytes() == files(make_other(folder, "새 연구"))["01-plan.docx"]
    assert build(folder, DOCX).unchanged


def test_a_file_that_no_build_wrote_is_somebodys(folder: Path) -> None:
    write(folder, "build/01-plan.docx", "mine")
    write(folder, "build/trees/notes.json", "mine, too")
    assert rules(build(folder, DOCX)) == ["build/edited-file 01-plan.docx"]
    replace(folder, "templates/own/set.yaml", "  - {id: plan, order: 1}\n", "")
    build(folder, DOCX)
    assert (folder / "build/01-plan.docx").read_text() == "mine"
    assert (folder / "build/trees/notes.json").read_text() == "mine, too"


def test_a_partial_build_replaces_only_its_own_files(folder: Path) -> None:
    build(folder, Options())
    before, recorded = files(folder / "build"), record(folder)
    replace(folder, "study.yaml", "name: 아토피피부염", "name: 새 병명")
    replace(folder, "study.yaml", "김연구", "박연구")
    build(folder, Options(formats=("docx",), documents=("list",)))
    after = files(folder / "build")
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"02-list.docx", "trees/02-list.json", "build.json"}
    assert record(folder)["documents"][0] == recorded["documents"][0]
    listed = record(folder)["documents"][1]
    assert (listed["pages"], listed["files"]["pdf"]) == (None, recorded["documents"][1]["files"]["pdf"])
    build(folder, Options(formats=("docx",), documents=("plan",)))
    assert record(folder)["documents"][1] == listed


def test_pages_stay_recorded_while_the_pdf_still_fits(folder: Path) -> None:
    build(folder, Options())
    build(folder, DOCX)
    assert [document["pages"] for document in record(folder)["documents"]] == [1, 1]
    assert set(record(folder)["documents"][0]["files"]) == {"docx", "pdf"}


def test_files_of_documents_that_are_gone_go_too_unless_edited(folder: Path) -> None:
    build(folder, DOCX)
    replace(folder, "templates/own/set.yaml", "{id: plan, order: 1}", "{id: plan, order: 3}")
    build(folder, DOCX)
    assert sorted(files(folder / "build")) == [
        "02-list.docx",
        "03-plan.docx",
        "build.json",
        "trees/02-list.json",
        "trees/03-plan.json",
    ]
    write(folder, "build/03-plan.docx", "edited")
    replace(folder, "templates/own/set.yaml", "  - {id: plan, order: 3}\n", "")
    build(folder, DOCX)
    assert sorted(files(folder / "build")) == ["02-list.docx", "03-plan.docx", "build.json", "trees/02-list.json"]


def test_a_forged_record_removes_nothing_outside_the_build_folder(folder: Path) -> None:
    build(folder, DOCX)
    found = record(folder)
    victim = found["documents"][0] | {"id": "gone", "tree": "../study.yaml", "files": {}}
    victim["files"] = {
        "docx": {"path": "../templates/own/set.yaml", "sha256": output.hash_of(folder / "templates/own/set.yaml")}
    }
    write(folder, "build/build.json", json.dumps(found | {"documents": [*found["documents"], victim]}))
    build(folder, DOCX)
    assert (folder / "study.yaml").exists()
    assert (folder / "templates/own/set.yaml").exists()


def test_unknown_documents_are_a_usage_error(folder: Path) -> None:
    with pytest.raises(UsageError) as error:
        build(folder, Options(documents=("plann",)))
    assert error.value.exit_code is ExitCode.USAGE
    assert "plan, list" in error.value.findings[0].remedy.text("en")  # type: ignore[union-attr]


@pytest.mark.parametrize("record_text", ["", "{", "[]", '{"documents": 3}'])
def test_a_damaged_record_is_no_record(folder: Path, record_text: str) -> None:
    write(folder, "build/build.json", record_text)
    assert build(folder, DOCX).findings == ()


def test_a_folder_that_refuses_is_a_rendering_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RenderingError) as error:
        build(folder, Options(formats=("docx",), out=tmp_path / "file"))
    assert error.value.exit_code is ExitCode.RENDERING
    assert error.value.findings[0].remedy is not None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_a_rendering_error(folder: Path) -> None:
    (folder / "build").mkdir(mode=0o500)
    with pytest.raises(RenderingError):
        build(folder, DOCX)


CHANGES = {
    "the study": ("study.yaml", "아토피피부염 연구", "새 연구"),
    "a template": ("templates/own/documents/plan/one.md.j2", "은 ", "는 "),
    "the set": ("templates/own/set.yaml", 'version: "1"', 'version: "2"'),
    "an output file": ("build/01-plan.docx", "", ""),
    "an output tree": ("build/trees/01-plan.json", "", ""),
    "the record": ("build/build.json", "", ""),
}


def test_a_build_with_nothing_to_do_is_recognised(folder: Path) -> None:
    first = build(folder, DOCX)
    before = {path: path.stat().st_mtime_ns for path in (folder / "build").rglob("*") if path.is_file()}
    second = build(folder, DOCX)
    assert (second.unchanged, second.files, second.findings) == (True, first.files, first.findings)
    assert {path: path.stat().st_mtime_ns for path in (folder / "build").rglob("*") if path.is_file()} == before
    assert not build(folder, Options(formats=("docx", "pdf"))).unchanged
    assert str(folder.parent) not in (folder / "build/.cache/last.json").read_text("utf-8")


@pytest.mark.parametrize(("name", "old", "new"), CHANGES.values(), ids=list(CHANGES))
def test_a_change_is_noticed(folder: Path, name: str, old: str, new: str) -> None:
    build(folder, DOCX)
    expected = files(folder / "build")
    if old:
        replace(folder, name, old, new)
    else:
        (folder / name).unlink()
    result = build(folder, DOCX)
    assert not result.unchanged
    assert (files(folder / "build") == expected) is not bool(old)


def test_a_change_of_the_program_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    build(folder, DOCX)
    monkeypatch.setattr("regdocs.build.memory._PACKAGE", tmp_path)
    write(tmp_path, "base.css", "p {}")
    assert not build(folder, DOCX).unchanged


def test_findings_are_remembered(folder: Path) -> None:
    write(folder, "templates/own/documents/plan/one.md.j2", "{{ study.registration }}\n")
    first, second = build(folder, DOCX), build(folder, DOCX)
    assert second.unchanged
    assert first.findings == second.findings != ()


def test_a_file_saved_while_a_build_runs_is_noticed_by_the_next(folder: Path) -> None:
    def save(step: str, done: int, total: int) -> None:
        if step == "write":
            write(folder, "study.yaml", STUDY.replace("아토피피부염 연구", "새 연구"))

    build(folder, DOCX, progress=save)
    assert not build(folder, DOCX).unchanged
    assert "새 연구" in (folder / "build/trees/01-plan.json").read_text("utf-8")


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 100, None])
def test_a_damaged_cache_is_rebuilt(folder: Path, damage: bytes | None) -> None:
    build(folder, Options())
    before = files(folder / "build")
    for path in (folder / "build/.cache").iterdir():
        path.write_bytes(path.read_bytes()[:-20] if damage is None else damage)
    result = build(folder, Options())
    assert not result.unchanged
    assert (files(folder / "build"), result.findings) == (before, ())


class Dying(ThreadPoolExecutor):
    """Executors whose processes are killed."""

    def submit(self, *_: Any, **__: Any) -> Any:
        raise BrokenExecutor


def test_a_process_that_dies_is_a_rendering_error(folder: Path) -> None:
    with pytest.raises(RenderingError) as error:
        build(folder, Options(), make_executor=lambda: Dying(1))
    assert error.value.findings[0].rule == "build/process-died"
    assert not (folder / "build/build.json").exists()


SCRIPT = "import sys; from regdocs.cli.main import main; main(sys.argv[1:])"


def start(folder: Path, working: Path, seed: str, *options: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONHASHSEED": seed, "LANG": "C.UTF-8"}
    command = [sys.executable, "-c", SCRIPT, "build", str(folder), "--quiet", *options]
    return subprocess.Popen(command, cwd=working, env=environment, stdout=-1, stderr=-1, text=True)


def test_the_same_bytes_in_another_process_place_and_order_of_hashes(folder: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "somewhere" / "else" / "submission")
    runs = [start(folder, tmp_path, "1"), start(Path("else/submission"), tmp_path / "somewhere", "77")]
    assert [run.communicate() for run in runs] == [("", "")] * 2
    assert [run.returncode for run in runs] == [0, 0]
    assert files(folder / "build") == files(other / "build")
    assert all(str(tmp_path).encode() not in data for data in files(folder / "build").values())


def test_two_builds_at_once_both_succeed(folder: Path, tmp_path: Path) -> None:
    runs = [start(folder, tmp_path, "0", "--document", name) for name in ("plan", "list")]
    assert [(*run.communicate(), run.returncode) for run in runs] == [("", "", 0)] * 2
    found = record(folder)
    assert [document["id"] for document in found["documents"]] == ["plan", "list"]
    for document in found["documents"]:
        for file in document["files"].values():
            assert output.hash_of(folder / "build" / file["path"]) == file["sha256"]
    assert not list((folder / "build").glob(".*-*"))
