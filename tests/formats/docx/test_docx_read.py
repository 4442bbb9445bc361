"""Reading a DOCX: what was written comes back, however the file is built, and hostile files are refused by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import sample
from word import File, paragraphs

from regdocs.document.inline import Field
from regdocs.document.lineage import inlines_of
from regdocs.finding import ExitCode
from regdocs.formats.docx.read import read
from regdocs.formats.docx.write import write
from regdocs.formats.office.signs import sign
from regdocs.formats.rendered import Left, ReadParagraph, ReadTable, Use
from regdocs.formats.unreadable import UnreadableFile
from regdocs.template_set.style import Style

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(body: str, **parts: str) -> bytes:
    """A Word file of a body and further parts (`styles` is word/styles.xml), as little as can be read."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "".join(f'<Relationship Id="r{name}" Type="{kinds}/{name}" Target="{name}.xml"/>' for name in parts)
    files = {
        "[Content_Types].xml": CONTENT_TYPES,
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="p">{related}</Relationships>',
    }
    files |= {f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{content}</w:{name}>' for name, content in parts.items()}
    return zipped({name: content.encode() for name, content in files.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_headings_numbers_and_text_come_back() -> None:
    document = sample.document()
    data = write(document, sample.RESOURCES, Style())
    rendered = read(data)
    found = [each for each in rendered.blocks if isinstance(each, ReadParagraph) and each.level]
    expected = [(number, text) for style, number, text in paragraphs(File(data)) if style.startswith("Heading")]
    assert [(each.number, each.text) for each in found] == expected
    # A number that Word can't count was typed, and is part of the text.
    for each, section in zip(found, document.walk(), strict=True):
        assert f"{each.number} {each.text}".strip() == f"{section.number} {section.title.ko}".strip()
    assert rendered.document == document.id
    assert rendered.properties["identifier"] == document.number
    assert not [each for each in rendered.leftovers if each.kind is not Left.STALE_FIELD]


def test_the_tree_nests_sections_as_the_document_does() -> None:
    document = sample.document()
    root = read(write(document, sample.RESOURCES, Style())).tree()
    assert root.heading is None
    assert [each.title for each in root.sections] == [each.title.ko for each in document.sections]
    nested = [[child.title for child in each.sections] for each in root.walk()][1:]
    assert [len(each) for each in nested] == [len(each.sections) for each in document.walk()]


def test_every_value_comes_back_with_its_paths_and_its_raw_value() -> None:
    document = sample.document()
    rendered = read(write(document, sample.RESOURCES, Style()))
    written = [
        (inline.text.replace("\n", " "), inline.paths)
        for section in document.walk()
        for inline in inlines_of(section.blocks)
        if isinstance(inline, Field)
    ]
    controls = [each for paragraph in rendered.paragraphs() for each in paragraph.controls if not each.gap]
    found = {(each.text.replace("\n", " "), each.paths) for each in controls}
    assert written
    assert set(written) <= found
    assert any(each.raw for each in controls)


def test_spans_of_cells_come_back() -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    rows = (
        (
            cell.format('<w:gridSpan w:val="2"/>', p("넓은 칸")),
            cell.format('<w:vMerge w:val="restart"/>', p("높은 칸")),
        ),
        (cell.format("", p("가")), cell.format("", p("나")), cell.format("<w:vMerge/>", "<w:p/>")),
    )
    table = f"<w:tbl>{''.join('<w:tr>' + ''.join(row) + '</w:tr>' for row in rows)}</w:tbl>"
    (block,) = read(package(table)).blocks
    assert isinstance(block, ReadTable)
    shown = [[(each.text, each.colspan, each.rowspan) for each in row] for row in block.rows]
    assert shown == [[("넓은 칸", 2, 1), ("높은 칸", 1, 2)], [("가", 1, 1), ("나", 1, 1)]]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="제목 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="병원 서식"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="개요"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="돌고 도는"/><w:basedOn w:val="e"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="e"><w:name w:val="도는"/><w:basedOn w:val="d"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="f"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="g"><w:name w:val="안 보임"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
LEVELS = [
    ('<w:pStyle w:val="1"/>', 1), ('<w:pStyle w:val="a"/>', 2), ('<w:pStyle w:val="b"/>', 1),
    ('<w:pStyle w:val="c"/>', 4), ('<w:pStyle w:val="d"/>', 0), ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', 0),
    ('<w:outlineLvl w:val="2"/>', 3), ('<w:pStyle w:val="unknown"/>', 0), ("", 0),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "level"), LEVELS)
def test_heading_levels(properties: str, level: int) -> None:
    (block,) = read(package(p("제목", properties), styles=STYLES)).blocks
    assert isinstance(block, ReadParagraph)
    assert block.level == level


def test_entries_of_contents_are_no_text() -> None:
    begin = f"{FIELD.format('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{FIELD.format('separate')}"
    end = FIELD.format("end")
    inside = f"<w:p>{begin}<w:r><w:t>1 개요</w:t></w:r></w:p>{p('2 방법')}<w:p>{end}</w:p>"
    blocks = read(package(inside + p("3 결과", '<w:pStyle w:val="f"/>') + p("본문"), styles=STYLES)).blocks
    assert [each.use for each in blocks if isinstance(each, ReadParagraph)] == [Use.CONTENTS] * 4 + [Use.TEXT]


TEXTS = [
    ("<w:r><w:t>가</w:t><w:tab/><w:t>나</w:t><w:br/><w:t>다</w:t></w:r>", "가\t나\n다"),
    ("<w:del><w:r><w:delText>옛</w:delText></w:r></w:del><w:ins><w:r><w:t>새</w:t></w:r></w:ins>", "새"),
    ("<w:moveFrom><w:r><w:t>옛</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>새</w:t></w:r></w:moveTo>", "새"),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>숨김</w:t></w:r><w:r><w:t>보임</w:t></w:r>", "보임"),
    ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>보임</w:t></w:r>', "보임"),
    (f'{FIELD.format("begin")}<w:r><w:instrText>REF x</w:instrText></w:r>{FIELD.format("separate")}<w:r><w:t>표 1</w:t></w:r>'
     f'{FIELD.format("end")}', "표 1"),
    ('<w:hyperlink><w:r><w:t>이음</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>말</w:t></w:r></w:smartTag>', "이음말"),
    ("<w:sdt><w:sdtContent><w:r><w:t>값</w:t></w:r></w:sdtContent></w:sdt>", "값"),
    ("<w:r><w:t>하이</w:t><w:noBreakHyphen/><w:t>픈</w:t></w:r>", "하이-픈"),
    ("<w:r><w:t>\u1112\u1161\u11ab\u1100\u1173\u11af</w:t></w:r>", "한글"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("content", "text"), TEXTS)
def test_text_is_what_a_person_sees(content: str, text: str) -> None:
    (block,) = read(package(f"<w:p>{content}</w:p>")).blocks
    assert isinstance(block, ReadParagraph)
    assert block.text == text


LIST = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="ganada"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride><w:lvlOverride w:ilvl="0"/></w:num>'
)


def test_numbers_are_counted_as_word_counts_them() -> None:
    """A start that is left out is zero; a level starts anew below a higher one; `startOverride` counts once."""
    wanted = [(1, 0, "0"), (1, 0, "1"), (1, 1, "1-1"), (1, 2, "가."), (1, 2, "나."), (1, 1, "1-2"), (1, 2, "가."),
              (2, 0, "7"), (2, 0, "8"), (1, 0, "9"), (9, 0, ""), (1, 5, "")]  # fmt: skip
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    body = "".join(p("제목", numbered.format(level, number)) for number, level, _ in wanted)
    blocks = read(package(body, numbering=LIST)).blocks
    assert [each.number for each in blocks if isinstance(each, ReadParagraph)] == [text for *_, text in wanted]


SIGNS = [
    (3, "decimal", "3"), (3, "ganada", "다"), (3, "chosung", "ㄷ"), (3, "decimalEnclosedCircle", "③"), (3, "upperLetter", "C"),
    (27, "lowerLetter", "aa"), (14, "lowerRoman", "xiv"), (9, "upperRoman", "IX"), (3, "decimalZero", "03"),
    (3, "koreanCounting", "삼"), (3, "none", ""), (0, "ganada", "0"), (21, "decimalEnclosedCircle", "21"), (3, "unknown", "3"),
]  # fmt: skip


@pytest.mark.parametrize(("count", "form", "text"), SIGNS)
def test_number_formats(count: int, form: str, text: str) -> None:
    assert sign(count, form) == text


def test_text_boxes_stand_after_their_paragraph_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>글상자</w:t></w:r></w:p></w:txbxContent>"
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = (
        f'<mc:AlternateContent xmlns:mc="{compatibility}"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    rendered = read(package(f"<w:p><w:r><w:t>본문</w:t></w:r><w:r>{both}</w:r></w:p>"))
    assert [each.text for each in rendered.paragraphs()] == ["본문", "글상자"]
    assert [each.kind for each in rendered.leftovers] == [Left.TEXT_BOX]


def bomb() -> bytes:
    return zipped({"[Content_Types].xml": b"x", "word/document.xml": b"0" * 130_000_000})


def lying_bomb() -> bytes:
    """Its directory says that the part is small."""
    data = bytearray(bomb())
    size = (130_000_000).to_bytes(4, "little")
    while size in data:
        position = data.index(size)
        data[position : position + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def with_entities() -> bytes:
    entities = "".join(f'<!ENTITY e{i} "&e{i - 1};&e{i - 1};">' for i in range(1, 30))
    document = f'<!DOCTYPE d [<!ENTITY e0 "x">{entities}]><w:document xmlns:w="{W}">&e29;</w:document>'
    return zipped({"[Content_Types].xml": b"x", "word/document.xml": document.encode()})


def encrypted_entry() -> bytes:
    data = bytearray(package(p("본문")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(signature, position + 4)
    return bytes(data)


def old_office(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + stream.encode("utf-16-le")


def deep() -> bytes:
    return package("<w:sdt><w:sdtContent>" * 120 + p("깊이") + "</w:sdtContent></w:sdt>" * 120)


def deeper() -> bytes:
    return package("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000)


HOSTILE: list[tuple[str, Callable[[], bytes]]] = [
    ("empty-file", lambda: b""),
    ("unknown-format", lambda: b"plain words"),
    ("unknown-format", lambda: b"{\\rtf1 words}"),
    ("unknown-format", lambda: b"\xef\xbb\xbf<html></html>"),
    ("unknown-format", lambda: b"%PDF-1.7"),
    ("unknown-format", lambda: old_office("WordDocument")),
    ("unknown-format", lambda: old_office("HwpSummaryInformation")),
    ("unknown-format", lambda: zipped({"mimetype": b"application/hwp+zip", "Contents/section0.xml": b""})),
    ("unknown-format", lambda: zipped({"a.txt": b"x"})),
    ("unknown-format", lambda: zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"})),
    ("encrypted", lambda: old_office("EncryptedPackage")),
    ("encrypted", encrypted_entry),
    ("damaged", lambda: package(p("본문"))[:-40]),
    ("damaged", lambda: package(p("본문"))[:200]),
    ("damaged", lambda: b"PK\x03\x04" + bytes(100)),
    ("damaged", lambda: zipped({"[Content_Types].xml": b"x", "word/document.xml": b"<w:document"})),
    ("damaged", lambda: zipped({"[Content_Types].xml": b"x", "word/document.xml": b"<other/>"})),
    ("damaged", lambda: zipped({"[Content_Types].xml": b"x", "word/other.xml": b"<other/>"})),
    ("damaged", with_entities),
    ("damaged", deeper),
    ("too-large", bomb),
    ("too-large", lambda: zipped({f"word/{i}.xml": b"" for i in range(10_001)} | {"[Content_Types].xml": b""})),
]


@pytest.mark.parametrize(("rule", "make"), HOSTILE, ids=[f"{rule}-{index}" for index, (rule, _) in enumerate(HOSTILE)])
def test_hostile_files_are_refused_by_name(rule: str, make: Callable[[], bytes]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(make())
    (finding,) = refused.value.findings
    assert finding.rule == f"rendered/{rule}"
    assert finding.remedy is not None
    assert finding.message.en
    assert refused.value.exit_code is ExitCode.INVALID_SUBMISSION


def test_a_size_that_lies_is_not_believed() -> None:
    with pytest.raises(UnreadableFile, match=r"damaged|limit"):
        read(lying_bomb())


def test_deep_nesting_is_read_or_refused() -> None:
    (block,) = read(deep()).blocks
    assert isinstance(block, ReadParagraph)
    assert block.text == "깊이"


def test_a_strict_file_is_read_too() -> None:
    document = f'<w:document xmlns:w="{W}"><w:body>{p("엄격")}</w:body></w:document>'
    strict = document.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main").encode()
    (block,) = read(zipped({"[Content_Types].xml": CONTENT_TYPES.encode(), "word/document.xml": strict})).blocks
    assert isinstance(block, ReadParagraph)
    assert block.text == "엄격"


REFERENCES = [
    ('Type="http://x/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"', True),
    ('Type="http://x/image" Target="file:///c:/a.png" TargetMode="External"', True),
    ('Type="http://x/hyperlink" Target="https://www.example/" TargetMode="External"', False),
    ('Type="http://x/hyperlink" Target="file:///c:/a.docx" TargetMode="External"', True),
]


@pytest.mark.parametrize(("relationship", "found"), REFERENCES)
def test_only_links_that_a_reader_clicks_lead_outside(relationship: str, found: bool) -> None:
    rels = f'<Relationships xmlns="p"><Relationship Id="r" {relationship}/></Relationships>'
    document = f'<w:document xmlns:w="{W}"><w:body>{p("본문")}</w:body></w:document>'
    files = {
        "[Content_Types].xml": CONTENT_TYPES.encode(),
        "word/document.xml": document.encode(),
        "word/_rels/document.xml.rels": rels.encode(),
    }
    assert [each.kind for each in read(zipped(files)).leftovers] == ([Left.EXTERNAL] if found else [])


def test_parts_that_do_something_are_found() -> None:
    document = f'<w:document xmlns:w="{W}"><w:body><w:altChunk/></w:body></w:document>'
    base = {"[Content_Types].xml": CONTENT_TYPES.encode(), "word/document.xml": document.encode()}
    files = base | {
        "word/vbaProject.bin": b"x",
        "word/embeddings/oleObject1.bin": b"x",
        "word/activeX/activeX1.xml": b"<a/>",
    }
    kinds = [each.kind for each in read(zipped(files)).leftovers]
    assert kinds == [Left.FOREIGN_PART, Left.EMBEDDED, Left.EMBEDDED, Left.MACRO]


CHANGES = [
    ("<w:p><w:del w:author='김'><w:r><w:delText>옛</w:delText></w:r></w:del>"
     "<w:ins w:author='이'><w:r><w:t>새</w:t></w:r></w:ins></w:p>", [("옛 / 새", "김, 이", 1)]),
    ("<w:p><w:pPr><w:rPr><w:ins w:author='김'/></w:rPr></w:pPr></w:p>", [("", "김", 1)]),
    ("<w:p><w:pPr><w:numPr><w:ins w:author='김'/></w:numPr></w:pPr></w:p>", [("", "김", 1)]),
    ("<w:tbl><w:tr><w:trPr><w:del w:author='김'/></w:trPr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", [("", "김", None)]),
    ("<w:p/><w:sectPr><w:sectPrChange w:author='김'/></w:sectPr>", [("", "김", 1)]),
    ("<w:p><w:r><w:t>그대로</w:t></w:r></w:p>", []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "found"), CHANGES)
def test_the_changes_of_a_paragraph_are_one_thing_that_was_left(
    body: str, found: list[tuple[str, str, int | None]]
) -> None:
    left = read(package(body)).leftovers
    assert [(each.text, each.author, each.index) for each in left if each.kind is Left.TRACKED] == found


def test_what_is_left_in_a_header_has_no_paragraph() -> None:
    header = '<w:p><w:ins w:author="김"><w:r><w:t>넣은 말</w:t></w:r></w:ins></w:p>'
    assert [each.index for each in read(package(p("본문"), header=header)).leftovers] == [None]


def test_type_that_nobody_can_read_is_hidden() -> None:
    rendered = read(package(p("작은 글", run='<w:sz w:val="2"/>') + p("보통 글", run='<w:sz w:val="20"/>')))
    assert [each.text for each in rendered.paragraphs()] == ["", "보통 글"]
    assert [(each.kind, each.text) for each in rendered.leftovers] == [(Left.HIDDEN, "작은 글")]


def test_a_table_that_frames_a_heading_is_no_table() -> None:
    cells = "".join(f"<w:tc>{each}</w:tc>" for each in (p("1"), p("개요", '<w:outlineLvl w:val="0"/>')))
    blocks = read(package(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).blocks
    assert [(each.text, each.level) for each in blocks if isinstance(each, ReadParagraph)] == [("1", 0), ("개요", 1)]


def test_a_style_that_is_defined_nowhere_says_by_its_name_what_it_is() -> None:
    blocks = read(package(p("제목", '<w:pStyle w:val="Heading2"/>') + p("1 개요", '<w:pStyle w:val="TOC1"/>'))).blocks
    shown = [(each.level, each.use) for each in blocks if isinstance(each, ReadParagraph)]
    assert shown == [(2, Use.TEXT), (0, Use.CONTENTS)]
