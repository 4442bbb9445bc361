"""What a lint is asked to look at: a shipped set by its id, a set's folder, or a submission with what it overrides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from regdocs.check.catalogue import catalogue
from regdocs.check.templates.check import check_set, order, syntax
from regdocs.finding import ExitCode, Finding, Place, RegdocsError, RenderingError, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.study.study import Study
from regdocs.submission.inputs import STUDY, digest
from regdocs.submission.problem import meant, shown
from regdocs.submission.source import parse
from regdocs.template_set.load import TemplateSet, load, load_for, locate, shipped

_MANIFEST = "set.yaml"


@dataclass(frozen=True, slots=True)
class Linted:
    """What a lint found; `folder` holds the files that it names, `set` is None, and `failure` is given, for a set that
    can't be loaded at all."""

    name: str
    folder: Path
    findings: tuple[Finding, ...]
    template_set: TemplateSet | None = None
    failure: ExitCode | None = None

    def count(self, severity: Severity) -> int:
        """How many findings weigh exactly so."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def file(self, name: str) -> Path:
        """Where a file lies that a finding names: in the submission, else in the set."""
        own = self.folder / name
        return own if own.is_file() or self.template_set is None else self.template_set.folder / name


def lint(target: str) -> Linted:
    """Lint `target`; raises `UsageError` where it is neither a set nor a submission."""
    folder, submission = _found(target)
    where = submission or folder
    name = where.resolve().name
    try:
        template_set = load_for(folder, submission, digest(submission)) if submission else load(folder)
    except RegdocsError as error:
        # What can be said of a broken set is said: the templates are read all the same.
        findings = [*error.findings, *syntax(folder)]
        return Linted(name, where, tuple(sorted(findings, key=order)), failure=error.exit_code)
    findings = [*check_set(template_set), *_rules(template_set)]
    return Linted(name, where, tuple(sorted(findings, key=order)), template_set)


def _found(target: str) -> tuple[Path, Path | None]:
    """The set's folder, and the submission's where `target` is one."""
    path = Path(target)
    try:
        if (path / _MANIFEST).is_file():
            return path, None
        if (path / STUDY).is_file():
            return locate(_named(path), path), path
        if "/" not in target and "\\" not in target and (shipped() / target / _MANIFEST).is_file():
            return shipped() / target, None
    except (OSError, ValueError):
        # A name that no file system takes is the name of no folder.
        pass
    known = sorted(each.parent.name for each in shipped().glob(f"*/{_MANIFEST}"))
    message = Bilingual(
        f"서식 모음도 제출 폴더도 아님: `{shown(target)}`",
        f"neither a template set nor a submission: `{shown(target)}`",
    )
    remedy = meant(path.name, known)
    raise UsageError(
        [Finding("usage/template-set", Severity.ERROR, message, Place(), Bilingual(*remedy) if remedy else None)]
    )


def _named(submission: Path) -> str:
    """The set that a submission names, also while its study.yaml is still full of gaps."""
    source, _ = parse((submission / STUDY).read_bytes(), STUDY)
    name = source.data.get("template_set") if source is not None else None
    return name if isinstance(name, str) else str(Study.model_fields["template_set"].default)


def _rules(template_set: TemplateSet) -> Iterator[Finding]:
    """What is wrong with the rules of checking that a set brings."""
    try:
        catalogue(template_set)
    except RenderingError as error:
        yield from error.findings
