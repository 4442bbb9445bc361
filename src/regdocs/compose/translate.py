"""English working copies: fixed text by the set's English, and what has none marked on the page and listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from regdocs.compose.unit import filled, korean, lines, split, unit_of
from regdocs.document.inline import Break, Citation, Field, Footnote, Inline, Link, Style, Styled, Text
from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.study.study import Study
from regdocs.submission.path import resolve
from regdocs.submission.positions import Positions
from regdocs.submission.problem import shown
from regdocs.template_set.english import HANGUL, Memory

NOTICE = "English working copy – the Korean text is what is filed"
"""Stands on every page of an English copy."""
SHADED = "shaded: not translated"
"""What the shade means, where there is any."""

Origin = Callable[[int], Place | None]
"""The place in the narrative of a line of a section's Markdown (from 1); None for what the template says itself."""
_SEPARATORS = (
    # Sentences and their halves, choices of a form, what counts an item, blanks that hold the parts of a line apart.
    re.compile(r"(?<=[가-힣)”’\]][.?!])\s+|(?<=[a-z][.?!])\s+(?=[가-힣])"),
    re.compile(r";\s+"),
    re.compile(r"\s+(?=[□■])"),
    re.compile(r"^(?:\d{1,3}[.)]|[□■※])\s+"),
    re.compile(r"[\t\u3000]\s*|\s{2,}"),
)
_ITEMS = re.compile(r"\s*[,()]\s*|:\s+")
_WORD = re.compile(r"(?=[a-z]*[aeiouy])(?:[a-z]{3,}|in|to|up|at|of|on|by|no|as)(?![A-Za-z0-9/])")
"""An English word in small letters, none of a symbol or a unit (`mRNA`, `p24`, `rpm`, `mmol/L`)."""


@dataclass(slots=True)
class Translator:
    """Translates one document; what it found no English for is kept in the order of the pages.

    `texts` are units of the templates with the file that prints them, `narratives` the files of Korean prose,
    `values` field paths.
    """

    memory: Memory
    study: Study | None = None
    texts: dict[str, str] = field(default_factory=dict)
    narratives: dict[str, None] = field(default_factory=dict)
    values: dict[str, None] = field(default_factory=dict)

    @property
    def shaded(self) -> bool:
        """Whether anything of the document stands in Korean."""
        return bool(self.texts or self.narratives or self.values)

    def reader(self, file: str, origin: Origin) -> Callable[[tuple[Inline, ...], int], tuple[Inline, ...]]:
        """What `pieces` asks for the inlines of a paragraph, cell, heading or caption that stands at a line of `file`."""

        def read(inlines: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
            place = origin(line)
            if place is not None and place.file and place.file.endswith(".en.md"):
                # Somebody's own English stays as it is written.
                return self.checked(inlines)
            if not korean(inlines):
                return opened(self.checked(inlines))
            if place is None or not place.file:
                return opened(self.translated(inlines, file))
            self.narratives[place.file] = None
            return marked(self.checked(inlines, mark=False))

        return read

    def translated(self, inlines: tuple[Inline, ...], file: str) -> tuple[Inline, ...]:
        """Fixed text in English, line by line."""
        found: list[Inline] = []
        for line in lines(inlines):
            found += [*([Break()] if found else []), *self._line(line, file)]
        return tuple(found)

    def title(self, title: Bilingual, file: str) -> tuple[Inline, ...]:
        """The marked heading of a section whose title has no English; nothing where it has."""
        if title.written_in("en") or not HANGUL.search(title.ko):
            return ()
        self.texts.setdefault(title.ko, file)
        return marked((Text(title.ko),))

    def checked(self, inlines: Iterable[Inline], *, mark: bool = True) -> tuple[Inline, ...]:
        """The inlines with every value marked and noted that is printed in Korean."""
        found: list[Inline] = []
        for inline in inlines:
            # Korean writes a bracket right after a word, English doesn't.
            if isinstance(inline, Text) and inline.text.startswith("(") and found and not isinstance(found[-1], Text):
                inline = Text(f" {inline.text}")
            elif isinstance(inline, Text) and inline.text == " ~ " and found:
                inline = Text(" to ")
            found.append(self._checked(inline, mark))
        return tuple(found)

    def findings(self, positions: Positions) -> Iterator[Finding]:
        """A note for each text, value and narrative file that has no English."""
        for text, file in self.texts.items():
            yield _note(
                "untranslated-text", Place(file=file), "영문이 없는 서식 글", "fixed text without English", text
            )
        for path in self.values:
            place = positions.place(path)
            yield _note("untranslated-value", place, "영문이 없는 값", "a value without English", path)
        for file in self.narratives:
            yield _note("untranslated-narrative", Place(file=file), "영문이 없는 본문", "prose without English", file)

    def _line(self, line: list[Inline], file: str) -> tuple[Inline, ...]:
        match line:
            # A line that is set off as a whole is the same text as one that isn't.
            case [Styled(style, children)] if korean(children):
                return (Styled(style, self._line(list(children), file)),)
        found = self._known(line)
        if found is not None:
            return found
        if isinstance(line[-1], Footnote | Citation):
            return (*self._line(line[:-1], file), *self.checked(line[-1:]))
        for separator in _SEPARATORS:
            parts = split(line, separator)
            if len(parts) > 1:
                return tuple(each for part in parts for each in self._line(part, file))
        return self._listed(line) or self._unknown(line, file)

    def _known(self, line: Sequence[Inline]) -> tuple[Inline, ...] | None:
        """The line in English, if there is any: as it stands, or with its numbers left open."""
        if not korean(line):
            return self.checked(line)
        for numbers in (False, True):
            unit = unit_of(line, numbers=numbers)
            if unit.text in self.memory:
                return filled(self.memory[unit.text], [self.checked(slot) for slot in unit.slots])
        return None

    def _listed(self, line: list[Inline]) -> tuple[Inline, ...] | None:
        """A list in English, where there is English for all its items."""
        parts = split(line, _ITEMS)
        found = [self._known(part) for part in parts]
        if len(parts) == 1 or any(each is None for each in found):
            return None
        return tuple(inline for each in found for inline in each or ())

    def _unknown(self, line: Sequence[Inline], file: str) -> tuple[Inline, ...]:
        self.texts.setdefault(unit_of(line).text, file)
        return marked(self.checked(line, mark=False))

    def _checked(self, inline: Inline, mark: bool) -> Inline:
        if isinstance(inline, Styled | Link):
            return msgspec.structs.replace(inline, children=self.checked(inline.children, mark=mark))
        if isinstance(inline, Field) and HANGUL.search(inline.text):
            lacking = [path for path in inline.paths if not self._has_english(path)]
            self.values |= dict.fromkeys(lacking)
            return marked((inline,))[0] if mark and lacking else inline
        return inline

    def _has_english(self, path: str) -> bool:
        """Whether a value printed in Korean has English: then its Korean was meant (a title in Korean)."""
        try:
            value = resolve(self.study, path)
        except KeyError:
            # What was computed stands nowhere.
            return False
        return isinstance(value, Bilingual) and value.written_in("en")


def opened(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The inlines as they begin a cell, a caption or a sentence: values are written small, to stand inside one."""
    match inlines:
        case (Text(text) | Field(text=text) as first, *rest) if _WORD.match(text):
            return (msgspec.structs.replace(first, text=text[0].upper() + text[1:]), *rest)
        case (Styled(children=children) as first, *rest):
            return (msgspec.structs.replace(first, children=opened(children)), *rest)
        case _:
            return inlines


def marked(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The inlines as what nobody has translated yet."""
    return (Styled(Style.UNTRANSLATED, inlines),)


def _note(rule: str, place: Place, ko: str, en: str, what: str) -> Finding:
    message = Bilingual(f"{ko}: {shown(what)}", f"{en}: {shown(what)}")
    return Finding(f"translate/{rule}", Severity.NOTE, message, place)
