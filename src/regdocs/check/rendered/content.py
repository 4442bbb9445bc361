"""Whether a section says anything: a heading alone, a placeholder, or "not applicable" without a reason is no content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from regdocs.check.rendered.align import Alignment
from regdocs.check.rendered.finding import at, finding, place, quoted
from regdocs.compose.particle import particle
from regdocs.finding import Finding, Place, Severity
from regdocs.formats.rendered import ReadBlock, ReadParagraph, ReadTable, Use, paragraphs_of

# Each begins with a letter and says after it what may not stand before that, which lets a search skip to such letters.
PLACEHOLDER = re.compile(
    r"T(?<![A-Za-z]T)(?:BD|\.B\.D|BA|BC|O-?DO)(?![A-Za-z])|t(?<![A-Za-z]t)(?:bd|o-?do)(?![A-Za-z])"
    r"|F(?<![A-Za-z]F)IX-?ME(?![A-Za-z])|X(?<![A-Za-z]X)X{2,}(?![A-Za-z])"
    r"|○(?:\s?[○◯〇ㅇ])+|◯(?:\s?[○◯〇ㅇ])+|〇(?:\s?[○◯〇ㅇ])+|ㅇ(?:\s?[○◯〇ㅇ])+"
    r"|O(?<![A-Za-z]O)(?:O{2,}(?![A-Za-z])|O(?=[가-힣]))|미(?<![가-힣]미)정(?=\W|$|임|이다|입니다)"
    r"|추후\s*(?:작성|기재|입력|보완)\s*(?:예정|요망|필요)?|향후\s*(?:작성|기재|입력|보완)\s*(?:예정|요망|필요)?"
    r"|별도\s*(?:작성|기재|입력|보완)\s*(?:예정|요망|필요)?|작성\s*(?:예정|요망|필요|바람|중(?=\W|$))"
    r"|기재\s*(?:예정|요망|필요|바람)|입력\s*(?:예정|요망|필요|바람)|검토\s*중(?=\W|$)"
    r"|확인\s*요망|수정\s*요망|추가\s*요망|첨부\s*요망|\(\s*(?:수정|보완|첨부)\s*(?:필요|예정)\s*\)"
    r"|미작성|내용을?\s*(?:입력|작성)하(?:세요|십시오)|Lorem ipsum|lorem ipsum|\?\?\?+",
)
"""What people leave where something is still to be written."""
_GAP = re.compile(r"\[(?:미기재|missing|그림 없음|참조 없음|인용 없음|no figure|no such)[^\]]*\]")
"""The visible marks of absent values."""
_NOTHING = re.compile(
    r"해당\s*(?:사항)?\s*(?:이|은)?\s*없(?:음|다|습니다|임)|미해당|비해당|해당\s*안\s*됨|없음|not applicable|n/?a(?![a-z])|none(?![a-z])",
    re.IGNORECASE,
)
_GIVE = "값을 study.yaml에 적고 다시 만드십시오", "give the value in study.yaml and build again"
_REASON = 6
"""How many letters a reason has at least."""


@dataclass(frozen=True, slots=True)
class Substance:
    """What a stretch of a file holds: letters that say something, figures, and what merely stands in their place."""

    letters: int = 0
    figures: int = 0
    nothing: str = ""
    placeholder: str = ""

    @property
    def says_something(self) -> bool:
        """Words of its own or a figure; "해당사항 없음" counts with a reason."""
        return self.figures > 0 or self.letters >= (_REASON if self.nothing else 2)


def substance(blocks: Iterable[ReadBlock]) -> Substance:
    """What `blocks` hold; captions, generated lists, head rows and label cells stand in every template and don't count."""
    letters = figures = 0
    nothing = placeholder = ""
    for paragraph in _counting(blocks):
        figures += paragraph.figures
        text = paragraph.text
        for gap in paragraph.gaps:
            text = text.replace(gap, " ")
        text = _GAP.sub(" ", text)
        placeholder = placeholder or _first(PLACEHOLDER, text)
        text = PLACEHOLDER.sub(" ", text)
        nothing = nothing or _first(_NOTHING, text)
        letters += sum(map(str.isalnum, _NOTHING.sub(" ", text)))
        if figures or letters >= _REASON:
            # More would make no difference.
            break
    return Substance(letters, figures, nothing, placeholder)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _counting(blocks: Iterable[ReadBlock]) -> Iterator[ReadParagraph]:
    for block in blocks:
        if isinstance(block, ReadTable):
            yield from (each for row in block.rows for cell in row if not cell.header for each in cell.paragraphs)
        elif not block.level and (block.use is Use.TEXT or block.figures):
            yield block


def empty_sections(document: str, alignment: Alignment) -> Iterator[Finding]:
    """A finding for each section that says nothing.

    A section with subsections may hold no text of its own, unless the submission's does; then these alone are asked.
    """
    parents = {alignment.expected[index].parent for index in alignment.pairs}
    for index in sorted(alignment.pairs):
        each = alignment.expected[index]
        if each.says or each.id not in parents:
            found = substance(alignment.own(index))
            if not found.says_something:
                yield _empty(document, alignment, index, found)


def _empty(document: str, alignment: Alignment, index: int, found: Substance) -> Finding:
    each, paragraph = alignment.expected[index], alignment.pairs[index].paragraph
    if found.nothing:
        rule = "no-reason"
        message = (
            f"「{each.shown}」: 사유 없는 「{quoted(found.nothing)}」",
            f"“{each.shown}”: no reason for “{quoted(found.nothing)}”",
        )
        remedy = "해당사항이 없는 구체적인 사유를 적으십시오", "give the specific reason why it does not apply"
    elif found.placeholder:
        rule = "placeholder-only"
        message = (
            f"「{each.shown}」: 임시 표기 「{quoted(found.placeholder)}」뿐임",
            f"“{each.shown}” holds nothing but the placeholder “{quoted(found.placeholder)}”",
        )
        remedy = "내용을 작성하십시오", "write its content"
    else:
        rule = "empty-section"
        message = f"「{each.shown}」: 제목만 있고 내용 없음", f"“{each.shown}” is a heading without content"
        remedy = (
            "내용을 작성하거나, 해당사항이 없으면 그 사유를 적으십시오",
            "write its content, or the reason why there is none",
        )
    where = place(document, each.id, paragraph)
    return finding(rule, each.standing.severity, message, where, remedy, each.standing.citations)


def placeholders(document: str, section: str, blocks: Sequence[ReadBlock]) -> Iterator[Finding]:
    """A finding for each placeholder and each mark of an absent value in a section's own text."""
    for paragraph in paragraphs_of(blocks):
        written = _GAP.findall(paragraph.text) if "[" in paragraph.text else ()
        marks = [*paragraph.gaps, *(each for each in written if each not in paragraph.gaps)]
        left = _left(_GAP.sub(" ", paragraph.text) if marks else paragraph.text)
        for mark in marks:
            yield _gap(place(document, section, paragraph), paragraph, mark)
        if left:
            yield _placeholder(place(document, section, paragraph), paragraph, left)


@lru_cache(maxsize=8192)
def _left(text: str) -> str:
    """The first placeholder of a text; cells of a table often say the same."""
    return _first(PLACEHOLDER, text)


def _gap(where: Place, paragraph: ReadParagraph, mark: str) -> Finding:
    ko, en = at(paragraph.index)
    message = (
        f"빈칸 표시 「{quoted(mark)}」{particle(mark, '이', '가')} 남음{ko}",
        f"the mark of an absent value “{quoted(mark)}” is left{en}",
    )
    return finding("gap", Severity.ERROR, message, where, _GIVE)


def _placeholder(where: Place, paragraph: ReadParagraph, words: str) -> Finding:
    ko, en = at(paragraph.index)
    left = f"임시 표기 「{quoted(words)}」{particle(words, '이', '가')} 남음"
    message = f"{left}{ko}", f"the placeholder “{quoted(words)}” is left{en}"
    return finding("placeholder", Severity.WARNING, message, where, ("내용으로 바꾸십시오", "replace it"))
