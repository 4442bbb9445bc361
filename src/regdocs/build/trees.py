"""All trees of a filing: as they were kept from the same inputs, or composed anew on every core."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from hashlib import sha256
from multiprocessing import parent_process
from os import cpu_count
from typing import Any

import msgspec
from msgspec import Struct

from regdocs.build.asked import Asked, facts
from regdocs.build.compiled import compiled
from regdocs.build.kept import keep, recall
from regdocs.build.memory import made_from
from regdocs.build.processes import processes
from regdocs.compose.compose import Composed, Job, compose, jobs
from regdocs.formats.pdf.write import has_drawn
from regdocs.language import Language
from regdocs.submission.load import Submission
from regdocs.submission.narrative import FOLDER, SUFFIXES
from regdocs.template_set.load import TemplateSet

_WORTH_PROCESSES = 6
"""Fewer documents are composed sooner than other processes are started."""


class _Made(Struct):
    """A composed document, and the hash of each narrative file that it asked for ("" where there was none)."""

    composed: Composed
    asked: dict[str, str]


def trees(
    submission: Submission,
    template_set: TemplateSet,
    language: Language = "ko",
    wanted: Sequence[Job] | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> list[Composed]:
    """Every document of the filing in the order of filing, or those of `wanted` in theirs.

    `report` is told how many of how many are done that had to be composed anew. Raises `RenderingError` where a
    template is broken and `SubmissionError` where narrative prints what there isn't.
    """
    base = made_from(facts(submission), template_set.inputs, "trees", language)
    wanted = jobs(submission, template_set) if wanted is None else wanted
    keys = [sha256(f"{base} {job.stem}".encode()).hexdigest() for job in wanted]
    found = [_current(recall(key, _Made), submission) for key in keys]
    missing = [index for index, each in enumerate(found) if each is None]
    made = _make(submission, template_set, [wanted[index] for index in missing], language, report)
    for index, each in zip(missing, made, strict=True):
        found[index] = each
    keep({keys[index]: found[index] for index in missing})
    return [each.composed for each in found if each is not None]


def _current(made: _Made | None, submission: Submission) -> _Made | None:
    """A kept document whose narrative still says what it said then."""
    if made is None or any(submission.inputs.get(file, "") != digest for file, digest in made.asked.items()):
        return None
    return made


def _make(
    submission: Submission,
    template_set: TemplateSet,
    wanted: Sequence[Job],
    language: Language,
    report: Callable[[int, int], None],
) -> list[_Made]:
    found = []
    if len(wanted) < _WORTH_PROCESSES or not _may_fork():
        for done, job in enumerate(wanted):
            report(done, len(wanted))
            found.append(_made(submission, template_set, job, language))
        return found
    given = (submission, template_set, tuple(wanted), language)
    with processes(cpu_count() or 1, "fork", _begin, given) as executor:
        futures: dict[int, Future[bytes]] = {}
        for index in sorted(range(len(wanted)), key=lambda index: -_length(submission, wanted[index])):
            futures[index] = executor.submit(_in_process, index)
        for done in range(len(wanted)):
            report(done, len(wanted))
            found.append(msgspec.msgpack.decode(futures[done].result(), type=_Made))
    return found


def _made(submission: Submission, template_set: TemplateSet, job: Job, language: Language) -> _Made:
    asked = Asked(submission.narratives)
    with compiled(template_set, job.template.entry.id):
        composed = compose(replace(submission, narratives=asked), template_set, job, language)
    files = (f"{FOLDER}/{document}/{section}{SUFFIXES[of]}" for document, section, of in asked.found)
    return _Made(composed, {file: submission.inputs.get(file, "") for file in files})


def _may_fork() -> bool:
    """Whether other processes are to be had for little: a fork shares all that is loaded, but copies no thread."""
    alone = parent_process() is None and threading.active_count() == 1 and not has_drawn()
    return sys.platform == "linux" and (cpu_count() or 1) > 1 and alone


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


def _in_process(index: int) -> bytes:
    ((submission, template_set, wanted, language),) = _GIVEN
    return msgspec.msgpack.encode(_made(submission, template_set, wanted[index], language))
