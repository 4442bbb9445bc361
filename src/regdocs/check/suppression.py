"""Suppressed findings: taken out for a reason that study.yaml gives, and listed with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regdocs.check.catalogue import Catalogue
from regdocs.check.filing import Filing
from regdocs.check.rule import Problem
from regdocs.finding import Finding, Severity
from regdocs.language import Bilingual
from regdocs.study.study import Suppression
from regdocs.submission.path import covers, item
from regdocs.submission.problem import nearest, shown

_NEVER = ("suppression/", "data/", "check/", "submission/")
"""What tells of the check itself, or of data that can't be read, is never suppressed."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is not counted, and why."""

    finding: Finding
    reason: Bilingual


def suppress(findings: Iterable[Finding], filing: Filing) -> tuple[list[Finding], list[Suppressed]]:
    """What remains of the findings, and what was taken out of them."""
    given = filing.study.suppressions
    kept: list[Finding] = []
    taken: list[Suppressed] = []
    for finding in findings:
        found = next((each for each in given if applies(each, finding)), None)
        if found is None:
            kept.append(finding)
        else:
            taken.append(Suppressed(finding, found.reason))
    return kept, taken


def applies(suppression: Suppression, finding: Finding) -> bool:
    """Whether a suppression is meant for a finding: its rule, and its place where one is given."""
    if suppression.rule != finding.rule or finding.rule.startswith(_NEVER):
        return False
    path, place = suppression.path, finding.place
    if path is None:
        return True
    on_paper = (place.document, f"{place.document}/{place.section}") if place.document else ()
    return path in (place.file, *on_paper) or (place.path is not None and covers(path, place.path))


def accounts(filing: Filing, catalogue: Catalogue, taken: Sequence[Suppressed]) -> Iterator[tuple[str, Problem]]:
    """One line for each suppression: what it took out, or that it took out nothing, with the rule that says so."""
    for index, each in enumerate(filing.study.suppressions):
        place = filing.at(item("suppressions", each, index))
        mine = [one.finding for one in taken if applies(each, one.finding)]
        if mine:
            yield _used(mine), Problem(place, _listed(each, mine))
        elif each.rule.startswith(_NEVER):
            message = f"`{shown(each.rule)}`: 억제할 수 없는 규칙", f"`{shown(each.rule)}` can't be suppressed"
            yield "suppression/unused", Problem(place, Bilingual(*message), _REMOVE)
        elif not _known(each.rule, catalogue):
            message = f"`{shown(each.rule)}`: 없는 규칙", f"there is no rule `{shown(each.rule)}`"
            near = nearest(each.rule, catalogue.all)
            remedy = Bilingual(f"`{near}`?", f"did you mean `{near}`?") if near else _LISTED
            yield "suppression/unknown-rule", Problem(place, Bilingual(*message), remedy)
        else:
            message = f"억제할 `{each.rule}` 결과가 없음", f"there is no finding of `{each.rule}` to suppress"
            yield "suppression/unused", Problem(place, Bilingual(*message), _REMOVE)


_LISTED = Bilingual("규칙의 이름은 `regdocs rules`로 확인하십시오", "`regdocs rules` lists the names")
_REMOVE = Bilingual("이 항목을 지우십시오", "remove this entry")


def _used(findings: Sequence[Finding]) -> str:
    """What the law demands stays a warning when somebody suppresses it; the rest becomes a note."""
    by_law = any(each.severity is Severity.ERROR and each.rule.startswith("law/") for each in findings)
    return "suppression/law" if by_law else "suppression/used"


def _listed(suppression: Suppression, findings: Sequence[Finding]) -> Bilingual:
    first, more = findings[0].message, len(findings) - 1
    reason = suppression.reason
    return Bilingual(
        f"억제함 `{suppression.rule}`: {first.ko}{f' (외 {more}건)' if more else ''} — 사유: {reason.ko}",
        f"suppressed `{suppression.rule}`: {first.text('en')}{f' (and {more} more)' if more else ''}"
        f" — reason: {reason.text('en')}",
    )


def _known(name: str, catalogue: Catalogue) -> bool:
    """Whether a rule of that name can find something; the check's own parts give findings under longer names."""
    return name in catalogue.all or name.startswith(("compose/", "rendered/"))
