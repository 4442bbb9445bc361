"""What the tests of the gate share: documents of the examples as DOCX, and the ways in which people edit them."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from lxml import etree

from regdocs.check.outcome import Report
from regdocs.check.rendered.check import check_rendered
from regdocs.compose.compose import compose
from regdocs.compose.job import jobs
from regdocs.document.block import Block, Figure, Table
from regdocs.document.document import Document
from regdocs.finding import Finding, Severity
from regdocs.formats.docx.read import read
from regdocs.formats.docx.write import write
from regdocs.formats.format import Layout, Resources
from regdocs.formats.rendered import Rendered
from regdocs.language import Language
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet, template_set_of

ROOT = Path(__file__).parents[2]
EXAMPLES = ("ad-cb-msc-2026", "minimal-2026", "sle-cart-2026")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Edit = Callable[[etree._Element], object]


@dataclass(frozen=True)
class Made:
    """A document of an example: its tree, its DOCX as the build writes it, and its pictures."""

    document: Document
    data: bytes
    submission: Submission
    template_set: TemplateSet
    resources: Resources

    def check(self, data: bytes | Rendered | None = None, exact: bool = False) -> Report:
        """The report on the file, or on `data` in its place; `exact` holds it against the submission."""
        template = self.template_set.document(self.document.id)
        day = self.submission.study.filing.as_of
        document = self.document if exact else None
        rendered = data if isinstance(data, Rendered) else _read(data or self.data)
        return check_rendered(rendered, self.template_set, template, day, document)

    def edited(self, edit: Edit, part: str = "word/document.xml") -> bytes:
        """The file with one of its parts changed."""
        return edited(self.data, edit, part)


@cache
def loaded(name: str) -> Submission:
    return load(ROOT / "submissions" / name)


@cache
def templates(name: str) -> TemplateSet:
    return template_set_of(loaded(name))


@cache
def made(document: str, name: str = EXAMPLES[0], instance: str | None = None, language: Language = "ko") -> Made:
    """A document of an example, page numbers of its lists all 1."""
    submission, template_set = loaded(name), templates(name)
    job = next(
        job
        for job in jobs(submission, template_set)
        if job.template.entry.id == document and instance in (None, job.instance)
    )
    composed = compose(submission, template_set, job, language)
    tree = composed.document
    resources = {**submission.resources, **composed.drawings}
    return Made(tree, write(tree, resources, template_set.style, layout_of(tree)), submission, template_set, resources)


@lru_cache(maxsize=2)
def _read(data: bytes) -> Rendered:
    """The file as read; most are checked both by the specification and by the submission."""
    return read(data)


def layout_of(document: Document) -> Layout:
    """Everything on page 1."""
    return Layout(9, {section.id: 1 for section in document.walk()}, dict.fromkeys(_labels(document), 1))


def _labels(document: Document) -> Iterator[str]:
    blocks: list[Block] = [block for section in document.walk() for block in section.blocks]
    while blocks:
        block = blocks.pop()
        if isinstance(block, Table | Figure):
            yield block.label
        blocks += getattr(block, "blocks", ())
        for item in getattr(block, "items", ()):
            blocks += item.blocks


def edited(data: bytes, edit: Edit, part: str = "word/document.xml") -> bytes:
    """`data` with one part changed in place; the other parts are copied without packing, which is quicker."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                root = etree.fromstring(content)
                edit(root)
                content = etree.tostring(root)
            new.writestr(name, content)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """`data` with one more part."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def headings(root: etree._Element) -> list[etree._Element]:
    """The headings of the body, in order; those of the expected outline are the same in number."""
    styles = (each for each in root.iter(f"{W}pStyle") if each.get(f"{W}val", "").startswith("Heading"))
    return [paragraph for each in styles for paragraph in each.iterancestors(f"{W}p")]


def stretch(root: etree._Element, index: int) -> list[etree._Element]:
    """A heading and what stands before the next heading of its level or above."""
    found = headings(root)
    start, level = found[index], style(found[index])
    end = next((each for each in found[index + 1 :] if style(each) <= level), None)
    parent = start.getparent()
    assert parent is not None
    elements = list(parent)
    stop = elements.index(end) if end is not None else len(elements) - 1
    return elements[elements.index(start) : stop]


def delete(root: etree._Element, index: int) -> None:
    """Take a section away with all below it."""
    for element in stretch(root, index):
        _remove(element)


def empty(root: etree._Element, index: int) -> None:
    """Leave a section's heading and nothing below it, until the next heading."""
    for element in stretch(root, index)[1:]:
        if style(element).startswith("Heading"):
            break
        _remove(element)


def hollow(root: etree._Element, index: int) -> None:
    """Leave the headings of a section and of all below it, and nothing else."""
    for element in stretch(root, index):
        if not style(element).startswith("Heading"):
            _remove(element)


def rename(root: etree._Element, index: int, title: str = "고친 제목") -> None:
    """Give a section another title, on a copy of its heading, so that the heading itself can be put back."""
    heading = headings(root)[index]
    renamed = copy.deepcopy(heading)
    renamed.tail = None
    heading.getparent().replace(heading, renamed)  # type: ignore[union-attr]
    texts = list(renamed.iter(f"{W}t"))
    for each in texts:
        each.text = ""
    texts[0].text = title


def swap(root: etree._Element, index: int, other: int) -> None:
    """Put the section at `other`, which follows, before the one at `index`."""
    first = stretch(root, index)[0]
    for element in stretch(root, other):
        first.addprevious(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None and element.tag != f"{W}sectPr":
        parent.remove(element)


def weighty(report: Report) -> list[Finding]:
    """The findings that are more than a note."""
    return [finding for finding in report.findings if finding.severity is not Severity.NOTE]


def told(report: Report) -> set[tuple[str, str | None]]:
    """Rule and section of each weighty finding."""
    return {(finding.rule.removeprefix("rendered/"), finding.place.section) for finding in weighty(report)}
