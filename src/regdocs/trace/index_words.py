"""What the index by legal article says in every form: headings, states, places, how surely a requirement is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from regdocs.compose.printing import date_text
from regdocs.language import Bilingual, Language
from regdocs.regulation.assess import State
from regdocs.trace.index import Attached, Chapter, LegalIndex, Row
from regdocs.trace.places import packet_page

TITLE = Bilingual("요건 대비표", "Index by legal article")
INSTRUMENT = Bilingual("법령", "Instrument")
ALL = Bilingual("전체", "all")
COLUMNS = (
    Bilingual("근거", "Provision"),
    Bilingual("요건", "Requirement"),
    Bilingual("구분", "State"),
    Bilingual("자료의 위치 또는 사유", "Place, or reason"),
    Bilingual("확인 정도", "Known by"),
)
STATES = {
    State.MET: Bilingual("기재", "given"),
    State.OMITTED_WITH_REASON: Bilingual("생략(사유)", "omitted, with reason"),
    State.MISSING: Bilingual("미기재", "missing"),
    State.NOT_APPLICABLE: Bilingual("해당 없음", "not applicable"),
    State.NOT_KNOWN: Bilingual("확인 못함", "not known"),
}
UNPRINTED = Bilingual("미인쇄", "not printed")
LABELS = (*list(STATES.values())[:1], UNPRINTED, *list(STATES.values())[1:])
"""What a row may be called, in the order in which they are counted."""
_ATTACHED = Bilingual("첨부: {}", "attached: {}")
_WHOLE = Bilingual("‘전체’로 적은 쪽은 이 제출자료의 쪽이다.", "Pages of the packet are those of the whole of it.")
_MORE = Bilingual("외 {}곳", "and {} more")
_INTRODUCTION = Bilingual(
    "{0} 기준 법령의 요건 {1}건과 이 제출자료의 위치를 조문 순서로 대비한 것이다. 쪽은 각 문서의 쪽이다.",
    "The {1} requirements of the law as of {0}, in the order of articles, and where this filing meets them. Pages are those of each document.",
)
_HONESTY = Bilingual(
    "확인 정도: V 원문 확인, E 일부 확인, P 전언·실무, I 추론, M 미확인. P·I·M은 법령으로 확인된 요건이 아니다.",
    "Known by: V text read, E excerpt seen, P practice or secondary source, I inference, M memory. P, I and M are not confirmed as law.",
)


def chapter_title(chapter: Chapter, language: Language) -> str:
    """An instrument's name, with what it is where it isn't law."""
    if chapter.standing.value == "law":
        return chapter.title.text(language)
    return f"{chapter.title.text(language)} ({chapter.standing.label.text(language)})"


def label(row: Row) -> Bilingual:
    """How the filing stands to a requirement, in a word or two."""
    return UNPRINTED if row.unprinted else STATES[row.state]


def count(rows: Iterable[Row]) -> dict[Bilingual, int]:
    """How many rows are called what; what none is called is left out."""
    found = Counter(map(label, rows))
    return {each: found[each] for each in LABELS if found[each]}


def introduction(index: LegalIndex, language: Language) -> tuple[str, str, str]:
    """What the index is, how many requirements stand how, how to read the last column."""
    what = _INTRODUCTION.text(language).format(date_text(index.as_of, language), len(index.rows))
    return (
        f"{what} {_WHOLE.text(language)}" if index.whole else what,
        " · ".join(f"{each.text(language)} {number}" for each, number in count(index.rows).items()),
        _HONESTY.text(language),
    )


def places(row: Row, language: Language) -> list[str]:
    """A line for each place, each attachment and each reason."""
    lines = [spot.words(language) for spot in row.spots]
    if row.elsewhere and lines:
        lines[-1] += f" {_MORE.text(language).format(row.elsewhere)}"
    lines += [_attached(each, language) for each in row.attached]
    return [*lines, *([row.explanation.text(language)] if row.explanation else [])]


def _attached(paper: Attached, language: Language) -> str:
    return _ATTACHED.text(language).format(paper.title.text(language)) + packet_page(paper.packet_page, language)


def packet_pages(row: Row) -> list[int | None]:
    """The page in the packet that each line of `places` stands for; None for a line, and a line's rest, without one."""
    return [*(spot.packet_page for spot in row.spots), *(paper.packet_page for paper in row.attached)]


def known_by(row: Row, language: Language) -> str:
    """`V 원문 확인`."""
    return f"{row.confidence.value} {row.confidence.label.text(language)}"
