"""A submission folder as a whole: what is loaded, what is refused, and which files a build depends on."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
import unicodedata
import zlib
from pathlib import Path

import pytest

from regdocs.finding import ExitCode, SubmissionError
from regdocs.submission.figures import check_figure
from regdocs.submission.inputs import REFUSED, digest
from regdocs.submission.load import AttachedFile, load
from regdocs.submission.narrative import Part, address, read_narrative
from regdocs.submission.references import read_references

VALID = (Path(__file__).parent / "valid.yaml").read_text(encoding="utf-8")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
REFERENCES = b'[{"id": "kim2019", "type": "article-journal", "title": "x"}]'


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    pixels = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + b"\x08\0\0\0\0") + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


FILES = {
    "study.yaml": VALID.encode(),
    "references.json": REFERENCES,
    "narrative/research-plan/background.md": "# 배경 {#background}\n본문\n".encode(),
    "narrative/research-plan/background.en.md": b"# Background {#background}\ntext\n",
    "figures/process.svg": SVG,
    "figures/photo.png": png(),
    "attachments/licence.pdf": b"%PDF-1.7",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ad-1"
    for name, content in FILES.items():
        write(folder, name, content)
    return folder


def write(folder: Path, name: str, content: bytes | str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def said(folder: Path) -> list[str]:
    with pytest.raises(SubmissionError) as caught:
        load(folder)
    assert caught.value.exit_code == ExitCode.INVALID_SUBMISSION
    return [finding.line("en") for finding in caught.value.findings]


def test_a_folder_is_loaded_with_everything_a_build_needs(folder: Path) -> None:
    submission = load(folder)
    assert submission.folder == folder
    assert submission.study.title.ko == "아토피피부염 연구"
    assert submission.positions.place("product.name").line == 40
    assert sorted(submission.narratives) == [
        ("research-plan", "background", "en"),
        ("research-plan", "background", "ko"),
    ]
    part = submission.narratives["research-plan", "background", "ko"].part("background")
    assert part == Part("background", "배경", "본문\n", 2)
    assert submission.resources == {"figures/photo.png": png(), "figures/process.svg": SVG}
    assert [dict(item) for item in submission.references] == json.loads(REFERENCES)
    assert submission.attachments == {
        "attachments/licence.pdf": AttachedFile(8, hashlib.sha256(b"%PDF-1.7").hexdigest())
    }


def test_a_submission_travels_to_another_process(folder: Path) -> None:
    assert pickle.loads(pickle.dumps(load(folder))).inputs == load(folder).inputs


def test_the_inputs_are_the_hash_of_every_file_and_the_same_without_loading(folder: Path) -> None:
    expected = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(FILES.items())}
    assert list(load(folder).inputs.items()) == list(expected.items())
    assert list(digest(folder).items()) == list(expected.items())


@pytest.mark.parametrize(
    "name",
    [
        "changes.yaml",
        "supplements/1/answer.yaml",
        "templates/documents/a.md.j2",
        "attachments/sub/x.pdf",
        "figures/b.svg",
    ],
)
def test_every_kind_of_input_changes_the_digest(folder: Path, name: str) -> None:
    before = digest(folder)
    write(folder, name, SVG)
    assert set(digest(folder)) - set(before) == {name}
    assert load(folder).inputs == digest(folder)


@pytest.mark.parametrize(
    "name",
    ["build/01-research-plan.docx", "revisions/1.0/study.yaml", "notes.txt", "narrative/research-plan/.background.md.swp",
     "narrative/research-plan/~$x", "narrative/research-plan/background.md~", "narrative/.DS_Store", "figures/Thumbs.db"],
)  # fmt: skip
def test_what_is_no_input_changes_nothing(folder: Path, name: str) -> None:
    before = digest(folder)
    write(folder, name, "x")
    assert digest(folder) == before
    assert load(folder).inputs == before


def test_the_digest_needs_nothing_heavy() -> None:
    code = "import sys, regdocs.submission.inputs; print([m for m in ('yaml', 'pydantic', 'jinja2', 'lxml') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_draft_loads_without_prose_attachments_and_figures(tmp_path: Path) -> None:
    write(tmp_path, "study.yaml", VALID)
    write(tmp_path, "references.json", REFERENCES)
    submission = load(tmp_path)
    assert submission.narratives == {}
    assert submission.resources == {}
    assert submission.attachments == {}


def test_a_folder_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "file", "x")
    (tmp_path / "is empty").mkdir()
    monkeypatch.chdir(tmp_path)
    assert said(Path("in/absent")) == ["there is no folder `absent` → make one with `regdocs new in/absent`"]
    assert said(Path("file")) == ["`file` is not a folder → name the submission's folder"]
    assert said(Path("is empty")) == [
        'the folder `is empty` has no study.yaml → make one with `regdocs new "is empty"`'
    ]


def test_the_faults_of_all_files_come_in_one_run_in_the_order_of_files_and_lines(folder: Path) -> None:
    write(folder, "study.yaml", VALID.replace("class: high", "class: hihg").replace("kim2019]", "kim2018]"))
    write(folder, "narrative/research-plan/background.md", "# 제목\n{% if x %}\n")
    write(folder, "references.json", b"[{}]")
    write(folder, "figures/process.svg", b"<html/>")
    assert said(folder) == [
        "study.yaml:11:10: risk.class: unknown value: `hihg` → did you mean `high`?"
        " known: high (high risk), medium (medium risk), low (low risk)",
        "figures/process.svg: the content is no SVG"
        " → export it again from the program that drew it, without scripts or foreign content",
        "narrative/research-plan/background.md:1:1: the heading `제목` has no name"
        " → write `# Title {#part-id}`, or `##` for a heading inside the text",
        "narrative/research-plan/background.md:2:1: `{%`: narrative holds no logic"
        " → print values with `{{ path }}`; conditions and loops belong in the template",
        'references.json:1:2: the reference has no usable `id` → for example `"id": "kim2019"`',
    ]


@pytest.mark.parametrize(
    "file",
    [
        "../secret.pdf",
        "/etc/passwd",
        "attachments/../../x",
        "licence.pdf",
        "attachments\\licence.pdf",
        "attachments",
        "C:/x.pdf",
    ],
)
def test_an_attachment_lies_in_its_folder(folder: Path, file: str) -> None:
    write(folder, "study.yaml", VALID.replace("attachments/licence.pdf", json.dumps(file)))
    assert said(folder) == [
        f"study.yaml:101:52: attachments[licence].file: `{file}` is no path under attachments/"
        " → put the file into attachments/ and write `attachments/FILE`, with `/`"
    ]


def test_an_attachment_on_a_mac_is_found_by_its_composed_name(folder: Path) -> None:
    write(folder, "study.yaml", VALID.replace("attachments/licence.pdf", "attachments/지정서.pdf"))
    write(folder, unicodedata.normalize("NFD", "attachments/지정서.pdf"), b"%PDF")
    assert list(load(folder).attachments) == ["attachments/지정서.pdf"]


ELSEWHERE = "leads out of the submission's folder, or is no regular file → put a copy of the file into the folder"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("study.yaml", "study.yaml:"),
        ("references.json", "references.json:"),
        ("narrative/research-plan/background.md", "narrative/research-plan/background.md:"),
        ("figures/process.svg", "figures/process.svg:"),
        ("attachments/licence.pdf", "study.yaml:101:52: attachments[licence].file: `attachments/licence.pdf`"),
    ],
)
def test_no_link_leads_out_of_the_folder(folder: Path, name: str, place: str) -> None:
    outside = folder.parent / "outside"
    outside.write_bytes(FILES[name])
    (folder / name).unlink()
    (folder / name).symlink_to(outside)
    assert f"{place} {ELSEWHERE}" in said(folder)
    assert digest(folder)[name] == REFUSED


def test_a_linked_folder_and_a_pipe_are_refused(folder: Path) -> None:
    outside = folder.parent / "outside"
    write(outside, "x.md", "x")
    (folder / "narrative" / "linked").symlink_to(outside)
    os.mkfifo(folder / "figures" / "pipe.png")
    assert said(folder) == [f"figures/pipe.png: {ELSEWHERE}", f"narrative/linked: {ELSEWHERE}"]


def test_a_folder_for_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").mkdir()
    assert said(tmp_path) == [f"study.yaml: {ELSEWHERE}"]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'{"a": 1}', "references.json:1:1: not a list that begins with `[`"),
        (b'[{"id": "a"}\n {"id": "b"}]', "references.json:2:2: `,` or `]` is expected"),
        (b'[{"id": "a"},\n]', "references.json:2:1: a value is expected"),
        (b'[{"id" "a"}]', "references.json:1:8: `:` is expected"),
        (b'[{"id": "a\n"}]', "references.json:1:11: a line break or tab inside a text"),
        (b'[{"id": "a', "references.json:1:9: a double quote is never closed"),
        (b"[{'id': 'a'}]", "references.json:1:3: a name in double quotes is expected"),
        (b'[{"id": "a"}] x', "references.json:1:15: text after the list"),
        (b'[{"id": "a"}', "references.json:1:13: `,` or `]` is expected"),
        (b"[NaN]", "references.json:1:2: the item can't be read as JSON"),
        (b'[{"id": "a", "id": "b"}]', "references.json:1:2: the item can't be read as JSON"),
        (b"[" * 100_000, "references.json:1:2: the item can't be read as JSON"),
        (b"[" + b"9" * 100_000 + b"]", "references.json:1:2: the item can't be read as JSON"),
    ],
)
def test_a_malformed_reference_list_is_placed(data: bytes, line: str) -> None:
    items, (finding,) = read_references(data, "references.json")
    assert items == ()
    assert finding.line("en") == f"{line} → export the list again as CSL-JSON from your reference manager"


def test_references_have_ids_of_their_own() -> None:
    data = b'[{"id": "a", "title": "A"},\n {"id": 7},\n {"id": "a"},\n "x", {"id": "b c"}]'
    items, findings = read_references(data, "references.json")
    assert [dict(item) for item in items] == [{"id": "a", "title": "A"}]
    assert [finding.line("en") for finding in findings] == [
        'references.json:2:2: the reference has no usable `id` → for example `"id": "kim2019"`',
        "references.json:3:2: the key `a` stands twice, first in references.json:1 → change or remove one of them",
        "references.json:4:2: not a reference → write `{ … }`",
        'references.json:4:7: the reference has no usable `id` → for example `"id": "kim2019"`',
    ]


@pytest.mark.parametrize(
    ("file", "data", "message"),
    [
        ("a.png", png(), None),
        ("a.PNG", png(), None),
        ("a.png", SVG, "the content is no PNG"),
        ("a.png", b"", "the content is no PNG"),
        ("a.png", png(20_000, 20_000), "the figure has too many pixels (at most 100,000,000)"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40, None),
        ("a.jpeg", png(), "the content is no JPEG"),
        ("a.svg", SVG, None),
        ("a.svg", b"<?xml version='1.0'?><!-- x -->" + SVG, None),
        ("a.svg", png(), "the SVG can't be read: not well-formed (invalid token): line 1, column 0"),
        ("a.svg", b"<svg/>", "the content is no SVG"),
        ("a.svg", b"", "the SVG can't be read: no element found: line 1, column 0"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "the SVG has a DOCTYPE"),
        ("a.svg", SVG[:-2] + b"><script/></svg>", "the SVG holds a script or foreign content"),
        ("a.svg", SVG[:-2] + b' onload="x"/>', "the SVG holds a script or foreign content"),
        ("a.svg", SVG[:-2] + b">" + b"<g>" * 300, "the SVG is nested too deep"),
        ("a.gif", b"GIF89a", "a figure has to be a PNG, JPEG or SVG"),
        ("a", b"", "a figure has to be a PNG, JPEG or SVG"),
    ],
)
def test_a_figure_is_what_its_name_says(file: str, data: bytes, message: str | None) -> None:
    finding = check_figure(data, f"figures/{file}")
    assert (finding and finding.message.en) == message


def test_a_narrative_is_split_at_its_headings() -> None:
    text = (
        "앞글\n\n# 제목 하나 {#one}\n값 {{ a.b | text }}, 표 {#t .wide}\n\n"
        '```json\n{"a": {"b": 1}}\n# not a heading\n```\n# 둘 {#two .landscape}\n## 소제목 {#three}\n끝'
    )
    narrative, findings = read_narrative(text.encode(), "narrative/research-plan/overview.en.md")
    assert findings == []
    assert narrative is not None
    assert (narrative.document, narrative.section, narrative.language) == ("research-plan", "overview", "en")
    assert [(part.id, part.title, part.line) for part in narrative.parts] == [
        ("", "", 1),
        ("one", "제목 하나", 4),
        ("two", "둘", 11),
    ]
    for part in narrative.parts:
        assert text.split("\n", part.line - 1)[-1].startswith(part.text)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("narrative/research-plan/background.md", ("research-plan", "background", "ko")),
        ("narrative/research-plan/background.en.md", ("research-plan", "background", "en")),
        ("narrative/background.md", None),
        ("narrative/research-plan/Background.md", None),
        ("narrative/research-plan/background.txt", None),
        ("narrative/research-plan/3/background.md", None),
        ("narrative/연구계획서/background.md", None),
        ("narrative/research-plan/background.fr.md", None),
    ],
)
def test_a_narrative_file_is_known_by_its_name(file: str, expected: tuple[str, str, str] | None) -> None:
    assert address(file) == expected
    if expected is None:
        assert read_narrative(b"", file)[1][0].line("ko").startswith(f"{file}: 내러티브 파일의 이름이 아님 → ")


@pytest.mark.parametrize(
    ("heading", "title", "name"),
    [
        ("# 제목 {#one}", "제목", "one"),
        ("   #   제목   {#one .wide key=value}  ", "제목", "one"),
        ("# 제목 { #one }", "제목", "one"),
        ("# 제목 {#one} ##", "제목", "one"),
        ("# {{ product.name }} {#one}", "{{ product.name }}", "one"),
        ("#\t제목 {#one}", "제목", "one"),
    ],
)
def test_a_heading_may_be_written_in_every_markdown_way(heading: str, title: str, name: str) -> None:
    narrative, findings = read_narrative(f"{heading}\n본문".encode(), "narrative/a/b.md")
    assert findings == []
    assert narrative is not None
    assert [(part.id, part.title) for part in narrative.parts] == [(name, title)]


@pytest.mark.parametrize("line", ["#제목", "    # 제목", "## 제목", "#hash"])
def test_what_is_no_heading_of_the_first_level_splits_nothing(line: str) -> None:
    narrative, findings = read_narrative(f"{line}\n".encode(), "narrative/a/b.md")
    assert findings == []
    assert narrative is not None
    assert [part.id for part in narrative.parts] == [""]
