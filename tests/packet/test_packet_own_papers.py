"""What a packet writes about itself: the index by legal article with this packet's pages, and the proof of agreement."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pikepdf
import pypdfium2
import pytest
from packet_filing import SIGNED, STUDY, attach, declare, make_filing, paper, pdf, refused
from pikepdf import Array, Dictionary, Name, String

import regdocs
from regdocs.build.build import build
from regdocs.build.options import Options as BuildOptions
from regdocs.build.record import read
from regdocs.finding import Finding
from regdocs.packet.assemble import packets
from regdocs.packet.manifest import Manifest, from_bytes
from regdocs.packet.options import Options, Result
from regdocs.packet.verify import verify


@pytest.fixture(scope="module")
def filing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filing with both own papers, whose facility files its data itself; a report, a licence without a file."""
    study = STUDY.replace("name: 세포처리시설}", "name: 세포처리시설, files_directly: true}")
    folder = make_filing(tmp_path_factory.mktemp("own") / "filing", study, own=True)
    attach(folder, "report.pdf", foreign_link())
    attach(folder, "licence.pdf", pdf(2))
    licence = paper("licence.pdf", "facility_licence", "licence")
    declare(folder, [*SIGNED, paper("report.pdf"), licence])
    return folder


@pytest.fixture(scope="module")
def made(filing: Path) -> tuple[Result, Result]:
    """The packet for both authorities, and the facility's."""
    main, facility = packets(filing, Options(out=filing.parent / "out"))
    return main, facility


def foreign_link() -> bytes:
    """A page whose links look like those of a packet's own pages and lead nowhere."""
    with pikepdf.new() as report:
        report.add_blank_page(page_size=(595, 842))
        report.pages[0].obj.Annots = Array(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([0, 0, 9, 9]),
                A=Dictionary(S=Name.URI, URI=String(f"https://packet.invalid/{target}")),
            )
            for target in ("nowhere", "page/0", "page/99999", "page/9" * 99, "page/x")
        )
        stream = BytesIO()
        report.save(stream, deterministic_id=True)
        return stream.getvalue()


def manifest_of(folder: Path) -> Manifest:
    manifest = from_bytes((folder / "manifest.json").read_bytes())
    assert manifest is not None
    return manifest


def pages_of(folder: Path, key: str) -> range:
    """The pages (from 1) of an item."""
    (item,) = (item for part in manifest_of(folder).parts for item in part.items if item.key == key)
    assert item.page is not None
    return range(item.page, item.page + item.pages)


def links(folder: Path, pages: range) -> Iterator[tuple[str, int]]:
    """The links on these pages: what stands there, and the page that they lead to, from 1."""
    path = folder / "packet.pdf"
    with pikepdf.open(path) as document, pypdfium2.PdfDocument(path) as read_back:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        for page in pages:
            text = read_back[page - 1].get_textpage()
            for annotation in document.pages[page - 1].obj.get("/Annots", ()):
                box = [float(value) for value in annotation.Rect]
                yield " ".join(text.get_text_bounded(*box).split()), numbers[annotation.Dest[0].objgen]


# ---------------------------------------------------------------- the index by legal article


def test_the_index_names_pages_of_this_packet_and_its_links_lead_there(made: tuple[Result, Result]) -> None:
    folder = made[0].folder
    followed = list(links(folder, pages_of(folder, "packet:legal-index")))
    named = [(re.search(r"\(전체 ?(\d+) ?쪽\)", text), page) for text, page in followed]
    assert len(named) > 5
    # A link over two lines is two: the number stands on the last of them.
    assert all(match is None or int(match[1]) == page for match, page in named)
    assert sum(match is not None for match, _ in named) > len(named) // 2
    plan, report = pages_of(folder, "document:research-plan"), pages_of(folder, "attachment:licence")
    assert {page for _, page in followed} & set(plan)
    assert report.start in {page for _, page in followed}


def test_the_page_that_the_index_names_prints_what_it_is_about(made: tuple[Result, Result]) -> None:
    folder = made[0].folder
    record = read(folder.parents[1] / "filing" / "build")
    assert record is not None
    (plan,) = (each for each in record.documents if each.id == "research-plan")
    printed = {section.title.ko: section.page for section in plan.sections}
    start = pages_of(folder, "document:research-plan").start
    with pypdfium2.PdfDocument(folder / "packet.pdf") as document:
        for text, page in links(folder, pages_of(folder, "packet:legal-index")):
            for title, own in printed.items():
                if title in text and own is not None:
                    assert page >= start + own - 1
                    assert "아토피피부염" in document[page - 1].get_textpage().get_text_bounded()


def test_the_worksheet_says_the_same(made: tuple[Result, Result]) -> None:
    folder = made[0].folder
    book = openpyxl.load_workbook(folder / "legal-index.xlsx", read_only=True)
    places = [str(row[4]) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    book.close()
    plan = pages_of(folder, "document:research-plan")
    named = {int(number) for place in places for number in re.findall(r"전체 (\d+)쪽", place)}
    assert named & set(plan)
    assert max(named) <= manifest_of(folder).pages


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


def test_the_page_leads_into_the_merged_file_and_nowhere_else(made: tuple[Result, Result]) -> None:
    folder = made[0].folder
    reading = _Addresses()
    reading.feed((folder / "legal-index.html").read_text("utf-8"))
    outside = {address for address in reading.found if not address.startswith("#")}
    assert outside
    assert all(re.fullmatch(r"packet\.pdf#page=\d+", address) for address in outside)


def test_own_papers_are_listed_stand_beside_and_have_no_slot(made: tuple[Result, Result]) -> None:
    main, facility = made
    assert [part.id for part in manifest_of(main.folder).parts][2:4] == ["legal-index", "agreement"]
    assert [part.id for part in manifest_of(facility.folder).parts] == ["cell-standards", "agreement"]
    for name in ("legal-index.xlsx", "legal-index.html", "agreement.json", "documents/90-legal-index.pdf"):
        assert (main.folder / name).is_file()
    assert not [
        path.name for path in (main.folder / "upload").iterdir() if "대비표" in path.name or "일치" in path.name
    ]
    assert not (facility.folder / "legal-index.xlsx").exists()
    for each in made:
        assert verify(each.folder)[1] == verify(each.archive)[1] == []
    with pikepdf.open(main.folder / "documents" / "90-legal-index.pdf") as alone:
        assert "/StructTreeRoot" in alone.Root


def test_links_of_an_attachment_that_look_like_ours_are_left_alone(made: tuple[Result, Result]) -> None:
    folder = made[0].folder
    with pikepdf.open(folder / "packet.pdf") as document:
        page = document.pages[pages_of(folder, "attachment:report").start - 1].obj
        assert all("/Dest" not in annotation for annotation in page.Annots)


# ---------------------------------------------------------------- the proof of agreement


def proof(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "agreement.json").read_text("utf-8"))
    return found


def test_the_proof_covers_what_both_authorities_receive(made: tuple[Result, Result]) -> None:
    folder = made[0].folder
    found = proof(folder)
    assert found["proven"]
    assert not found["conflicts"]
    assert found["routes"] == ["committee", "mfds"]
    shared = {path for fact in found["shared"] for path in fact["paths"]}
    assert {"title", "disease.name"} <= shared
    with pypdfium2.PdfDocument(folder / "packet.pdf") as document:
        text = document[pages_of(folder, "packet:agreement").start - 1].get_textpage().get_text_bounded()
    assert "기재사항 일치 확인서" in text
    assert "10-cell-standards" in text


def test_the_facilitys_packet_is_proven_against_the_plan_and_keeps_its_own_values(made: tuple[Result, Result]) -> None:
    main, facility = made
    ours, theirs = proof(main.folder), proof(facility.folder)
    for each in (ours, theirs):
        (name,) = (fact for fact in each["shared"] if fact["paths"] == ["product.name"])
        printed = {document for value in name["values"] for document, _ in value["printed"]}
        assert printed == {"08-research-plan", "10-cell-standards"}
    assert {tuple(fact["paths"]) for fact in theirs["shared"]} == {("product.name",), ("product.tissue",)}
    assert "product.tissue" not in (main.folder / "agreement.json").read_text("utf-8")
    assert {each["stem"]: each["elsewhere"] for each in theirs["documents"]} == {
        "08-research-plan": True,
        "10-cell-standards": False,
    }


def changed_control(path: Path, old: str, new: str) -> None:
    """Change what stands in a Word file's body, as somebody does who types over it."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    assert old in body
    parts["word/document.xml"] = body.replace(old, new).encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def told(findings: tuple[Finding, ...], rule: str = "packet/disagreement") -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


@pytest.fixture
def copy(built_filing: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_filing, tmp_path / "copy"))


def test_a_word_edited_document_that_says_something_else_is_refused_by_name_field_and_value(copy: Path) -> None:
    changed_control(copy / "build" / "08-research-plan.docx", "아토피피부염", "건선")
    findings = refused(copy)
    assert told(findings, "packet/edited-document")
    (said,) = [each for each in told(findings) if each.place.path == "disease.name"]
    for part in ("08-research-plan.docx", "건선", "아토피피부염", "disease.name"):
        assert part in said.message.ko
        assert part in str(said.message.en)
    assert said.place.file == "study.yaml"
    assert told(refused(copy, draft=True))


def test_a_word_edited_document_that_says_the_same_is_refused_for_the_edit_alone(copy: Path) -> None:
    changed_control(copy / "build" / "08-research-plan.docx", "긴 본문이", "아주 긴 본문이")
    assert [finding.rule for finding in refused(copy)] == ["packet/edited-document"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"%PDF-1.7\n"])
def test_an_edited_file_that_cannot_be_read_is_refused_all_the_same(copy: Path, data: bytes) -> None:
    (copy / "build" / "08-research-plan.docx").write_bytes(data)
    assert [finding.rule for finding in refused(copy)] == ["packet/edited-document"]


def test_stale_documents_are_refused_with_what_they_say(copy: Path) -> None:
    study = copy / "study.yaml"
    study.write_text(study.read_text("utf-8").replace("name: 아토피피부염}", "name: 건선}"), "utf-8")
    findings = refused(copy)
    assert [each.place.document for each in told(findings, "packet/stale-document")] == ["research-plan"]
    (said,) = told(findings)
    assert "“아토피피부염”" in said.message.ko
    assert "“건선”" in said.message.ko
    build(copy, BuildOptions(formats=("docx", "pdf")))
    assert refused(copy) == ()


# ---------------------------------------------------------------- the same bytes


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_another_folder_process_locale_umask_and_hash_seed_give_the_same_bytes(
    made: tuple[Result, Result], filing: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(filing, tmp_path / "다른 폴더" / "filing"))
    script = (
        "from pathlib import Path; import os, sys; os.umask(0o077); from regdocs.packet.assemble import packets;"
        "from regdocs.packet.options import Options; packets(Path(sys.argv[1]), Options(out=Path(sys.argv[2])))"
    )
    environment = os.environ | {
        "PYTHONHASHSEED": "7", "TZ": "Asia/Seoul", "LC_ALL": "C",
        "PYTHONPATH": str(Path(regdocs.__file__).parent.parent),
    }  # fmt: skip
    arguments = [sys.executable, "-c", script, str(other), str(tmp_path / "out")]
    subprocess.run(arguments, check=True, env=environment, capture_output=True)
    assert digests(tmp_path / "out") == digests(made[0].folder.parent)
