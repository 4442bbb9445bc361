"""What Word makes of a file: its parts, and the numbers it counts for headings and lists by itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GANADA = "가나다라마바사아자차카타파하"


@dataclass
class File:
    """The parts of a DOCX, parsed as they are asked for."""

    data: bytes
    archive: zipfile.ZipFile = field(init=False)

    def __post_init__(self) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(self.data))

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    @property
    def body(self) -> etree._Element:
        return self.part("word/document.xml")


def text(element: etree._Element) -> str:
    """The text as it shows: without the codes of fields, deep in controls and links too."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def value(element: etree._Element | None, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return None if found is None else found.get(f"{W}val")


def paragraphs(file: File) -> Iterator[tuple[str, str, str]]:
    """Style, number as Word counts it, and text of each paragraph of the body."""
    counter = Counter(file)
    for paragraph in file.body.iter(f"{W}p"):
        style = value(paragraph, f"{W}pPr/{W}pStyle") or "Normal"
        yield style, counter.number(paragraph, style), text(paragraph)


class Counter:
    """Word's counting (ISO/IEC 29500-1, 17.9): one set of counters for each abstract list, whichever list uses it."""

    def __init__(self, file: File) -> None:
        numbering, styles = file.part("word/numbering.xml"), file.part("word/styles.xml")
        self.abstracts = {
            abstract.get(f"{W}abstractNumId"): {level.get(f"{W}ilvl"): level for level in abstract.iter(f"{W}lvl")}
            for abstract in numbering.iter(f"{W}abstractNum")
        }
        self.lists = {num.get(f"{W}numId"): num for num in numbering.iter(f"{W}num")}
        self.styles = {style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}numPr") for style in styles.iter(f"{W}style")}
        self.counters: dict[str | None, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def number(self, paragraph: etree._Element, style: str) -> str:
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            properties = self.styles.get(style)
        number = value(properties, f"{W}numId")
        if number in (None, "0"):
            return ""
        return self._count(number, int(value(properties, f"{W}ilvl") or 0))

    def _count(self, number: str, level: int) -> str:
        num = self.lists[number]
        abstract = value(num, f"{W}abstractNumId")
        levels = self.abstracts[abstract]
        counters = self.counters.setdefault(abstract, {})
        override = num.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
        if override is not None and (number, level) not in self.begun:
            counters[level] = int(override.get(f"{W}val") or 0)
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = int(value(levels[str(level)], f"{W}start") or 0)
        self.begun.add((number, level))
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        printed = value(levels[str(level)], f"{W}lvlText") or ""
        for upper in range(level + 1):
            if f"%{upper + 1}" in printed:
                printed = printed.replace(
                    f"%{upper + 1}", _sign(counters[upper], value(levels[str(upper)], f"{W}numFmt"))
                )
        return printed


def _sign(count: int, form: str | None) -> str:
    match form:
        case "none" | "bullet":
            return ""
        case "decimal":
            return str(count)
        case "ganada":
            return GANADA[count - 1]
        case "decimalEnclosedCircle":
            return chr(0x2460 + count - 1)
        case "upperLetter":
            return chr(64 + count)
        case "lowerLetter":
            return chr(96 + count)
    raise AssertionError(f"a number format that no test knows: {form}")
