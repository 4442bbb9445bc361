"""Every submission of the repository: complete in all its documents, without gap, and in the words of this law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from regdocs.check.check import check_loaded
from regdocs.check.outcome import Report
from regdocs.compose.compose import Composed, compose
from regdocs.compose.inlines import plain
from regdocs.compose.job import jobs
from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Paragraph, Table
from regdocs.document.document import Section
from regdocs.document.inline import Citation, Field, Gap, Inline, Reference
from regdocs.document.lineage import inlines_of
from regdocs.finding import Severity
from regdocs.formats.docx import write as word
from regdocs.formats.hwpx import write as hangul
from regdocs.formats.reading import read
from regdocs.formats.rendered import ReadParagraph, ReadTable, Rendered, Use
from regdocs.submission.load import Submission, load
from regdocs.submission.path import covers
from regdocs.template_set.load import TemplateSet, template_set_of

ROOT = Path(__file__).parents[2]
SUBMISSIONS = sorted(path.parent.name for path in (ROOT / "submissions").glob("*/study.yaml"))
MINIMAL = "minimal-2026"
DOUBLED = re.compile(
    r"\d(?:명명|개월개월|주주|일일|년년|회회|시간시간|분분|원원|세세)(?![가-힣])|을를|은는|[은을이]\([는를가]\)|으로\(로\)"
)
"""A unit printed twice, and particles that nobody chose between."""


@cache
def submission(name: str) -> Submission:
    return load(ROOT / "submissions" / name)


@cache
def template_set(name: str) -> TemplateSet:
    return template_set_of(submission(name))


@cache
def documents(name: str) -> tuple[Composed, ...]:
    return tuple(
        compose(submission(name), template_set(name), job) for job in jobs(submission(name), template_set(name))
    )


@cache
def report(name: str) -> Report:
    return check_loaded(
        submission(name),
        template_set(name),
        documents(name),
        submission(name).study.filing.as_of,
    )


def blocks(composed: Composed) -> Iterator[Block]:
    """Every block of a document, those in boxes and lists too."""
    yield from _within(composed.document.cover)
    for section in composed.document.walk():
        yield from _within(section.blocks)


def _within(found: Sequence[Block]) -> Iterator[Block]:
    for block in found:
        yield block
        match block:
            case Box() | Landscape():
                yield from _within(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from _within(item.blocks)


def lines(composed: Composed) -> Iterator[str]:
    """The text of a document, paragraph by paragraph and cell by cell, headings and captions too."""
    for section in composed.document.walk():
        yield f"{section.number} {section.title.ko}"
        yield plain(section.heading)
    for block in blocks(composed):
        match block:
            case Paragraph():
                yield plain(block.children)
            case Table():
                yield plain(block.caption)
                yield from (plain(cell.children) for row in block.rows for cell in row.cells)
            case Figure():
                yield plain(block.caption)


def inlines(composed: Composed) -> Iterator[Inline]:
    yield from inlines_of(composed.document.cover)
    for section in composed.document.walk():
        yield from section.heading
        yield from inlines_of(section.blocks)


def words_of_other_laws() -> list[str]:
    """The left column of the glossary's table."""
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    table = glossary.partition("## Words of other laws")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")][1:]
    return [word.strip() for row in rows for word in row.split(",")]


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_a_check_finds_no_error_and_no_warning(name: str) -> None:
    weighty = [each.line("en") for each in report(name).findings if each.severity is not Severity.NOTE]
    assert weighty == []
    assert len(report(name).assessments) > 100


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_no_document_has_a_gap(name: str) -> None:
    gaps = {
        composed.document.stem: [each.text for each in inlines(composed) if isinstance(each, Gap)]
        for composed in documents(name)
    }
    assert {stem: found for stem, found in gaps.items() if found} == {}


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_references_and_citations_are_filled_in(name: str) -> None:
    for composed in documents(name):
        loose = [each for each in inlines(composed) if isinstance(each, Reference | Citation) and not each.text]
        assert loose == [], composed.document.stem


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_no_page_says_what_only_a_machine_would_say(name: str) -> None:
    for composed in documents(name):
        for line in lines(composed):
            assert not re.search(r"\bNone\b|\bTrue\b|\bFalse\b|Undefined|\[미기재|\[missing|\{\{|\}\}|\{%", line), line
            assert not DOUBLED.search(line), (composed.document.stem, line)
            assert "()" not in line, (composed.document.stem, line)


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_no_document_speaks_in_the_words_of_other_laws(name: str) -> None:
    banned = words_of_other_laws()
    assert "시험대상자" in banned
    for composed in documents(name):
        for line in lines(composed):
            # 비임상시험… is a word of this law; a title of a law in its brackets is quoted.
            text = re.sub(r"「[^」]*」", "", line).replace("비임상시험", "")
            assert [word for word in banned if word in text] == [], (composed.document.stem, line)


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_every_section_says_something(name: str) -> None:
    def silent(section: Section) -> bool:
        return not section.blocks and not any(not silent(child) for child in section.sections)

    for composed in documents(name):
        assert [section.id for section in composed.document.walk() if silent(section)] == [], composed.document.stem


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_what_is_invented_says_so_on_every_page(name: str) -> None:
    study = submission(name).study
    assert study.example
    assert all(composed.document.notice for composed in documents(name))
    printed = {
        path
        for composed in documents(name)
        for each in inlines(composed)
        if isinstance(each, Field)
        for path in each.paths
    }
    # What the cells and the disease are may have been announced; everything else of the minimal one is made up.
    if name == MINIMAL:
        real = [path for path in printed if not any(covers(example, path) for example in study.examples)]
        # The revision is what the model says where nobody says anything.
        assert real == ["revision"]


def test_the_smallest_needs_the_fewest_documents() -> None:
    made = {name: {composed.document.id for composed in documents(name)} for name in SUBMISSIONS}
    assert all(made[MINIMAL] <= found for name, found in made.items() if name == "ad-cb-msc-2026")
    assert {"research-plan", "cell-standards", "nonclinical-data", "subject-consent", "donor-consent"} <= made[MINIMAL]
    assert not {"cover-letter", "combined-review-request", "follow-up-plan", "foreign-summaries"} & made[MINIMAL]


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_word_and_hangul_files_say_the_same(name: str) -> None:
    """Headings, lines, tables and the values with their paths, of every paper; a note's bracket is text in Word alone."""
    style = template_set(name).style
    for composed in documents(name):
        resources = {**submission(name).resources, **composed.drawings}
        files = [write(composed.document, resources, style) for write in (word.write, hangul.write)]
        first, second = (list(_said(read(data))) for data in files)
        assert first == second, composed.document.stem


def _said(rendered: Rendered) -> Iterator[tuple[object, ...]]:
    for block in rendered.blocks:
        cells = block.rows if isinstance(block, ReadTable) else ()
        yield from ((cell.colspan, cell.rowspan, cell.header) for row in cells for cell in row)
        for line in [block] if isinstance(block, ReadParagraph) else block.paragraphs():
            # The file counts its headings' numbers itself in Word, and has them as text in Hangul.
            text = f"{line.number} {line.text}" if line.number else line.text
            values = [(each.text, each.paths, each.format, each.gap) for each in line.controls if each.paths]
            if text.strip() and line.use is not Use.CONTENTS:
                yield text.replace(")", ""), line.level, line.use, values
    yield tuple(note.lstrip(") ") for note in rendered.notes)
