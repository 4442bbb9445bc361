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
    except RecursionError as error:
        raise RenderingError([_finding("nested too deeply", "너무 깊이 겹쳐 있습니다", document)]) from error
    finally:
        logger.removeHandler(errors)
    if errors.messages:
        raise RenderingError(_finding(message, message, document) for message in dict.fromkeys(errors.messages))


def _finding(en: str, ko: str, document: str | None) -> Finding:
    message = Bilingual(f"PDF를 만들 수 없습니다: {ko}", f"the PDF can't be made: {en}")
    return Finding("render.layout", Severity.ERROR, message, Place(document=document))


class _Errors(logging.Handler):
    """Keeps what is logged as an error in this thread; other threads may lay out documents of their own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._thread = get_ident()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.messages.append(record.getMessage())
