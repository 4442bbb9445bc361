"""Template sets: found, loaded, and refused with every fault of their declarations."""

from __future__ import annotations

import json
import os
import shutil
import time
from hashlib import sha256
from pathlib import Path

import pytest

from regdocs.finding import ExitCode, RenderingError, UsageError
from regdocs.regulation.law import Law
from regdocs.regulation.load import load as load_law
from regdocs.template_set.inputs import inputs
from regdocs.template_set.load import load, locate, shipped
from regdocs.template_set.scaffold import scaffold

SET = "id: own\nversion: '1'\ntitle: 모음\ndocuments:\n  - {id: plan, order: 1}\n"
PLAN = "id: plan\ntitle: 계획\nsuffix: P\nsections:\n  - {id: one, title: 절, narrative: [{id: a, title: 가}]}\n"
FILES = {"set.yaml": SET, "documents/plan/document.yaml": PLAN, "style/print.css": "p { color: black }"}


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(shipped() / "kr-high-risk" / "law")


@pytest.fixture
def own(tmp_path: Path, law: Law, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set of one document; its law is the shipped one."""
    monkeypatch.setattr("regdocs.template_set.load.load_law", lambda folder: law)
    for name, text in FILES.items():
        write(tmp_path / "own", name, text)
    return tmp_path / "own"


def write(folder: Path, name: str, text: str | bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_a_set_is_loaded_with_the_hashes_of_its_files(own: Path) -> None:
    template_set = load(own)
    assert (template_set.id, [each.entry.id for each in template_set.documents]) == ("own", ["plan"])
    assert template_set.document("plan").folder == own / "documents" / "plan"
    assert template_set.style_sheet == FILES["style/print.css"]
    assert list(template_set.inputs) == sorted(FILES)
    with pytest.raises(KeyError):
        template_set.document("nope")


def test_a_changed_set_is_read_anew(own: Path) -> None:
    before = load(own)
    assert load(own) is before
    write(own, "style/print.css", "p {}")
    assert load(own).style_sheet == "p {}"


def test_a_file_of_the_same_size_and_time_is_read_anew(own: Path) -> None:
    sheet = own / "style/print.css"
    long_ago = 1_000_000_000
    os.utime(sheet, ns=(long_ago, long_ago))
    before = inputs(own)
    write(own, "style/print.css", FILES["style/print.css"].replace("black", "white"))
    os.utime(sheet, ns=(long_ago, long_ago))
    assert {name for name, digest in inputs(own).items() if digest != before[name]} == {"style/print.css"}


def test_a_file_that_rests_is_read_once(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_after = time.time_ns() + 3_600_000_000_000
    monkeypatch.setattr("regdocs.template_set.inputs.time.time_ns", lambda: long_after)
    first = inputs(own)
    with monkeypatch.context() as blind:
        blind.setattr(Path, "read_bytes", lambda path: b"")
        assert inputs(own) == first
    write(own, "style/print.css", "p {}")
    assert inputs(own)["style/print.css"] == sha256(b"p {}").hexdigest()


def test_files_of_a_set_come_in_the_order_of_their_folders(own: Path) -> None:
    write(own, "documents/plan-b/one.md.j2", "")
    assert list(inputs(own)) == [
        "documents/plan/document.yaml",
        "documents/plan-b/one.md.j2",
        "set.yaml",
        "style/print.css",
    ]
    assert inputs(own / "absent") == {}


@pytest.mark.parametrize("name", [".hidden", "backup~", "~$plan.docx", ".git/config"])
def test_what_editors_leave_is_no_part_of_a_set(own: Path, name: str) -> None:
    write(own, name, "x")
    assert sorted(inputs(own)) == sorted(FILES)


FAULTS: dict[str, tuple[str, str | bytes | None, str]] = {
    # The file, what stands in it (None: it is absent), and the finding.
    "no set.yaml": ("set.yaml", None, "set.yaml: the template set lacks the file `set.yaml`"),
    "no document.yaml": ("documents/plan/document.yaml", None, "documents/plan/document.yaml: the template set lacks"),
    "an unknown field": ("set.yaml", SET + "documnets: []\n", "set.yaml:6:1: documnets: unknown field"),
    "an unknown kind": ("set.yaml", SET.replace("order: 1", "order: 1, kind: book"), "set.yaml:5:32: documents[plan].kind"),
    "an unknown list": ("documents/plan/document.yaml", PLAN + "contents: [pictures]\n", "document.yaml:6:12: contents[0]"),
    "an unknown marker": ("documents/plan/document.yaml", PLAN + 'lists: ["A."]\n', "document.yaml:6:9: lists[0]"),
    "no sections": ("documents/plan/document.yaml", "id: plan\ntitle: 계획\nsuffix: P\nsections: []\n", "document.yaml:4:11: sections"),
    "another id": ("documents/plan/document.yaml", PLAN.replace("id: plan", "id: plane"), "the id `plane` is not the folder's name"),
    "a part twice": (
        "documents/plan/document.yaml", PLAN.replace("[{id: a, title: 가}]", "[{id: a, title: 가}, {id: a, title: 나}]"), "same id",
    ),
    "a section twice, one below another": (
        "documents/plan/document.yaml", PLAN.replace("narrative: [{id: a, title: 가}]", "sections: [{id: one, title: 나}]"),
        "the id `one` stands twice",
    ),
    "an unknown condition": ("set.yaml", SET.replace("order: 1", "order: 1, when: cordblood"), "there is no condition `cordblood`"),
    "a broken condition": ("documents/plan/document.yaml", PLAN.replace("{id: one,", "{id: one, when: 'a b',"), "can't be evaluated"),
    "not UTF-8": ("style/print.css", "p:before { content: '가' }".encode("cp949"), "style/print.css:1:22: the file is saved as CP949"),
    "not YAML": ("set.yaml", "id: [", "set.yaml:2:1: YAML syntax error"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), FAULTS.values(), ids=list(FAULTS))
def test_faults_are_rendering_errors_with_their_place(
    own: Path, name: str, text: str | bytes | None, message: str
) -> None:
    if text is None:
        (own / name).unlink()
    else:
        write(own, name, text)
    with pytest.raises(RenderingError) as error:
        load(own)
    assert error.value.exit_code is ExitCode.RENDERING
    assert message in "\n".join(finding.line("en") for finding in error.value.findings)


def test_all_faults_are_told_at_once(own: Path) -> None:
    write(own, "set.yaml", SET + "  - {id: other, order: 2}\n  - {id: third, order: 3}\n")
    write(own, "documents/third/document.yaml", "id: third\n")
    with pytest.raises(RenderingError) as error:
        load(own)
    assert {finding.place.file for finding in error.value.findings} == {
        "documents/other/document.yaml",
        "documents/third/document.yaml",
    }


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_the_set_is_refused(own: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (own / "documents/plan/one.md.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(RenderingError) as error:
        load(own)
    assert "leads out of the template set" in str(error.value)


def test_a_submissions_own_set_comes_before_a_shipped_one(tmp_path: Path) -> None:
    assert locate("kr-high-risk", tmp_path) == shipped() / "kr-high-risk"
    write(tmp_path, "kr-high-risk/set.yaml", SET)
    assert locate("kr-high-risk", tmp_path) == (tmp_path / "kr-high-risk").resolve()


@pytest.mark.parametrize(
    "name", ["nope", "../kr-high-risk", "/", "..", "", "x" * 5000, "a\0b", "kr-high-risk/../kr-high-risk"]
)
def test_unknown_sets_are_refused_with_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(RenderingError) as error:
        locate(name, tmp_path / "submission")
    assert error.value.findings[0].remedy is not None
    assert "kr-high-risk" in error.value.findings[0].remedy.ko


def test_a_new_submission_holds_a_heading_for_all_prose_that_is_asked_for(own: Path, tmp_path: Path) -> None:
    write(own, "new/study.yaml", "id: my-study\n")
    with pytest.raises(RenderingError):
        scaffold(tmp_path / "s", "own", None)
    write(tmp_path / "s", "study.yaml", "id: mine\n")
    shutil.copytree(own, tmp_path / "s" / "own")
    with pytest.raises(UsageError):
        scaffold(tmp_path / "s", "own", None)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("regdocs.template_set.load.shipped", lambda: tmp_path)
        assert scaffold(tmp_path / "한글 Study 2", "own", None) == [
            ".vscode/changes.schema.json",
            ".vscode/extensions.json",
            ".vscode/settings.json",
            ".vscode/supplement.schema.json",
            "narrative/plan/one.md",
            "study.schema.json",
            "study.yaml",
        ]
    made = tmp_path / "한글 Study 2"
    assert (made / "narrative/plan/one.md").read_text("utf-8") == "# 가 {#a}\n"
    assert (made / "study.yaml").read_text("utf-8") == "id: study-2\n"
    assert json.loads((made / "study.schema.json").read_text("utf-8"))["title"] == "Study"
