"""The example filing with an official letter and procedures, in memory, and what a document of it says line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from regdocs.compose.compose import Composed, compose
from regdocs.compose.inlines import plain
from regdocs.compose.job import jobs
from regdocs.document.block import Block, Box, Cell, ItemList, Paragraph, Table
from regdocs.document.document import Document
from regdocs.document.inline import Gap, Inline, Styled
from regdocs.document.lineage import inlines_of
from regdocs.study.operation import Letter, Procedures
from regdocs.study.study import Study
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet, shipped
from regdocs.template_set.load import load as load_template_set

EXAMPLE = Path(__file__).parents[2] / "submissions" / "ad-cb-msc-2026"
LETTER = {
    "number": "연구지원팀-128",
    "recipient": "심의위원회 위원장(사무국)",
    "drafter": "연구간호사 한예비",
    "reviewer": "센터장 오견본",
    "approver": "병원장 홍예시",
    "postal_code": "00000",
    "homepage": "www.hospital.example",
    "disclosure": "비공개(6)",
}
PROCEDURES: dict[str, dict[str, Any]] = {
    "extension": {
        "date": "2026-10-28",
        "demand": "예시-식약처-311",
        "demanded": "2026-10-12",
        "deadline": "2026-11-11",
        "until": "2026-12-11",
        "body": "식품의약품안전처장",
        "count": 2,
        "reason": "무균시험의 결과를 기다리고 있음",
    },
    "objection": {
        "date": "2026-09-21",
        "notice": "예시-사무국-99",
        "notified": "2026-09-10",
        "return_reason": "허가증의 유효기간이 지남",
        "reason": "갱신된 허가증을 냈음",
    },
    "change_report": {
        "date": "2027-05-03",
        "approval": "예시-승인-3",
        "changes": [
            {"id": "staff", "item": "실시담당자", "before": "오가상", "after": "서모의", "reason": "인력 보강"},
            {"id": "window", "item": "방문 허용범위", "before": "±3일", "after": "±5일", "reason": "공휴일"},
        ],
    },
    "withdrawal": {"date": "2026-12-01", "receipt": "예시-접수-42", "reason": "공정을 개선하기 위함"},
}


@cache
def example() -> Submission:
    return load(EXAMPLE)


@cache
def template_set() -> TemplateSet:
    return load_template_set(shipped() / "kr-high-risk")


def of_documents(*identifiers: str) -> TemplateSet:
    """The shipped set with these documents only."""
    documents = tuple(template_set().document(each) for each in identifiers)
    return replace(template_set(), documents=documents)


def study_with(study: Study, path: str, value: object) -> Study:
    """The study with another value at a path of field names (`filing.letter`)."""
    name, _, rest = path.partition(".")
    return study.model_copy(update={name: study_with(getattr(study, name), rest, value) if rest else value})


def filing(letter: Mapping[str, str] | None = LETTER, **changes: object) -> Submission:
    """The example with a letter and these values, at paths whose dots are written `__`."""
    study = study_with(example().study, "filing.letter", Letter.model_validate(letter) if letter else None)
    for path, value in changes.items():
        study = study_with(study, path.replace("__", "."), value)
    return replace(example(), study=study)


def procedures(*names: str) -> Procedures:
    return Procedures.model_validate({name: PROCEDURES[name] for name in names})


def composed(submission: Submission, identifier: str, documents: TemplateSet | None = None) -> Composed:
    """One document of a filing; raises StopIteration where the filing doesn't hold it."""
    documents = documents or template_set()
    return compose(
        submission, documents, next(job for job in jobs(submission, documents) if job.stem[3:] == identifier)
    )


def paragraphs(blocks: Iterable[Block], role: str | None = None) -> list[str]:
    """The text of the paragraphs outside lists and tables, of one role where it is given."""
    return [
        plain(block.children)
        for block in blocks
        if isinstance(block, Paragraph) and (role is None or block.role == role)
    ]


def lists(blocks: Iterable[Block]) -> list[ItemList]:
    return [block for block in blocks if isinstance(block, ItemList)]


def tables(document: Document) -> list[Table]:
    return [block for section in document.walk() for block in section.blocks if isinstance(block, Table)]


def cells(document: Document) -> Iterator[Cell]:
    for table in tables(document):
        for row in table.rows:
            yield from row.cells


def said(document: Document) -> str:
    """Everything that the document's body says, a line for each block or cell."""
    return "\n".join(_lines(block for section in document.walk() for block in section.blocks))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield plain(block.children)
            case ItemList():
                for item in block.items:
                    yield from _lines(item.blocks)
            case Box():
                yield from _lines(block.blocks)
            case Table():
                yield plain(block.caption)
                yield from (plain(cell.children) for row in block.rows for cell in row.cells)


def gaps(document: Document) -> list[str]:
    """The marks of what is absent."""
    found = [inline for section in document.walk() for inline in inlines_of(section.blocks)]
    return [inline.path for inline in _flat(found) if isinstance(inline, Gap)]


def _flat(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Styled):
            yield from _flat(inline.children)
