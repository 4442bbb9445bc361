"""WeasyPrint's errors as ours: it logs them, goes on and draws something else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident

from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual


@contextmanager
def errors_reported(document: str | None) -> Iterator[None]:
    """Raises `RenderingError` at its end if WeasyPrint logged an error meanwhile; `document` is the id to name."""
    errors = _Errors()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(errors)
    try:
        yield
    finally:
        logger.removeHandler(errors)
    if errors.messages:
        raise RenderingError(
            Finding(
                rule="render.layout",
                severity=Severity.ERROR,
                message=Bilingual(f"PDF를 만들 수 없습니다: {message}", f"the PDF can't be made: {message}"),
                place=Place(document=document),
            )
            for message in dict.fromkeys(errors.messages)
        )


class _Errors(logging.Handler):
    """Keeps what is logged as an error in this thread; other threads may lay out documents of their own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._thread = get_ident()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.messages.append(record.getMessage())
