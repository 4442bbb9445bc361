"""A submission's own files in the place of its template set's: used, shown, and refused by name where they can't be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from regdocs.build.build import build
from regdocs.build.options import Options
from regdocs.check.check import check
from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import jobs
from regdocs.document.document import to_json
from regdocs.finding import ExitCode, RegdocsError, RenderingError, Severity
from regdocs.packet.made_with import template_set_record
from regdocs.submission.load import load
from regdocs.template_set.load import shipped, template_set_of

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "submissions" / "minimal-2026"
SET = shipped() / "kr-high-risk"
SECTION = "documents/compensation/insurance.md.j2"
SHARED = "documents/shared/people.md.j2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The minimal submission, without what was built of it."""
    target = tmp_path / "study"
    shutil.copytree(MINIMAL, target, ignore=shutil.ignore_patterns("build"))
    return target


def override(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def composed(folder: Path, document: str, language: str = "ko") -> Composed:
    submission = load(folder)
    template_set = template_set_of(submission)
    job = next(job for job in jobs(submission, template_set) if job.template.entry.id == document)
    return compose(submission, template_set, job, "en" if language == "en" else "ko")


def text_of(found: Composed) -> str:
    return to_json(found.document).decode()


def refusals(folder: Path) -> list[str]:
    with pytest.raises(RenderingError) as error:
        template_set_of(load(folder))
    assert error.value.exit_code is ExitCode.RENDERING
    return [f"{finding.rule} {finding.line('en')}" for finding in error.value.findings]


def test_a_section_file_takes_the_place_of_the_sets(folder: Path) -> None:
    before = {name: text_of(composed(folder, name)) for name in ("compensation", "checklist")}
    override(folder, {SECTION: "우리 기관의 문안: {{ study.title }}\n"})
    found = composed(folder, "compensation")
    assert "우리 기관의 문안: " in text_of(found)
    assert "우리 기관의 문안: " not in before["compensation"]
    assert text_of(composed(folder, "checklist")) == before["checklist"]
    (note,) = [finding for finding in found.findings if finding.rule == "templates/override"]
    assert (note.severity, note.place.file) == (Severity.NOTE, f"templates/{SECTION}")


def test_a_shared_file_takes_the_place_of_the_sets_wherever_it_is_imported(folder: Path) -> None:
    text = (SET / SHARED).read_text("utf-8")
    assert "성명" in text
    override(folder, {SHARED: text.replace("성명", "이름자")})
    found = composed(folder, "investigators")
    assert "이름자" in text_of(found)


def test_a_section_of_prose_alone_can_be_given_a_template(folder: Path) -> None:
    document = next(
        (each.entry.id, section.id)
        for each in template_set_of(load(folder)).documents
        if each.entry.when is None
        for section in each.specification.walk()
        if section.when is None and not (SET / f"documents/{each.entry.id}/{section.id}.md.j2").is_file()
    )
    override(folder, {"documents/{}/{}.md.j2".format(*document): "새로 쓴 글이다.\n"})
    assert "새로 쓴 글이다." in text_of(composed(folder, document[0]))
    assert template_set_of(load(folder)).overrides[0].replaced is None


def test_english_goes_before_the_sets_and_what_has_none_is_marked(folder: Path) -> None:
    override(folder, {SECTION: "가나다라 보험.\n\n마바사아 보험.\n"})
    override(folder, {"english/shared.yaml": "texts:\n  - {ko: 가나다라 보험., en: Our own words.}\n"})
    found = composed(folder, "compensation", "en")
    assert "Our own words." in text_of(found)
    (left,) = [finding for finding in found.findings if finding.rule == "translate/untranslated-text"]
    assert (left.message.ko, left.place.file) == ("영문이 없는 서식 글: 마바사아 보험.", f"templates/{SECTION}")
    override(folder, {"english/compensation.yaml": "texts:\n  - {ko: 가나다라 보험., en: Words of this paper.}\n"})
    assert "Words of this paper." in text_of(composed(folder, "compensation", "en"))


def test_the_style_sheet_takes_the_place_of_the_sets(folder: Path) -> None:
    override(folder, {"style/print.css": "p { color: navy }\n"})
    assert template_set_of(load(folder)).style_sheet == "p { color: navy }\n"


def test_the_build_record_and_the_packet_show_what_is_overridden(folder: Path, tmp_path: Path) -> None:
    files = {"english/shared.yaml": "texts: []\n", SECTION: "다른 글\n"}
    override(folder, files)
    build(folder, Options(formats=("docx",), documents=("compensation",), measure="none", out=tmp_path / "out"))
    recorded = json.loads((tmp_path / "out" / "build.json").read_text("utf-8"))["template_set"]
    assert recorded["overrides"] == [
        {
            "path": name,
            "file": f"templates/{name}",
            "sha256": sha256(files[name].encode()).hexdigest(),
            "replaced": sha256((SET / name).read_bytes()).hexdigest(),
        }
        for name in sorted(files)
    ]
    packet = template_set_record(template_set_of(load(folder)))
    assert [each.path for each in packet.overrides] == sorted(files)
    assert packet.sha256 == recorded["sha256"] == template_set_record(template_set_of(load(MINIMAL))).sha256


def test_a_changed_override_changes_its_document_alone(folder: Path, tmp_path: Path) -> None:
    options = Options(formats=("docx",), documents=("compensation", "checklist"), measure="none", out=tmp_path / "out")

    def files() -> dict[str, str]:
        build(folder, options)
        return {path.name: sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "out").rglob("*-*.*")}

    override(folder, {SECTION: "처음 글\n"})
    first = files()
    assert build(folder, options).unchanged
    override(folder, {SECTION: "나중 글\n"})
    second = files()
    changed = {name for name in first if first[name] != second[name]}
    assert changed == {"16-compensation.docx", "16-compensation.json"}


def test_check_notes_what_is_overridden(folder: Path) -> None:
    override(folder, {SECTION: "다른 글\n"})
    notes = [finding for finding in check(folder).findings if finding.rule == "templates/override"]
    assert [(note.place.file, note.message.text("en")) for note in notes] == [
        (f"templates/{SECTION}", f"used instead of the template set's `{SECTION}`")
    ]


REFUSED = {
    "law/papers.yaml": "the law is the same for every filing",
    "law/requirements/mfds.yaml": "the law is the same for every filing",
    "rules/metadata.yaml": "the rules of checking are the same for every filing",
    "set.yaml": "official headings follow law and guideline",
    "packets.yaml": "official headings follow law and guideline",
    "documents/compensation/document.yaml": "official headings follow law and guideline",
    "new/study.yaml": "this file is for `regdocs new`",
    "style/fonts/Own.ttf": "fonts belong to a whole template set",
    "documents/compensation/insurence.md.j2": "did you mean `documents/compensation/insurance.md.j2`?",
    "document/compensation/insurance.md.j2": "did you mean `documents/compensation/insurance.md.j2`?",
    "english/compensations.yaml": "did you mean `english/compensation.yaml`?",
    "README.md": "it overrides nothing: the template set has no file `README.md`",
}


@pytest.mark.parametrize(("name", "message"), REFUSED.items())
def test_what_cannot_be_overridden_is_refused_by_name(folder: Path, name: str, message: str) -> None:
    override(folder, {name: "x"})
    (told,) = refusals(folder)
    assert f"templates/{name}: " in told
    assert message in told


def test_a_set_of_ones_own_is_no_override(folder: Path) -> None:
    shutil.copytree(SET, folder / "templates" / "ours")
    assert template_set_of(load(folder)).overrides == ()
    study = (folder / "study.yaml").read_text("utf-8")
    (folder / "study.yaml").write_text(f"template_set: templates/ours\n{study}", "utf-8")
    override(folder, {SECTION: "우리 문안\n"})
    template_set = template_set_of(load(folder))
    assert [each.path for each in template_set.overrides] == [SECTION]
    assert "우리 문안" in text_of(composed(folder, "compensation"))
    assert template_set.shown("set.yaml") == "templates/ours/set.yaml"
    (folder / "templates/ours/set.yaml").write_text("id: ours\n", "utf-8")
    with pytest.raises(RenderingError) as error:
        template_set_of(load(folder))
    assert {finding.place.file for finding in error.value.findings} == {"templates/ours/set.yaml"}


@pytest.mark.parametrize("target", ["../../../secret.md", "../../../secret"])
def test_a_link_out_of_the_submission_is_never_read(folder: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "secret.md").write_text("비밀", "utf-8")
    (tmp_path / "secret").mkdir()
    path = folder / "templates" / SECTION
    path.parent.parent.mkdir(parents=True)
    if target.endswith(".md"):
        path.parent.mkdir()
        path.symlink_to(tmp_path / "secret.md")
    else:
        path.parent.symlink_to(tmp_path / "secret", target_is_directory=True)
    (told,) = refusals(folder)
    assert told.startswith("templates/override-outside templates/documents/compensation")


@pytest.mark.parametrize("name", ["../../study.yaml", "..\\..\\study.yaml", "/etc/hosts", "./x", "a//b", "x\0"])
def test_no_template_leads_out_of_its_set(folder: Path, name: str) -> None:
    override(folder, {SECTION: f"글\n{{% include {json.dumps(name)} %}}\n"})
    with pytest.raises(RenderingError, match=rf"templates/{SECTION}:2: .*there is no file"):
        composed(folder, "compensation")


FAULTS = {
    "a name": ("글\n\n{{ stduy.title }}", 3, "'stduy' is undefined → did you mean `study`?"),
    "a field": ("글\n\n{{ study.titel }}", 3, "`study` has no field `titel`; did you mean `title`?"),
    "a field in a loop": (
        "글\n{% for person in study.people %}\n{{ person.nme }}\n{% endfor %}", 3, "has no field `nme`; did you mean `name`?",
    ),
    "a filter": ("글\n{{ study.title | optionl }}", 2, "did you mean `optional`?"),
    "a tag": ("글\n\n{% fro x in y %}", 3, "Encountered unknown tag 'fro'"),
    "a box": ("글\n\n::: nota\n글\n:::", 3, "unknown box `nota`"),
    "an open box": ("글\n\n\n::: note\n글\n", 4, "the box is never closed"),
    "attributes": ("{% if 1 %}\n글\n{% endif %}\n\n## 제목 {#a b}", 5, "the attributes can't be read"),
    "a table": ("{% if 1 %}\n| 가 |\n|---|\n| 나 | 다 |\n{% endif %}", 4, "a row of 2 cells in a table of 1 columns"),
    "a table's row in a loop": (
        "| 가 |\n|---|\n{% for person in study.people %}\n| {{ person.name }} | 다 |\n{% endfor %}\n\n글",
        4, "a row of 2 cells",
    ),
    "after a long value": ("{{ study.title }}\n\n{{ study.title }}\n\nTable: 표\n\n글", 5, "no table follows"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "message"), FAULTS.values(), ids=list(FAULTS))
def test_errors_in_an_override_name_its_file_and_line(folder: Path, text: str, line: int, message: str) -> None:
    override(folder, {SECTION: f"{text}\n"})
    with pytest.raises(RegdocsError) as error:
        composed(folder, "compensation")
    finding = error.value.findings[0]
    assert (finding.place.file, finding.place.line) == (f"templates/{SECTION}", line)
    assert message in finding.line("en")
    assert str(folder.parent) not in finding.line("en")


def test_a_fault_inside_a_macro_names_the_macros_file(folder: Path) -> None:
    override(
        folder,
        {
            SECTION: '{% import "shared/people.md.j2" as people %}\n글\n\n{{ people.rows() }}\n',
            SHARED: "{% macro rows() %}\n| 가 |\n|---|\n| 나 | 다 |\n\n{% endmacro %}\n",
        },
    )
    with pytest.raises(RenderingError) as error:
        composed(folder, "compensation")
    place = error.value.findings[0].place
    assert (place.file, place.line) == (f"templates/{SHARED}", 4)
