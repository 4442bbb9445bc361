"""Reading a PDF: lines, headings and headers of a printed paper, and hostile files refused or named."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pikepdf
import pytest
import specimen
from pikepdf import Array, Dictionary, Name, String

from regdocs.formats.pdf.read import read
from regdocs.formats.pdf.write import write
from regdocs.formats.rendered import Left, ReadParagraph, Use
from regdocs.formats.unreadable import UnreadableFile
from regdocs.template_set.style import Style


@pytest.fixture(scope="module")
def printed() -> bytes:
    return write(specimen.document(), specimen.RESOURCES, Style()).data


def headings(data: bytes) -> list[ReadParagraph]:
    return [each for each in read(data).paragraphs() if each.level]


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **saving: object) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(buffer, **saving)  # type: ignore[arg-type]
    return buffer.getvalue()


def test_headings_come_back_with_level_and_page(printed: bytes) -> None:
    document = specimen.document()
    expected = [
        "".join(f"{section.number}{section.title.ko}".split()) for section in document.walk() if section.title.ko
    ]
    found = headings(printed)
    assert ["".join(each.text.split()) for each in found] == expected
    layout = write(document, specimen.RESOURCES, Style()).layout
    assert layout is not None
    pages = [layout.sections[section.id] for section in document.walk() if section.title.ko]
    assert [each.page for each in found] == pages
    assert {each.level for each in found} == {1, 2, 3}


def test_headers_and_footers_are_no_text(printed: bytes) -> None:
    document = specimen.document()
    rendered = read(printed)
    assert any(document.number in each for each in rendered.around)
    assert rendered.first_number == 1
    bodies = [each.text for each in rendered.paragraphs() if (each.page or 0) > 2]
    assert not [each for each in bodies if each.startswith(document.number)]


def test_contents_and_captions_are_told_apart(printed: bytes) -> None:
    rendered = read(printed)
    contents = [each.text for each in rendered.paragraphs() if each.use is Use.CONTENTS]
    captions = [each.text for each in rendered.paragraphs() if each.use is Use.CAPTION]
    assert len(contents) > 5
    assert captions
    assert all(each.startswith(("표", "그림")) for each in captions)


def test_without_bookmarks_there_are_lines_but_no_headings(printed: bytes) -> None:
    def cut(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Outlines

    data = changed(printed, cut)
    assert headings(data) == []
    assert [each.text for each in read(data).paragraphs()][:3] == [each.text for each in read(printed).paragraphs()][:3]


def test_a_bookmark_whose_title_stands_on_no_page_makes_no_heading(printed: bytes) -> None:
    def renamed(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines.First.Title = String("없는 제목")

    assert len(headings(changed(printed, renamed))) == len(headings(printed)) - 1


def action(kind: str) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name(kind), JS=String("app.alert(1)"), F=String("calc.exe"))


def opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = action("/JavaScript")


def launching(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action("/Launch"))
    pdf.pages[0].obj.Annots = pdf.make_indirect(Array([link]))


def following(pdf: pikepdf.Pdf) -> None:
    first = Dictionary(Type=Name.Action, S=Name.GoTo, Next=Array([action("/JavaScript")]))
    pdf.pages[0].obj.AA = Dictionary(O=first)


def embedding(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.txt"] = b"x"


def noting(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("확인"), T=String("이검토")
    )
    pdf.pages[1].obj.Annots = pdf.make_indirect(Array([note]))


def filling(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("이름")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def circling(pdf: pikepdf.Pdf) -> None:
    """A form whose fields are their own children, an action that follows itself."""
    field = pdf.make_indirect(Dictionary(T=String("원")))
    field.Kids = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    again = pdf.make_indirect(Dictionary(S=Name.GoTo))
    again.Next = again
    pdf.Root.OpenAction = again


LEFT = [
    (opening, [(Left.SCRIPT, None)]),
    (launching, [(Left.SCRIPT, 1)]),
    (following, [(Left.SCRIPT, 1)]),
    (embedding, [(Left.EMBEDDED, None)]),
    (noting, [(Left.COMMENT, 2)]),
    (filling, [(Left.FORM_FIELD, None)]),
    (circling, []),
]


@pytest.mark.parametrize(("change", "found"), LEFT, ids=[change.__name__ for change, _ in LEFT])
def test_what_was_left_is_found(
    printed: bytes, change: Callable[[pikepdf.Pdf], None], found: list[tuple[Left, int | None]]
) -> None:
    assert [(each.kind, each.page) for each in read(changed(printed, change)).leftovers] == found


def scan() -> bytes:
    """A page that is one picture."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        picture = pikepdf.Stream(
            pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8
        )  # fmt: skip
        page.obj.Resources = Dictionary(XObject=Dictionary(P=picture))
        page.obj.Contents = pikepdf.Stream(pdf, b"q 100 0 0 100 0 0 cm /P Do Q")
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def test_a_scan_without_text_is_named() -> None:
    rendered = read(scan())
    assert rendered.blocks == ()
    assert [(each.kind, each.text, each.page) for each in rendered.leftovers] == [(Left.NO_TEXT, "1", 1)]


def encrypted(data: bytes, owner: str, user: str) -> bytes:
    return changed(data, lambda pdf: None, encryption=pikepdf.Encryption(owner=owner, user=user))


HOSTILE: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("encrypted", lambda data: encrypted(data, owner="o", user="u")),
    ("encrypted", lambda data: encrypted(data, owner="o", user="")),
    ("damaged", lambda data: data[: len(data) // 2]),
    ("damaged", lambda data: b"%PDF-1.7\n" + bytes(100)),
    ("damaged", lambda data: data[:100] + data[-100:]),
    ("empty-file", lambda data: b""),
    ("unknown-format", lambda data: b"PK\x03\x04" + bytes(100)),
    ("unknown-format", lambda data: b"\xff\xd8\xff\xe0" + bytes(100)),
]


@pytest.mark.parametrize(("rule", "make"), HOSTILE, ids=[f"{rule}-{index}" for index, (rule, _) in enumerate(HOSTILE)])
def test_hostile_files_are_refused_by_name(printed: bytes, rule: str, make: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(make(printed))
    (finding,) = refused.value.findings
    assert finding.rule == f"rendered/{rule}"
    assert finding.remedy is not None


def visits(footers: Sequence[str]) -> bytes:
    """A paper of one heading and one row for each page, with that footer."""
    with pikepdf.new() as pdf:
        for page, footer in enumerate(footers):
            lines = [(800, "Study plan 1.0"), (700, f"Visit {page}"), (300 - 20 * page, "Signed by"), (40, footer)]
            shown = "".join(f"BT /F 10 Tf 1 0 0 1 50 {height} Tm ({words}) Tj ET\n" for height, words in lines)
            blank = pdf.add_blank_page()
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            blank.obj.Resources = Dictionary(Font=Dictionary(F=font))
            blank.obj.Contents = pikepdf.Stream(pdf, shown.encode())
        with pdf.open_outline() as outline:
            outline.root += [pikepdf.OutlineItem(f"Visit {page}", page) for page in range(len(footers))]
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


NUMBERS = [
    (["- 1 -", "- 2 -", "- 3 -", "- 4 -", "- 5 -", "- 6 -"], 1),
    (["1 / 6", "2 / 6", "3 / 6", "4 / 6", "5 / 6", "6 / 6"], 1),
    (["Cover", "1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"], 0),
    (["page 1", "page 2", "page 3", "page 1", "page 2", "page 3"], None),
    (["Version 3"] * 6, None),
]


@pytest.mark.parametrize(("footers", "first"), NUMBERS)
def test_which_number_the_first_page_bears(footers: list[str], first: int | None) -> None:
    assert read(visits(footers)).first_number == first


def test_a_row_that_many_pages_end_with_is_no_footer() -> None:
    """A footer stands at one height, a row of a form wherever the page's text ends; and a heading is a heading."""
    rendered = read(visits(["Page footer"] * 6))
    assert [each.text for each in rendered.paragraphs()][:4] == ["Visit 0", "Signed by", "Visit 1", "Signed by"]
    assert {"Study plan 1.0", "Page footer"} <= set(rendered.around)
