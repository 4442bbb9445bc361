"""What the packet tests share: a small filing with a template set of its own, built once, and attachments of every kind."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import yaml
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from regdocs.build.build import build
from regdocs.build.options import Options as BuildOptions
from regdocs.finding import Finding
from regdocs.packet.assemble import PacketRefused, packets
from regdocs.packet.options import Options, Result
from regdocs.template_set.load import shipped

Attachment = Mapping[str, object]

DOCUMENTS = {
    "approval-application": ("form", 2, "institution", "승인신청서", {"form": "신청인 {{ institution.name }}\n"}),
    "combined-review-request": ("form", 4, None, "신속·병합 검토 요청서", {"form": "연구 {{ study.title }}\n"}),
    "research-plan": (
        "paper", 8, None, "연구계획서",
        {
            "overview": "연구 {{ study.title }}는 [](#method)에, 세포는 근거자료에 적는다.\n\n## 배경\n\n본문.\n",
            "method": "질환은 {{ study.disease.name }}이고 세포는 {{ study.product.name }}이다.\n" + "\n긴 본문이 이어진다.\n" * 60,
        },
    ),
    "cell-standards": ("paper", 10, None, "근거자료", {"basis": "세포 {{ study.product.name }}의 기준. 조직은 {{ study.product.tissue }}이다.\n"
         "\n| 문서 | 쪽 |\n|---|--:|\n"
         "| 연구계획서 AD-1-R | {{ page_of(\"research-plan\", \"method\") }} |\n| 승인신청서 | – |\n"}),
}  # fmt: skip
STUDY = """\
id: ad-1
template_set: set
title: {ko: 아토피피부염 연구, en: Atopic dermatitis study}
revision: "1.0"
filing: {date: 2026-11-22, combined_review: true, document_prefix: AD-1}
risk: {class: high, limbs: [allogeneic_beyond_minimal]}
disease: {name: 아토피피부염}
institutions:
  - {id: hospital, name: 가나병원}
processing_facilities:
  - {id: facility, name: 세포처리시설}
people:
  - {id: kim, name: 김연구, roles: [principal_investigator], organisation: hospital}
product: {name: 세포, therapy: cell, origin: allogeneic, tissue: bone_marrow, cell_type: mesenchymal_stem_cell,
  manipulation: beyond_minimal, facility: facility}
"""
SIGNED: tuple[Attachment, ...] = (
    {"id": "signed_application", "role": "approval_application", "title": "승인신청서 서명본",
     "file": "attachments/application.pdf", "signed": "approval-application", "institution": "hospital",
     "printed_from": "1.0"},
    {"id": "signed_request", "role": "combined_review_request", "title": "요청서 서명본",
     "file": "attachments/request.pdf", "signed": "combined-review-request", "printed_from": "1.0"},
)  # fmt: skip


def make_set(folder: Path, own: bool = False) -> None:
    """A template set of four short documents with the shipped law data, look and packets.

    The papers that a packet writes about itself take longer than all the rest: most tests do without (`own`).
    """
    ours = shipped() / "kr-high-risk"
    shutil.copytree(ours / "law", folder / "law")
    shutil.copytree(ours / "style", folder / "style")
    packets = (ours / "packets.yaml").read_text("utf-8")
    if not own:
        packets = packets.replace("      - legal-index\n", "").replace("      - agreement\n", "")
    (folder / "packets.yaml").write_text(packets, "utf-8")
    entries: list[dict[str, object]] = []
    for name, (kind, order, per, title, sections) in DOCUMENTS.items():
        route = ["mfds"] if name == "approval-application" else ["committee", "mfds"]
        entries.append({"id": name, "order": order, "kind": kind, "route": route, **({"per": per} if per else {})})
        document = {
            "id": name, "title": title, "suffix": name[0].upper(), "numbering": ["1.", "가.", "1)"],
            "sections": [{"id": section, "title": f"제목 {section}"} for section in sections],
        }  # fmt: skip
        target = folder / "documents" / name
        target.mkdir(parents=True)
        _yaml(target / "document.yaml", document)
        for section, text in sections.items():
            (target / f"{section}.md.j2").write_text(text, "utf-8")
    declared = {"id": "set", "version": "1", "title": "모음", "example_notice": "예시", "documents": entries}
    _yaml(folder / "set.yaml", declared)


def _yaml(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def make_filing(folder: Path, study: str = STUDY, own: bool = False) -> Path:
    """A built filing in `folder` whose two forms are signed."""
    folder.mkdir(parents=True)
    make_set(folder / "set", own)
    (folder / "study.yaml").write_text(study, "utf-8")
    build(folder, BuildOptions(formats=("docx", "pdf")))
    for name in ("application", "request"):
        attach(folder, f"{name}.pdf", pdf(1))
    declare(folder, SIGNED)
    return folder


def declare(folder: Path, attachments: Sequence[Attachment]) -> None:
    """Write these attachments, and no others, into the filing's study.yaml."""
    path = folder / "study.yaml"
    study = path.read_text("utf-8").partition("attachments:")[0]
    listed = yaml.safe_dump(list(attachments), allow_unicode=True, sort_keys=False)
    path.write_text(f"{study}attachments:\n{listed}" if attachments else study, "utf-8")


def paper(file: str | None, role: str = "evidence_file", identifier: str = "report", **fields: object) -> Attachment:
    """A declared paper."""
    given = {"file": f"attachments/{file}"} if file is not None else {}
    return {"id": identifier, "role": role, "title": f"시험보고서 {identifier}", **given, **fields}


def attach(folder: Path, name: str, data: bytes) -> Path:
    """Put a file into the filing's attachments."""
    path = folder / "attachments" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def packet(folder: Path, **options: object) -> Result:
    """The one packet of a filing."""
    (made,) = packets(folder, Options(**{"route": "combined", **options}))  # type: ignore[arg-type]
    return made


def refused(folder: Path, **options: object) -> tuple[Finding, ...]:
    """Why a packet of the filing is refused; nothing for one that is made."""
    try:
        packet(folder, **options)
    except PacketRefused as error:
        return error.findings
    return ()


def pdf(pages: int, *, size: tuple[float, float] = (595, 842), **changes: object) -> bytes:
    """A PDF of blank pages; `changes` are set in its catalogue."""
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=size)
        for key, value in changes.items():
            made.Root[f"/{key}"] = value
        return saved(made)


def saved(made: pikepdf.Pdf, **options: Any) -> bytes:
    """A PDF as bytes."""
    stream = BytesIO()
    made.save(stream, deterministic_id="encryption" not in options, **options)
    return stream.getvalue()


def linked_pdf() -> bytes:
    """Three pages: a link by name and one by page, bookmarks by name and by page, a name that nothing uses."""
    with pikepdf.new() as made:
        for _ in range(3):
            made.add_blank_page(page_size=(595, 842))
        pages = [page.obj for page in made.pages]
        names = pikepdf.NameTree.new(made)
        names["results"] = Array([pages[2], Name.Fit])
        names["appendix"] = Array([pages[1], Name.FitH, 700])
        made.Root.Names = Dictionary(Dests=names.obj)
        pages[0].Annots = Array(
            [
                made.make_indirect(_link(10, Dest=String("results"))),
                made.make_indirect(_link(40, A=Dictionary(S=Name.GoTo, D=Array([pages[1], Name.Fit])))),
            ]
        )
        with made.open_outline() as outline:
            chapter = pikepdf.OutlineItem("1. 방법", 0)
            chapter.children.append(pikepdf.OutlineItem("1.1 결과", String("results")))
            outline.root.append(chapter)
        return saved(made)


def _link(y: int, **target: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, y, 100, y + 20]), **target)


def picture(kind: str, size: tuple[int, int] = (60, 80), mode: str = "RGB", **options: Any) -> bytes:
    """A picture whose upper half is red (or white, where it is grey)."""
    image = Image.new(mode, size, 0)
    image.paste((255, 0, 0, 255)[: len(mode)] if len(mode) > 1 else 255, (0, 0, size[0], size[1] // 2))
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def word(**extra: bytes) -> bytes:
    """A Word document of one paragraph, with further parts by their path."""
    import docx

    made = docx.Document()
    made.add_paragraph("위탁계약서")
    stream = BytesIO()
    made.save(stream)
    with ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | extra)
