"""The dialect: what stands in Markdown, and the blocks that it becomes."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from composing import MARKERS, parsed
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from regdocs.compose import dialect
from regdocs.compose.fault import Malformed
from regdocs.compose.lineage import TOKEN_CLOSE, TOKEN_OPEN, Register
from regdocs.compose.tree import pieces
from regdocs.document.inline import Field

INLINES = [
    # Emphasis beside Korean particles.
    ("**말**은", "b{말}은"),
    ('**"값"**은', 'b{"값"}은'),
    ("*말*을 *(가)*와", "i{말}을 i{(가)}와"),
    ("**(가)**와 **(나)**를", "b{(가)}와 b{(나)}를"),
    ("대상자**(60명)**에게", "대상자b{(60명)}에게"),
    ("값**중요**은", "값b{중요}은"),
    ("***둘 다***를", "i{b{둘 다}}를"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("snake_case_name", "snake_case_name"),
    # Raised and lowered, and what only looks so.
    ("10^6^ cells, CO~2~, H~2~O", "10^{6} cells, CO_{2}, H_{2}O"),
    ("2~8 ℃, 0~60분, 1~2~3", "2~8 ℃, 0~60분, 1~2~3"),
    ("10^6/10^7", "10^6/10^7"),
    ("10^6~10^8", "10^6~10^8"),
    ("x^2 + y^2", "x^2 + y^2"),
    # Citations, references, links.
    ("근거[@kim2019; @lee2020]와 [@a]", "근거[@kim2019,lee2020]와 [@a]"),
    ("[](#표-1) 및 [](#table-x)", "[→표-1] 및 [→table-x]"),
    ("[여기](#method)", "[→method=여기]"),
    ("[누리집](https://example.kr/가)", "link{https://example.kr/가 누리집}"),
    # Breaks, code, escapes, raw HTML.
    ("가<br>나<br/>다", "가⏎나⏎다"),
    ("<b>굵게</b> <script>x</script>", "<b>굵게</b> <script>x</script>"),
    ("<!-- 주석 -->", "<!-- 주석 -->"),
    ("`{#id}` \\*별\\* &lt;", "c{{#id}} *별* <"),
    ("<https://example.kr>", "<https://example.kr>"),
    # Braces that are prose, not attributes.
    ("집합 {a, b}", "집합 {a, b}"),
    ("기호 {x}", "기호 {x}"),
]


@pytest.mark.parametrize(("markdown", "expected"), INLINES)
def test_inlines(markdown: str, expected: str) -> None:
    assert parsed(markdown) == f"p {expected}"


@given(st.text("가는a 1.(*_-~^[]!<&\\\\`\n\ue000\ue001\u3000", max_size=12))
def test_plain_lines_need_no_parser(content: str) -> None:
    """What is taken for plain text or one strong word is what the parser makes of it."""
    found = dialect._plain(content)
    if found is not None:
        expected: list[Token] = []
        dialect.parser().inline.parse(content, dialect.parser(), {}, expected)
        assert [replace(token, level=0) for token in found] == [replace(token, level=0) for token in expected]


@pytest.mark.parametrize(
    ("content", "plain"), [("가 나.", True), ("**가 나**", True), ("** 가**", False), ("가*", False)]
)
def test_what_counts_as_plain(content: str, plain: bool) -> None:
    assert (dialect._plain(content) is not None) is plain


BLOCKS = {
    "headings": ("## 가 {#a}\n### **나**\n", "h2#a 가\nh3 b{나}"),
    "roles": ("::: center\n가운데\n:::\n\n작게 {.small}\n", "p.center 가운데\np.small 작게"),
    "boxes": ("::: note\n말\n:::\n> 인용\n", "[note] p 말\n[quote] p 인용"),
    "landscape": ("::: landscape\n말\n:::\n", "[landscape] p 말"),
    "heading in a box": ("::: note\n## 제목\n:::\n", "[note] p b{제목}"),
    "page breaks": ("말\n\n---\n\n::: page-break\n말\n:::\n", "p 말\npage-break\npage-break\np 말"),
    "generated lists": ("::: tables\n:::\n", "contents tables"),
    "code": ("```\n*별*\n| a |\n```\n", "p c{*별*⏎| a |}"),
    "marker levels": (
        "1. 하나\n   1. 둘\n      1. 셋\n         1. 넷\n            1. 다섯\n",
        "(1) p 하나\n  (가) p 둘\n    ① p 셋\n      ㉮ p 넷\n        ㉮ p 다섯",
    ),
    "bullets do not use up a level": ("- 말\n  1. 하나\n", "• p 말\n  (1) p 하나"),
    "a list that goes on": ("3. 셋\n4. 넷\n", "(1) from 3 p 셋\n(1) from 3 p 넷"),
    "footnotes": ("말[^1]과 글[^b].\n\n[^1]: 첫째 **각주**\n[^b]: 둘째\n", "p 말fn{첫째 b{각주}}과 글fn{둘째}."),
    "figure": (
        '![흐름 **그림**](figures/flow.svg "공정의 흐름"){#flow width=80%}\n',
        "figure#flow figures/flow.svg (공정의 흐름) 0.8: 흐름 b{그림}",
    ),
    "figure whose attributes stand below": (
        "![흐름](figures/x.png)\n{#flow}\n",
        "figure#flow figures/x.png (흐름) 1: 흐름",
    ),
    "figure with a Korean name": ("![](figures/흐름.svg)\n", "figure figures/흐름.svg () 1: "),
    "table": (
        'Table: 검사 {#t widths="1 2"}\n\n| 가 | 나 |\n|---|:-:|\n| 1 | 2 |\n| 3 |\n',
        "table#t head=1: 검사\n|!가|!나|\n|1|2|\n|3||",
    ),
    "표 begins a caption, too": ("표: 검사\n\n| 가 |\n|---|\n| 1 |\n", "table head=1: 검사\n|!가|\n|1|"),
    "form": (
        "Table: {.form}\n\n| **이름** | 값 |\n|---|---|\n| **글** | **a** b |\n",
        "table form head=0: \n|!이름|값|\n|!글|b{a} b|",
    ),
    "no header row": ("| | |\n|---|---|\n| 1 | 2 |\n", "table head=0: \n|1|2|"),
    "two header rows": (
        "Table: 표 {head=2}\n\n| 가 | < |\n|---|---|\n| 나 | 다 |\n| 1 | 2 |\n",
        "table head=2: 표\n|2x1 !가|\n|!나|!다|\n|1|2|",
    ),
    "joins": (
        "| 가 | 나 | 다 |\n|---|---|---|\n| a | < | b |\n| ^ | ^ | c |\n| d | e | ^ |\n",
        "table head=1: \n|!가|!나|!다|\n|2x2 a|b|\n|1x2 c|\n|d|e|",
    ),
    "signs that join nothing": ("| 가 |\n|---|\n| \\^ |\n| \\< |\n| < 5 |\n", "table head=1: \n|!가|\n|^|\n|<|\n|< 5|"),
    "cells of many kinds": (
        "| 가 |\n|---|\n| a<br>b [@k] 10^6^ \\| **c**를 |\n",
        "table head=1: \n|!가|\n|a⏎b [@k] 10^{6} | b{c}를|",
    ),
}


@pytest.mark.parametrize(("markdown", "expected"), BLOCKS.values(), ids=list(BLOCKS))
def test_blocks(markdown: str, expected: str) -> None:
    assert parsed(markdown) == expected


FAULTS = {
    "joins that make no rectangle": ("| a | b |\n|---|---|\n| 1 | < |\n| ^ | 2 |\n", 4, "no rectangle"),
    "a join across cells": ("| a | b |\n|---|---|\n| x | y |\n| z | < |\n| 1 | ^ |\n", 5, "no rectangle"),
    "a join with nothing above": ("| ^ | b |\n|---|---|\n| 1 | 2 |\n", 1, "nothing above"),
    "a join with nothing on its left": ("| a | b |\n|---|---|\n| < | 2 |\n", 3, "nothing on its left"),
    "a join out of the head": ("| a | b |\n|---|---|\n| ^ | 2 |\n", 3, "joined to a row below the head"),
    "a row too long": ("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n", 4, "a row of 3 cells in a table of 2"),
    "a caption without a table": ("Table: 표\n\n글\n", 1, "no table follows"),
    "a caption at the end": ("글\n\nTable: 표\n", 3, "no table follows"),
    "widths that do not fit": (
        'Table: 표 {widths="1 2 3"}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
        3,
        "each of the 2 columns",
    ),
    "widths that are none": (
        'Table: 표 {widths="1 nan"}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
        3,
        "each of the 2 columns",
    ),
    "a head that is no number": ("Table: 표 {head=x}\n\n| a |\n|---|\n| 1 |\n", 3, "a number of rows"),
    "a width that is none": ("![x](figures/x.svg){width=1.2.3}\n", 1, "a width is written"),
    "a table of nothing": ("Table: {.form}\n\n| | |\n|---|---|\n", 3, "no rows"),
    "attributes that can't be read": ("## 제목 {#a b}\n", 1, "attributes can't be read"),
    "an unknown box": ("::: nota\n글\n:::\n", 1, "unknown box `nota`; known: abbreviations, bibliography"),
    "a box left open": ("글\n\n::: note\n글\n", 3, "never closed"),
    "a figure amid text": ("보라 ![x](figures/x.svg)\n", 1, "a paragraph of its own"),
    "two figures": ("![x](figures/x.svg) ![y](figures/y.svg)\n", 1, "a paragraph of its own"),
    "a footnote without text": ("글[^1]\n", 1, "a footnote without text"),
    "a table in a footnote": ("글[^1]\n\n[^1]: 글\n\n    - 목록\n", 5, "paragraphs only"),
    "a link to nowhere": ("[x](../secret.md)\n", 1, "has to begin with https:"),
    "a script in a link": ("[x](ftp://a.kr)\n", 1, "has to begin with https:"),
    "a token that nobody made": (f"글 {TOKEN_OPEN}7{TOKEN_CLOSE}\n", 1, "U+E000 can't be used"),
}


@pytest.mark.parametrize(("markdown", "line", "message"), FAULTS.values(), ids=list(FAULTS))
def test_faults_name_their_line(markdown: str, line: int, message: str) -> None:
    with pytest.raises(Malformed) as malformed:
        parsed(markdown)
    assert malformed.value.faults[0].line == line
    assert message in malformed.value.faults[0].message.text("en")
    assert malformed.value.faults[0].message.ko != malformed.value.faults[0].message.text("en")


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(Malformed) as malformed:
        parsed("::: nota\n글\n:::\n\n| a |\n|---|\n| < |\n\nTable: 표\n")
    assert [fault.line for fault in malformed.value.faults] == [1, 7, 9]


HOSTILE = [
    "가|나",
    "**굵게**",
    "_밑줄_",
    "`코드`",
    "첫째\n둘째",
    "{{ x }}",
    "# 제목",
    "<br>",
    "^",
    "<",
    "[@k]",
    "![x](y)",
    ":::",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_values_never_meet_the_parser(value: str) -> None:
    register = Register()
    token = register.token(Field(value, ("study.x",)))
    markdown = (
        f"## 값 {token} {{#h}}\n\n글 **{token}**은 `{token}`\n\n| 가 |\n|---|\n| {token} |\n\n```\n{token}\n```\n"
    )
    found = pieces(markdown, register, MARKERS)
    fields = str(found).count(f"Field(text={value!r}, paths=('study.x',)")
    assert (len(found), fields) == (4, 5)
    assert TOKEN_OPEN not in str(found)


def test_values_in_addresses_are_plain_text() -> None:
    register = Register()
    token = register.token(Field("flow", ("x",)))
    (link, figure) = pieces(
        f'[글](https://a.kr/{token})\n\n![캡션 {token}](figures/{token}.svg "대체 {token}")\n', register, MARKERS
    )
    assert "target='https://a.kr/flow'" in str(link)
    assert "resource='figures/flow.svg', alt='대체 flow'" in str(figure)


def _seconds(rows: int) -> float:
    markdown = "| 가 | 나 | 다 |\n|---|---|---|\n" + "".join(f"| {row} | 값 **굵게**은 | ^ |\n" for row in range(rows))
    markdown = markdown.replace("| ^ |", "| x |", 1)
    start = time.process_time()
    (table,) = pieces(markdown, Register(), MARKERS)
    assert "rowspan" in str(table)[:100000]
    return time.process_time() - start


def test_ten_thousand_rows_take_linear_time() -> None:
    _seconds(100)
    assert _seconds(10_000) < 40 * _seconds(1_000), "ten times the rows"
