"""What a file prints against what the submission says now: by the tags of its values, and as text where these are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from regdocs.check.rendered.align import Alignment
from regdocs.check.rendered.finding import at, finding, place, quoted
from regdocs.check.rendered.printed import Key, Printed, Stretch
from regdocs.check.rendered.spelling import loose
from regdocs.check.rendered.standing import Text
from regdocs.compose.particle import particle
from regdocs.document.document import Document, Section
from regdocs.finding import Finding, Severity
from regdocs.formats.rendered import ReadBlock, ReadParagraph, Rendered, paragraphs_of

_REMEDY = "study.yaml과 파일 가운데 맞는 쪽으로 고치십시오", "correct study.yaml or the file, whichever is wrong"


class _Around:
    """What belongs to a section though it stands elsewhere: notes, and in a PDF what is drawn last on its pages."""

    def __init__(self, rendered: Rendered) -> None:
        self.torn = rendered.format == "pdf"
        self._notes = [*rendered.notes, *(rendered.around if self.torn else ())]
        self._pages: dict[int, str] = {}
        if self.torn:
            for page, lines in groupby(rendered.paragraphs(), key=lambda paragraph: paragraph.page or 0):
                self._pages[page] = " ".join(line.text for line in lines)

    def text(self, paragraphs: Sequence[ReadParagraph]) -> Text:
        """The text of a section's paragraphs with what is around them."""
        pages = sorted({paragraph.page for paragraph in paragraphs if paragraph.page in self._pages})
        own = " ".join(paragraph.text for paragraph in paragraphs)
        return Text([own, *self._notes, *(self._pages[page] for page in pages)], self.torn)


def value_findings(document: Document, rendered: Rendered, alignment: Alignment) -> Iterator[Finding]:
    """Findings for values that differ, and for values of the submission that can't be found in their section."""
    around, missing = _Around(rendered), _missing(document, alignment)
    sections = {section.id: section for section in document.walk()}
    cover = Stretch()
    cover.add_blocks(document.cover)
    headed = {each.id for each in alignment.expected}
    _add_unheaded(cover, document.sections, headed)
    yield from _Stretch(document, "", cover, alignment.front(), around, missing).findings()
    for index in sorted(alignment.pairs):
        identifier = alignment.expected[index].id
        section = sections.get(identifier)
        if section is not None:
            stretch = _of(section)
            _add_unheaded(stretch, section.sections, headed)
            blocks = [alignment.pairs[index].paragraph, *alignment.own(index)]
            yield from _Stretch(document, identifier, stretch, blocks, around, missing).findings()


def _of(section: Section) -> Stretch:
    stretch = Stretch()
    stretch.add(section.heading)
    stretch.add_blocks(section.blocks)
    return stretch


def _missing(document: Document, alignment: Alignment) -> dict[Key, set[str]]:
    """The values of sections whose headings are missing: what is left of these stands below another heading."""
    found: dict[Key, set[str]] = {}
    there = alignment.found()
    for section in document.walk():
        if section.id not in there:
            for value in _of(section).values():
                found.setdefault(value.key, set()).add(loose(value.text))
    return found


def _add_unheaded(stretch: Stretch, sections: Iterable[Section], headed: Set[str]) -> None:
    """The text of sections without a heading, which stand in the stretch of what is above them."""
    for section in sections:
        if section.id not in headed:
            stretch.add_blocks(section.blocks)
            _add_unheaded(stretch, section.sections, headed)


class _Stretch:
    """What is printed between two headings, as it ought to be and as it is."""

    def __init__(
        self,
        document: Document,
        section: str,
        due: Stretch,
        blocks: Iterable[ReadBlock],
        around: _Around,
        missing: Mapping[Key, Set[str]],
    ) -> None:
        self.document, self.section, self.missing = document.id, section, missing
        self.due: dict[Key, list[Printed]] = {}
        self._stretch = due
        for value in due.values():
            self.due.setdefault(value.key, []).append(value)
        self.found: dict[Key, Counter[str]] = {}
        self._places: dict[tuple[Key, str], ReadParagraph] = {}
        self._shown: dict[str, str] = {}
        self._paragraphs, self._around = list(paragraphs_of(blocks)), around
        for paragraph in self._paragraphs:
            for control in paragraph.controls:
                # A control whose text was deleted is no other value.
                if control.paths and not control.gap and control.text.strip():
                    key, text = (control.paths, control.format), loose(control.text)
                    self._shown.setdefault(text, control.text)
                    self.found.setdefault(key, Counter())[text] += 1
                    self._places.setdefault((key, text), paragraph)

    @cached_property
    def text(self) -> Text:
        """The file's text, asked for only where a tag is gone."""
        return self._around.text(self._paragraphs)

    @cached_property
    def wanted(self) -> Text:
        """The text as it ought to be."""
        return Text([self._stretch.text()], self._around.torn)

    def findings(self) -> Iterator[Finding]:
        """Tagged values that nobody wants differ; a wanted one whose tag is gone has to stand in the text."""
        for key, values in self.due.items():
            yield from self._compared(key, values, self.found.get(key, Counter()))
        for key, texts in self.found.items():
            if key not in self.due:
                yield from (self._no_longer(key, each) for each in texts if each not in self.missing.get(key, ()))

    def _compared(self, key: Key, values: Sequence[Printed], found: Counter[str]) -> Iterator[Finding]:
        wanted = Counter(loose(value.text) for value in values)
        if wanted == found:
            return
        lost = wanted - found
        printed = {loose(value.text): value.text for value in values}
        for strange in found:
            if strange not in wanted and strange not in self.missing.get(key, ()):
                due = next(iter(lost or wanted))
                lost -= Counter([due])
                yield self._differs(key, printed[due], strange)
        for value in values if lost else ():
            text = loose(value.text)
            if lost[text] > 0 and not self._stands(value):
                lost[text] -= 1
                yield from self._absent(value)

    def _stands(self, value: Printed) -> bool:
        """Whether a value stands there with the letters on one of its sides, as often as it ought to."""
        text = loose(value.text)
        sides = (value.before and value.before + text, value.after and text + value.after)
        return any(side and self.text.has(side, self.wanted.count(side)) for side in sides)

    def _absent(self, value: Printed) -> Iterator[Finding]:
        """Another value may stand in its place, or the place itself have been written anew."""
        instead = self.text.instead(value.before, loose(value.text), value.after, self.wanted)
        if instead:
            yield self._differs(value.key, value.text, instead)
        elif not self.text.holds(value.text, self.wanted):
            yield self._not_found(value.key, value.text)

    def _finding(self, rule: str, severity: Severity, message: tuple[str, str], key: Key, text: str = "") -> Finding:
        """A finding with the paragraph of the tagged value `text`; of others only the section's first page is known."""
        tagged = self._places.get((key, text))
        first = next(iter(self._paragraphs), None)
        where = replace(place(self.document, self.section, tagged or first), path=key[0][0] if key[0] else None)
        (ko, en), (at_ko, at_en) = message, at(tagged.index if tagged else None)
        return finding(rule, severity, (ko + at_ko, en + at_en), where, _REMEDY)

    def _differs(self, key: Key, expected: str, letters: str) -> Finding:
        found = self._shown.get(letters, letters)
        message = (
            f"파일의 값 「{quoted(found)}」{particle(found, '이', '가')} "
            f"자료의 값 「{quoted(expected)}」{particle(expected, '과', '와')} 다름",
            f"the file says “{quoted(found)}”, the submission “{quoted(expected)}”",
        )
        return self._finding("value-differs", Severity.ERROR, message, key, letters)

    def _not_found(self, key: Key, expected: str) -> Finding:
        message = (
            f"자료의 값 「{quoted(expected)}」{particle(expected, '을', '를')} 이 절의 제자리에서 찾지 못함",
            f"the submission's value “{quoted(expected)}” was not found in its place in this section",
        )
        return self._finding("value-missing", Severity.WARNING, message, key)

    def _no_longer(self, key: Key, letters: str) -> Finding:
        found = self._shown.get(letters, letters)
        message = (
            f"파일의 값 「{quoted(found)}」{particle(found, '은', '는')} 지금 자료로는 이 절에 인쇄되지 않음",
            f"“{quoted(found)}” stands here but the submission as it is now prints no such value",
        )
        return self._finding("value-stale", Severity.WARNING, message, key, letters)
