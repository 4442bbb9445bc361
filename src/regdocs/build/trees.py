"""All trees of a filing: as they were kept from the same inputs, or composed anew on every core."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from typing import Any

import msgspec

from regdocs.build.kept import kept
from regdocs.build.memory import made_from
from regdocs.compose.compose import Composed, Job, compose, jobs
from regdocs.formats.pdf.write import has_drawn
from regdocs.language import Language
from regdocs.submission.load import Submission
from regdocs.template_set.load import TemplateSet

_WORTH_PROCESSES = 6
"""Fewer documents are composed sooner than other processes are started."""


def trees(submission: Submission, template_set: TemplateSet, language: Language = "ko") -> list[Composed]:
    """Every document of the filing in the order of filing.

    Raises `RenderingError` where a template is broken and `SubmissionError` where narrative prints what there isn't.
    """
    key = made_from(submission.inputs, template_set.inputs, "trees", language)
    wanted = jobs(submission, template_set)
    return kept(key, list[Composed], lambda: compose_each(submission, template_set, wanted, language))


def compose_each(
    submission: Submission,
    template_set: TemplateSet,
    wanted: Sequence[Job],
    language: Language = "ko",
    report: Callable[[int], None] = lambda done: None,
) -> list[Composed]:
    """The documents of `wanted`, in their order; `report` is told how many are done. Raises as `trees` does."""
    found = []
    if len(wanted) < _WORTH_PROCESSES or not _may_fork():
        for done, job in enumerate(wanted):
            report(done)
            found.append(compose(submission, template_set, job, language))
        return found
    given = (submission, template_set, tuple(wanted), language)
    with ProcessPoolExecutor(cpu_count(), get_context("fork"), _begin, given) as executor:
        futures: dict[int, Future[bytes]] = {}
        for index in sorted(range(len(wanted)), key=lambda index: -_length(submission, wanted[index])):
            futures[index] = executor.submit(_compose, index)
        for done in range(len(wanted)):
            report(done)
            found.append(msgspec.msgpack.decode(futures[done].result(), type=Composed))
    return found


def _may_fork() -> bool:
    """Whether other processes are to be had for little: a fork shares all that is loaded, but copies no thread."""
    return sys.platform == "linux" and (cpu_count() or 1) > 1 and threading.active_count() == 1 and not has_drawn()


def _length(submission: Submission, job: Job) -> int:
    """How long a document takes, roughly: its templates, three times its prose."""
    document = job.template.entry.id
    prose = sum(
        len(part.text) for key, each in submission.narratives.items() if key[0] == document for part in each.parts
    )
    return 3 * prose + sum(path.stat().st_size for path in job.template.folder.glob("*.j2"))


_Given = tuple[Submission, TemplateSet, tuple[Job, ...], Language]
_GIVEN: list[_Given] = []


def _begin(*given: Any) -> None:
    """In a new process: what all of its documents are made from."""
    _GIVEN[:] = [given]


def _compose(index: int) -> bytes:
    ((submission, template_set, wanted, language),) = _GIVEN
    return msgspec.msgpack.encode(compose(submission, template_set, wanted[index], language))
