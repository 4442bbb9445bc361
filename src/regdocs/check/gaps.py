"""Which findings tell of one gap: what is absent is asked for by the law, by its heading and by the paper that prints it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from regdocs.check.filing import Filing
from regdocs.check.outcome import by_word
from regdocs.finding import Finding
from regdocs.regulation.assess import Assessment
from regdocs.submission.path import covers, parent

_COMPOSED = ("compose/missing-value", "compose/missing-prose")
_NARRATIVE = "narrative/"
_ATTACHMENTS = "attachments"
_QUOTED = re.compile("`([^`]+)`")


def parts(findings: Sequence[Finding], filing: Filing, assessments: Iterable[Assessment]) -> tuple[int | None, ...]:
    """For each finding the index of the one that it is a part of: whoever fills that gap has done what it asks for.

    None for a finding that stands by itself. A part never weighs more than the finding that tells it, and no part has
    parts.
    """
    groups = _groups(findings, assessments)
    lead: list[int | None] = [None] * len(findings)
    first: dict[str, int] = {}
    for path, members in groups.items():
        first[path] = max(members, key=lambda each: (*_standing(findings[each], path), -each))
        for member in members:
            lead[member] = first[path] if member != first[path] else None
    for index, finding in enumerate(findings):
        shown = _gap_below(finding, filing, first)
        if shown is not None and findings[first[shown]].severity.weight >= finding.severity.weight:
            lead[index] = first[shown]
    return tuple(lead)


def _groups(findings: Sequence[Finding], assessments: Iterable[Assessment]) -> dict[str, list[int]]:
    """The findings on each thing that is absent, by its path; paths in the order of their first finding."""
    composed = {each.place.path for each in findings if each.rule in _COMPOSED and each.place.path}
    absent = {missing.place.path for each in assessments for missing in each.missing if not missing.untrue}
    groups: dict[str, list[int]] = defaultdict(list)
    wholes = composed | _items(absent, composed)
    for index, finding in enumerate(findings):
        path = _named(finding)
        gap = _gap(path, wholes)
        if gap in wholes or path in absent or path.startswith((_NARRATIVE, f"{_ATTACHMENTS}[")):
            groups[gap].append(index)
    groups.pop("", None)
    return groups


def _named(finding: Finding) -> str:
    """The path of what a finding misses; "" where it tells of something else."""
    path = finding.place.path or ""
    if finding.rule in _COMPOSED or (finding.rule.startswith("law/") and path.startswith(_NARRATIVE)):
        return path
    if not finding.rule.startswith("law/"):
        return ""
    # Each attachment is a thing by itself, though all of them stand in one list.
    names = [each for each in _QUOTED.findall(finding.message.ko) if path != _ATTACHMENTS or each.startswith(path)]
    return path if path in names else next((each for each in names if path == _ATTACHMENTS), "")


def _items(absent: Iterable[str | None], composed: Iterable[str]) -> set[str]:
    """What the law misses of a list and a paper prints parts of, as the paper names it: `licences[facility]`."""
    known = {by_word(path) for path in absent if path is not None and path.endswith("]")}
    return {each for each in known if any(covers(each, path) for path in composed)}


def _gap(path: str, wholes: Container[str]) -> str:
    """What is to be filled in for a path: what a paper prints of it, or what holds it and isn't there as a whole."""
    printed = by_word(path)
    found = step = printed if printed in wholes else path
    while step and not (step in wholes and step.endswith("]")):
        step = parent(step)
        if step in wholes and step != _ATTACHMENTS:
            found = step
    return found


def _standing(finding: Finding, gap: str) -> tuple[int, bool, bool]:
    """The weightiest tells a gap; of those one that is about all of it, and the law, since it says who asks for it."""
    whole = by_word(_named(finding)) == gap
    return finding.severity.weight, whole, finding.rule.startswith("law/")


def _gap_below(finding: Finding, filing: Filing, first: dict[str, int]) -> str | None:
    """The first gap in the section that a finding of the law says to be empty; None where it tells something else."""
    place = finding.place
    if not finding.rule.startswith("law/") or place.path is not None or place.document is None or place.section is None:
        return None
    printed = filing.once(_printed).get((place.document, place.section), ())
    return min((path for path in printed if path in first), key=lambda path: first[path], default=None)


def _printed(filing: Filing) -> dict[tuple[str, str], set[str]]:
    """The paths of the gaps that each section of each paper shows, its subsections' among them."""
    gaps: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in filing.composed:
        for finding in each.findings:
            if finding.rule in _COMPOSED and finding.place.path and finding.place.section:
                gaps[each.document.id, finding.place.section].add(finding.place.path)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document in filing.documents:
        for section in document.walk():
            for below in section.walk():
                found[document.id, section.id] |= gaps.get((document.id, below.id), set())
    return found
