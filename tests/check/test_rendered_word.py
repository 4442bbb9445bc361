"""What else people and programs do to a Word file: each change passes or gets just the findings that it deserves."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest
from editing import Made, W, headings, made, stretch, style, text
from lxml import etree
from test_rendered_edits import element, without_controls

from regdocs.formats.docx.read import read
from regdocs.formats.rendered import ReadParagraph

NAME, PLAN = "minimal-2026", "research-plan"
FULL_WIDTH = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}


@pytest.fixture(scope="module")
def plan() -> Made:
    return made(PLAN, NAME)


def at(section: str) -> int:
    """Where a section stands among the headings."""
    return [each.id for each in made(PLAN, NAME).document.walk()].index(section)


def texts(root: etree._Element) -> Iterator[etree._Element]:
    return root.iter(f"{W}t")


def replace_all(root: etree._Element, change: Callable[[str], str]) -> None:
    for each in texts(root):
        each.text = change(each.text or "")


def typed(root: etree._Element, after: str, change: Callable[[str], str] = str) -> None:
    """Every number typed, none counted."""
    numbers = [
        each.number for each in read(made(PLAN, NAME).data).blocks if isinstance(each, ReadParagraph) and each.level
    ]
    for heading, number in zip(headings(root), numbers, strict=True):
        properties = heading.find(f"{W}pPr")
        assert properties is not None
        properties.append(element('<w:numPr><w:numId w:val="0"/></w:numPr>'))
        if number:
            run = f'<w:r><w:t xml:space="preserve">{change(number)}{after}</w:t></w:r>'
            properties.addnext(element(run))


def numbers_typed(root: etree._Element) -> None:
    typed(root, " ")


def numbers_typed_without_a_blank(root: etree._Element) -> None:
    typed(root, "")


def numbers_typed_in_full_width(root: etree._Element) -> None:
    typed(root, " ", lambda number: number.translate(FULL_WIDTH))


def blanks_that_do_not_break(root: etree._Element) -> None:
    replace_all(root, lambda words: words.replace(" ", "\u00a0"))


def soft_hyphens(root: etree._Element) -> None:
    replace_all(root, lambda words: re.sub(r"(?<=\w\w)(?=\w\w)", "\u00ad", words, count=1))


def values_in_full_width(root: etree._Element) -> None:
    for control in root.iter(f"{W}sdt"):
        if control.find(f"{W}sdtPr/{W}tag") is not None:
            replace_all(control, lambda words: words.translate(FULL_WIDTH))


def other_tilde(root: etree._Element) -> None:
    replace_all(root, lambda words: words.replace("~", "∼"))


def headings_in_cells(root: etree._Element) -> None:
    """As forms frame them: a label, and the heading beside it."""
    for heading in headings(root)[:6]:
        label = "<w:tc><w:p><w:r><w:t>구분</w:t></w:r></w:p></w:tc>"
        frame = element(f"<w:tbl><w:tr>{label}<w:tc/></w:tr></w:tbl>")
        heading.addprevious(frame)
        list(frame.iter(f"{W}tc"))[1].append(heading)


def headings_without_style_in_cells(root: etree._Element) -> None:
    """As Hangul exports them: the number in one cell, the title in the next."""
    numbers = {text(heading): number for heading, number in zip(headings(root), shown_numbers(), strict=True)}
    for heading in headings(root)[:3]:
        words = (
            f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in (numbers[text(heading)], text(heading))
        )
        heading.addprevious(element(f"<w:tbl><w:tr>{''.join(words)}</w:tr></w:tbl>"))
        heading.getparent().remove(heading)  # type: ignore[union-attr]


def shown_numbers() -> list[str]:
    blocks = read(made(PLAN, NAME).data).blocks
    return [each.number for each in blocks if isinstance(each, ReadParagraph) and each.level]


def tables_in_tables(root: etree._Element) -> None:
    body = root.find(f"{W}body")
    assert body is not None
    for table in [each for each in body if each.tag == f"{W}tbl"]:
        frame = element("<w:tbl><w:tr><w:tc/><w:tc><w:p/></w:tc></w:tr></w:tbl>")
        table.addprevious(frame)
        next(frame.iter(f"{W}tc")).append(table)


def merged_cells(root: etree._Element) -> None:
    table = [each for each in root.iter(f"{W}tbl") if len(each.findall(f"{W}tr")) > 2][3]
    first, second = table.findall(f"{W}tr")[1].findall(f"{W}tc")[:2]
    for paragraph in second.findall(f"{W}p"):
        first.append(paragraph)
    first[0].append(element('<w:gridSpan w:val="2"/>'))
    second.getparent().remove(second)  # type: ignore[union-attr]


def contents_as_plain_text(root: etree._Element) -> None:
    """As Google Docs and Hangul export them."""
    for control in [each for each in root.iter(f"{W}sdt") if each.find(f".//{W}docPartGallery") is not None]:
        for child in list(control.find(f"{W}sdtContent")):  # type: ignore[arg-type]
            control.addprevious(child)
        control.getparent().remove(control)  # type: ignore[union-attr]
    for each in list(root.iter(f"{W}fldChar", f"{W}instrText")):
        each.getparent().remove(each)  # type: ignore[union-attr]
    for each in root.iter(f"{W}pStyle"):
        if each.get(f"{W}val", "").startswith("TOC"):
            each.set(f"{W}val", "BodyText")


def sections_in_controls(root: etree._Element) -> None:
    for index in (3, 1):
        elements = stretch(root, index)
        control = element("<w:sdt><w:sdtContent/></w:sdt>")
        elements[0].addprevious(control)
        for each in elements:
            control[0].append(each)


def paragraphs_moved(root: etree._Element) -> None:
    """Within the paper, below another heading."""
    moved = written(root)
    headings(root)[at("clinical-data")].addnext(moved)


def paragraph_rewritten(root: etree._Element) -> None:
    for each in texts(written(root)):
        words = each.text or ""
        each.text = f"요컨대 {words[: len(words) // 2]}바, {words[len(words) // 2 :]}"


def table_split(root: etree._Element) -> None:
    table = next(each for each in root.iter(f"{W}tbl") if len(each.findall(f"{W}tr")) > 5)
    rest = copy.deepcopy(table)
    for each in rest.findall(f"{W}tr")[:3]:
        rest.remove(each)
    for each in table.findall(f"{W}tr")[3:]:
        table.remove(each)
    table.addnext(rest)
    table.addnext(element("<w:p/>"))


def section_breaks(root: etree._Element) -> None:
    for each in [each for each in root.iter(f"{W}p") if style(each) == "BodyText"][:9:2]:
        each.find(f"{W}pPr").append(element('<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'))  # type: ignore[union-attr]


def heading_over_two_lines(root: etree._Element) -> None:
    words = next(texts(headings(root)[at("clinical-data")]))
    rest = element(f"<w:t>{(words.text or '')[4:]}</w:t>")
    words.text = (words.text or "")[:4]
    words.addnext(rest)
    words.addnext(element("<w:br/>"))


HARMLESS = [
    paragraphs_moved, table_split, section_breaks, heading_over_two_lines,
    numbers_typed, numbers_typed_without_a_blank, numbers_typed_in_full_width, blanks_that_do_not_break, soft_hyphens,
    values_in_full_width, other_tilde, headings_in_cells, tables_in_tables, merged_cells, contents_as_plain_text,
    sections_in_controls,
]  # fmt: skip


@pytest.mark.parametrize("edit", HARMLESS, ids=lambda edit: edit.__name__)
def test_harmless_changes_pass(plan: Made, edit: Callable[[etree._Element], None]) -> None:
    assert [each.line("en") for each in plan.check(plan.edited(edit), exact=True).findings] == []


def test_a_paragraph_written_anew_is_a_note(plan: Made) -> None:
    (note,) = plan.check(plan.edited(paragraph_rewritten), exact=True).findings
    assert (note.rule, note.severity.value) == ("rendered/text-reworded", "note")


def tagged(root: etree._Element) -> list[etree._Element]:
    return [each for each in root.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag") is not None]


def another_level(root: etree._Element) -> None:
    headings(root)[at("clinical-data")].find(f"{W}pPr/{W}pStyle").set(f"{W}val", "Heading3")  # type: ignore[union-attr]


def heading_restyled_as_text(root: etree._Element) -> None:
    headings(root)[at("storage-transport")].find(f"{W}pPr/{W}pStyle").set(f"{W}val", "BodyText")  # type: ignore[union-attr]


def empty_heading(root: etree._Element) -> None:
    headings(root)[at("cells")].addprevious(element('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>'))


def deleted_value(root: etree._Element) -> None:
    control = tagged(root)[80]
    control.getparent().remove(control)  # type: ignore[union-attr]


def emptied_control(root: etree._Element) -> None:
    for each in texts(tagged(root)[80]):
        each.text = ""


def control_taken_away_and_value_changed(root: etree._Element) -> None:
    control = tagged(root)[80]
    for each in texts(control):
        each.text = "다른 부서"
    for child in list(control.find(f"{W}sdtContent")):  # type: ignore[arg-type]
        control.addprevious(child)
    control.getparent().remove(control)  # type: ignore[union-attr]


def one_of_two_values_changed(root: etree._Element) -> None:
    """Without tags; the other one still stands in the section."""
    name = made(PLAN, NAME).submission.study.product.name
    without_controls(root)
    section = stretch(root, at("synopsis"))
    found = [each for block in section for each in texts(block) if each.text and name.ko in each.text]
    assert len(found) > 1
    found[0].text = (found[0].text or "").replace(name.ko, "다른 세포")


def deleted_row(root: etree._Element) -> None:
    """Of a table that still names the same institution in its other rows."""
    table = next(each for each in stretch(root, at("overview.investigators")) if each.tag == f"{W}tbl")
    table.remove(table.findall(f"{W}tr")[2])


def deleted_row_without_tags(root: etree._Element) -> None:
    without_controls(root)
    deleted_row(root)


def tiny_text(root: etree._Element) -> None:
    for block in stretch(root, 5)[1:]:
        for run in block.iter(f"{W}r"):
            if run.find(f"{W}rPr") is None:
                run.insert(0, element("<w:rPr/>"))
            run[0].append(element('<w:sz w:val="2"/>'))


def section_deleted_while_tracking(root: etree._Element) -> None:
    for block in stretch(root, at("clinical-data")):
        for run in list(block.iter(f"{W}r")):
            deletion = element('<w:del w:id="9" w:author="김검토"/>')
            run.addprevious(deletion)
            deletion.append(run)


def cell_inserted_while_tracking(root: etree._Element) -> None:
    next(root.iter(f"{W}tcPr")).append(element('<w:cellIns w:id="1" w:author="김검토"/>'))


def page_changed_while_tracking(root: etree._Element) -> None:
    root.find(f"{W}body/{W}sectPr").append(element('<w:sectPrChange w:id="1" w:author="김검토"/>'))  # type: ignore[union-attr]


def written(root: etree._Element) -> etree._Element:
    """A paragraph of the submission that isn't all that its section says."""
    return next(each for each in stretch(root, at("overview.background")) if style(each) == "BodyText")


def deleted_paragraph(root: etree._Element) -> None:
    found = written(root)
    found.getparent().remove(found)  # type: ignore[union-attr]


def deleted_caption(root: etree._Element) -> None:
    found = next(each for each in stretch(root, at("overview.name")) if style(each) == "Caption")
    found.getparent().remove(found)  # type: ignore[union-attr]


def deleted_picture(root: etree._Element) -> None:
    found = next(root.iter(f"{W}drawing"))
    found.getparent().remove(found)  # type: ignore[union-attr]


def split_heading(root: etree._Element) -> None:
    heading = headings(root)[at("risk-classification")]
    rest = copy.deepcopy(heading)
    words = text(heading)
    for part, shown in ((heading, words[:9]), (rest, words[9:])):
        for each in texts(part):
            each.text = ""
        next(texts(part)).text = shown
    heading.addnext(rest)


FOUND: list[tuple[Callable[[etree._Element], None], set[str], str]] = [
    (another_level, {"heading-level"}, "clinical-data"),
    (heading_restyled_as_text, {"heading-as-text", "heading-number"}, "storage-transport"),
    (empty_heading, {"empty-heading", "heading-number"}, "cells"),
    (deleted_value, {"value-missing"}, "overview.investigators"),
    (emptied_control, {"value-missing"}, "overview.investigators"),
    (control_taken_away_and_value_changed, {"value-differs"}, "overview.investigators"),
    (one_of_two_values_changed, {"value-differs"}, "synopsis"),
    (deleted_row, {"value-missing"}, "overview.investigators"),
    (deleted_row_without_tags, {"value-missing"}, "overview.investigators"),
    (deleted_paragraph, {"text-missing"}, "overview.background"),
    (deleted_caption, {"text-missing"}, "overview.name"),
    (deleted_picture, {"figure-missing"}, "processing.process"),
    (tiny_text, {"hidden-text", "empty-section", "value-missing"}, "overview.necessity.statutory-reason"),
    (
        section_deleted_while_tracking,
        {"tracked-change", "missing-section", "contents", "empty-heading"},
        "clinical-data",
    ),
    (cell_inserted_while_tracking, {"tracked-change"}, ""),
    (page_changed_while_tracking, {"tracked-change"}, "separate-documents"),
    (split_heading, {"heading-wording", "unknown-section", "contents", "heading-number"}, "risk-classification"),
    (headings_without_style_in_cells, {"heading-style", "heading-number"}, "overview"),
]


@pytest.mark.parametrize(("edit", "rules", "section"), FOUND, ids=[edit.__name__ for edit, *_ in FOUND])
def test_a_change_gets_its_findings_and_no_others(
    plan: Made, edit: Callable[[etree._Element], None], rules: set[str], section: str
) -> None:
    found = plan.check(plan.edited(edit), exact=True).findings
    assert {each.rule.removeprefix("rendered/") for each in found} == rules
    assert not section or section in {each.place.section for each in found}
    assert all(each.remedy is not None and each.message.en for each in found)


def test_an_added_heading_that_shifts_official_numbers_is_an_error_told_once(plan: Made) -> None:
    (shifted,) = [
        each for each in plan.check(plan.edited(empty_heading)).findings if each.rule == "rendered/heading-number"
    ]
    assert shifted.severity.value == "error"


def without(data: bytes, *names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
    return buffer.getvalue()


def strict(data: bytes) -> bytes:
    """As Word saves "Strict Open XML"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for area in (
                b"wordprocessingml/2006/main",
                b"officeDocument/2006/relationships",
                b"officeDocument/2006/math",
            ):
                now = area.replace(b"/2006", b"")
                content = content.replace(
                    b"http://schemas.openxmlformats.org/" + area, b"http://purl.oclc.org/ooxml/" + now
                )
            new.writestr(name, content)
    return buffer.getvalue()


def other_encoding(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16")
            new.writestr(name, content)
    return buffer.getvalue()


FILES: list[tuple[str, Callable[[bytes], bytes], set[str]]] = [
    ("strict", strict, set()),
    ("UTF-16", other_encoding, set()),
    ("no settings", lambda data: without(data, "word/settings.xml"), set()),
    ("no lineage", lambda data: without(data, "customXml/item1.xml"), set()),
    ("no styles", lambda data: without(data, "word/styles.xml"), {"heading-number"}),
    ("no lists", lambda data: without(data, "word/numbering.xml"), {"heading-number"}),
]


@pytest.mark.parametrize(("change", "rules"), [each[1:] for each in FILES], ids=[each[0] for each in FILES])
def test_a_file_built_otherwise_is_read_all_the_same(
    plan: Made, change: Callable[[bytes], bytes], rules: set[str]
) -> None:
    found = plan.check(change(plan.data), exact=True).findings
    assert {each.rule.removeprefix("rendered/") for each in found} == rules
