"""Rules on what was left in the text: placeholders, damaged characters, copied paragraphs, omissions without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.prose.texts import everything
from regdocs.check.rendered.content import PLACEHOLDER
from regdocs.check.rule import Problem, rule
from regdocs.check.said import Said
from regdocs.compose.particle import particle
from regdocs.language import Bilingual

_DAMAGED = re.compile("ï»¿|[ìíëê][\x80-\xbf\u0152-\u2122]{1,2}(?:[ìíëê][\x80-\xbf\u0152-\u2122]{1,2})+")
"""UTF-8 that was read as Windows-1252; loading refuses the characters that stand for lost ones."""
_NOTHING = re.compile(
    r"\W*(?:해당\s*(?:사항)?\s*(?:이|은)?\s*(?:없음|없다|없습니다)|미해당|비해당|없음|N/?A|None|Not applicable)\W*",
    re.IGNORECASE,
)
_INAPPLICABLE = re.compile(
    r"\W*(?:해당\s*(?:사항)?\s*(?:이|은)?\s*(?:없음|없다|없습니다)|미해당|비해당|N/A|Not applicable)\W*", re.IGNORECASE
)
"""In a field of study.yaml 없음 alone may well be the answer."""
_CELL = re.compile(r"(?:cells|options)\[\d+\](?:\.en)?$")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212.·…_/\s]+")
_ENOUGH = 40
"""Letters of a text that are counted."""
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*\S)[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"^(?:#|\||:::|Table:|!\[|```|~~~|\s*[-*+] |\s*\d+[.)] )")


@rule("prose/placeholder")
def placeholder(filing: Filing) -> Iterator[Problem]:
    """Nothing is left of what stood where something was still to be written."""
    for said, found, offset in filing.once(everything).find(PLACEHOLDER):
        message = Bilingual(
            f"임시 표기 「{found[0]}」{particle(found[0], '이', '가')} 남음", f"the placeholder “{found[0]}” is left"
        )
        yield Problem(said.place(offset), message, Bilingual("내용으로 바꾸십시오", "write what belongs there"))


@rule("prose/damaged-text")
def damaged_text(filing: Filing) -> Iterator[Problem]:
    """No text was saved anew after it had been read in the wrong encoding."""
    texts = filing.once(everything)
    for said, found, offset in texts.find(_DAMAGED) if any(letter in texts.text for letter in "ïìíëê") else ():
        codes = " ".join(f"U+{ord(character):04X}" for character in found[0])
        message = Bilingual(f"깨진 글자({codes})", f"damaged characters ({codes})")
        remedy = Bilingual("원문에서 다시 옮기고 UTF-8로 저장하십시오", "copy it anew and save it as UTF-8")
        yield Problem(said.place(offset), message, remedy)


@rule("prose/no-reason")
def no_reason(filing: Filing) -> Iterator[Problem]:
    """Who writes that something doesn't apply says why; a choice or a cell of a table may be just that."""
    for said in filing.said:
        text = said.text.strip()
        if _NOTHING.fullmatch(text) if said.document else _INAPPLICABLE.fullmatch(text) and not _CELL.search(said.path):
            message = Bilingual("사유 없는 ‘해당사항 없음’", "“not applicable” without a reason")
            remedy = Bilingual("해당하지 않는 구체적인 사유를 적으십시오", "give the specific reason")
            yield Problem(said.place(len(said.text) - len(said.text.lstrip())), message, remedy)


@rule("prose/too-short")
def too_short(filing: Filing) -> Iterator[Problem]:
    """Under a heading of the narrative stands more than a word, in a text of study.yaml more than a dash."""
    least = int(filing.limit("prose/too-short", "letters"))
    for said in filing.said:
        text = said.text.strip()
        if said.document:
            empty = bool(text) and sum(character.isalnum() for character in text[:_ENOUGH]) < least
        else:
            empty = _DASHES.fullmatch(text) is not None and not _CELL.search(said.path)
        if empty:
            message = Bilingual(f"「{text}」: 내용이 없음", f"“{text}” says nothing")
            yield Problem(said.place(len(said.text) - len(said.text.lstrip())), message)
        for offset, title in _over_nothing(said.text) if said.document and "\n#" in f"\n{said.text}" else ():
            message = Bilingual(f"「{title}」: 제목만 있고 내용이 없음", f"“{title}” is a heading without content")
            yield Problem(said.place(offset), message)


def _over_nothing(text: str) -> Iterator[tuple[int, str]]:
    """The writer's own headings with nothing below them; what a template adds behind the text would hide that."""
    found = [each for each in _HEADING.finditer(text) if text.count("```", 0, each.start()) % 2 == 0]
    for heading, following in zip(found, [*found[1:], None], strict=True):
        end = len(text) if following is None else following.start()
        has_own = following is not None and len(following[1]) > len(heading[1])
        if not has_own and not any(map(str.isalnum, text[heading.end() : end])):
            yield heading.start(), heading[2]


@rule("prose/repeated-paragraph")
def repeated_paragraph(filing: Filing) -> Iterator[Problem]:
    """No long paragraph stands twice in one document."""
    least = int(filing.limit("prose/repeated-paragraph", "characters"))
    seen: dict[tuple[str, str, str], tuple[Said, int]] = {}
    for said in filing.said:
        if not said.document:
            continue
        for start, paragraph in _paragraphs(said.text, least):
            first, at = seen.setdefault((said.document, said.language, paragraph), (said, start))
            if (first, at) != (said, start):
                where = first.place(at)
                message = Bilingual(
                    f"같은 문단이 {where.file} {where.line}행에도 있음: 「{paragraph[:30]}…」",
                    f"the same paragraph stands in {where.file}, line {where.line}, too: “{paragraph[:30]}…”",
                )
                remedy = Bilingual("한 곳만 두고 상호 참조하십시오", "keep one and refer to it")
                yield Problem(said.place(start), message, remedy)


def _paragraphs(text: str, least: int) -> Iterator[tuple[int, str]]:
    """Paragraphs of so much prose with where they begin; tables, lists and headings may well repeat."""
    for found in _PARAGRAPH.finditer(text):
        if len(found[0]) >= least and not _FENCED.match(found[0]):
            paragraph = " ".join(found[0].split())
            if len(paragraph) >= least:
                yield found.start(), paragraph
