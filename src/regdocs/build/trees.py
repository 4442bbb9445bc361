"""All trees of a filing: as they were kept from the same facts, or composed anew on every core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from hashlib import sha256
from multiprocessing import parent_process
from os import cpu_count
from typing import Any

import msgspec
from msgspec import Struct

from regdocs.build.asked import Account, Facts, Made
from regdocs.build.kept import keep, recall
from regdocs.build.memory import made_from
from regdocs.build.processes import Processes, may_fork
from regdocs.compose.compose import Composed
from regdocs.compose.job import Job, jobs
from regdocs.language import Language
from regdocs.submission.load import Submission
from regdocs.template_set.load import TemplateSet

_WORTH_PROCESSES = 6
"""Fewer documents are composed sooner than other processes are started."""

_VARIANTS = 4
"""How many makings of one document are remembered: a study before and after a change, two editions, two like it."""

_AT_HAND = 2
"""How many of them in memory, where those of one document may take five megabytes each."""


class _Kept(Struct, frozen=True):
    """How a kept document was made, and the name of its entry."""

    account: Account
    entry: str


_RECENT: dict[str, list[Made]] = {}
"""What this process made or found last, by template set, language and document, whoever's submission it was."""


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
    wanted = jobs(submission, template_set) if wanted is None else wanted
    facts = Facts(submission, template_set)
    base = made_from({}, template_set.inputs, "trees", language)
    name = _name(base, submission.study.id)
    index = recall(name, dict[str, list[_Kept]]) or {}
    found = [_found(facts, f"{base} {job.stem}", index.get(job.stem, ())) for job in wanted]
    missing = [place for place, each in enumerate(found) if each is None]
    made = _make(facts, [wanted[place] for place in missing], language, report)
    entries: dict[str, object] = {}
    for place, each in zip(missing, made, strict=True):
        found[place], stem = each, wanted[place].stem
        _remember(f"{base} {stem}", each)
        entry = _name(base, stem, msgspec.json.encode(each.account).decode())
        entries[entry] = each.composed
        index[stem] = [_Kept(each.account, entry), *index.get(stem, ())][:_VARIANTS]
    if entries:
        keep({**entries, name: index})
    return [each.composed for each in found if each is not None]


def _found(facts: Facts, place: str, kept: Sequence[_Kept]) -> Made | None:
    """A document that was made from what the submission says now, from this process or from disk."""
    for made in _RECENT.get(place, ()):
        if facts.hold(made.account):
            return made
    for each in kept:
        if facts.hold(each.account) and (composed := recall(each.entry, Composed)) is not None:
            made = Made(composed, each.account)
            _remember(place, made)
            return made
    return None


def _remember(place: str, made: Made) -> None:
    _RECENT[place] = [made, *_RECENT.get(place, ())][:_AT_HAND]


def _name(*parts: str) -> str:
    return sha256(" ".join(parts).encode()).hexdigest()


def _make(facts: Facts, wanted: Sequence[Job], language: Language, report: Callable[[int, int], None]) -> list[Made]:
    found = []
    if len(wanted) < _WORTH_PROCESSES or not _have_processes():
        for done, job in enumerate(wanted):
            report(done, len(wanted))
            found.append(facts.make(job, language))
        return found
    given = (facts, tuple(wanted), language)
    with Processes(cpu_count() or 1, _begin, given) as executor:
        futures: dict[int, Future[bytes]] = {}
        for index in sorted(range(len(wanted)), key=lambda index: -_length(facts.submission, wanted[index])):
            futures[index] = executor.submit(_in_process, index)
        for done in range(len(wanted)):
            report(done, len(wanted))
            found.append(msgspec.msgpack.decode(futures[done].result(), type=Made))
    return found


def _have_processes() -> bool:
    """Whether other processes are to be had for little: a fork shares all that is loaded."""
    return (cpu_count() or 1) > 1 and parent_process() is None and may_fork()


def _length(submission: Submission, job: Job) -> int:
    """How long a document takes, roughly: its templates, three times its prose."""
    document = job.template.entry.id
    prose = sum(
        len(part.text) for key, each in submission.narratives.items() if key[0] == document for part in each.parts
    )
    return 3 * prose + sum(path.stat().st_size for path in job.template.folder.glob("*.j2"))


_Given = tuple[Facts, tuple[Job, ...], Language]
_GIVEN: list[_Given] = []


def _begin(*given: Any) -> None:
    """In a new process: what all of its documents are made from."""
    _GIVEN[:] = [given]


def _in_process(index: int) -> bytes:
    ((facts, wanted, language),) = _GIVEN
    return msgspec.msgpack.encode(facts.make(wanted[index], language))
