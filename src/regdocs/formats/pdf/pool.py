"""Many documents at once: PDFs made in an executor's processes, the longest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass

from regdocs.document.block import Block, Box, Figure, Item, ItemList, Landscape, Paragraph, Table
from regdocs.document.document import Document
from regdocs.finding import Finding, RenderingError
from regdocs.formats.format import Resources, Written
from regdocs.formats.html.text import plain
from regdocs.formats.pdf.fonts import FontLibrary
from regdocs.formats.pdf.write import write
from regdocs.template_set.style import Style

CHARACTERS = 45
"""A line of Korean prose at 11 pt on A4."""

TABLE_CELL = 3
"""A cell takes about as long to lay out and draw as three lines of prose."""


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to make, with all that it takes; it can be sent to another process."""

    document: Document
    resources: Resources
    style: Style
    style_sheet: str | None = None
    fonts: FontLibrary | None = None
    tagged: bool = True


def render_all(
    jobs: Sequence[Job], executor: Executor | None = None, done: Callable[[int], None] | None = None
) -> list[Written]:
    """What `write` gives for each job, in the order of `jobs`; without an executor one after the other.

    `done` is called with the index of each job that is finished, in this process. Raises one `RenderingError` with
    the findings of all jobs that failed, in the order of `jobs`.
    """
    report = done or (lambda index: None)
    order = sorted(range(len(jobs)), key=lambda index: -length(jobs[index].document))
    outcomes: dict[int, Written | tuple[Finding, ...]] = {}
    if executor is None:
        for index in order:
            outcomes[index] = _attempt(jobs[index])
            report(index)
    else:
        futures = {executor.submit(_attempt, jobs[index]): index for index in order}
        for future in as_completed(futures):
            outcomes[futures[future]] = future.result()
            report(futures[future])
    return _written([outcomes[index] for index in range(len(jobs))])


def length(document: Document) -> int:
    """How long `document` takes to lay out, in lines of prose, roughly."""
    blocks = (*document.cover, *document.contents, *(block for part in document.walk() for block in part.blocks))
    return sum(map(_lines, blocks)) + 2 * sum(1 for _ in document.walk())


def _written(outcomes: Sequence[Written | tuple[Finding, ...]]) -> list[Written]:
    findings = [finding for outcome in outcomes if not isinstance(outcome, Written) for finding in outcome]
    if findings:
        raise RenderingError(findings)
    return [outcome for outcome in outcomes if isinstance(outcome, Written)]


def _attempt(job: Job) -> Written | tuple[Finding, ...]:
    # Findings travel between processes, the exception that holds them doesn't.
    try:
        return write(
            job.document,
            job.resources,
            job.style,
            tagged=job.tagged,
            fonts=job.fonts,
            style_sheet=job.style_sheet,
        )
    except RenderingError as error:
        return error.findings


def _lines(block: Block | Item) -> int:
    match block:
        case Paragraph():
            return 1 + len(plain(block.children)) // CHARACTERS
        case Table():
            return TABLE_CELL * sum(len(row.cells) for row in block.rows)
        case ItemList():
            return sum(map(_lines, block.items))
        case Box() | Landscape() | Item():
            return sum(map(_lines, block.blocks))
        case Figure():
            return TABLE_CELL
        case _:
            return 1
