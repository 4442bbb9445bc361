"""How findings read in a terminal and in a text report; imports nothing heavy."""

from __future__ import annotations

from regdocs.finding import Finding, Severity
from regdocs.language import Bilingual, Language

SEVERITIES = {
    Severity.ERROR: Bilingual("오류", "error"),
    Severity.WARNING: Bilingual("경고", "warning"),
    Severity.NOTE: Bilingual("참고", "note"),
}


def line(finding: Finding, language: Language) -> str:
    """A finding as one line: how much it weighs, where it lies, what it says, what to do."""
    return f"{SEVERITIES[finding.severity].text(language)}: {finding.line(language)}"
