"""Laying out: the PDFs of the documents, from the cache or made anew in parallel."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from pathlib import Path

from regdocs.build.cache import Cache, key
from regdocs.build.processes import Processes
from regdocs.document.document import Document
from regdocs.document.lineage import figures
from regdocs.finding import Finding, RenderingError, Severity
from regdocs.formats.format import Written
from regdocs.formats.pdf.fonts import find_fonts
from regdocs.formats.pdf.pool import Job, length, render_all
from regdocs.formats.pdf.toolchain import fingerprint
from regdocs.language import Bilingual
from regdocs.template_set.load import TemplateSet

MakeExecutor = Callable[[], Executor]

_WORTH_PROCESSES = 1500
"""Below this many lines of prose to lay out, starting other processes costs more than it saves."""


def lay_out(
    documents: Sequence[Document],
    resources: Mapping[str, bytes],
    template_set: TemplateSet,
    cache_folder: Path,
    make_executor: MakeExecutor | None,
    report: Callable[[int, int], None],
    *,
    tagged: bool = True,
) -> list[Written]:
    """The PDF of each document, in their order; `report` is told how many of how many new ones are done.

    Untagged they are drafts: plain PDF, made sooner.

    Raises `RenderingError` for fonts, glyphs and figures that are missing.
    """
    style, sheet = template_set.style, template_set.style_sheet
    fonts = find_fonts(style, [template_set.folder / "style" / "fonts"])
    toolchain = fingerprint(style, fonts, sheet) + ("" if tagged else " untagged")
    cache = Cache(cache_folder)
    shown = [used(document, resources) for document in documents]
    keys = [key(document, pictures, toolchain) for document, pictures in zip(documents, shown, strict=True)]
    written = [cache.get(entry) for entry in keys]
    missing = [index for index, entry in enumerate(written) if entry is None]
    jobs = [Job(documents[index], shown[index], style, sheet, fonts, tagged) for index in missing]
    done = iter(range(1, len(missing) + 1))
    try:
        with _pool(make_executor, jobs) as executor:
            rendered = render_all(jobs, executor, lambda _: report(next(done), len(missing)))
    except BrokenExecutor as error:
        raise RenderingError([_died()]) from error
    for index, entry in zip(missing, rendered, strict=True):
        cache.put(keys[index], entry)
        written[index] = entry
    return [entry for entry in written if entry is not None]


def _died() -> Finding:
    return Finding(
        "build/process-died",
        Severity.ERROR,
        Bilingual("PDF 배치 프로세스가 갑자기 끝남", "a process that lays out PDF ended unexpectedly"),
        remedy=Bilingual("메모리를 확보하고 다시 실행하십시오", "free some memory and run the build again"),
    )


def used(document: Document, resources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The figures that a document shows, by their key."""
    wanted = set(figures(document))
    return {name: data for name, data in resources.items() if name in wanted}


@contextmanager
def _pool(make_executor: MakeExecutor | None, jobs: Sequence[Job]) -> Iterator[Executor | None]:
    """The executor that was asked for; else processes of this machine where the work is worth starting them."""
    if make_executor is not None:
        executor = make_executor()
    elif len(jobs) > 1 and sum(length(job.document) for job in jobs) > _WORTH_PROCESSES:
        executor = Processes(min(len(jobs), os.cpu_count() or 1))
    else:
        yield None
        return
    with executor:
        yield executor
