"""Drafts of one submission while it is written: a document is composed anew only where something that it reads changed."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from os import cpu_count
from typing import Any

from regdocs.build.asked import Facts, Made
from regdocs.build.processes import processes
from regdocs.compose.compose import Composed
from regdocs.compose.job import jobs
from regdocs.submission.load import Submission
from regdocs.template_set.load import TemplateSet


class Drafts:
    """The documents as they were composed last; `changed` names those that differ since the time before."""

    def __init__(self) -> None:
        self.changed: tuple[str, ...] = ()
        self._templates: Mapping[str, str] = {}
        self._kept: dict[str, Made] = {}

    def compose(self, submission: Submission, template_set: TemplateSet) -> list[Composed]:
        """Every document of the filing, in its order. Raises as `compose` does, and keeps what there was."""
        facts = Facts(submission, template_set)
        before = self._kept if template_set.inputs == self._templates else {}
        kept: dict[str, Made] = {}
        for job in jobs(submission, template_set):
            last = before.get(job.stem)
            kept[job.stem] = last if last is not None and facts.hold(last.account) else facts.make(job, "ko")
        self.changed = tuple(stem for stem, each in kept.items() if not _same(self._kept.get(stem), each))
        self._templates, self._kept = template_set.inputs, kept
        return [each.composed for each in kept.values()]


def _same(last: Made | None, now: Made) -> bool:
    return last is not None and (
        last.composed is now.composed
        or (last.composed.document == now.composed.document and last.composed.drawings == now.composed.drawings)
    )


class WarmExecutor(Executor):
    """Processes that lay out PDFs and stay when a build is done, with WeasyPrint, fonts and sheets loaded.

    A build may shut it down as it does with any executor; only `close` ends the processes.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        try:
            return self._started().submit(function, *args, **kwargs)
        except BrokenProcessPool:
            # A process died in the last build, which said so; this one gets new ones.
            self.close()
            return self._started().submit(function, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing: the next build goes on with the same processes."""

    def close(self) -> None:
        """End the processes; what is still waiting is not done."""
        if self._pool is not None:
            for process in active_children():
                process.kill()
            # Waits for the thread that serves them, which Python would else wake while it closes its pipe.
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = processes(cpu_count() or 1, _begin)
        return self._pool


def _begin() -> None:
    """In a new process: an interrupt ends it at once, and without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
