"""Heading numbers: what Word counts is what the sections carry, and where it can't be, the number is text."""

from __future__ import annotations

import pytest
import sample
import word

from regdocs.document.document import Document, Section
from regdocs.formats.docx.headings import plan
from regdocs.formats.docx.write import write
from regdocs.language import Bilingual
from regdocs.template_set.style import Style

# Each line is a section, set in under its parent; a number after "=" has to stand there as text.
TREES = {
    "official headings from zero, with inner ones": (
        "0|1| 가.|  1)|  2)|   가)|    (1)|    (2)| 나.|2|3| 3-1|  3-1-1|   가.|   나.|  3-1-2|   가.| 3-2|  3-2-1|14"
    ),
    "numbers with full stops": "1.| 1.1|  1.1.1|  1.1.2| 1.2|2.| 2.1",
    "inner headings that begin late or skip": "1| 다.| 라.| 바.|2| 가.",
    "composed numbers that skip": "1| 1-1| =1-3| =1-4|2| 2-1",
    "official numbers that skip restart": "1| 1-1|4| 4-1|  4-1-1|5",
    "circles, letters and articles": "제1조| ①| ②|제2조| ①|제5조",
    "two forms below one parent": "3-X| =3-1|1| 1)| 가.| 나.",
    "no numbers": "| |",
    "past the last Hangul sign": "1|" + "|".join(f" {sign}." for sign in word.GANADA) + "| =거.",
    "a level jumped over, then used": "3| 3-1|  가.|   =3-1-1",
}


def tree(lines: str) -> tuple[tuple[Section, ...], list[tuple[str, bool]]]:
    """The sections that `lines` draw, and in reading order their numbers and whether they stand as text."""
    parsed = [(len(line) - len(line.lstrip()), line.strip()) for line in lines.split("|")]
    expected = [(number.removeprefix("="), number.startswith("=")) for _, number in parsed]
    return _sections(parsed, 0, iter(range(1000))), expected


def _sections(lines: list[tuple[int, str]], depth: int, count: object) -> tuple[Section, ...]:
    found, index = [], 0
    while index < len(lines):
        end = index + 1
        while end < len(lines) and lines[end][0] > depth:
            end += 1
        identifier = f"s{next(count)}"  # type: ignore[call-overload]
        number = lines[index][1].removeprefix("=")
        inner = _sections(lines[index + 1 : end], depth + 1, count)
        found.append(Section(identifier, Bilingual("제목"), number, sections=inner))
        index = end
    return tuple(found)


@pytest.mark.parametrize("name", TREES)
def test_word_counts_what_the_sections_carry(name: str) -> None:
    sections, expected = tree(TREES[name])
    file = word.File(write(Document("d", Bilingual("제목"), "ko", sections=sections), {}, Style()))
    headings = [
        (number, text.removesuffix("제목").strip())
        for style, number, text in word.paragraphs(file)
        if style.startswith("Heading")
    ]
    for (number, as_text), (counted, written) in zip(expected, headings, strict=True):
        assert (counted or written) == number
        if as_text:
            assert counted == ""
        elif number and "X" not in number:
            assert counted == number, f"{number} is only text"


def test_the_whole_sample_is_numbered_as_its_tree() -> None:
    document = sample.document()
    file = word.File(write(document, sample.RESOURCES, Style()))
    printed = [
        f"{number} {text}".strip() for style, number, text in word.paragraphs(file) if style.startswith("Heading")
    ]
    assert printed == [f"{section.number} {section.title.ko}".strip() for section in document.walk()]


def test_styles_are_linked_to_the_list_and_the_list_to_them() -> None:
    file = word.File(write(sample.document(), sample.RESOURCES, Style()))
    linked = {
        level.get(f"{word.W}ilvl"): word.value(level, f"{word.W}pStyle")
        for level in file.part("word/numbering.xml").iter(f"{word.W}lvl")
        if level.find(f"{word.W}pStyle") is not None
    }
    assert linked["0"] == "Heading1"
    for level, identifier in linked.items():
        style = file.part("word/styles.xml").find(f"{word.W}style[@{word.W}styleId='{identifier}']")
        assert word.value(style, f"{word.W}pPr/{word.W}numPr/{word.W}ilvl") == level
        assert word.value(style, f"{word.W}pPr/{word.W}outlineLvl") == str(int(str(identifier)[-1]) - 1)


def test_official_headings_need_no_restart() -> None:
    sections, _ = tree("0|1|2|3| 3-1|  3-1-1|  3-1-2| 3-2|  3-2-1|4| 4-1| 4-2|5")
    planned = plan(sections)
    assert not planned.restarts
    assert planned.links == {1: 0, 2: 1, 3: 2}
    assert [(form.text(level), start) for level, (form, start) in enumerate(planned.levels)] == [
        ("%1", 0),
        ("%1-%2", 1),
        ("%1-%2-%3", 1),
    ]
