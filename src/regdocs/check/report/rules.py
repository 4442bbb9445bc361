"""What a finding's rule is called and on what it rests, also where the finding is one part of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from regdocs.check.outcome import Report
from regdocs.check.rendered.rules import RULES
from regdocs.finding import Finding
from regdocs.language import Bilingual, Language

if TYPE_CHECKING:
    from regdocs.check.specification import Rule

_PARTS = {f"rendered/{identifier}": rule for rule in RULES for identifier in (rule.id, *rule.ids)}


def described(report: Report, name: str) -> Rule | None:
    """The catalogue's rule that a finding of that name belongs to; None where there is no catalogue or no such rule."""
    if report.catalogue is None:
        return None
    return report.catalogue.all.get(name) or report.catalogue.all.get(name.partition("/")[0])


def title(report: Report, name: str) -> Bilingual | None:
    """What a rule is called."""
    rule = described(report, name)
    if rule is not None:
        return rule.title
    part = _PARTS.get(name)
    return part.title if part is not None else None


def explanation(report: Report, name: str) -> Bilingual | None:
    """What a rule looks for."""
    rule = described(report, name)
    if rule is not None:
        return rule.explanation
    part = _PARTS.get(name)
    return part.basis if part is not None else None


def unsaid(report: Report, finding: Finding, language: Language) -> tuple[str, ...]:
    """The provisions that a finding rests on and that its message doesn't name."""
    left = tuple(each for each in finding.citations if each not in finding.message.text("ko"))
    if not left or language == "ko" or report.catalogue is None:
        return left
    law = report.catalogue.law
    printed = {
        law.citation(each): law.citation(each, language)
        for rule in report.catalogue.all.values()
        for each in rule.citations
    }
    return tuple(printed.get(each, each) for each in left)


def address(report: Report, name: str) -> str | None:
    """Where the law can be read that a rule rests on, as a URI in ASCII."""
    rule = described(report, name)
    if rule is None or report.catalogue is None:
        return None
    sources = (report.catalogue.law.sources.get(each.source) for each in rule.citations)
    found = next((source.url for source in sources if source is not None and source.url), None)
    return quote(found, safe=":/?#[]@!$&'()*+,;=%") if found else None
