"""The gate on HWPX: our own file passes, and what somebody changed in Hangul is found, with the section that it is in."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from editing import Made, layout_of, made, weighty

from regdocs.check.rendered.check import check_file
from regdocs.document.inline import Text
from regdocs.finding import Finding
from regdocs.formats.hwpx.read import read
from regdocs.formats.hwpx.write import write

NAME, PAPER = "minimal-2026", "cell-standards"
HEADING = re.compile(r'<hp:p id="([1-9]\d*)".*?</hp:p>', re.DOTALL)


@pytest.fixture(scope="module")
def paper() -> Made:
    return made(PAPER, NAME)


@cache
def file() -> bytes:
    """The paper as HWPX, with the pages of its lists all 1."""
    paper = made(PAPER, NAME)
    return write(paper.document, paper.resources, paper.template_set.style, layout_of(paper.document))


def changed(old: str, new: str, every: bool = False) -> bytes:
    """The file with `old` replaced in its text, where it stands first or `every` time; it has to be there."""
    buffer = io.BytesIO()
    found = False
    with zipfile.ZipFile(io.BytesIO(file())) as archive, zipfile.ZipFile(buffer, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name.startswith("Contents/section") and old.encode() in content and (every or not found):
                content, found = content.replace(old.encode(), new.encode(), -1 if every else 1), True
            copy.writestr(name, content)
    assert found
    return buffer.getvalue()


def heading(number: int) -> str:
    """The paragraph of a heading, counted from 0."""
    with zipfile.ZipFile(io.BytesIO(file())) as archive:
        text = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.startswith("Contents/section")
        )
    return [match[0] for match in HEADING.finditer(text)][number]


def found(paper: Made, data: bytes, exact: bool = True) -> list[Finding]:
    return list(weighty(paper.check(read(data), exact)))


@pytest.mark.parametrize("exact", [False, True], ids=["by the specification", "by the submission"])
def test_our_own_file_passes(paper: Made, exact: bool) -> None:
    assert found(paper, file(), exact) == []


def test_a_changed_value_is_found_with_its_path_and_section(paper: Made) -> None:
    value = next(
        (section.id, field)
        for section in paper.document.walk()
        for block in section.blocks
        for field in getattr(block, "children", ())
        if getattr(field, "paths", ()) and len(field.text) > 2
    )
    old = f">{value[1].text}</hp:t><hp:ctrl><hp:fieldEnd"
    findings = found(paper, changed(old, ">다른 값</hp:t><hp:ctrl><hp:fieldEnd"))
    (differs,) = (each for each in findings if each.rule == "rendered/value-differs")
    assert (differs.place.section, differs.place.path) == (value[0], value[1].paths[0])
    assert "다른 값" in differs.message.ko


def test_a_missing_and_a_renamed_heading_are_found(paper: Made) -> None:
    first, third = heading(0), heading(2)
    assert "rendered/missing-section" in {each.rule for each in found(paper, changed(first, ""), exact=False)}
    title = re.findall(r"<hp:t>([^<]+)</hp:t>", third)[-1]
    rules = {each.rule for each in found(paper, changed(third, third.replace(title, "전혀 다른 제목")), exact=False)}
    assert rules & {"rendered/heading-wording", "rendered/missing-section"}


def test_a_placeholder_and_another_revision_are_found(paper: Made) -> None:
    line = '<hp:p paraPrIDRef="0" styleIDRef="1"><hp:run charPrIDRef="0"><hp:t>[미기재: 기준]</hp:t></hp:run></hp:p>'
    gap = changed(heading(1), heading(1) + line)
    assert "rendered/gap" in {each.rule for each in found(paper, gap)}
    assert "rendered/stale-identity" in {each.rule for each in found(paper, changed("제1.0판", "제0.9판", every=True))}


def test_a_path_is_read_by_its_bytes_and_its_own_word(tmp_path: Path) -> None:
    path = tmp_path / "paper.hwpx"
    path.write_bytes(file())
    assert weighty(check_file(path, None)) == []
    renamed = path.rename(tmp_path / "paper.docx")
    assert [each.rule for each in weighty(check_file(renamed, PAPER))] == ["rendered/mislabelled"]


def test_another_unit_and_a_deleted_line_are_found(paper: Made) -> None:
    """In text that is no value."""
    words = next(
        inline.text
        for section in paper.document.walk()
        for block in section.blocks
        for inline in getattr(block, "children", ())
        if isinstance(inline, Text) and len(inline.text) > 30 and inline.text.endswith("한다.")
    )
    denied = words.removesuffix("한다.") + "하지 않는다."
    assert {each.rule for each in found(paper, changed(words, denied))} == {"rendered/text-altered"}
    assert {each.rule for each in found(paper, changed(words, ""))} == {"rendered/text-missing"}


def test_pages_that_are_counted_anew_are_known() -> None:
    anew = '<hp:ctrl><hp:newNum num="1" numType="PAGE"/></hp:ctrl>'
    assert "restarts" not in read(file()).properties
    assert read(changed("<hp:ctrl>", f"{anew}{anew}<hp:ctrl>")).properties["restarts"] == "2"
