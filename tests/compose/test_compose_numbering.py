"""Numbering: headings, tables, figures, footnotes, citations; references that lead somewhere, and those that don't."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from composing import composed, text_of

from regdocs.compose.compose import Composed
from regdocs.document.markers import marker_text

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
REFERENCES = json.dumps(
    [
        {"id": key, "type": "article-journal", "title": f"Title {key}", "issued": {"date-parts": [[2020]]}}
        for key in "abcdef"
    ]
)


def outline(composition: Composed) -> list[str]:
    return [f"{section.number} {section.title.ko} #{section.id}".strip() for section in composition.document.walk()]


def findings(composition: Composed) -> list[str]:
    """What is found and where; what to do about it is told each time."""
    assert all(finding.remedy and finding.remedy.written_in("en") for finding in composition.findings)
    return [f"{finding.rule} {finding.line('en').partition(' → ')[0]}" for finding in composition.findings]


def test_official_numbers_stay_and_inner_headings_are_counted(tmp_path: Path) -> None:
    inner = "## 가장 {#a}\n### 하나\n### 둘\n#### 셋\n##### 넷\n## 다음\n"
    sections = [
        {
            "id": "one",
            "number": "3-1",
            "title": "정해진 제목",
            "sections": [{"id": "two", "number": "3-1-1", "title": "아래"}],
        },
        {"id": "three", "title": "번호 없음", "numbered": "false"},
        {"id": "four", "title": "센 것"},
    ]
    templates = {"one": inner, "two": "## 속\n", "three": "글", "four": "글"}
    numbering = ["가.", "1)", "가)", "(1)"]
    assert outline(composed(tmp_path, templates, sections=sections, numbering=numbering)) == [
        "3-1 정해진 제목 #one",
        "가. 가장 #one.a",
        "1) 하나 #one.a.1",
        "2) 둘 #one.a.2",
        "가) 셋 #one.a.2.1",
        "(1) 넷 #one.a.2.1.1",
        "나. 다음 #one.2",
        "3-1-1 아래 #two",
        "가. 속 #two.1",
        "번호 없음 #three",
        "가. 센 것 #four",
    ]


def test_a_lone_heading_of_an_annex_has_no_number(tmp_path: Path) -> None:
    sections = [{"id": name, "title": name, "numbered": "false"} for name in ("one", "two")]
    templates = {"one": "## 홀로\n### 속\n", "two": "## 하나\n## 둘\n"}
    assert outline(composed(tmp_path, templates, sections=sections, numbering=["1.", "가."])) == [
        "one #one",
        "홀로 #one.1",
        "속 #one.1.1",
        "two #two",
        "1. 하나 #two.1",
        "2. 둘 #two.2",
    ]


@pytest.mark.parametrize(
    ("first", "ordinal", "expected"),
    [
        ("가.", 1, "가."), ("가.", 14, "하."), ("가.", 15, "거."), ("1)", 12, "12)"), ("(1)", 2, "(2)"), ("(가)", 3, "(다)"),
        ("①", 20, "⑳"), ("①", 21, "(21)"), ("㉮", 2, "㉯"),
    ],
)  # fmt: skip
def test_markers(first: str, ordinal: int, expected: str) -> None:
    assert marker_text(first, ordinal) == expected


def test_tables_figures_and_footnotes_are_counted_through_the_document(tmp_path: Path) -> None:
    table = "Table: 표 {#t%d}\n\n| a |\n|---|\n| b[^1] |\n\n[^1]: 주\n\n| 번호 없는 표 |\n|---|\n| c |\n\n![그림](figures/x.svg){#f%d}\n"
    composition = composed(tmp_path, {"one": table % (1, 1), "two": table % (2, 2)}, {"figures/x.svg": SVG})
    assert text_of(composition, "one").splitlines()[0] == "table#t1 표 1 head=1: 표"
    assert text_of(composition, "two").splitlines() == [
        "table#t2 표 2 head=1: 표",
        "|!a|",
        "|bfn2{주}|",
        "table head=1: ",
        "|!번호 없는 표|",
        "|c|",
        "figure#f2 그림 2 figures/x.svg (그림) 1: 그림",
    ]
    english = composed(tmp_path, {"one": table % (1, 1)}, {"figures/x.svg": SVG}, language="en")
    assert text_of(english, "one").splitlines()[0] == "table#t1 Table 1 head=1: ko{표}"


def test_references_find_sections_tables_and_figures(tmp_path: Path) -> None:
    templates = {
        "one": "[](#two) [](#two.a) [](#a) [](#t) [](#f) [보라](#t)\n",
        "two": "## 속 {#a}\n\nTable: 표 {#t}\n\n| a |\n|---|\n| b |\n\n![그림](figures/x.svg){#f}\n",
    }
    composition = composed(tmp_path, templates, {"figures/x.svg": SVG})
    assert text_of(composition) == "p [→two=2.] [→two.a=가.] [→a=가.] [→t=표 1] [→f=그림 1] [→t=보라]"
    assert findings(composition) == []


def test_a_particle_fits_the_number_that_it_stands_behind(tmp_path: Path) -> None:
    template = "[](#s)과 **[](#t)를**, [이것](#s)과\n\nTable: 하나 {#t}\n\n| a |\n|---|\n| b |\n\nTable: 둘 {#s}\n\n| a |\n|---|\n| b |\n"
    assert text_of(composed(tmp_path, template)).splitlines()[0] == "p [→s=표 2]와 b{[→t=표 1]을}, [→s=이것]과"


def test_citations_are_numbered_in_the_order_of_first_appearance(tmp_path: Path) -> None:
    template = "[@c] [@a; @b] [@d] [@c; @a; @b; @d; @f] [@a; @a]\n\n::: bibliography\n:::\n"
    lines = text_of(composed(tmp_path, template, {"references.json": REFERENCES})).splitlines()
    assert lines[0] == "p [@c=[1]] [@a,b=[2,3]] [@d=[4]] [@c,a,b,d,f=[1-5]] [@a,a=[2]]"
    assert [line.split(" p ")[1][:7] for line in lines[1:]] == [f"Title {key}" for key in "cabdf"]
    assert lines[1].startswith("1. p Title c")


NARRATIVE = {
    "narrative/plan/one.md": "# 가 {#a}\n\n글\n[](#nowhere) [말](#nowhere)\n\n[@nobody] [@a; @nobody]\n\n![그림](figures/none.svg){#f}\n\n[](#f)\n",
    "references.json": REFERENCES,
}


def test_what_leads_nowhere_is_a_finding_with_file_and_line(tmp_path: Path) -> None:
    composition = composed(tmp_path, "{{ part('a') }}", NARRATIVE)
    assert findings(composition) == [
        "compose/dangling-reference narrative/plan/one.md:4:3 plan/one.a: a reference to nothing: `#nowhere`",
        "compose/dangling-reference narrative/plan/one.md:4:3 plan/one.a: a reference to nothing: `#nowhere`",
        "compose/unknown-citation narrative/plan/one.md:6:2 plan/one.a: a citation that the reference list lacks: `@nobody`",
        "compose/unknown-citation narrative/plan/one.md:6:2 plan/one.a: a citation that the reference list lacks: `@nobody`",
        "compose/missing-figure narrative/plan/one.md:8:7 plan/one.a: there is no such figure: `figures/none.svg`",
    ]
    assert {(finding.place.document, finding.place.section) for finding in composition.findings} == {("plan", "one.a")}
    assert text_of(composition, "one.a").splitlines() == [
        "p 글 <?[참조 없음: nowhere]> <?[참조 없음: nowhere]>",
        "p <?[인용 없음: nobody]> [@a=[1]]",
        "p.center <?[그림 없음: figures/none.svg]>",
        "p.center 그림 1 그림",
        "p [→f=그림 1]",
    ]


def test_labels_are_unique_and_a_second_one_is_a_finding(tmp_path: Path) -> None:
    table = "Table: 표 {#t}\n\n| a |\n|---|\n| b |\n\n"
    composition = composed(
        tmp_path, {"one": f"## 가 {{#x}}\n\n{table}## 나 {{#x}}\n\n{table}[](#t)\n", "two": "## 다 {#x}\n\n[](#x)\n"}
    )
    assert [finding.split(": ", 1)[1] for finding in findings(composition)] == [
        "the label stands twice: `x`",
        "the label stands twice: `t`",
        "several headings have this name: `#x`",
    ]
    assert findings(composition)[0].startswith("compose/duplicate-label documents/plan/one.md.j2:1")
    assert [section.id for section in composition.document.walk()] == ["one", "one.x", "one.x-2", "two", "two.x"]
    assert "table#t-2 표 2" in text_of(composition, "one.x-2")
    assert text_of(composition, "one.x-2").endswith("[→t=표 1]")


def test_a_label_without_a_caption_is_a_finding(tmp_path: Path) -> None:
    composition = composed(tmp_path, "![](figures/x.svg){#f}\n", {"figures/x.svg": SVG})
    assert findings(composition) == [
        "compose/uncaptioned-label documents/plan/one.md.j2:1 plan/one: a label without a caption: `f`"
    ]
