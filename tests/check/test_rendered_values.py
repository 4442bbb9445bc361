"""Every value of a paper altered, one at a time: found by its tag, as text where tags are gone, and in the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import msgspec
import pytest
from editing import Made, made, weighty

from regdocs.check.rendered.check import check_rendered
from regdocs.document.document import Document
from regdocs.finding import Finding
from regdocs.formats.docx.read import read as read_word
from regdocs.formats.pdf.read import read as read_pdf
from regdocs.formats.pdf.write import write as write_pdf
from regdocs.formats.rendered import ReadBlock, ReadParagraph, ReadTable, Rendered

NAME, PAPER = "minimal-2026", "synopsis"


@dataclass
class Read:
    """A paper as one of its files was read, and its tree."""

    made: Made
    rendered: Rendered

    def findings(self, document: Document) -> list[Finding]:
        """What there is to say of the file's values where `document` is what the submission makes."""
        template_set, day = self.made.template_set, self.made.submission.study.filing.as_of
        report = check_rendered(self.rendered, template_set, template_set.document(PAPER), day, document)
        return [each for each in report.findings if each.rule.startswith("rendered/value-")]

    @cached_property
    def fields(self) -> list[dict[str, Any]]:
        """Every printed value inside the tree below."""
        return list(fields(self.tree))

    @cached_property
    def tree(self) -> dict[str, Any]:
        built: dict[str, Any] = msgspec.to_builtins(self.made.document)
        return built

    def altered(self, field: dict[str, Any], text: str) -> Document:
        old, field["text"] = field["text"], text
        document = msgspec.convert(self.tree, Document)
        field["text"] = old
        return document


def fields(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "field" and node["paths"]:
            yield node
        for each in node.values():
            yield from fields(each)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from fields(each)


def bare(block: ReadBlock) -> ReadBlock:
    """Without the tags of its values."""
    if isinstance(block, ReadParagraph):
        return replace(block, controls=())
    cells = (
        tuple(replace(cell, paragraphs=tuple(replace(each, controls=()) for each in cell.paragraphs)) for cell in row)
        for row in block.rows
    )
    return ReadTable(tuple(cells), block.index, block.page)


def other(text: str) -> str:
    """The last digit one higher, or another last letter."""
    digit = re.search(r"\d(?=\D*$)", text)
    if digit:
        return f"{text[: digit.start()]}{(int(digit[0]) + 1) % 10}{text[digit.end() :]}"
    return text[:-1] + ("나" if text.endswith("가") else "가")


@pytest.fixture(scope="module", params=["word", "word without tags", "pdf"])
def paper(request: pytest.FixtureRequest) -> Read:
    paper = made(PAPER, NAME)
    if request.param == "pdf":
        return Read(
            paper, read_pdf(write_pdf(paper.document, paper.submission.resources, paper.template_set.style).data)
        )
    rendered = read_word(paper.data)
    if request.param == "word":
        return Read(paper, rendered)
    return Read(paper, replace(rendered, blocks=tuple(map(bare, rendered.blocks))))


def test_the_untouched_file_passes(paper: Read) -> None:
    template_set, day = paper.made.template_set, paper.made.submission.study.filing.as_of
    document = paper.made.document
    assert weighty(check_rendered(paper.rendered, template_set, template_set.document(PAPER), day, document)) == []


def test_every_altered_value_is_found(paper: Read) -> None:
    assert len(paper.fields) > 25
    missed = []
    for field in paper.fields:
        found = {each.place.path for each in paper.findings(paper.altered(field, other(field["text"])))}
        if field["paths"][0] not in found:
            missed.append((field["paths"][0], field["text"]))
    assert missed == []


def test_the_value_in_its_place_is_told(paper: Read) -> None:
    field = next(each for each in paper.fields if "population.participants" in each["paths"])
    (finding,) = paper.findings(paper.altered(field, "12"))
    assert finding.rule == "rendered/value-differs"
    assert f"「{field['text']}」" in finding.message.ko
    assert "「12」" in finding.message.ko
    assert finding.place.page == (1 if paper.rendered.format == "pdf" else None)


def test_a_paragraph_written_anew_is_no_other_value(paper: Read) -> None:
    """Where the words around a value are others, it is enough that it stands there."""
    if paper.rendered.format == "pdf":
        pytest.skip("the same for every file")

    def written(block: ReadBlock) -> ReadBlock:
        if isinstance(block, ReadTable) or block.level or not block.text.startswith("단일군"):
            return block
        return replace(block, controls=(), text=f"이 연구는 다음과 같다. {block.text} 이상이 연구의 개요이다.")

    changed = Read(paper.made, replace(paper.rendered, blocks=tuple(map(written, paper.rendered.blocks))))
    assert changed.findings(paper.made.document) == []


def test_an_exponent_that_came_down_is_another_number(paper: Read) -> None:
    """As pasting plain text leaves it; a PDF doesn't tell raised digits from others."""
    field = next(each for each in paper.fields if "×10⁹" in each["text"])
    found = paper.findings(paper.altered(field, field["text"].replace("⁹", "9")))
    assert bool(found) is (paper.rendered.format == "docx")
