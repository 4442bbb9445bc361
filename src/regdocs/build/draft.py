"""Drafts of one submission while it is written: a document is composed anew only where something that it reads changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from os import cpu_count
from typing import Any

from regdocs.build.asked import Facts, Made
from regdocs.build.processes import Processes
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
        self._pool: Processes | None = None

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
            self._pool.kill()
            self._pool = None

    def _started(self) -> Processes:
        if self._pool is None:
            self._pool = Processes(cpu_count() or 1)
        return self._pool
