"""Frozen revisions: what they hold, that nothing overwrites them, and that every change in them is noticed."""

from __future__ import annotations

import json
import shutil
import stat
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from round_filing import ROOT, copy

from regdocs.build.trees import trees
from regdocs.cli.main import main
from regdocs.compose.compose import Composed
from regdocs.document.document import from_json
from regdocs.finding import ExitCode, RegdocsError, SubmissionError, UsageError
from regdocs.review.freeze import freeze
from regdocs.review.revision import side, submission_of
from regdocs.submission.frozen import is_frozen
from regdocs.submission.label import demand_label, is_label
from regdocs.submission.load import Submission, load
from regdocs.submission.revision import RevisionChanged, find, resolve, to_bytes, verified
from regdocs.template_set.load import TemplateSet, shipped

MINIMAL = ROOT / "submissions" / "minimal-2026"


def edited(folder: Path, before: str, after: str) -> None:
    path = folder / "study.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


@pytest.fixture(scope="session")
def frozen_twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filing with an attachment, frozen as r1 and, after an edit, as r2."""
    folder = copy(tmp_path_factory.mktemp("frozen") / "filing", MINIMAL)
    (folder / "attachments").mkdir(exist_ok=True)
    (folder / "attachments" / "policy.pdf").write_bytes(b"%PDF-1.4 not read")
    freeze(folder, "r1", "첫 제출")
    edited(folder, "id: minimal-2026", 'id: minimal-2026\nrevision: "1.1"')
    freeze(folder, "r2", "보완", date(2026, 12, 1))
    return folder


@pytest.fixture
def folder(frozen_twice: Path, tmp_path: Path) -> Path:
    return shutil.copytree(frozen_twice, tmp_path / "filing")


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    return int(ended.value.code or 0)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "revisions").iterdir() if path.is_dir())


def overwritten(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def test_a_revision_holds_everything_it_was_made_from(folder: Path) -> None:
    revision = find(folder, "r1")
    manifest = revision.manifest
    assert (manifest.label, manifest.why, manifest.date, manifest.revision) == ("r1", "첫 제출", "2026-11-02", "1.0")
    names = {entry.path for entry in manifest.files}
    living = {path.relative_to(folder).as_posix() for path in (folder / "narrative").rglob("*.md")}
    assert names >= living | {"study.yaml", "attachments/policy.pdf"}
    assert manifest.law_as_of == load(folder).study.filing.as_of.isoformat()
    assert len(manifest.template_set.sha256) == 64
    for document in manifest.documents:
        tree = from_json((revision.path / document.tree).read_bytes())
        assert (tree.id, tree.instance, tree.revision) == (document.id, document.instance, "1.0")


def test_revisions_are_chained_and_dated(folder: Path) -> None:
    (first, second), findings = verified(folder)
    assert not findings
    assert second.manifest.previous is not None
    assert (second.manifest.previous.label, second.manifest.previous.sha256) == ("r1", first.sha256)
    assert (second.manifest.sequence, second.manifest.date, second.manifest.revision) == (2, "2026-12-01", "1.1")


def test_the_same_inputs_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = copy(tmp_path / "elsewhere" / "other", folder)
    edited(again, 'revision: "1.1"', 'revision: "1.0"')
    edited(again, '\nrevision: "1.0"', "")
    manifest = freeze(again, "r1", "첫 제출").revision
    assert manifest.sha256 == find(folder, "r1").sha256


def test_files_are_read_only_and_attachments_are_held_once(folder: Path, frozen_twice: Path) -> None:
    for path in (frozen_twice / "revisions").glob("*/**/*"):
        assert path.is_dir() or not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    held = [frozen_twice / "revisions" / label / "attachments" / "policy.pdf" for label in ("r1", "r2")]
    assert held[0].samefile(held[1])
    (folder / "attachments" / "policy.pdf").write_bytes(b"%PDF-1.4 another")
    assert not verified(folder)[1]


def test_a_label_is_never_taken_twice(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (folder / "revisions").rglob("*")}
    for label in ("r1", "R1"):
        with pytest.raises(UsageError, match="there already"):
            freeze(folder, label)
    assert before == {path: path.stat().st_mtime_ns for path in (folder / "revisions").rglob("*")}


@pytest.mark.parametrize(
    "label",
    ["", ".", "..", "a/b", "a\\b", "../x", "/x", "CON", "con.txt", "LPT1", "a.", " a", "a ", "-a", ".a", "a:b", "a*",
     "a\0b", "a\nb", "x" * 61, "r@1", "‮r", "é", "~a", "#a", "ㄱ\u200b"],
)  # fmt: skip
def test_labels_that_are_no_name_everywhere_are_refused(label: str, frozen_twice: Path) -> None:
    with pytest.raises(UsageError):
        freeze(frozen_twice, label)
    assert names(frozen_twice) == ["r1", "r2"]


@pytest.mark.parametrize("label", ["r1", "1.0", "1차보완", "rev_2-a", "console", "x" * 60])
def test_labels_that_can_be_used(label: str) -> None:
    assert is_label(label)


def test_a_label_typed_apart_is_the_same_label(folder: Path) -> None:
    apart = unicodedata.normalize("NFD", "보완")
    freeze(folder, apart)
    assert demand_label(apart) == "보완"
    assert find(folder, apart).label == "보완"
    assert resolve(Path(f"{folder}@{apart}")).name == "보완"


def flip(folder: Path) -> str:
    path = min((folder / "revisions/r1/trees").iterdir())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    overwritten(path, bytes(data))
    return path.relative_to(folder).as_posix()


def remove(folder: Path) -> str:
    path = folder / "revisions/r1/study.yaml"
    path.chmod(0o644)
    path.unlink()
    return "revisions/r1/study.yaml"


def add(folder: Path) -> str:
    (folder / "revisions/r1/narrative/note.txt").write_text("x")
    return "revisions/r1/narrative/note.txt"


def replace_by_link(folder: Path) -> str:
    path = folder / "revisions/r1/study.yaml"
    moved = folder / "elsewhere.yaml"
    path.rename(moved)
    path.symlink_to(moved)
    return "revisions/r1/study.yaml"


def edit_manifest(folder: Path) -> str:
    path = folder / "revisions/r1/manifest.json"
    overwritten(path, path.read_bytes().replace("첫 제출".encode(), "둘 제출".encode()))
    return "revisions/r1/manifest.json"


def forge_manifest(folder: Path) -> str:
    """The whole revision made anew with other content: only the next one's link tells."""
    again = folder.parent / "again"
    shutil.copytree(folder, again, ignore=shutil.ignore_patterns("revisions"))
    freeze(again, "r1", "첫 제출")
    shutil.rmtree(folder / "revisions/r1")
    shutil.copytree(again / "revisions/r1", folder / "revisions/r1")
    return "revisions/r1/manifest.json"


def drop_manifest(folder: Path) -> str:
    path = folder / "revisions/r1/manifest.json"
    path.chmod(0o644)
    path.unlink()
    return "revisions/r1/manifest.json"


def drop_first(folder: Path) -> str:
    shutil.rmtree(folder / "revisions/r1")
    return "revisions/r2/manifest.json"


def swap(folder: Path) -> str:
    revisions = folder / "revisions"
    (revisions / "r1").rename(revisions / "x")
    (revisions / "r2").rename(revisions / "r1")
    (revisions / "x").rename(revisions / "r2")
    return "revisions/r1"


def rename(folder: Path) -> str:
    (folder / "revisions/r1").rename(folder / "revisions/r0")
    return "revisions/r0"


TAMPERINGS: list[Callable[[Path], str]] = [
    flip, remove, add, replace_by_link, edit_manifest, forge_manifest, drop_manifest, drop_first, swap, rename,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda each: each.__name__)
def test_every_tampering_is_noticed_by_name(
    tamper: Callable[[Path], str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tamper(folder)
    assert run("revisions", folder, "--lang", "en") == ExitCode.MISMATCH
    assert file in capsys.readouterr().err
    label = "r2" if tamper is drop_first else "r1"
    if tamper is not rename:
        with pytest.raises(RevisionChanged) as raised:
            resolve(Path(f"{folder}@{label}"))
        assert raised.value.exit_code == ExitCode.MISMATCH
        assert any(finding.place.file == file for finding in raised.value.findings)
    with pytest.raises(RevisionChanged):
        freeze(folder, "r3")
    assert not (folder / "revisions/r3").exists()


def test_a_last_revision_that_is_gone_or_another_is_found(folder: Path) -> None:
    last = folder / "revisions/r2"
    shutil.rmtree(last)
    assert [each.rule for each in verified(folder)[1]] == ["revision/newest-gone"]
    with pytest.raises(RevisionChanged):
        freeze(folder, "r3")
    overwritten(folder / "study.yaml", (folder / "study.yaml").read_bytes() + b"\n# another\n")
    (folder / "revisions/.newest").rename(folder / "kept")
    freeze(folder, "r2")
    (folder / "kept").replace(folder / "revisions/.newest")
    assert [each.rule for each in verified(folder)[1]] == ["revision/newest-gone"]


def test_a_note_that_is_behind_or_broken_is_no_change(folder: Path) -> None:
    note = folder / "revisions/.newest"
    (first, _), _ = verified(folder)
    for text in (f"r1 {first.sha256}\n".encode(), b"", b"\xff\x00"):
        note.write_bytes(text)
        assert verified(folder)[1] == []


@pytest.mark.parametrize("tree", ["../../study.yaml", "/etc/passwd", "trees/nowhere.json"])
def test_a_forged_manifest_leads_nowhere(tree: str, folder: Path) -> None:
    revision = find(folder, "r2")
    documents = (replace(revision.manifest.documents[0], tree=tree), *revision.manifest.documents[1:])
    overwritten(revision.path / "manifest.json", to_bytes(replace(revision.manifest, documents=documents)))
    with pytest.raises(RevisionChanged), side(f"{folder}@r2"):
        pass


@pytest.mark.parametrize("data", [b"", b"{}", b"[" * 100_000, b"\xff", b"null", b'{"label": "r1"}'])
def test_a_manifest_of_anything_else_is_changed(data: bytes, folder: Path) -> None:
    overwritten(folder / "revisions" / "r2" / "manifest.json", data)
    with pytest.raises(RevisionChanged) as raised:
        find(folder, "r2")
    assert [each.place.file for each in raised.value.findings] == ["revisions/r2/manifest.json"]


def test_a_sound_revision_can_be_read_while_another_ones_file_is_damaged(folder: Path) -> None:
    flip(folder)
    assert resolve(Path(f"{folder}@r2")).name == "r2"


def test_a_freeze_that_was_killed_leaves_nothing_that_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("regdocs.review.freeze.to_bytes", kill)
        patch.setattr("regdocs.review.freeze.shutil.rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            freeze(folder, "r3")
    assert [path.name for path in (folder / "revisions").glob(".staging-*")] == [".staging-r3"]
    found, findings = verified(folder)
    assert ([each.label for each in found], findings) == (["r1", "r2"], [])
    with pytest.raises(UsageError):
        resolve(Path(f"{folder}@r3"))
    freeze(folder, "r3")
    assert not list((folder / "revisions").glob(".staging-*"))
    assert [each.label for each in verified(folder)[0]] == ["r1", "r2", "r3"]


def test_a_file_changed_while_freezing_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(submission: Submission, template_set: TemplateSet) -> list[Composed]:
        edited(folder, 'revision: "1.1"', 'revision: "1.2"')
        return trees(submission, template_set)

    monkeypatch.setattr("regdocs.review.freeze.trees", meanwhile)
    with pytest.raises(SubmissionError, match="while it was being frozen"):
        freeze(folder, "r3")
    assert names(folder) == ["r1", "r2"]


def test_what_cannot_be_loaded_cannot_be_frozen(folder: Path) -> None:
    edited(folder, "id: minimal-2026", "id: minimal-2026\nnot_a_field: 1")
    with pytest.raises(SubmissionError):
        freeze(folder, "r3")
    assert names(folder) == ["r1", "r2"]


def test_a_draft_may_be_frozen_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copy(tmp_path / "draft", MINIMAL)
    next((folder / "narrative").rglob("*.md")).unlink()
    assert run("freeze", folder, "draft", "--lang", "en") == ExitCode.WELL
    assert "frozen as a draft" in capsys.readouterr().err
    assert find(folder, "draft").manifest.gaps > 0
    assert run("revisions", folder, "--lang", "en") == ExitCode.WELL
    assert "draft (" in capsys.readouterr().out


def test_a_link_out_of_the_folder_is_never_frozen(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (folder / "attachments" / "secret").symlink_to(tmp_path / "secret")
    with pytest.raises(SubmissionError, match="attachments/secret"):
        freeze(folder, "r3")


def test_a_frozen_revision_is_read_like_a_submission_and_never_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path for path in (folder / "revisions").rglob("*"))
    for target in (f"{folder}@r1", folder / "revisions" / "r1"):
        assert run("build", target, "--document", "synopsis", "--format", "docx", "--lang", "en") == ExitCode.USAGE
        assert "never written" in capsys.readouterr().err
    inside = folder / "revisions" / "r1" / "deeper" / "out"
    assert run("build", folder, "--format", "docx", "--out", inside) == ExitCode.USAGE
    assert run("calendar", f"{folder}@r1", "--output", folder / "revisions/r1/calendar.txt") == ExitCode.USAGE
    assert run("diff", f"{folder}@r1", folder, "--format", "json", "--out", inside) == ExitCode.USAGE
    assert run("diff", f"{folder}@r1", f"{folder}@r2", "--write-changes") == ExitCode.USAGE
    out = tmp_path / "out"
    assert run("build", f"{folder}@r1", "--document", "synopsis", "--format", "docx", "--out", out) == ExitCode.WELL
    assert json.loads((out / "build.json").read_text("utf-8"))["revision"] == "1.0"
    assert run("calendar", f"{folder}@r1") == ExitCode.WELL
    assert run("trace", f"{folder}@r1") == ExitCode.WELL
    with pytest.raises(UsageError):
        freeze(folder / "revisions" / "r1", "r3")
    assert before == sorted(path for path in (folder / "revisions").rglob("*"))


def test_an_unknown_label_names_the_known_ones(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("calendar", f"{folder}@r9", "--lang", "en") == ExitCode.USAGE
    assert "there are: `r1`, `r2`" in capsys.readouterr().err


def test_a_folder_whose_name_has_the_sign_is_a_folder(tmp_path: Path) -> None:
    folder = copy(tmp_path / "a@b", MINIMAL)
    assert resolve(folder) == folder
    assert not is_frozen(folder)


def test_the_list_says_label_date_why_documents_and_hash(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("revisions", folder, "--lang", "ko") == ExitCode.WELL
    text = capsys.readouterr().out
    sha256 = find(folder, "r2").sha256
    assert "r2  2026-12-01  제1.1판  문서 14개" in text
    assert "보완" in text
    assert sha256 in text
    assert run("revisions", folder, "--format", "json") == ExitCode.WELL
    listed = json.loads(capsys.readouterr().out)
    assert [each["label"] for each in listed["revisions"]] == ["r1", "r2"]
    assert listed["revisions"][1] | {"documents": 0} == {
        "label": "r2", "date": "2026-12-01", "why": "보완", "revision": "1.1", "gaps": 0, "law_as_of": "2026-11-02",
        "regdocs": listed["revisions"][0]["regdocs"], "documents": 0, "manifest": sha256, "previous": "r1", "sound": True,
    }  # fmt: skip


def test_a_side_of_a_frozen_revision_is_what_was_frozen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a frozen revision isn't composed anew")

    monkeypatch.setattr("regdocs.review.revision.trees", never)
    with side(f"{folder}@r1") as old:
        assert (old.label, old.date, old.submission.study.revision) == ("r1", date(2026, 11, 2), "1.0")
        assert {document.revision for document in old.documents} == {"1.0"}
        assert old.revision is not None
        assert [document.key for document in old.documents] == [each.id for each in old.revision.manifest.documents]
        assert all(name.startswith("drawn:") for name in old.pictures.keys() - old.submission.resources.keys())
        assert any(data.startswith(b"<svg") for data in old.pictures.values())
    assert submission_of(f"{folder}@r1") == folder


def test_a_side_of_a_living_submission_is_composed(folder: Path) -> None:
    with side(str(folder)) as new:
        assert (new.label, new.layouts, new.revision) == ("1.1", {}, None)
        assert {document.revision for document in new.documents} == {"1.1"}


def test_pages_are_kept_only_of_a_build_of_these_very_documents(folder: Path) -> None:
    out = ["--format", "docx", "--document", "synopsis,checklist"]
    assert run("build", folder, *out) == ExitCode.WELL
    made = freeze(folder, "r3")
    assert [finding.rule for finding in made.findings] == ["revision/stale-build"]
    assert not (made.revision.path / "build.json").exists()


def test_a_tree_that_this_version_cannot_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = folder.parent / "other"
    shutil.copytree(folder, again, ignore=shutil.ignore_patterns("revisions"))
    with monkeypatch.context() as patch:
        patch.setattr("regdocs.review.freeze.to_json", lambda document: b'{"id": 1}')
        freeze(again, "r1")
    with pytest.raises(RegdocsError, match="can't be read"), side(f"{again}@r1"):
        pass


def test_a_revision_built_anew_says_where_it_differs(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = ("build", f"{folder}@r1", "--document", "synopsis,checklist", "--format", "docx", "--lang", "ko", "--out")
    assert run(*target, tmp_path / "same") == ExitCode.WELL
    assert "확정할 때와 다른 문서" not in capsys.readouterr().err
    own = folder / "templates" / "own"
    shutil.copytree(shipped() / "kr-high-risk", own)
    edited(folder, "id: minimal-2026", "id: minimal-2026\ntemplate_set: templates/own")
    freeze(folder, "r3")
    monkeypatch.setattr("regdocs.template_set.load.locate", lambda name, submission: changed_set(tmp_path))
    assert run("build", f"{folder}@r3", *target[2:], tmp_path / "other") == ExitCode.WELL
    assert "확정할 때와 다른 문서: 07-synopsis" in capsys.readouterr().err


def changed_set(folder: Path) -> Path:
    """The shipped set with another title for one document."""
    target = folder / "changed"
    if not target.exists():
        shutil.copytree(shipped() / "kr-high-risk", target)
        path = target / "documents" / "synopsis" / "document.yaml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("연구요약", "연구의 요약"), "utf-8")
    return target


def test_a_revision_can_be_returned_to_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    assert run("build", folder, "--document", "synopsis", "--out", tmp_path / "then") == ExitCode.WELL
    freeze(folder, "r3")
    edited(folder, 'revision: "1.1"', 'revision: "1.2"')
    assert run("build", f"{folder}@r3", "--document", "synopsis", "--out", tmp_path / "now") == ExitCode.WELL
    names = ["07-synopsis.docx", "07-synopsis.pdf", "trees/07-synopsis.json", "build.json"]
    then, now = ([(tmp_path / when / name).read_bytes() for name in names] for when in ("then", "now"))
    assert then == now


def test_freezing_at_once_makes_one_chain(folder: Path) -> None:
    labels = ["a", "b", "c"]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda label: freeze(folder, label), labels))
    found, findings = verified(folder)
    assert findings == []
    assert sorted(each.label for each in found[2:]) == labels
