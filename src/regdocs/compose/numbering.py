"""Numbering: headings, tables, figures, footnotes and citations counted, and references filled in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import msgspec

from regdocs.compose.particle import fitted
from regdocs.compose.walk import Walk
from regdocs.document.block import Block, Box, Figure, Item, ItemList, Marker, Paragraph, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Break, Citation, Field, Footnote, Gap, Inline, Reference, Text
from regdocs.document.markers import marker_text
from regdocs.language import Bilingual

BIBLIOGRAPHY = "bibliography"
"""The box that is replaced by the list of what was cited."""

_WORDS = {"ko": ("표", "그림"), "en": ("Table", "Figure")}


_REMEDIES = {
    "dangling-reference": Bilingual(
        "가리킬 제목, 표, 그림에 그 이름을 `{#이름}`으로 붙이거나 참조를 고치십시오",
        "give a heading, table or figure that name (`{#name}`), or correct the reference",
    ),
    "ambiguous-reference": Bilingual(
        "제목의 이름을 `절.이름`으로 다 적으십시오", "write the heading's name in full, as `section.name`"
    ),
    "unknown-citation": Bilingual(
        "참고문헌 목록에 그 문헌을 더하거나 키를 고치십시오", "add it to the reference list, or correct its key"
    ),
    "uncaptioned-label": Bilingual("캡션을 적거나 이름을 지우십시오", "write a caption, or remove the label"),
    "duplicate-label": Bilingual("이름을 서로 다르게 하십시오", "give each a name of its own"),
    "missing-figure": Bilingual(
        "파일을 figures/에 두거나 경로를 고치십시오", "put the file into figures/, or correct its path"
    ),
}


@dataclass(frozen=True, slots=True)
class Loose:
    """Something that numbering couldn't resolve: in which section, and the text that was written there."""

    rule: str
    section: str
    written: str
    message: Bilingual
    remedy: Bilingual | None = None


def number(
    document: Document,
    levels: Sequence[str],
    entry: Callable[[str], tuple[Inline, ...] | None],
    resources: Collection[str] | None = None,
) -> tuple[Document, list[Loose]]:
    """The document with everything counted, and what couldn't be: references, citations and figures without a target.

    `levels` are the first markers of counted headings, level by level below a fixed number; `entry` gives the text of
    a reference list entry, None for an unknown key; `resources` are the figures that there are (None: not looked at).
    """
    numbered = msgspec.structs.replace(document, sections=_sections(document.sections, levels, 0, 0))
    counter = _Counter(numbered, entry)
    counted = msgspec.structs.replace(
        numbered,
        cover=counter.blocks(numbered.cover),
        sections=tuple(counter.section(section) for section in numbered.sections),
    )
    resolver = _Resolver(counter, resources)
    result = msgspec.structs.replace(
        counted,
        cover=resolver.blocks(counted.cover),
        sections=tuple(resolver.section(section) for section in counted.sections),
    )
    return result, [*counter.loose, *resolver.loose]


def _sections(
    sections: Sequence[Section], levels: Sequence[str], depth: int, counted: int, *, annex: bool = False
) -> tuple[Section, ...]:
    """Sections with a number of their own keep it; the others are counted, by their depth below the nearest such one.

    Where nothing above counts (`annex`), neither does a section that stands alone: "1." would ask for a "2.".
    """
    result = []
    ordinal = counted
    alone = annex and sum(not section.number for section in sections) == 1
    for section in sections:
        if section.number:
            number, below = (section.number if section.number != "-" else ""), 0
        elif alone:
            number, below = "", 0
        else:
            ordinal += 1
            number, below = (marker_text(levels[depth], ordinal) if depth < len(levels) else ""), depth + 1
        inner = _sections(section.sections, levels, below, 0, annex=not number)
        result.append(msgspec.structs.replace(section, number=number, sections=inner))
    return tuple(result)


class _Noting(Walk):
    """A walk that takes down what it can't resolve."""

    still = frozenset({Text, Field, Gap, Break})

    def __init__(self) -> None:
        super().__init__()
        self.loose: list[Loose] = []

    def lack(self, rule: str, written: str, ko: str, en: str, what: str) -> None:
        """Take down what can't be resolved, `written` as it stands in the section's text."""
        message = Bilingual(f"{ko}: `{what}`", f"{en}: `{what}`")
        self.loose.append(Loose(f"compose/{rule}", self.current, written, message, _REMEDIES[rule]))


class _Counter(_Noting):
    """Counts what has a number, in reading order, and gives every label once."""

    def __init__(self, document: Document, entry: Callable[[str], tuple[Inline, ...] | None]) -> None:
        super().__init__()
        self.entry = entry
        self.language = document.language
        self.table_word, self.figure_word = _WORDS[document.language]
        self.tables = self.figures = self.footnotes = 0
        self.cited: dict[str, int] = {}
        self.labels: dict[str, str] = {}
        self.short: dict[str, list[str]] = {}

    def section(self, section: Section) -> Section:
        text = section.number or section.title.text(self.language)
        self.current = section.id
        identifier = self.label(section.id, text, section.id.rsplit(".", 1)[-1])
        if "." in section.id:
            self.short.setdefault(section.id.rsplit(".", 1)[1], []).append(text)
        return msgspec.structs.replace(super().section(section), id=identifier)

    def block(self, block: Block) -> Iterable[Block]:
        if isinstance(block, Table) and block.caption:
            self.tables += 1
            text = f"{self.table_word} {self.tables}"
            block = msgspec.structs.replace(block, number=text, label=self.label(block.label, text))
        elif isinstance(block, Figure) and block.caption:
            self.figures += 1
            text = f"{self.figure_word} {self.figures}"
            block = msgspec.structs.replace(block, number=text, label=self.label(block.label, text))
        elif isinstance(block, Table | Figure) and block.label:
            self.lack(
                "uncaptioned-label",
                f"{{#{block.label}",
                "캡션이 없어 가리킬 수 없는 이름",
                "a label without a caption",
                block.label,
            )
            block = msgspec.structs.replace(block, label="")
        return super().block(block)

    def label(self, label: str, text: str, written: str = "") -> str:
        """Note what references to `label` read; a second one of the same name gets a name of its own."""
        if label in self.labels:
            written = written or label
            self.lack("duplicate-label", f"{{#{written}", "두 번 쓴 이름", "the label stands twice", written)
            ordinal = next(each for each in count(2) if f"{label}-{each}" not in self.labels)
            label = f"{label}-{ordinal}"
        if label:
            self.labels[label] = text
        return label

    def target(self, name: str) -> str | None:
        """What a reference reads; a heading inside a section may be named without the section where that is clear."""
        if name in self.labels:
            return self.labels[name]
        texts = self.short.get(name, [])
        return texts[0] if len(texts) == 1 else None

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Citation):
            for key in inline.keys:
                if self.entry(key) is not None:
                    self.cited.setdefault(key, len(self.cited) + 1)
        if isinstance(inline, Footnote):
            self.footnotes += 1
            inline = Footnote(inline.children, self.footnotes)
        return super().inline(inline)


class _Resolver(_Noting):
    """Fills in references, citations and the reference list."""

    def __init__(self, counter: _Counter, resources: Collection[str] | None) -> None:
        super().__init__()
        self.counter, self.resources = counter, resources

    def block(self, block: Block) -> Iterable[Block]:
        if isinstance(block, Box) and block.role == BIBLIOGRAPHY:
            entries = [self.counter.entry(key) or () for key in self.counter.cited]
            if not entries:
                return self.blocks(block.blocks)
            return (ItemList(tuple(Item((Paragraph(children),)) for children in entries), Marker.NUMBER),)
        if isinstance(block, Figure) and self.resources is not None and block.resource not in self.resources:
            return self.absent_figure(block)
        return super().block(block)

    def absent_figure(self, figure: Figure) -> Iterable[Block]:
        """A gap in the figure's place; its caption stays, so that its number and the references to it hold."""
        self.lack("missing-figure", figure.resource, "없는 그림 파일", "there is no such figure", figure.resource)
        yield Paragraph(
            (Gap(self.words(f"그림 없음: {figure.resource}", f"no figure: {figure.resource}"), ""),), "center"
        )
        if figure.caption:
            yield Paragraph((Text(f"{figure.number} "), *self.inlines(figure.caption)), "center")

    def inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        children = super().inlines(inlines)
        if children is inlines:
            return inlines
        found = list(children)
        for index, (written, resolved, after) in enumerate(zip(inlines, found, found[1:], strict=False)):
            if not isinstance(written, Reference) or not isinstance(resolved, Reference) or written.text:
                continue
            if isinstance(after, Text):
                found[index + 1] = Text(fitted(resolved.text, after.text))
        return tuple(found)

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Reference):
            return self.reference(inline)
        if isinstance(inline, Citation):
            return self.citation(inline)
        return super().inline(inline)

    def reference(self, reference: Reference) -> Inline:
        name = reference.target
        text = self.counter.target(name)
        if text is not None:
            return Reference(name, reference.text or text)
        if len(self.counter.short.get(name, ())) > 1:
            self.lack(
                "ambiguous-reference",
                f"(#{name})",
                "여러 제목을 가리키는 참조",
                "several headings have this name",
                f"#{name}",
            )
        else:
            self.lack(
                "dangling-reference", f"(#{name})", "가리키는 곳이 없는 참조", "a reference to nothing", f"#{name}"
            )
        return Gap(self.words(f"참조 없음: {name}", f"no such place: {name}"), "")

    def citation(self, citation: Citation) -> Inline:
        cited = self.counter.cited
        unknown = [key for key in citation.keys if key not in cited]
        for key in unknown:
            self.lack(
                "unknown-citation",
                f"@{key}",
                "참고문헌에 없는 인용",
                "a citation that the reference list lacks",
                f"@{key}",
            )
        numbers = sorted({cited[key] for key in citation.keys if key in cited})
        if not numbers:
            return Gap(self.words(f"인용 없음: {', '.join(unknown)}", f"no such reference: {', '.join(unknown)}"), "")
        return Citation(tuple(key for key in citation.keys if key in cited), f"[{_runs(numbers)}]")

    def words(self, ko: str, en: str) -> str:
        return f"[{ko if self.counter.language == 'ko' else en}]"


def _runs(numbers: list[int]) -> str:
    """Vancouver style: 1,3-5."""
    runs: list[list[int]] = []
    for value in numbers:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)
