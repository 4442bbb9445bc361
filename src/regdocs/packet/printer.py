"""Laying out the pages that a packet adds: several papers at a time, where processes are to be had."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any, TypeVar

from regdocs.build.processes import Processes, may_fork
from regdocs.document.document import Document
from regdocs.formats.format import Written
from regdocs.formats.pdf.write import length, write
from regdocs.packet.built import fonts_of
from regdocs.template_set.load import TemplateSet

T = TypeVar("T")

_PROCESSES = 2
"""As many papers as can be laid out at a time: each waits for the lengths of the others."""


class Printer:
    """Lays out papers in the looks of one template set; what fails raises its `RenderingError` with the result."""

    def __init__(self, template_set: TemplateSet, executor: Executor) -> None:
        self.template_set, self.executor = template_set, executor

    def written(self, document: Document, sheet: str = "") -> Future[Written]:
        """The paper's PDF; `sheet` is CSS after the set's own."""
        return self._submit(write, document, sheet)

    def length(self, document: Document, sheet: str = "") -> Future[int]:
        """How many pages it has."""
        return self._submit(length, document, sheet)

    def _submit(self, work: Callable[..., T], document: Document, sheet: str) -> Future[T]:
        fonts, sheets = fonts_of(self.template_set), f"{self.template_set.style_sheet}\n{sheet}"
        return self.executor.submit(work, document, {}, self.template_set.style, fonts=fonts, style_sheet=sheets)


@contextmanager
def printing(template_set: TemplateSet) -> Iterator[Printer]:
    """A printer with processes of its own, forked before this one draws: what it lays out, this one never has to."""
    if may_fork() and (os.cpu_count() or 1) > 1:
        with Processes(_PROCESSES) as executor:
            # Begun before a lock is taken, for a fork would hold it too.
            executor.submit(len, "").result()
            yield Printer(template_set, executor)
    else:
        yield Printer(template_set, _Here())


class _Here(Executor):
    """Does everything at once, in this process."""

    def submit(self, work: Callable[..., T], /, *given: Any, **named: Any) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(work(*given, **named))
        except Exception as error:
            future.set_exception(error)
        return future
