"""Attachments: what is spoiled is refused by name with nothing left behind, what is merely odd is handled."""

from __future__ import annotations

import os
import shutil
import struct
import unicodedata
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from packet_filing import SIGNED, attach, declare, linked_pdf, packet, paper, pdf, picture, refused, saved, word, zipped
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from regdocs.finding import RegdocsError, Severity, SubmissionError
from regdocs.packet.manifest import from_bytes
from regdocs.packet.picture import to_pdf
from regdocs.packet.specification import Limits
from regdocs.packet.spoiled import Spoiled
from regdocs.packet.word import check as check_word
from regdocs.packet.word import embeds


def changed(change: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    """A PDF of one page after `change`."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        change(made)
        return saved(made, **options)


def action(kind: str, **fields: Any) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **fields)


def on_page(pdf: pikepdf.Pdf, **fields: object) -> None:
    for key, value in fields.items():
        pdf.pages[0].obj[f"/{key}"] = value


def annotation(**fields: Any) -> Array:
    return Array([Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **fields)])


def contents(pdf: pikepdf.Pdf, data: bytes) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(data)


def without_pages() -> bytes:
    with pikepdf.new() as made:
        return saved(made)


def flipped(data: bytes, mark: bytes) -> bytes:
    """`data` with a few bytes after `mark` overwritten."""
    at = data.index(mark) + len(mark) + 12
    return data[:at] + b"\xff\x00\xff\x00" + data[at + 4 :]


PASSWORD = pikepdf.Encryption(owner="o", user="u")
RUN = action("JavaScript", JS=String("app.alert('x')"))
RESTRICTED = pikepdf.Encryption(owner="o", user="", allow=pikepdf.Permissions(extract=False))
CHAIN = action("GoTo", D=Array([0, Name.Fit]), Next=RUN)
LAUNCH = action("Launch", F=String("x.exe"))
NAMED = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), RUN])))
EXTERNAL = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    b' Target="http://example.org/x.png" TargetMode="External"/></Relationships>'
)


def linearized() -> bytes:
    with pikepdf.new() as made:
        for _ in range(20):
            made.add_blank_page(page_size=(595, 842))
        return saved(made, linearize=True)


def broken_references(data: bytes) -> bytes:
    """A file whose table of objects isn't where its end says."""
    at = data.rindex(b"startxref\n") + 10
    return data[:at] + b"9" + data[at:]


def going_round(made: pikepdf.Pdf) -> None:
    """A tree of pages that holds itself."""
    made.Root.Pages.Kids.append(made.Root.Pages)


def packed_twice(made: pikepdf.Pdf) -> None:
    """Thirty million blanks as two hundred bytes."""
    data = zlib.compress(zlib.compress(b" " * 30_000_000, 9), 9)
    made.pages[0].obj.Contents = pikepdf.Stream(made, data, Filter=Array([Name.FlateDecode, Name.FlateDecode]))


def packed_by_lzw(made: pikepdf.Pdf) -> None:
    """About thirty million bytes: the same code again and again, each time for a byte more."""
    codes, data, bits, held = [256, 65, *range(258, 4096)] * 4, bytearray(), 0, 0
    lengths = ([9] * 254 + [9] + [10] * 512 + [11] * 1024 + [12] * 4096)[: len(codes) // 4] * 4
    for code, length in zip(codes, lengths, strict=True):
        bits, held = bits << length | code, held + length
        while held >= 8:
            held -= 8
            data.append(bits >> held & 255)
        bits &= (1 << held) - 1
    made.pages[0].obj.Contents = pikepdf.Stream(made, bytes(data), Filter=Name.LZWDecode)


def packed_objects() -> bytes:
    """A file whose objects stand in a stream that unpacks to thirty million bytes."""
    with pikepdf.new() as made:
        made.add_blank_page()
        data = saved(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    held = zlib.compress(b" " * 30_000_000, 9)
    bomb = (
        b"99 0 obj\n<< /Type /ObjStm /N 1 /First 9 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    )
    return data.replace(b"startxref", bomb % (len(held), held) + b"startxref")


def forged_png(side: int) -> bytes:
    """A small file that says that it is a picture of so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 9999)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def many_entries() -> bytes:
    return word(**{f"word/media/{index}.bin": b"" for index in range(10_001)})


def field(*code: str) -> bytes:
    """A Word text with one field, its code in as many runs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "".join(f"<w:r><w:instrText>{escape(piece)}</w:instrText></w:r>" for piece in code)
    return f'<w:document xmlns:w="{space}"><w:body><w:p>{runs}</w:p></w:body></w:document>'.encode()


def two_texts() -> bytes:
    """A Word document with a second text under the name of the first."""
    stream = BytesIO(word())
    with ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", field("PAGE"))
    return stream.getvalue()


# The file's name, its content, the rule that refuses it.
SPOILED: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty.pdf", lambda: b"", "empty"),
    ("no-pages.pdf", without_pages, "empty"),
    ("password.pdf", lambda: changed(lambda pdf: None, encryption=PASSWORD), "encrypted"),
    ("restricted.pdf", lambda: changed(lambda pdf: None, encryption=RESTRICTED), "encrypted"),
    ("truncated.pdf", lambda: pdf(3)[:-200], "damaged"),
    ("header-only.pdf", lambda: b"%PDF-1.7\n", "damaged"),
    ("garbage.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    ("bad-stream.pdf", lambda: flipped(changed(lambda pdf: contents(pdf, b"0 0 m 9 9 l S " * 99)), b"stream\n"), "damaged"),
    ("script-at-opening.pdf", lambda: pdf(1, OpenAction=RUN), "scripted"),
    ("script-in-names.pdf", lambda: pdf(1, Names=NAMED), "scripted"),
    ("script-on-page.pdf", lambda: changed(lambda pdf: on_page(pdf, AA=Dictionary(O=RUN))), "scripted"),
    ("script-in-link.pdf", lambda: changed(lambda pdf: on_page(pdf, Annots=annotation(Subtype=Name.Link, A=CHAIN))), "scripted"),
    ("launch.pdf", lambda: changed(lambda pdf: on_page(pdf, Annots=annotation(Subtype=Name.Link, A=LAUNCH))), "scripted"),
    ("submit.pdf", lambda: pdf(1, OpenAction=action("SubmitForm", F=String("http://example.org"))), "scripted"),
    ("video.pdf", lambda: changed(lambda pdf: on_page(pdf, Annots=annotation(Subtype=Name.RichMedia))), "scripted"),
    ("xfa.pdf", lambda: pdf(1, AcroForm=Dictionary(Fields=Array([]), XFA=String("<x/>"))), "scripted"),
    ("portfolio.pdf", lambda: pdf(1, Collection=Dictionary(Type=Name.Collection)), "portfolio"),
    ("broken-references.pdf", lambda: broken_references(pdf(3)), "damaged"),
    ("cut-fast-web.pdf", lambda: linearized()[:-600], "damaged"),
    ("pages-going-round.pdf", lambda: changed(going_round), "damaged"),
    ("no-box.pdf", lambda: changed(lambda pdf: on_page(pdf, MediaBox=Array([0, 0]))), "damaged"),
    ("no-area.pdf", lambda: changed(lambda pdf: on_page(pdf, MediaBox=Array([0, 0, 0, 842]))), "damaged"),
    ("endless-page.pdf", lambda: changed(lambda pdf: on_page(pdf, MediaBox=Array([0, 0, 595, 90_000]))), "damaged"),
    ("words-for-a-turn.pdf", lambda: changed(lambda pdf: on_page(pdf, Rotate=Name.Left)), "damaged"),
    ("words-for-a-box.pdf", lambda: changed(lambda pdf: on_page(pdf, MediaBox=String("A4"))), "damaged"),
    ("packed-twice.pdf", lambda: changed(packed_twice), "too-large"),
    ("packed-by-lzw.pdf", lambda: changed(packed_by_lzw), "too-large"),
    ("packed-objects.pdf", packed_objects, "too-large"),
    ("many-pages.pdf", lambda: pdf(31), "too-large"),
    ("bomb.pdf", lambda: changed(lambda pdf: contents(pdf, b" " * 30_000_000)), "too-large"),
    ("picture.pdf", lambda: picture("PNG"), "mislabelled"),
    ("paper.png", lambda: pdf(1), "mislabelled"),
    ("photo.png", lambda: picture("JPEG"), "mislabelled"),
    ("contract.pdf", word, "mislabelled"),
    ("archive.zip", lambda: zipped({"a.pdf": pdf(1)}), "unknown-kind"),
    ("bundle.pdf", lambda: zipped({"a.pdf": pdf(1)}), "unknown-kind"),
    ("letter.hwp", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown-kind"),
    ("text.pdf", lambda: "시험보고서".encode(), "unknown-kind"),
    ("program.pdf", lambda: b"MZ" + b"\0" * 200, "unknown-kind"),
    ("page.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "unknown-kind"),
    ("encrypted.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
    ("macro.docx", lambda: word(**{"word/vbaProject.bin": b"x"}), "scripted"),
    ("escape.docx", lambda: word(**{"../../evil.txt": b"x"}), "path-escape"),
    ("drive.docx", lambda: word(**{"C:\\evil.txt": b"x"}), "path-escape"),
    ("bomb.docx", lambda: word(**{"word/media/a.bin": b"\0" * 30_000_000}), "too-large"),
    ("many-entries.docx", many_entries, "too-large"),
    ("linked.docx", lambda: word(**{"word/_rels/document.xml.rels": EXTERNAL}), "linked"),
    ("no-text.docx", lambda: word(**{"word/document.xml": b""}), "damaged"),
    ("entities.docx", lambda: word(**{"word/document.xml": b'<!DOCTYPE d [<!ENTITY a "b">]>' + field("PAGE")}), "damaged"),
    ("two-texts.docx", two_texts, "damaged"),
    ("dde.docx", lambda: word(**{"word/document.xml": field("DDEAU", "TO cmd /c calc")}), "scripted"),
    ("fetching.docx", lambda: word(**{"word/footer1.xml": field(' INCLUDETEXT "/etc/passwd" ')}), "linked"),
    ("truncated.docx", lambda: word()[:-100], "damaged"),
    ("bad-crc.docx", lambda: flipped(word(), b"word/document.xml"), "damaged"),
    ("truncated.png", lambda: picture("PNG", (300, 300))[:-60], "damaged"),
    ("truncated.jpg", lambda: picture("JPEG", (300, 300))[:-400], "damaged"),
    ("bomb.png", lambda: forged_png(60_000), "too-large"),
    ("cut-header.png", lambda: forged_png(9)[:20], "damaged"),
    ("huge.png", lambda: picture("PNG", (3000, 3000), "L"), "too-large"),
]  # fmt: skip


@pytest.fixture
def strict(filing: Path) -> Path:
    """A filing whose packets take little: a bomb for them need not be one for the machine that tests."""
    path = filing / "set" / "packets.yaml"
    text = path.read_text("utf-8")
    for name, value in (("pages", 20000), ("unpacked", 2000000000), ("pixels", 200000000)):
        small = {"pages": 30, "unpacked": 20_000_000, "pixels": 5_000_000}[name]
        assert f"  {name}: {value}" in text
        text = text.replace(f"  {name}: {value}", f"  {name}: {small}")
    path.write_text(text, "utf-8")
    return filing


def test_links_that_readers_click_are_no_fields_that_fetch(tmp_path: Path) -> None:
    path = tmp_path / "linked.docx"
    path.write_bytes(word(**{"word/document.xml": field('HYPERLINK "https://example.org/link/dde.html"')}))
    check_word(path, Limits())


def test_files_inside_a_word_document_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "embedding.docx"
    path.write_bytes(word())
    assert not embeds(path)
    path.write_bytes(word(**{"word/embeddings/sheet.xlsx": b"PK"}))
    assert embeds(path)


@pytest.mark.parametrize(("name", "content", "rule"), SPOILED, ids=[name for name, _, _ in SPOILED])
def test_spoiled_attachments_are_refused_by_name(
    strict: Path, name: str, content: Callable[[], bytes], rule: str
) -> None:
    attach(strict, name, content())
    declare(strict, [*SIGNED, paper(name)])
    findings = refused(strict)
    assert [finding.rule for finding in findings if finding.severity is Severity.ERROR] == [f"attachment/{rule}"]
    (finding,) = findings
    assert name in finding.message.ko
    assert name in str(finding.message.en)
    assert finding.place.file == "study.yaml"
    assert not (strict / "build" / "packet" / "ad-1-combined").exists()
    assert not list((strict / "build").glob("**/.staging-*"))


def test_a_file_that_is_not_there_is_named(filing: Path) -> None:
    declare(filing, [*SIGNED, paper("gone.pdf")])
    assert [(finding.rule, "gone.pdf" in finding.message.ko) for finding in refused(filing)] == [
        ("attachment/missing", True)
    ]


def test_a_paper_without_a_file_stops_a_packet_but_no_draft(filing: Path) -> None:
    declare(filing, [*SIGNED, paper(None)])
    assert [finding.rule for finding in refused(filing)] == ["attachment/no-file"]
    made = packet(filing, draft=True)
    assert [finding.rule for finding in made.findings] == ["attachment/no-file"]


@pytest.mark.parametrize("name", ["../outside.pdf", "/etc/hostname", "attachments/../study.yaml"])
def test_a_path_out_of_the_attachments_never_loads(filing: Path, name: str) -> None:
    declare(filing, [*SIGNED, {**paper(""), "file": name}])
    with pytest.raises(SubmissionError) as caught:
        packet(filing)
    assert [finding.rule for finding in caught.value.findings] == ["data/attachment"]


def secret(folder: Path) -> Path:
    """A file outside of the submission."""
    path = folder.parents[1] / "secret.pdf"
    path.write_bytes(pdf(1))
    return path


# What lies where a file should: made in the attachments' folder.
NO_FILES: dict[str, Callable[[Path], object]] = {
    "link-out.pdf": lambda path: path.symlink_to(secret(path.parent)),
    "device.pdf": lambda path: path.symlink_to("/dev/zero"),
    "itself.pdf": lambda path: path.symlink_to(path.name),
    "nowhere.pdf": lambda path: path.symlink_to("gone.pdf"),
    "pipe.pdf": os.mkfifo,
}


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_file_of_the_submission_never_loads(filing: Path, name: str) -> None:
    NO_FILES[name](filing / "attachments" / name)
    declare(filing, [*SIGNED, paper(name)])
    with pytest.raises(SubmissionError) as caught:
        packet(filing)
    (finding,) = caught.value.findings
    assert (finding.rule, finding.place.path) == ("data/file", "attachments[report].file")
    assert not (filing / "build" / "packet").exists()


def test_a_folder_in_a_files_place_and_a_name_that_no_system_takes_are_named(filing: Path) -> None:
    (filing / "attachments" / "folder.pdf").mkdir()
    for name in ("folder.pdf", f"{'a' * 300}.pdf", ".hidden.pdf"):
        declare(filing, [*SIGNED, paper(name)])
        (finding,) = refused(filing)
        assert finding.rule == "attachment/missing"
        assert name[:60] in finding.message.ko


@pytest.mark.parametrize("name", ["a\x07b.pdf", "a\u202eb.pdf", "a\x00b.pdf", "a\\b.pdf"])
def test_names_that_deceive_never_load(filing: Path, name: str) -> None:
    declare(filing, [*SIGNED, paper(name)])
    with pytest.raises(SubmissionError):
        packet(filing)


def test_a_file_is_found_however_its_name_is_composed(filing: Path) -> None:
    for on_disk, declared in (("NFD", "NFC"), ("NFC", "NFD")):
        shutil.rmtree(filing / "attachments")
        for name in ("application.pdf", "request.pdf", unicodedata.normalize(on_disk, "한글 보고서.pdf")):  # type: ignore[arg-type]
            attach(filing, name, pdf(1))
        declare(filing, [*SIGNED, paper(unicodedata.normalize(declared, "한글 보고서.pdf"))])  # type: ignore[arg-type]
        assert (packet(filing).folder / "attachments" / "report.pdf").is_file()


def test_an_undeclared_file_with_a_name_in_no_encoding_is_no_matter(filing: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(filing / "attachments") + b"/\xff.pdf")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert packet(filing).pages


def test_a_page_that_cannot_be_merged_is_named(filing: Path) -> None:
    attach(filing, "annotations.pdf", changed(lambda pdf: on_page(pdf, Annots=7)))
    declare(filing, [*SIGNED, paper("annotations.pdf")])
    with pytest.raises(RegdocsError) as caught:
        packet(filing)
    assert "annotations.pdf" in caught.value.findings[0].message.ko
    assert not (filing / "build" / "packet" / "ad-1-combined").exists()
    assert not list((filing / "build").glob("**/.staging-*"))


def test_an_expired_paper_is_named(filing: Path) -> None:
    attach(filing, "licence.pdf", pdf(1))
    declare(filing, [*SIGNED, paper("licence.pdf", "facility_licence", valid_until="2026-11-21")])
    assert [finding.rule for finding in refused(filing)] == ["attachment/expired"]


@pytest.mark.slow
def test_a_long_attachment_is_handled(filing: Path) -> None:
    attach(filing, "long.pdf", pdf(5000, size=(300, 400)))
    declare(filing, [*SIGNED, paper("long.pdf")])
    assert packet(filing).pages > 5000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("보고서 (최종) #1.PDF", pdf(1)),
        ("CON.pdf", pdf(1)),
        ("a" * 200 + ".pdf", pdf(1)),
        ("scan.JPEG", picture("JPEG")),
        ("prefixed.pdf", b"\xef\xbb\xbf\n" + pdf(1)),
    ],
)
def test_odd_names_and_harmless_oddities_are_handled(filing: Path, name: str, data: bytes) -> None:
    attach(filing, name, data)
    declare(filing, [*SIGNED, paper(name)])
    made = packet(filing)
    assert (
        made.folder / "attachments" / f"report{Path(name).suffix.lower().replace('jpeg', 'jpg')}"
    ).read_bytes() == data


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1", "CMYK"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_scans_stand_upright_whatever_they_are_made_of(tmp_path: Path, mode: str, orientation: int) -> None:
    kind = "JPEG" if mode in ("L", "RGB", "CMYK") else "PNG"
    upright = Image.new("RGB", (60, 80), "black")
    upright.paste("white", (0, 0, 60, 40))
    turned = {
        1: upright,
        3: upright.rotate(180),
        6: upright.rotate(90, expand=True),
        8: upright.rotate(270, expand=True),
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    scan, printed = tmp_path / "scan", tmp_path / "scan.pdf"
    turned[orientation].convert(mode).save(scan, kind, exif=exif)
    to_pdf(scan, printed, Limits())
    first = printed.read_bytes()
    to_pdf(scan, printed, Limits())
    assert printed.read_bytes() == first
    with pypdfium2.PdfDocument(printed) as document:
        page = document[0].render().to_pil().convert("L")
    width, height = page.size
    assert page.getpixel((width // 2, height // 4)) > 200
    assert page.getpixel((width // 2, height * 3 // 4)) < 50


def test_a_scan_is_a_page_of_the_merged_file(filing: Path) -> None:
    attach(filing, "scan.png", picture("PNG"))
    declare(filing, [*SIGNED, paper("scan.png")])
    made = packet(filing)
    with pypdfium2.PdfDocument(made.folder / "packet.pdf") as merged:
        page = merged[page_of(made.folder, "attachment:report") - 1].render().to_pil()
    assert page.getpixel((page.width // 2, page.height // 4)) == (255, 0, 0)


def page_of(folder: Path, key: str) -> int:
    """The page of a packet on which an item begins."""
    manifest = from_bytes((folder / "manifest.json").read_bytes())
    assert manifest is not None
    (page,) = [item.page for part in manifest.parts for item in part.items if item.key == key]
    assert page is not None
    return page


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_word_document_becomes_pages_the_same_each_time(filing: Path) -> None:
    attach(filing, "contract.docx", word())
    declare(filing, [*SIGNED, paper("contract.docx")])
    first = packet(filing)
    before = (first.folder / "packet.pdf").read_bytes()
    again = packet(filing)
    assert (again.folder / "attachments" / "report.docx").read_bytes() == (
        filing / "attachments" / "contract.docx"
    ).read_bytes()
    assert (again.folder / "packet.pdf").read_bytes() == before


def test_without_libreoffice_a_word_document_is_named(filing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    attach(filing, "contract.docx", word())
    declare(filing, [*SIGNED, paper("contract.docx")])
    assert [finding.rule for finding in refused(filing)] == ["attachment/not-convertible"]


def test_a_word_document_that_lies_about_its_size_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(**{"word/media/a.bin": b"\0" * 3_000_000}))
    with pytest.raises(Spoiled, match="unpacked"):
        check_word(path, Limits.model_validate({"unpacked": "1000000"}))


def test_what_merging_loses_is_said(filing: Path) -> None:
    with pikepdf.open(attach(filing, "report.pdf", linked_pdf()), allow_overwriting_input=True) as report:
        report.attachments["data.csv"] = b"1,2"
        report.save()
    declare(filing, [*SIGNED, paper("report.pdf")])
    assert [(each.rule, each.severity) for each in packet(filing).findings] == [
        ("attachment/embedded-files", Severity.WARNING)
    ]
