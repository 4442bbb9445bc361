"""What is marked in a line: word by word, in Korean within the word, numbers with their units, dates as one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdocs.document.inline import Inline, Style, Styled, Text
from regdocs.review.change import Op, Which
from regdocs.review.line import plain
from regdocs.review.rebuild import side_of
from regdocs.review.words import spans


def marked(old: str, new: str) -> str:
    """The line with `[-…-]` around what went and `{+…+}` around what came."""
    signs = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "{{+{}+}}"}
    found = spans((Text(old),), (Text(new),))
    return "".join(signs[span.op].format(plain(span.new or span.old)) for span in found)


# Particles and endings never take their noun with them; a part of a compound is told from two syllables on.
KOREAN = [
    ("세포를 준비한다.", "세포가 준비한다.", "세포[-를-]{+가+} 준비한다."),
    ("세포를 투여한다.", "세포를 투여된다.", "세포를 투여[-한다-]{+된다+}."),
    ("연구의 결과", "연구의 결과가", "연구의 결과{+가+}"),
    ("대상자에게 알린다", "의뢰자에게 알린다", "[-대상자-]{+의뢰자+}에게 알린다"),
    ("시험대상자 수", "연구대상자 수", "[-시험-]{+연구+}대상자 수"),
    ("공고일에 배포", "공고기간에 배포", "공고[-일-]{+기간+}에 배포"),
    ("평가 항목", "평균 항목", "[-평가-]{+평균+} 항목"),
    ("시", "시간", "[-시-]{+시간+}"),
    ("즉시 보고한다", "지체 없이 보고한다", "[-즉시-]{+지체 없이+} 보고한다"),
    ("가 나 다 라", "마 바 사 아", "[-가 나 다 라-]{+마 바 사 아+}"),
    ("이상반응이 생기면", "중대한 이상반응이 생기면", "{+중대한 +}이상반응이 생기면"),
]
NUMBERS = [
    ("8주간 경구 투여", "12주간 경구로 투여", "[-8주간-]{+12주간+} 경구{+로+} 투여"),
    ("1.0×10⁸ cells을 준다", "5.0×10⁷ cells을 준다", "[-1.0×10⁸ cells-]{+5.0×10⁷ cells+}을 준다"),
    ("1,000 mL를", "1 L를", "[-1,000 mL-]{+1 L+}를"),
    ("2~8℃로 보관", "2~10℃로 보관", "2~[-8℃-]{+10℃+}로 보관"),
    ("만 19세 이상", "만 18세 이상 65세 이하", "만 [-19세-]{+18세+} 이상{+ 65세 이하+}"),
    ("EASI-75 달성", "EASI-90 달성", "EASI-[-75-]{+90+} 달성"),
    ("CD73 95% 이상", "CD73 90% 이상", "CD73 [-95%-]{+90%+} 이상"),
    ("60명이다", "66명으로 한다", "[-60명이다-]{+66명으로 한다+}"),
    ("2026. 9. 1. 작성", "2026. 10. 20. 작성", "[-2026. 9. 1.-]{+2026. 10. 20.+} 작성"),
    ("2026년 9월 1일", "2026년 10월 1일", "[-2026년 9월 1일-]{+2026년 10월 1일+}"),
    ("2026-09-01", "2026-10-20", "[-2026-09-01-]{+2026-10-20+}"),
    ("80 % 이상", "80 % 초과", "80 % [-이상-]{+초과+}"),
    ("-5 days before", "-3 days before", "[--5 days-]{+-3 days+} before"),
]
OTHERS = [
    ("the patient is seen", "the patients are seen", "the [-patient is-]{+patients are+} seen"),
    ("가,나", "가, 나", "가,{+ +}나"),
    ("", "새 글", "{+새 글+}"),
    ("옛 글", "", "[-옛 글-]"),
    ("같은 글", "같은 글", "같은 글"),
    ("\u1112\u1161\u11ab글", "\u1112\u1161글", "[-\u1112\u1161\u11ab-]{+\u1112\u1161+}글"),
    ("e\u0301a", "ea", "[-e\u0301a-]{+ea+}"),
]


@pytest.mark.parametrize(("old", "new", "expected"), KOREAN + NUMBERS + OTHERS)
def test_marks(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


OLD_WORDS = ["세포를", "세포가", "8주", "mL", "1.0×10⁸", "및", "a.", "가나다", "e\u0301", "\u1112\u1161", "\n"]
NEW_WORDS = ["세포를", "세포는", "9주", "mL", "1.0×10⁷", "또는", "a.", "가나", "e", "\u1112\u1161\u11ab", "\n"]


@given(
    st.lists(st.sampled_from(OLD_WORDS), max_size=12),
    st.lists(st.sampled_from(NEW_WORDS), max_size=12),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_both_texts_come_back(old: list[str], new: list[str], strong: bool) -> None:
    before, after = " ".join(old), " ".join(new)
    line: tuple[Inline, ...] = (Styled(Style.STRONG, (Text(after),)),) if strong else (Text(after),)
    found = spans((Text(before),), line)
    assert plain(side_of(found, Which.OLD)) == before
    assert plain(side_of(found, Which.NEW)) == after
    for span in found:
        if span.op in (Op.EQUAL, Op.FORMAT):
            assert plain(span.old) == plain(span.new) != ""


def test_only_the_look_changed() -> None:
    old = (Text("한 방문에서 투여한다"),)
    new = (Text("한 "), Styled(Style.STRONG, (Text("방문"),)), Text("에서 투여한다"))
    assert [(span.op, plain(span.new)) for span in spans(old, new)] == [
        (Op.EQUAL, "한 "),
        (Op.FORMAT, "방문"),
        (Op.EQUAL, "에서 투여한다"),
    ]


@pytest.mark.parametrize("text", ["가 " * 20_000, "a" * 50_000, "세포를 " * 3_000 + "투여", ". " * 20_000])
def test_a_hostile_line_takes_no_time(text: str) -> None:
    begin = time.process_time()
    found = spans((Text(f"처음 {text} 끝"),), (Text(f"다른 {text[: len(text) // 2]} 것 {text} 끝이다"),))
    assert plain(side_of(found, Which.OLD)) == f"처음 {text} 끝"
    assert time.process_time() - begin < 20


def test_two_edits_far_apart_in_a_very_long_line() -> None:
    text = " ".join(f"낱말{index}" for index in range(5_000))
    new = text.replace("낱말10 ", "").replace("낱말4990 ", "다른말 ")
    ops = [(span.op, plain(span.old), plain(span.new)) for span in spans((Text(text),), (Text(new),))]
    assert [each for each in ops if each[0] is not Op.EQUAL] == [
        (Op.DELETE, "낱말10 ", ""),
        (Op.DELETE, "낱말4990", ""),
        (Op.INSERT, "", "다른말"),
    ]
