"""`regdocs watch`: check a submission and write its drafts again whenever one of its files is saved."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.check.words import line
from regdocs.cli.console import from_here, language_option, message_language, several, shown_path, typed
from regdocs.finding import ExitCode, Finding, RegdocsError, Severity, UsageError
from regdocs.language import Bilingual, Language

if TYPE_CHECKING:
    from regdocs.build.options import Options

DRAFTS = "drafts"
"""Drafts lie apart in the build folder: they are no files to send."""

_MOST = 12
"""Findings that one round lists; `regdocs check` tells them all."""

_NAMES = 5
"""Documents that one round names."""

_TICK = 100
"""Milliseconds between two looks at what has been saved; a burst of saves is one change."""


def watch(
    submission: Annotated[Path, typer.Argument(help="The submission's folder.", show_default=False)],
    format: Annotated[
        list[str] | None, typer.Option(help="docx, pdf, hwpx (default: pdf).", show_default=False)
    ] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only these documents, by id.", show_default=False)] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write (default: SUBMISSION/build/drafts).", show_default=False)
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
) -> None:
    """Check and rebuild untagged drafts on each save, until Ctrl-C; after an error the last good drafts stay."""
    from regdocs.build.options import FORMATS, Options
    from regdocs.submission.load import load

    load_watcher()
    if not (submission / "study.yaml").is_file():
        load(submission)
    options = Options(
        formats=several(format or ("pdf",), FORMATS),
        documents=several(document or ()),
        out=out or submission / "build" / DRAFTS,
        tagged=False,
    )
    session = Session(submission, options, message_language(lang))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        session.run()
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.WELL) from None
    finally:
        session.close()


def load_watcher() -> None:
    """Make sure of watchfiles; raises `UsageError` where it isn't installed."""
    try:
        import watchfiles  # noqa: F401
    except ImportError as error:
        message = Bilingual("watch에는 watchfiles가 필요함", "watch needs watchfiles")
        remedy = Bilingual("pip install 'regdocs[watch]'", "pip install 'regdocs[watch]'")
        raise UsageError([Finding("usage/watchfiles", Severity.ERROR, message, remedy=remedy)]) from error


class Session:
    """One `regdocs watch`: what was built last, what was said of it, and the processes that are kept warm."""

    def __init__(self, folder: Path, options: Options, language: Language) -> None:
        from regdocs.build.draft import Drafts, WarmExecutor

        self.folder, self.options, self.language = folder, options, language
        self.drafts, self.executor = Drafts(), WarmExecutor()
        self._inputs: object = None
        self._told: set[object] = set()
        self._broken: set[object] = set()
        """What kept the last save from being read; meanwhile what was told of the last good one stands."""

    def run(self) -> None:
        """Work on every change until an interrupt."""
        from watchfiles import watch

        roots = [each.resolve() for each in self._roots()]
        self._say(
            f"{shown_path(self.folder)}: 저장을 기다림. 끝내려면 Ctrl-C",
            f"watching {shown_path(self.folder)}; Ctrl-C ends",
        )
        changes = watch(
            *roots, watch_filter=lambda _, path: concerns(Path(path), roots), rust_timeout=_TICK, yield_on_timeout=True
        )
        # The first look comes once everything is watched, so that no save is lost between the two.
        for number, saved in enumerate(changes):
            if saved or number == 0:
                self.round()

    def round(self) -> None:
        """Check, say what is new, and write what has changed; what is half edited only gets its findings told."""
        from regdocs.build.build import finish
        from regdocs.check.check import check_loaded
        from regdocs.submission.load import load
        from regdocs.template_set.load import template_set_of

        began = perf_counter()
        try:
            submission = load(self.folder)
            template_set = template_set_of(submission)
            inputs = (submission.inputs, template_set.inputs)
            if inputs == self._inputs:
                return
            composed = self.drafts.compose(submission, template_set)
            changed = self.drafts.changed
            report = check_loaded(submission, template_set, composed, submission.study.filing.as_of)
            self._tell([entry.finding for entry in report.entries()])
            wanted = [each for each in composed if self._asked(each.document.id)]
            result = finish(submission, template_set, wanted, self.options, lambda: self.executor)
        except RegdocsError as error:
            self._inputs = None
            self._tell_broken(error.findings)
            self._say("마지막으로 잘 된 초안을 그대로 둠", "the last good drafts stay")
            return
        self._inputs = inputs
        for finding in result.findings:
            if finding.rule.startswith("build/"):
                self._line(finding)
        self._built([each for each in changed if self._asked(each.partition("-")[2])], perf_counter() - began)

    def close(self) -> None:
        """End the processes."""
        self.executor.close()

    def _roots(self) -> Iterator[Path]:
        from regdocs.submission.load import load
        from regdocs.template_set.load import template_set_of

        yield self.folder
        try:
            templates = template_set_of(load(self.folder)).folder
        except RegdocsError:
            return
        if not templates.resolve().is_relative_to(self.folder.resolve()):
            yield templates

    def _asked(self, document: str) -> bool:
        return not self.options.documents or document.startswith(self.options.documents)

    def _tell(self, findings: Sequence[Finding]) -> None:
        """What is new since the last round, and how much there is in all."""
        known = {_key(each) for each in findings}
        new = [each for each in findings if _key(each) not in self._told]
        mended = len(self._told - known) + len(self._broken - known)
        self._told, self._broken = known, set()
        self._list(new)
        errors, warnings, notes = (sum(each.severity is severity for each in findings) for severity in Severity)
        self._say(
            f"오류 {errors} · 경고 {warnings} · 참고 {notes} (새로 {len(new)}, 해결 {mended})",
            f"{errors} errors · {warnings} warnings · {notes} notes ({len(new)} new, {mended} resolved)",
        )

    def _tell_broken(self, findings: Sequence[Finding]) -> None:
        """What keeps a save from being read; nothing that was told before is resolved by it."""
        self._list([each for each in findings if _key(each) not in self._broken])
        self._broken = {_key(each) for each in findings}

    def _list(self, new: Sequence[Finding]) -> None:
        for finding in new[:_MOST]:
            self._line(finding)
        if len(new) > _MOST:
            where, more = typed(self.folder), len(new) - _MOST
            self._say(f"… 외 {more}건: regdocs check {where}", f"… and {more} more: regdocs check {where}")

    def _line(self, finding: Finding) -> None:
        typer.echo(line(from_here(finding, self.folder), self.language))

    def _built(self, changed: Sequence[str], seconds: float) -> None:
        names, more = ", ".join(changed[:_NAMES]) or "–", len(changed) - _NAMES
        ko, en = (f" 외 {more}건", f" and {more} more") if more > 0 else ("", "")
        self._say(f"초안: {names}{ko} ({seconds:.1f}초)", f"drafts: {names}{en} ({seconds:.1f} s)")

    def _say(self, ko: str, en: str) -> None:
        typer.echo(ko if self.language == "ko" else en)


def _key(finding: Finding) -> object:
    """What a finding is told by though its line has moved."""
    place = finding.place
    return finding.rule, place.file, place.path, place.document, place.section, finding.message.ko


def concerns(path: Path, roots: Sequence[Path]) -> bool:
    """Whether a path is an input: of the submission, which is the first root, or of a template set, which is any other."""
    from regdocs.submission.inputs import FILES, FOLDERS, ignored

    for index, root in enumerate(roots):
        if path.is_relative_to(root):
            parts = path.relative_to(root).parts
            ours = index > 0 or "/".join(parts) in FILES or (parts and parts[0] in FOLDERS)
            return bool(ours) and not any(map(ignored, parts))
    return False
