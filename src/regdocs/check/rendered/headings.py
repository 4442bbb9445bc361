"""The file's headings against those that ought to be there: missing, out of order, other words, other numbers, doubled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from regdocs.check.rendered.align import Alignment, Heading
from regdocs.check.rendered.expected import Expected
from regdocs.check.rendered.finding import at, finding, place, quoted
from regdocs.check.rendered.spelling import bare, close, lowered, plain_number
from regdocs.compose.particle import particle
from regdocs.finding import Finding, Severity
from regdocs.formats.rendered import ReadBlock, ReadParagraph

_OFFICIAL_NUMBER = re.compile(r"\d{1,2}(?:-\d{1,2})*")
_OFFICIAL_WORDS = (
    "고시·지침이 정한 제목과 순서는 바꾸지 마십시오",
    "headings that the guideline fixes keep wording and order",
)

_ALIKE = ("heading-number", "heading-level", "heading-style", "heading-as-text")
_MOST = 20


def heading_findings(document: str, alignment: Alignment, has_pages: bool) -> Iterator[Finding]:
    """Everything that is wrong with the headings; `has_pages` tells that blanks can't be trusted (a PDF).

    What is no error and befalls all headings alike, as where another program dropped styles or lists, is told so often,
    then counted.
    """
    counts: Counter[tuple[str, Severity]] = Counter()
    for each in _findings(document, alignment, has_pages):
        kind = each.rule.removeprefix("rendered/"), each.severity
        counts[kind] += 1
        if kind[0] not in _ALIKE or each.severity is Severity.ERROR or counts[kind] <= _MOST:
            yield each
    for (rule, severity), count in counts.items():
        if rule in _ALIKE and severity is not Severity.ERROR and count > _MOST:
            message = f"그 밖에 {count - _MOST}개 제목도 같음", f"{count - _MOST} more headings likewise"
            yield finding(rule, severity, message, place(document))


def _findings(document: str, alignment: Alignment, has_pages: bool) -> Iterator[Finding]:
    usual = _usual_shift(alignment)
    for index, each in enumerate(alignment.expected):
        heading = alignment.pairs.get(index)
        if heading is None:
            if not each.optional:
                yield _missing(document, each)
            continue
        if index in alignment.moved and not _with_parent(alignment, index):
            yield _moved(document, alignment, index)
        yield from _wording(document, each, heading, has_pages)
        if heading.plain:
            yield _as_text(document, each, heading)
        elif not heading.styled and not has_pages:
            yield _unstyled(document, each, heading)
        elif heading.styled and heading.paragraph.level - each.level != usual:
            yield _other_level(document, each, heading, usual)
    yield from _numbers(document, alignment)
    yield from _spare(document, alignment)


def _missing(document: str, each: Expected) -> Finding:
    return finding(
        "missing-section",
        each.standing.severity,
        (f"「{each.shown}」 없음", f"“{each.shown}” is missing"),
        place(document, each.id),
        ("이 제목과 내용을 제자리에 넣으십시오", "put this heading with its content where it belongs"),
        each.standing.citations,
    )


def _with_parent(alignment: Alignment, index: int) -> bool:
    """Whether the section moved only because the one above it did."""
    parent = alignment.expected[index].parent
    return any(alignment.expected[other].id == parent for other in alignment.moved)


def _moved(document: str, alignment: Alignment, index: int) -> Finding:
    each, heading = alignment.expected[index], alignment.pairs[index]
    due = next((alignment.expected[other] for other in range(index - 1, -1, -1) if other in alignment.pairs), None)
    stands = _nearest_above(alignment, heading)
    where_ko = f"「{due.shown}」 다음" if due else "맨 앞"
    where_en = f"after “{due.shown}”" if due else "first"
    now_ko = f"「{stands.shown}」 다음" if stands else "맨 앞"
    now_en = f"after “{stands.shown}”" if stands else "first"
    return finding(
        "section-order",
        each.standing.severity,
        (
            f"「{each.shown}」의 순서가 다름: {where_ko}이어야 하나 {now_ko}에 있음",
            f"“{each.shown}” is out of order: it belongs {where_en} and stands {now_en}",
        ),
        place(document, each.id, heading.paragraph),
        _OFFICIAL_WORDS if each.official else ("제자리로 옮기십시오", "move it to its place"),
        each.standing.citations,
    )


def _nearest_above(alignment: Alignment, heading: Heading) -> Expected | None:
    above = [(other.position, index) for index, other in alignment.pairs.items() if other.position < heading.position]
    return alignment.expected[max(above)[1]] if above else None


def _wording(document: str, each: Expected, heading: Heading, has_pages: bool) -> Iterator[Finding]:
    if _same_in_pdf(heading.title, each.title) if has_pages else lowered(heading.title) == lowered(each.title):
        return
    yield finding(
        "heading-wording",
        each.standing.severity,
        (
            f"제목 「{quoted(heading.title)}」: 「{each.title}」이어야 함",
            f"the heading “{quoted(heading.title)}” should read “{each.title}”",
        ),
        place(document, each.id, heading.paragraph),
        _OFFICIAL_WORDS if each.official else ("정해진 제목으로 고치십시오", "restore the heading"),
        each.standing.citations,
    )


def _same_in_pdf(found: str, due: str) -> bool:
    """Blanks come and go there, and signs of another font may be read after the words that they stand among."""
    return bare(found) == bare(due) and sorted(close(found)) == sorted(close(due))


def _unstyled(document: str, each: Expected, heading: Heading) -> Finding:
    return finding(
        "heading-style",
        Severity.NOTE,
        (
            f"「{quoted(heading.title)}」: 제목 스타일이 아니어서 목차와 책갈피에 나타나지 않음",
            f"“{quoted(heading.title)}” has no heading style, so neither contents nor bookmarks show it",
        ),
        place(document, each.id, heading.paragraph),
        (f"제목 {each.level} 스타일을 적용하십시오", f"apply the style Heading {each.level}"),
    )


def _as_text(document: str, each: Expected, heading: Heading) -> Finding:
    title = quoted(heading.title)
    return finding(
        "heading-as-text",
        Severity.WARNING,
        (
            f"「{title}」{particle(title, '이', '가')} 본문처럼 되어 있음: 제목 스타일을 잃음{at(heading.paragraph.index)[0]}",
            f"“{title}” reads like text: it lost its heading style{at(heading.paragraph.index)[1]}",
        ),
        place(document, each.id, heading.paragraph),
        (
            f"그 문단에 제목 {each.level} 스타일을 다시 적용하십시오",
            f"apply the style Heading {each.level} to that paragraph again",
        ),
        each.standing.citations,
    )


def _usual_shift(alignment: Alignment) -> int:
    """By how much most headings are deeper than they ought to be: where a title took the first level, all are by one."""
    pairs = ((alignment.expected[index], heading) for index, heading in alignment.pairs.items() if heading.styled)
    shifts = Counter(heading.paragraph.level - each.level for each, heading in pairs)
    return max(shifts, key=lambda shift: (shifts[shift], -abs(shift)), default=0)


def _other_level(document: str, each: Expected, heading: Heading, usual: int) -> Finding:
    title, due = quoted(heading.title), each.level + usual
    return finding(
        "heading-level",
        Severity.NOTE,
        (
            f"「{title}」의 제목 수준 {heading.paragraph.level}: {due}이어야 목차와 책갈피가 맞음",
            f"“{title}” is a heading of level {heading.paragraph.level}; it should be of level {due}",
        ),
        place(document, each.id, heading.paragraph),
        (f"제목 {due} 스타일을 적용하십시오", f"apply the style Heading {due}"),
    )


def _numbers(document: str, alignment: Alignment) -> Iterator[Finding]:
    """Numbers that differ; where the file counts them itself, one that is missing shifts all that follow, told once."""
    shifted: list[tuple[Expected, Heading]] = []
    disturbed = _disturbed(alignment)
    for index in sorted(alignment.pairs):
        each, heading = alignment.expected[index], alignment.pairs[index]
        if not each.number or plain_number(each.number) == plain_number(heading.number):
            continue
        if heading.plain and not heading.number:
            # It comes back with the style.
            continue
        if disturbed and heading.number and not heading.typed:
            shifted.append((each, heading))
        else:
            yield _number(document, each, heading)
    if shifted:
        yield _shifted(document, shifted)


def _disturbed(alignment: Alignment) -> bool:
    """Whether headings are missing, moved, added or text now, so that those after them count otherwise."""
    due = sum(1 for each in alignment.expected if not each.optional)
    added = any(heading.number and not heading.typed for heading in alignment.spare)
    lost = any(heading.plain for heading in alignment.pairs.values())
    empty = any(map(_is_empty_heading, alignment.blocks))
    return len(alignment.pairs) < due or bool(alignment.moved) or added or lost or empty


def _is_empty_heading(block: ReadBlock) -> bool:
    """An empty line that Word counts a number for, and prints it."""
    return isinstance(block, ReadParagraph) and bool(block.number) and not block.text.strip()


def _number(document: str, each: Expected, heading: Heading) -> Finding:
    title = quoted(heading.title)
    message = (
        (
            f"「{title}」의 번호 {quoted(heading.number)}: {each.number}이어야 함",
            f"“{title}” has the number {quoted(heading.number)}; it should be {each.number}",
        )
        if heading.number
        else (
            f"「{title}」의 번호 없음: {each.number}이어야 함",
            f"“{title}” has no number; it should be {each.number}",
        )
    )
    where = place(document, each.id, heading.paragraph)
    remedy = "번호를 바로잡으십시오", "correct the number"
    return finding("heading-number", each.standing.severity, message, where, remedy, each.standing.citations)


def _shifted(document: str, shifted: list[tuple[Expected, Heading]]) -> Finding:
    each, heading = shifted[0]
    return finding(
        "heading-number",
        max((each.standing.severity for each, _ in shifted), key=lambda severity: severity.weight),
        (
            f"빠지거나 옮겨지거나 더해지거나 본문이 된 제목 때문에 밀린 번호 {len(shifted)}개:"
            f" 「{quoted(heading.title)}」 {heading.number}(바른 번호 {each.number}) 등",
            f"headings that are missing, moved, added or text now shift numbers, {len(shifted)} in all, such as “{quoted(heading.title)}”:"
            f" {heading.number} instead of {each.number}",
        ),
        place(document, each.id, heading.paragraph),
        (
            "제목을 제자리에 두면 번호가 맞으니 제목부터 바로잡으십시오",
            "they come right once the headings are in their places",
        ),
    )


def _spare(document: str, alignment: Alignment) -> Iterator[Finding]:
    """Headings that nobody expected: a second one of the same title, or one that the table of contents doesn't know."""
    levels = {each.level for each in alignment.expected}
    official = any(each.official for each in alignment.expected)
    titles: dict[str, list[Expected]] = {}
    for each in alignment.expected:
        titles.setdefault(bare(each.title), []).append(each)
    due = Counter(bare(alignment.expected[index].title) for index in alignment.pairs)
    for heading in alignment.spare:
        same = [each for each in titles.get(heading.key, ()) if each.level == heading.paragraph.level]
        if same and due[heading.key]:
            yield _doubled(document, same[0], heading)
        elif (heading.paragraph.level == 1 and 1 in levels) or (
            official and _OFFICIAL_NUMBER.fullmatch(plain_number(heading.number)) and "-" in heading.number
        ):
            yield _unknown(document, heading)


def _doubled(document: str, each: Expected, heading: Heading) -> Finding:
    return finding(
        "duplicate-section",
        each.standing.severity,
        (
            f"「{quoted(heading.title)}」{particle(heading.title, '이', '가')} 두 번 있음",
            f"“{quoted(heading.title)}” stands twice",
        ),
        place(document, each.id, heading.paragraph),
        ("한 번만 남기십시오", "keep one of them"),
        each.standing.citations,
    )


def _unknown(document: str, heading: Heading) -> Finding:
    shown = quoted(f"{heading.number} {heading.title}".strip())
    return finding(
        "unknown-section",
        Severity.WARNING,
        (f"정해진 목차에 없는 제목 「{shown}」", f"“{shown}” is no heading of this document"),
        place(document, "", heading.paragraph),
        ("알맞은 제목 아래의 항목으로 옮기십시오", "move its content below a heading that is"),
    )
