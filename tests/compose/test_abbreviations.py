"""Abbreviations: the list of those in use, the first use spelled out, and what is spelled out nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from composing import STUDY, composed, say, show, text_of

from regdocs.compose.abbreviations import unlisted
from regdocs.compose.compose import Composed
from regdocs.document.block import Table
from regdocs.document.lineage import fields
from regdocs.finding import Severity
from regdocs.language import Language

LISTED = """
abbreviations:
  - {short: GLP, full: {ko: 비임상시험관리기준, en: good laboratory practice}}
  - {short: BSA, full: {ko: 체표면적, en: body surface area}}
  - {short: IFN-γ, full: 인터페론 감마}
  - {short: CD, full: {ko: 세포분화표지, en: cluster of differentiation}}
"""
LIST = "\n\n::: abbreviations\n쓴 약어가 없다.\n:::\n"


def made(folder: Path, text: str, *, language: Language = "ko") -> Composed:
    return composed(folder, text, study=STUDY + LISTED, language=language)


def shorts(composition: Composed) -> list[str]:
    """The short forms that the list of abbreviations holds."""
    tables = [block for section in composition.document.walk() for block in section.blocks if isinstance(block, Table)]
    return [say(row.cells[0].children).split("=")[1].rstrip(">") for row in tables[-1].rows[1:]]


SPELLED = [
    # What is written, and how it reads.
    (
        "GLP를 지킨 시험은 GLP로 적는다.",
        "p GLP(<abbreviations[0].full=비임상시험관리기준>)를 지킨 시험은 GLP로 적는다.",
    ),
    (
        "GLP와 BSA이다.",
        "p GLP(<abbreviations[0].full=비임상시험관리기준>)와 BSA(<abbreviations[1].full=체표면적>)이다.",
    ),
    ("**GLP** 시험", "p b{GLP(<abbreviations[0].full=비임상시험관리기준>)} 시험"),
    ("- GLP 시험", "• p GLP(<abbreviations[0].full=비임상시험관리기준>) 시험"),
    ("IFN-γ를 잰다.", "p IFN-γ(<abbreviations[2].full=인터페론 감마>)를 잰다."),
    # Spelled out by hand: left alone, and not spelled out again.
    ("체표면적(BSA)과 BSA", "p 체표면적(BSA)과 BSA"),
    ("체표면적(body surface area, BSA)과 BSA", "p 체표면적(body surface area, BSA)과 BSA"),
    ("BSA(체표면적)와 BSA", "p BSA(체표면적)와 BSA"),
    # No brackets within brackets: the next use is spelled out.
    ("시험(GLP 시험 포함)은 GLP로", "p 시험(GLP 시험 포함)은 GLP(<abbreviations[0].full=비임상시험관리기준>)로"),
    # Part of another name or word.
    ("CD73과 CD-45, GLPX, non-GLP", "p CD73과 CD-45, GLPX, non-GLP"),
    # Headings, tables and values stay as they are.
    ("| GLP |\n|---|\n| GLP |", "table head=1: \n|!GLP|\n|GLP|"),
    ("::: small\nGLP\n:::", "p.small GLP"),
]


@pytest.mark.parametrize(("written", "read"), SPELLED)
def test_the_first_use_in_running_text_is_spelled_out(tmp_path: Path, written: str, read: str) -> None:
    assert text_of(made(tmp_path, written)) == read


def test_a_first_use_counts_through_the_whole_document(tmp_path: Path) -> None:
    composition = composed(tmp_path, {"one": "GLP 시험\n", "two": "GLP 시험\n"}, study=STUDY + LISTED)
    assert text_of(composition, "one") == "p GLP(<abbreviations[0].full=비임상시험관리기준>) 시험"
    assert text_of(composition, "two") == "p GLP 시험"
    assert ("abbreviations[0].full", "one") in fields(composition.document)


def test_the_list_holds_what_the_document_uses_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    composition = made(tmp_path, f"GLP 시험\n\n| 항목 |\n|---|\n| CD73 |\n| 체표면적(BSA) |\n{LIST}")
    assert shorts(composition) == ["BSA", "CD", "GLP"]
    blocks = next(composition.document.walk()).blocks
    assert show([blocks[-1]]).splitlines()[0] == "table#table-abbreviations 표 1 head=1: 약어"
    assert "<abbreviations[1].full=body surface area>" in show([blocks[-1]])


def test_the_list_says_so_where_nothing_is_used(tmp_path: Path) -> None:
    assert text_of(made(tmp_path, f"말\n{LIST}")) == "p 말\np 쓴 약어가 없다."


def test_english_copies_spell_out_in_english_what_has_english(tmp_path: Path) -> None:
    shown = text_of(made(tmp_path, f"GLP and IFN-γ\n{LIST}", language="en"))
    assert "p GLP (<abbreviations[0].full=good laboratory practice>) and IFN-γ\n" in shown
    assert "Abbreviations" in shown


def test_what_the_set_says_everybody_understands_is_left_alone(tmp_path: Path) -> None:
    document = composed(tmp_path, "DNA와 QQZ를 본다.").document
    assert unlisted(document, ()) == ["DNA", "QQZ"]
    assert unlisted(document, (), ["DNA"]) == ["QQZ"]


UNLISTED = [
    ("DSMB가 정한다.", ["DSMB"]),
    ("DSMB와 EASI", ["DSMB", "EASI"]),
    ("자료안전성모니터링위원회(DSMB)가 DSMB", []),
    ("DSMB(자료안전성모니터링위원회)", []),
    ("GLP와 BSA", []),
    ("CO~2~와 10^6^, CD73, IL-13, HLA-DR, EXC-P7, I/O, A", []),
    ("2 EU/mL와 10 IU", []),
    ("| DSMB |\n|---|\n| EASI |", []),
]


@pytest.mark.parametrize(("written", "words"), UNLISTED)
def test_an_abbreviation_spelled_out_nowhere_is_noted(tmp_path: Path, written: str, words: list[str]) -> None:
    found = [each for each in made(tmp_path, written).findings if each.rule == "compose/unlisted-abbreviation"]
    assert [each.message.text("en").split("`")[1] for each in found] == words
    assert all(each.severity is Severity.NOTE and each.place.line == STUDY.count("\n") + 3 for each in found)
