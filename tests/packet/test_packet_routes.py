"""What goes to whom: the shipped routes, signatures, several institutions, data filed separately, stale and edited files."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
import yaml
from packet_filing import SIGNED, STUDY, attach, declare, make_filing, packet, paper, pdf, picture, refused

from regdocs.build.build import build
from regdocs.build.options import Options as BuildOptions
from regdocs.finding import Finding, RenderingError, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.packet.assemble import PacketRefused, packets
from regdocs.packet.manifest import Manifest, from_bytes
from regdocs.packet.names import distinct, safe, size
from regdocs.packet.options import Options
from regdocs.packet.specification import Portal, load
from regdocs.template_set.load import load as load_set
from regdocs.template_set.load import shipped


def manifest_of(folder: Path) -> Manifest:
    manifest = from_bytes((folder / "manifest.json").read_bytes())
    assert manifest is not None
    return manifest


def states(folder: Path) -> dict[str, str]:
    return {item.key: item.state for part in manifest_of(folder).parts for item in part.items}


def text_of(folder: Path, page: int) -> str:
    with pypdfium2.PdfDocument(folder / "packet.pdf") as document:
        return str(document[page - 1].get_textpage().get_text_bounded())


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return sorted(finding.rule for finding in findings)


# ---------------------------------------------------------------- the shipped routes


def test_every_document_and_every_paper_of_the_shipped_set_goes_somewhere() -> None:
    template_set = load_set(shipped() / "kr-high-risk")
    specification = load(template_set)
    for document in template_set.documents:
        for name in set(document.entry.route) & {"committee", "mfds"}:
            # The request asks for the one packet that goes to both.
            alone = [] if document.entry.id == "combined-review-request" else [specification.route(name)]
            for route in (*alone, specification.route("combined")):
                assert document.entry.id in {specification.part(part).document for part in route.parts}, (
                    document.entry.id
                )
    combined = [specification.part(part) for part in specification.route("combined").parts]
    roles = {role for part in combined for role in part.roles}
    papers = [paper for paper in template_set.law.papers if paper.route != "procedure"]
    assert {paper.role for paper in papers if paper.role is not None} <= roles
    used = {part for route in specification.routes for part in route.parts}
    assert used == {part.id for part in specification.parts}


def test_parts_stand_in_the_order_of_the_route(filing: Path) -> None:
    attach(filing, "report.pdf", pdf(1))
    declare(filing, [paper("report.pdf", "facility_licence", "licence"), paper("report.pdf"), *SIGNED])
    made = packet(filing)
    assert [part.id for part in manifest_of(made.folder).parts] == [
        "approval-application", "combined-review-request", "research-plan", "cell-standards", "evidence-files",
        "facility-licence",
    ]  # fmt: skip


def test_each_receiver_gets_its_own_documents(filing: Path) -> None:
    committee, mfds = (set(states(packet(filing, route=route).folder)) for route in ("committee", "mfds"))
    assert mfds - committee == {"document:approval-application"}
    assert committee - mfds == set()


def test_without_a_route_the_filing_decides(filing: Path) -> None:
    assert [made.route for made in packets(filing, Options())] == ["combined"]
    study = filing / "study.yaml"
    study.write_text(study.read_text("utf-8").replace("combined_review: true", "combined_review: false"), "utf-8")
    build(filing, BuildOptions(formats=("docx", "pdf")))
    assert [made.route for made in packets(filing, Options())] == ["committee", "mfds"]
    with pytest.raises(UsageError):
        packets(filing, Options("combined"))


def test_an_unknown_route_is_named_with_the_known_ones(filing: Path) -> None:
    with pytest.raises(UsageError, match="combined"):
        packets(filing, Options("embassy"))


# ---------------------------------------------------------------- signatures


def test_the_signed_original_stands_in_the_documents_place(filing: Path) -> None:
    attach(filing, "application.pdf", pdf(1, size=(500, 700)))
    made = packet(filing)
    assert states(made.folder)["document:approval-application"] == "signed"
    assert (made.folder / "documents" / "02-approval-application.pdf").read_bytes() == pdf(1, size=(500, 700))
    with pikepdf.open(made.folder / "packet.pdf") as merged:
        page = manifest_of(made.folder).parts[0].items[0].page
        assert page is not None
        assert merged.pages[page - 1].mediabox[2] == 500


def test_unsigned_forms_stop_a_packet_but_no_draft(filing: Path) -> None:
    declare(filing, [])
    assert rules(refused(filing)) == ["packet/unsigned"] * 2
    made = packet(filing, draft=True)
    assert rules(made.findings) == ["packet/unsigned"] * 2
    assert {finding.severity for finding in made.findings} == {Severity.NOTE}
    first_tab = manifest_of(made.folder).parts[0].page
    assert all("초안" in text_of(made.folder, page) for page in (1, first_tab))


def test_an_example_needs_no_signatures_and_says_so_on_cover_and_tabs(tmp_path: Path) -> None:
    filing = make_filing(tmp_path / "filing", f"{STUDY}example: true\nexamples: [title]\n")
    declare(filing, [])
    made = packet(filing)
    parts = manifest_of(made.folder).parts
    assert all("견본" in text_of(made.folder, page) for page in (1, parts[0].page, parts[-1].page))
    with pikepdf.open(made.folder / "packet.pdf") as merged:
        assert "견본" in str(merged.docinfo.Title)


@pytest.mark.parametrize(
    ("data", "fields", "expected"),
    [
        (pdf(2), {}, ["packet/signed-pages"]),
        (pdf(1), {"date": "2026-11-21"}, ["packet/signed-version"]),
        (pdf(1), {"date": "2026-11-22"}, []),
        (pdf(1), {"printed_from": "0.9"}, ["packet/signed-version"]),
        (pdf(1), {"printed_from": "0" * 12}, ["packet/signed-version"]),
        (picture("JPEG"), {"file": "attachments/application.jpg"}, []),
    ],
)
def test_a_signed_original_must_fit_the_document(
    filing: Path, data: bytes, fields: dict[str, str], expected: list[str]
) -> None:
    signed = {**SIGNED[0], **fields}
    attach(filing, str(signed["file"]).removeprefix("attachments/"), data)
    declare(filing, [signed, SIGNED[1]])
    assert rules(refused(filing)) == expected


def test_the_version_that_was_printed_is_checked_and_recorded(filing: Path) -> None:
    digest = hashlib.sha256((filing / "build" / "02-approval-application.pdf").read_bytes()).hexdigest()
    for said in ("1.0", digest, digest[:8].upper()):
        declare(filing, [{**SIGNED[0], "printed_from": said}, SIGNED[1]])
        made = packet(filing)
        assert made.findings == ()
        (entry,) = [each for each in manifest_of(made.folder).files if each.source == "signed:approval-application"]
        assert (entry.printed_from, entry.replaced) == (said, digest)
    unsaid = {name: value for name, value in SIGNED[0].items() if name != "printed_from"}
    declare(filing, [unsaid, SIGNED[1]])
    (finding,) = packet(filing).findings
    assert (finding.rule, finding.severity) == ("packet/signed-version-unknown", Severity.WARNING)
    assert "application.pdf" in finding.message.ko


def test_a_file_signed_on_screen_must_come_from_this_build(filing: Path) -> None:
    built = filing / "build" / "02-approval-application.pdf"
    attach(filing, "application.pdf", built.read_bytes())
    assert refused(filing) == ()
    study = filing / "study.yaml"
    study.write_text(study.read_text("utf-8").replace("가나병원", "다라병원"), "utf-8")
    build(filing, BuildOptions(formats=("docx", "pdf")))
    assert rules(refused(filing)) == ["packet/signed-version"]


def test_each_institution_signs_its_own_application(tmp_path: Path) -> None:
    study = STUDY.replace(
        "  - {id: hospital, name: 가나병원}", "  - {id: hospital, name: 가나병원}\n  - {id: clinic, name: 다라의원}"
    )
    filing = make_filing(tmp_path / "filing", study)
    assert rules(refused(filing)) == ["packet/unsigned"]
    attach(filing, "clinic.pdf", pdf(1))
    clinic = {**SIGNED[0], "id": "signed_clinic", "institution": "clinic", "file": "attachments/clinic.pdf"}
    declare(filing, [*SIGNED, clinic])
    made = packet(filing)
    items = manifest_of(made.folder).parts[0].items
    assert [item.title for item in items] == ["승인신청서 (가나병원)", "승인신청서 (다라의원)"]
    (slot,) = [path for path in (made.folder / "upload").iterdir() if path.name.startswith("01_")]
    with ZipFile(slot) as archive:
        assert archive.namelist() == ["01_승인신청서_(가나병원).pdf", "02_승인신청서_(다라의원).pdf"]


# ---------------------------------------------------------------- data filed separately


def test_data_that_the_facility_files_are_a_packet_of_their_own(tmp_path: Path) -> None:
    study = STUDY.replace("name: 세포처리시설}", "name: 세포처리시설, files_directly: true}")
    filing = make_filing(tmp_path / "filing", study)
    main, facility = packets(filing, Options())
    assert (main.route, facility.route) == ("combined", "facility")
    assert states(main.folder)["document:cell-standards"] == "separate"
    assert states(facility.folder) == {"document:cell-standards": "generated"}
    assert not (main.folder / "documents" / "10-cell-standards.pdf").exists()
    assert not [path for path in (main.folder / "upload").iterdir() if "근거자료" in path.name]
    with pypdfium2.PdfDocument(main.folder / "packet.pdf") as merged:
        whole = "".join(page.get_textpage().get_text_bounded() for page in merged)
    assert "세포의 기준" not in whole
    assert "별도제출" in text_of(main.folder, 2)
    assert "대외비" in text_of(facility.folder, 1)
    # The facility hands it in, not the institution.
    # In the mark, the title, as who hands it in, and below.
    assert text_of(facility.folder, 1).count("세포처리시설") == 4


def test_a_facility_that_doesnt_file_itself_has_no_packet(filing: Path) -> None:
    with pytest.raises(UsageError):
        packets(filing, Options("facility"))


# ---------------------------------------------------------------- what the packet is made from


@pytest.mark.parametrize("name", ["08-research-plan.pdf", "08-research-plan.docx"])
def test_an_edited_document_is_refused_by_name(filing: Path, name: str) -> None:
    path = filing / "build" / name
    path.write_bytes(path.read_bytes() + b"\n")
    for draft in (False, True):
        (finding,) = refused(filing, draft=draft)
        assert finding.rule == "packet/edited-document"
        assert name in finding.message.ko


def test_a_document_that_is_gone_is_named(filing: Path) -> None:
    (filing / "build" / "08-research-plan.pdf").unlink()
    assert rules(refused(filing)) == ["packet/missing-document"]


def test_a_change_of_look_makes_documents_stale(filing: Path) -> None:
    sheet = filing / "set" / "style" / "print.css"
    sheet.write_text(sheet.read_text("utf-8") + "\nh1 { color: #000 }\n", "utf-8")
    assert set(rules(refused(filing))) == {"packet/stale-document"}


def test_nothing_built_is_no_packet(filing: Path) -> None:
    shutil.rmtree(filing / "build")
    with pytest.raises(RenderingError) as caught:
        packet(filing)
    assert [finding.rule for finding in caught.value.findings] == ["packet/not-built"]


def test_gaps_stop_a_packet_but_no_draft(filing: Path) -> None:
    template = filing / "set" / "documents" / "research-plan" / "overview.md.j2"
    template.write_text(template.read_text("utf-8") + "\n{{ study.registration }}\n", "utf-8")
    build(filing, BuildOptions(formats=("docx", "pdf")))
    assert rules(refused(filing)) == ["compose/missing-value"]
    made = packet(filing, draft=True)
    assert [(each.rule, each.severity) for each in made.findings] == [("compose/missing-value", Severity.WARNING)]


def test_what_a_check_finds_stops_a_packet(filing: Path) -> None:
    wrong = Finding("law/x", Severity.ERROR, Bilingual("미충족", "missing"))
    with pytest.raises(PacketRefused, match="missing"):
        packets(filing, Options(), lambda *_: [wrong])
    assert packets(filing, Options(draft=True), lambda *_: [wrong])[0].findings[0].severity is Severity.WARNING


# ---------------------------------------------------------------- the portal


def test_the_upload_folder_has_one_entry_for_each_slot(filing: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        attach(filing, name, pdf(1))
    declare(filing, [*SIGNED, paper("a.pdf", identifier="a"), paper("b.pdf", identifier="b")])
    made = packet(filing)
    assert sorted(path.name for path in (made.folder / "upload").iterdir()) == [
        "01_승인신청서.pdf", "02_신속·병합_검토_요청서.pdf", "03_연구계획서.pdf", "04_근거자료.pdf",
        "05_임상연구의_안전성_및_유효성_근거자료.zip",
    ]  # fmt: skip
    with ZipFile(made.folder / "upload" / "05_임상연구의_안전성_및_유효성_근거자료.zip") as archive:
        assert archive.namelist() == ["01_시험보고서_a.pdf", "02_시험보고서_b.pdf"]


def heavy_pdf(pages: int) -> bytes:
    """Pages that each weigh about 50 kB and can't be compressed."""

    dice = random.Random(1)
    with pikepdf.new() as made:
        for index in range(pages):
            made.add_blank_page(page_size=(300 + index, 400))
            made.pages[index].obj.Contents = made.make_stream(
                b"%" + dice.randbytes(50_000).replace(b"\n", b".").replace(b"\r", b".")
            )
        stream = BytesIO()
        made.save(stream, deterministic_id=True)
    return stream.getvalue()


def test_what_is_too_large_for_the_portal_is_split(filing: Path) -> None:
    attach(filing, "heavy.pdf", heavy_pdf(12))
    attach(filing, "other.pdf", heavy_pdf(2))
    declare(
        filing,
        [
            *SIGNED,
            paper("heavy.pdf", "glp_evidence", "heavy"),
            paper("heavy.pdf"),
            paper("other.pdf", identifier="other"),
        ],
    )
    made = packet(filing, split=200_000)
    upload = sorted((made.folder / "upload").iterdir())
    assert all(path.stat().st_size <= 200_000 for path in upload)
    widths = []
    for slot in (path for path in upload if "GLP" in path.name or "비임상시험관리기준" in path.name):
        with ZipFile(slot) as archive:
            for name in archive.namelist():
                with pikepdf.open(BytesIO(archive.read(name))) as piece:
                    widths += [int(page.mediabox[2]) for page in piece.pages]
    assert widths == [300 + index for index in range(12)]


def test_what_cannot_be_split_is_named(filing: Path) -> None:
    attach(filing, "heavy.pdf", heavy_pdf(2))
    declare(filing, [*SIGNED, paper("heavy.pdf")])
    with pytest.raises(RenderingError) as caught:
        packet(filing, split=40_000)
    assert "시험보고서" in caught.value.findings[0].message.ko
    assert not (filing / "build" / "packet" / "ad-1-combined").exists()


PORTAL = Portal.model_validate({"title": "포털", "longest_name": "20"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("연구 계획서", "연구_계획서.pdf"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글.pdf"),
        ('a<b>:"/\\|?*c', "a_b_c.pdf"),
        ("CON", "_CON.pdf"),
        ("aux.report", "_aux.report.pdf"),
        ("끝의 점...", "끝의_점.pdf"),
        ("", "_.pdf"),
        ("\u202egnp.exe\x00", "gnp.exe.pdf"),
        ("가" * 50, "가" * 16 + ".pdf"),
    ],
)
def test_names_are_safe_everywhere(text: str, expected: str) -> None:
    assert safe(text, PORTAL, ".pdf") == expected


def test_names_alike_are_numbered() -> None:
    assert distinct(["a.pdf", "A.pdf", "b.pdf", "a.pdf"]) == ["a.pdf", "A_2.pdf", "b.pdf", "a_3.pdf"]


@pytest.mark.parametrize(("text", "expected"), [("50MB", 50_000_000), ("1.5 GiB", 1_610_612_736), ("200000", 200_000)])
def test_sizes_are_read(text: str, expected: int) -> None:
    assert size(text) == expected


@pytest.mark.parametrize("text", ["", "many", "-5MB", "10", "1e9", "5 TBs"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        size(text)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda data: data["routes"][0]["parts"].append("nowhere"), "nowhere"),
        (lambda data: data["parts"].append(data["parts"][0]), "cover-letter"),
        (lambda data: data["parts"][0].update(roles=["wizard"]), "wizard"),
        (lambda data: data["parts"][0].update(when="full_moon"), "full_moon"),
        (lambda data: data["routes"][0].update(colour="red"), "colour"),
    ],
)
def test_faults_of_packets_yaml_are_named(filing: Path, change: Callable[[Any], object], named: str) -> None:
    path = filing / "set" / "packets.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    with pytest.raises(RenderingError, match=named) as caught:
        packet(filing)
    assert all(finding.place.file in ("packets.yaml",) for finding in caught.value.findings)
