"""What a file prints against what the submission says now: by the tags of its values, and as text where these are gone."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from regdocs.check.rendered.align import Alignment
from regdocs.check.rendered.finding import finding, place, quoted
from regdocs.check.rendered.spelling import close, fold
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Inline
from regdocs.document.lineage import inlines_of
from regdocs.finding import Finding, Severity
from regdocs.formats.rendered import ReadBlock, ReadParagraph, Rendered, paragraphs_of

_Key = tuple[tuple[str, ...], str]
"""What a tag stands for: field paths and the name of the formatter."""
_REMEDY = "study.yaml과 파일 가운데 맞는 쪽으로 고칩니다", "correct study.yaml or the file, whichever is wrong"
_MOST_PIECES = 4
_FIRST_PIECE = 4
"""A shorter beginning than this stands in every text."""


@dataclass
class _Printed:
    """The values of one section by what they stand for, each with how often it is printed."""

    values: dict[_Key, Counter[str]] = field(default_factory=dict)

    def add(self, paths: tuple[str, ...], form: str, text: str) -> None:
        """Take down a value, folded so that no program's quotes or blanks make a difference."""
        self.values.setdefault((paths, form), Counter())[fold(text)] += 1


class _Around:
    """What belongs to a section though it stands elsewhere: notes, and in a PDF what is drawn last on its pages."""

    def __init__(self, rendered: Rendered) -> None:
        self._notes = _loose(" ".join(rendered.notes))
        self._pages: dict[int, str] = {}
        if rendered.format == "pdf":
            for page, lines in groupby(rendered.paragraphs(), key=lambda paragraph: paragraph.page or 0):
                self._pages[page] = _loose(" ".join(line.text for line in lines))

    def text(self, paragraphs: Sequence[ReadParagraph]) -> str:
        """The text around these paragraphs, as values are looked for in it."""
        pages = sorted({paragraph.page for paragraph in paragraphs if paragraph.page in self._pages})
        return self._notes + "".join(self._pages[page] for page in pages)


def value_findings(document: Document, rendered: Rendered, alignment: Alignment) -> Iterator[Finding]:
    """Findings for values that differ, and for values of the submission that can't be found in their section."""
    around = _Around(rendered)
    sections = {section.id: section for section in document.walk()}
    cover = [*inlines_of(document.cover), *_unheaded(document.sections, alignment)]
    yield from _section(document, "", cover, alignment.front(), around)
    for index in sorted(alignment.pairs):
        identifier = alignment.expected[index].id
        section = sections.get(identifier)
        if section is not None:
            blocks = [alignment.pairs[index].paragraph, *alignment.own(index)]
            inlines = [
                *section.heading,
                *inlines_of(section.blocks),
                *_unheaded(section.sections, alignment),
            ]
            yield from _section(document, identifier, inlines, blocks, around)


def _unheaded(sections: Iterable[Section], alignment: Alignment) -> Iterator[Inline]:
    """The text of sections without a heading, which stand in the stretch of what is above them."""
    expected = {each.id for each in alignment.expected}
    for section in sections:
        if section.id not in expected:
            yield from inlines_of(section.blocks)
            yield from _unheaded(section.sections, alignment)


def _section(
    document: Document, section: str, inlines: Iterable[Inline], blocks: Sequence[ReadBlock], around: _Around
) -> Iterator[Finding]:
    expected, found = _Printed(), _Printed()
    for inline in inlines:
        # Pages of other papers are no value of the submission, and have no path.
        if isinstance(inline, Field) and inline.paths:
            expected.add(inline.paths, inline.format, inline.text)
    paragraphs = list(paragraphs_of(tuple(blocks)))
    for paragraph in paragraphs:
        for control in paragraph.controls:
            if control.paths and not control.gap:
                found.add(control.paths, control.format, control.text)
    text = _loose(" ".join(paragraph.text for paragraph in paragraphs)) + around.text(paragraphs)
    for key, wanted in expected.values.items():
        yield from _compared(document, section, key, wanted, found.values.get(key, Counter()), text)
    for key, texts in found.values.items():
        if key not in expected.values:
            yield from (_no_longer(document, section, key, each) for each in texts)


def _compared(
    document: Document, section: str, key: _Key, wanted: Counter[str], found: Counter[str], text: str
) -> Iterator[Finding]:
    """Tagged values that nobody wants differ; a wanted one whose tag is gone has to stand in the text."""
    strange = [each for each in found if each not in wanted]
    absent = [each for each in wanted if each not in found]
    for each in strange:
        due = absent.pop(0) if absent else next(iter(wanted))
        yield _differs(document, section, key, due, each)
    for each in absent:
        if not _stands(each, text):
            yield _not_found(document, section, key, each)


def _stands(value: str, text: str) -> bool:
    """Whether a value stands in a section's text; where its lines are mixed with a neighbour's, whether its words do."""
    wanted = _loose(value)
    words = value.split()
    return (
        wanted in text or (len(words) > 1 and all(_loose(word) in text for word in words)) or _in_pieces(wanted, text)
    )


def _loose(text: str) -> str:
    """The text past what fonts and programs do to it: raised digits as digits, one micro sign, no blanks."""
    return unicodedata.normalize("NFKC", close(text)).replace(" ", "")


def _in_pieces(wanted: str, text: str) -> bool:
    """Whether a value stands there in a few pieces, as one does that a narrow cell has broken; numbers stay whole."""
    shortest = _FIRST_PIECE
    for _ in range(_MOST_PIECES):
        ends = (end for end in range(len(wanted), 0, -1) if end >= min(shortest, len(wanted)))
        length = next((end for end in ends if _breaks(wanted, end) and wanted[:end] in text), 0)
        if not length:
            return False
        wanted, shortest = wanted[length:], 1
        if not wanted:
            return True
    return False


def _breaks(text: str, position: int) -> bool:
    """Whether a line may end at `position`: not inside a number."""
    return not text[position - 1 : position + 1].isdecimal() or position == len(text)


def _differs(document: Document, section: str, key: _Key, expected: str, found: str) -> Finding:
    path = _path(key)
    where = replace(place(document.id, section), path=path)
    return finding(
        "value-differs",
        Severity.ERROR,
        (
            f"파일의 값 「{quoted(found)}」이 자료의 값 「{quoted(expected)}」과 다름",
            f"the file says “{quoted(found)}”, the submission “{quoted(expected)}”",
        ),
        where,
        _REMEDY,
    )


def _not_found(document: Document, section: str, key: _Key, expected: str) -> Finding:
    where = replace(place(document.id, section), path=_path(key))
    message = (
        f"자료의 값 「{quoted(expected)}」을 이 절에서 찾지 못함",
        f"the submission's value “{quoted(expected)}” was not found in this section",
    )
    return finding("value-missing", Severity.WARNING, message, where, _REMEDY)


def _no_longer(document: Document, section: str, key: _Key, found: str) -> Finding:
    where = replace(place(document.id, section), path=_path(key))
    message = (
        f"파일의 값 「{quoted(found)}」은 지금 자료로는 이 절에 인쇄되지 않음",
        f"“{quoted(found)}” stands here but the submission as it is now prints no such value",
    )
    return finding("value-stale", Severity.WARNING, message, where, _REMEDY)


def _path(key: _Key) -> str | None:
    return key[0][0] if key[0] else None


def identity_findings(document: Document, rendered: Rendered) -> Iterator[Finding]:
    """Findings where document number, revision or date don't stand where every page says what it is a page of."""
    around = " ".join(rendered.around)
    # A PDF doesn't tell its headers from its text.
    text = around if rendered.format == "docx" else _whole(rendered)
    for name_ko, name_en, printed in _identity(document):
        if printed and close(printed) not in close(text):
            yield finding(
                "stale-identity",
                Severity.ERROR if name_en == "revision" else Severity.WARNING,
                (
                    f"머리글·바닥글에 {name_ko} 「{printed}」 없음: 「{quoted(around)}」",
                    f"headers and footers lack the {name_en} “{printed}”: “{quoted(around)}”",
                ),
                place(document.id),
                ("지금 자료로 다시 만듭니다", "build it again from the submission as it is now"),
            )


def _whole(rendered: Rendered) -> str:
    return " ".join([*rendered.around, *(paragraph.text for paragraph in rendered.paragraphs())])


def _identity(document: Document) -> Iterator[tuple[str, str, str]]:
    yield "문서번호", "document number", document.number
    yield "판", "revision", document.printed_revision
    yield "작성일", "date", document.printed_date
