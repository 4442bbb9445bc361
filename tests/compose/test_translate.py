"""English copies: units with slots, their English with every value where it belongs, and what has none marked and listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from composing import MARKERS, composed, say, show, text_of

from regdocs.compose.lineage import Register
from regdocs.compose.translate import NOTICE, SHADED, Translator, opened
from regdocs.compose.tree import pieces
from regdocs.compose.unit import unit_of
from regdocs.document.block import Paragraph
from regdocs.document.inline import Field, Inline, Style, Styled, Text
from regdocs.finding import RenderingError, Severity

ENGLISH = """texts:
  - {ko: "배지충전시험은 {1}회 실시하였다.", en: "Media fills were run {1} times."}
  - {ko: "{1}의 기준은 {2}이다.", en: "{2} is what {1} has to fulfil."}
  - {ko: "대상", en: "Subjects"}
  - {ko: "대상은 {1}절에 있다.", en: "See section {1} for subjects."}
  - {ko: "{1}명", en: "{1}"}
  - {ko: "이 기관 {1}명", en: "{1} here"}
  - {ko: "방문은 {1}번이다.", en: "There are {1} visits."}
  - {ko: "예", en: "Yes"}
  - {ko: "그 밖( )", en: "Other ( )"}
  - {ko: "수신", en: "To"}
  - {ko: "{1} 1부", en: "{1}, 1 copy"}
  - {ko: "근거: {1}", en: "Basis: {1}"}
  - {ko: "뜻은 **같다**.", en: "It means **the same**."}
  - {ko: "보충", en: "more"}
"""


def inlines_of(markdown: str) -> tuple[Inline, ...]:
    """The inlines of one paragraph; `<n>` stands for a value of the path `vn`."""
    register = Register()
    for ordinal in range(1, 6):
        markdown = markdown.replace(f"<{ordinal}>", register.token(Field(str(ordinal), (f"v{ordinal}",))))
    (paragraph,) = pieces(markdown, register, MARKERS)
    assert isinstance(paragraph, Paragraph)
    return paragraph.children


@pytest.mark.parametrize(
    ("markdown", "unit"),
    [
        ("시험은 <1>회 하였다.", "시험은 {1}회 하였다."),
        ("<1>의 기준은 <2>이다.", "{1}의 기준은 {2}이다."),
        # Slots with signs between them are one, of whatever length.
        ("투여: <1>, <2>, <3>", "투여: {1}"),
        ("투여: <1> (<2>), <3>", "투여: {1}"),
        # A bracket stays with the words in it.
        ("<1>(<2>)을 본다", "{1}을 본다"),
        ("<1> (<2> 유래 <3>)", "{1} ({2} 유래 {3})"),
        ("<1> (<2>까지 유효)", "{1} ({2}까지 유효)"),
        ("총 <1>회 (<2>)", "총 {1}회 ({2})"),
        # A sentence ends a run.
        ("<1>. <2>은 다르다.", "{1}. {2}은 다르다."),
        ("면적은 <1> m^2^이다", "면적은 {1}이다"),
        ("**굵은 <1>**과 <2>", "**굵은 {1}**과 {2}"),
        ("근거: MFDS Notice art. 3(2)", "근거: {1}"),
        ("1\\. Research plan 1부", "1. {1} 1부"),
        ("Synopsis 1부", "{1} 1부"),
        ("GMP와 mL는 그대로", "GMP와 mL는 그대로"),
        ("[누리집](https://x.example)에서 <1>", "[누리집](https://x.example)에서 {1}"),
    ],
)
def test_units(markdown: str, unit: str) -> None:
    assert unit_of(inlines_of(markdown)).text == unit


def test_typed_numbers_are_slots_where_asked_for() -> None:
    line = inlines_of("방문은 12번, 모두 1,200명, MFDS Notice art. 3에 따라")
    assert unit_of(line, numbers=True).text == "방문은 {1}번, 모두 {2}명, {3}에 따라"


def translated(markdown: str) -> str:
    memory = {
        entry.split('"')[1]: entry.split('"')[3] for entry in ENGLISH.splitlines() if entry.strip().startswith("-")
    }
    return say(Translator(memory).translated(inlines_of(markdown), "one.md.j2"))


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("배지충전시험은 <1>회 실시하였다.", "Media fills were run <v1=1> times."),
        ("<1>의 기준은 <2>이다.", "<v2=2> is what <v1=1> has to fulfil."),
        # Sentence by sentence, line by line, choice by choice.
        ("배지충전시험은 <1>회 실시하였다. <2>의 기준은 <3>이다.", "Media fills were run <v1=1> times. <v3=3> is what <v2=2> has to fulfil."),
        ("대상<br><1>명", "Subjects⏎<v1=1>"),
        ("□ 예　□ 그 밖(　　)", "□ Yes　□ Other ( )"),
        ("수신  <1>", "To  <v1=1>"),
        ("**대상**", "b{Subjects}"),
        ("뜻은 **같다**.", "It means b{the same}."),
        # A list of any length, where all its parts are known.
        ("<1>명 (이 기관 <2>명)", "<v1=1> (<v2=2> here)"),
        ("방문은 12번이다.", "There are 12 visits."),
        ("3\\. Complete list of data 1부", "3. Complete list of data, 1 copy"),
        ("근거: Act art. 11(1)1", "Basis: Act art. 11(1)1"),
        ("<1> / <2>", "<v1=1> / <v2=2>"),
        ("<1> ~ <2>", "<v1=1> to <v2=2>"),
        # Only what is unknown is marked.
        ("대상<br>없는 글 <1>", "Subjects⏎ko{없는 글 <v1=1>}"),
    ],
)  # fmt: skip
def test_english(korean: str, english: str) -> None:
    assert translated(korean) == english


def test_notes_and_references_move_with_the_sentence(tmp_path: Path) -> None:
    template = {
        "one": "대상은 [](#two)절에 있다.[^a]\n\n[^a]: 보충\n",
        "two": "## 대상 {#who}\n\n| 대상 |\n|---|\n| 1명 |\n",
    }
    composition = composed(tmp_path, template, language="en", english=ENGLISH)
    assert text_of(composition) == "p See section [→two=2.] for subjects.fn1{More}"
    assert text_of(composition, "two.who") == "table head=1: \n|!Subjects|\n|1|"


def test_what_opens_a_cell_or_a_sentence_begins_with_a_capital_and_symbols_stay() -> None:
    words = ("at least 5%", "non-GLP", "pH", "qPCR", "mRNA", "p24", "kg", "rpm", "mmol/L", "세척", "5 mg")
    opened_as = [opened((Text(word),))[0] for word in words]
    assert [each.text for each in opened_as if isinstance(each, Text)] == ["At least 5%", "Non-GLP", *words[2:]]
    field = Field("negative", ("a",), "negative", "term")
    assert opened((Styled(Style.STRONG, (field,)), Text(" of"))) == (
        Styled(Style.STRONG, (Field("Negative", ("a",), "negative", "term"),)),
        Text(" of"),
    )


def test_headings_keep_their_ids_and_their_korean(tmp_path: Path) -> None:
    template = "## 대상 {#who}\n\n### 대상\n\n### 모르는 제목 {#x}\n"
    korean = composed(tmp_path / "ko", template)
    english = composed(tmp_path / "en", template, language="en", english=ENGLISH)
    assert [section.id for section in english.document.walk()] == [section.id for section in korean.document.walk()]
    assert [(section.number, section.title.ko, section.title.en) for section in english.document.walk()] == [
        ("1.", "제목 one", "Title one"),
        ("가.", "대상", "Subjects"),
        ("1)", "대상", "Subjects"),
        ("2)", "모르는 제목", None),
    ]


def test_narrative_that_says_the_same_twice_is_narrative_both_times(tmp_path: Path) -> None:
    files = {"narrative/plan/one.md": "# 배경 {#a}\n같은 말이다.\n\n# 덧붙임 {#b}\n같은 말이다.\n"}
    parts = [{"id": each, "title": {"ko": "항", "en": "Part"}} for each in ("a", "b")]
    sections = [{"id": "one", "title": {"ko": "절", "en": "Section"}, "narrative": parts}]
    template = '{{ part("a") }}\n\n{{ part("b") }}\n'
    composition = composed(tmp_path, template, files, language="en", sections=sections)
    rules = [(finding.rule, finding.place.file) for finding in composition.findings]
    assert ("translate/untranslated-narrative", "narrative/plan/one.md") in rules
    assert not [finding for finding in composition.findings if "같은 말" in finding.message.ko]


def test_narrative_is_marked_unless_somebody_wrote_it_in_english(tmp_path: Path) -> None:
    files = {
        "narrative/plan/one.md": "# 배경 {#a}\n첫 문단 {{ study.filing.date }}\n\n- 항목\n\n# 덧붙임 {#b}\n둘\n",
        "narrative/plan/one.en.md": "# More {#b}\nEnglish that quotes 한국어.\n",
    }
    composition = composed(tmp_path, '대상\n\n{{ part("a") }}', files, language="en", english=ENGLISH, sections=[
        {"id": "one", "title": {"ko": "절", "en": "Section"}, "narrative": [{"id": "a", "title": {"ko": "배경", "en": "Background"}}]}
    ])  # fmt: skip
    sections = {section.id: section for section in composition.document.walk()}
    assert show(sections["one"].blocks) == "p Subjects"
    assert sections["one.a"].title.en == "Background"
    said = show(sections["one.a"].blocks).split("\n")
    assert said == ["p ko{첫 문단 <filing.date=22 November 2026>}", "• p ko{항목}"]
    assert show(sections["one.b"].blocks) == "p English that quotes 한국어."
    assert [finding.place.file for finding in composition.findings] == ["narrative/plan/one.md"]


def test_what_has_no_english_is_listed_and_explained(tmp_path: Path) -> None:
    template = "없는 글\n\n대상: {{ study.disease.name }}, {{ study.title }}\n\n없는 글\n\n{{ study.disease.name }}\n"
    composition = composed(
        tmp_path, template, language="en", english=ENGLISH + "  - {ko: '대상: {1}', en: 'Subjects: {1}'}\n"
    )
    assert text_of(composition).split("\n")[1] == (
        "p Subjects: ko{<disease.name=아토피피부염>}, <title=Atopic dermatitis study>"
    )
    listed = [(finding.rule, finding.severity, finding.place.file) for finding in composition.findings]
    assert listed == [
        ("translate/untranslated-text", Severity.NOTE, "documents/plan/one.md.j2"),
        ("translate/untranslated-value", Severity.NOTE, "study.yaml"),
    ]
    assert [finding.place.path for finding in composition.findings] == [None, "disease.name"]
    assert composition.document.notice == f"{NOTICE} ({SHADED})"


def test_korean_that_has_english_was_meant(tmp_path: Path) -> None:
    composition = composed(tmp_path, "{{ study.title.ko }}({{ study.number }})\n", language="en")
    said = text_of(composition)
    assert said.startswith("p <title=아토피피부염 연구> (ko{<number=")
    assert [finding.place.path for finding in composition.findings] == ["number"]


def test_a_copy_without_gaps_says_only_what_it_is(tmp_path: Path) -> None:
    composition = composed(tmp_path, "대상\n", language="en", english=ENGLISH)
    assert composition.document.notice == NOTICE
    assert composition.findings == ()
    assert composed(tmp_path / "ko", "대상\n").document.notice == ""


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{ko: 글}", "there is no English"),
        ("{ko: 글, en: text 글}", "the English holds Hangul"),
        ("{ko: '{1}의 글', en: text}", "each of {1}, {2} … has to stand once in both languages"),
        ("{ko: '{1}의 글', en: 'text {1} {1}'}", "each of {1}, {2} … has to stand once in both languages"),
        ("{ko: '{1}의 글', en: 'text {2}'}", "each of {1}, {2} … has to stand once in both languages"),
        ("{ko: 대상, en: again}", "the text stands twice"),
        ("{korean: 글}", "korean"),
    ],
)
def test_faulty_english_is_refused_with_its_line(tmp_path: Path, entry: str, said: str) -> None:
    with pytest.raises(RenderingError) as refused:
        composed(tmp_path, "대상\n", language="en", english=f"{ENGLISH}  - {entry}\n")
    assert said in str(refused.value)
    assert {finding.place.line for finding in refused.value.findings} == {16}


def test_lists_of_an_english_copy_count_in_latin_letters(tmp_path: Path) -> None:
    template = "1. 대상\n    1. 대상\n"
    assert "(가)" in text_of(composed(tmp_path / "ko", template))
    assert text_of(composed(tmp_path / "en", template, language="en", english=ENGLISH)).split() == [
        "(1)", "p", "Subjects", "(a)", "p", "Subjects",
    ]  # fmt: skip
