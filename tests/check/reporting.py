"""What the tests of reporters share: a run with findings of every kind of place, and one of a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from regdocs.check.check import check
from regdocs.check.outcome import Report, Skipped
from regdocs.check.report.run import Checked, Run
from regdocs.check.suppression import Suppressed
from regdocs.finding import ExitCode, Finding, Place, Severity
from regdocs.language import Bilingual, Language
from regdocs.template_set.scaffold import scaffold

NASTY = "값 | 100% `a|b` <b>&amp;</b> [x](y) ::error::\n두 줄\x1b[31m\x00끝"
"""What would be markup, a command or a control character where a form doesn't guard itself."""

FINDINGS = (
    Finding(
        "law/x",
        Severity.ERROR,
        Bilingual("값 없음", "the value is absent"),
        Place("study.yaml", 3, 5, "a.b"),
        Bilingual("적으십시오", "write it"),
        ("법 제1조",),
    ),
    Finding("prose/nasty", Severity.WARNING, Bilingual(NASTY, NASTY), Place("narrative/a,b/c:d.md", 1)),
    Finding("compose/y", Severity.NOTE, Bilingual("참고할 일"), Place(document="research-plan", section="overview")),
)
REPORT = Report(
    "ad-1",
    date(2026, 9, 1),
    FINDINGS,
    rules_run=("data", "compose"),
    skipped=(Skipped("rendered/values", Bilingual("--submission을 주지 않음", "no --submission was given")),),
    suppressed=(Suppressed(FINDINGS[2], Bilingual("검토함", "reviewed")),),
)
UNREADABLE = Report("bad", None, FINDINGS[:1], rules_run=("data",), failure=ExitCode.INVALID_SUBMISSION)


def run(*names: str, language: Language = "en", folder: Path | None = None, color: bool = False) -> Run:
    """A run over submissions of these names, all with the same report."""
    here = folder or Path("nowhere")
    return Run(tuple(Checked(REPORT, name, here) for name in names or ("filings/ad-1",)), language, color)


def unreadable() -> Run:
    """A run over a submission that can't be read."""
    return Run((Checked(UNREADABLE, "bad", Path("nowhere")),), "en")


@cache
def draft(language: Language = "en") -> Run:
    """A run over what `regdocs new` makes: requirements in every state but omitted, hundreds of findings."""
    return Run((Checked(_draft(), "draft", Path("nowhere")),), language)


def kept(report: Report, *findings: Finding) -> Report:
    """The report with other findings."""
    return replace(report, findings=findings, part_of=())


@cache
def _draft() -> Report:
    with TemporaryDirectory() as folder:
        scaffold(Path(folder) / "draft", "kr-high-risk", None)
        return check(Path(folder) / "draft")
