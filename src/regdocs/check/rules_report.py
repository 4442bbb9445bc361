"""The catalogue of rules, one rule, and changes of the law, as people and programs read them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from regdocs.check.catalogue import Catalogue
from regdocs.check.law_changes import Change, Difference, Kind, title_of
from regdocs.check.specification import Layer, Rule
from regdocs.check.words import SEVERITIES
from regdocs.language import Bilingual, Language
from regdocs.regulation.citation import Reference
from regdocs.regulation.provision import Outcome
from regdocs.regulation.requirement import Level, Need, Requirement
from regdocs.regulation.wording import Wording, wording
from regdocs.trace.places import Spot

Touched = Mapping[str, tuple[Spot, ...]]
"""The sections of a submission that each changed requirement touches, by the requirement's id."""

_PRACTICE = Bilingual("좋은 관행", "good practice")
_LAYERS = {
    Layer.METADATA: Bilingual("자료(study.yaml, narrative)", "data (study.yaml, narrative)"),
    Layer.DOCUMENTS: Bilingual("구성한 문서", "composed documents"),
    Layer.FILE: Bilingual("작성된 파일", "rendered files"),
    Layer.ROUND: Bilingual("보완 차수(regdocs supplement)", "supplement rounds (regdocs supplement)"),
}
_LEVELS = {
    Level.REQUIRED: Bilingual("필수", "required"),
    Level.CONDITIONAL: Bilingual("조건부", "conditional"),
    Level.AS_AVAILABLE: Bilingual("있으면 제출", "where available"),
    Level.OPTIONAL: Bilingual("선택", "optional"),
}
_MOST_SPOTS = 8


def of_room(catalogue: Catalogue, room: str | None) -> list[Rule]:
    """The rules of one room, all of them where none is named."""
    return [rule for name, rule in catalogue.all.items() if room is None or name.startswith(f"{room}/")]


def list_text(catalogue: Catalogue, rules: Sequence[Rule], language: Language) -> str:
    """One line for each rule, by room: its weight, its name, its title and what it rests on."""
    width = max(len(rule.id) for rule in rules)
    lines: list[str] = []
    for room, members in groupby(rules, key=lambda rule: rule.id.partition("/")[0]):
        lines += ["", room] if lines else [room]
        for rule in members:
            weight = SEVERITIES[rule.severity].text(language)
            basis = _basis(catalogue, rule, language)
            lines.append(f"  {rule.id:<{width}}  {weight:<7}  {rule.title.text(language)} [{basis}]")
    total = {"ko": f"규칙 {len(rules)}개", "en": f"{len(rules)} rules"}[language]
    return "\n".join([*lines, "", total]) + "\n"


def list_json(catalogue: Catalogue, rules: Sequence[Rule], language: Language) -> str:
    """The same for programs."""
    return _json({"rules": [_rule(catalogue, rule, language) for rule in rules]})


def rule_text(catalogue: Catalogue, rule: Rule, law: Path, language: Language) -> str:
    """One rule in full: what it looks for, on what it rests, how surely that is known, and the law's own words.

    `law` is the folder of the law data, which keeps them.
    """
    return "\n".join([*_explained(catalogue, rule, language), *_words(catalogue, rule, law, language)]) + "\n"


def rule_json(catalogue: Catalogue, rule: Rule, law: Path, language: Language) -> str:
    """One rule for programs."""
    texts = [
        {"citation": catalogue.law.citation(each), "version": found.version, "lines": [line for _, line in found.lines]}
        for each, found in _found(catalogue, rule, law)
    ]
    return _json({**_rule(catalogue, rule, language), "text": texts})


def _found(catalogue: Catalogue, rule: Rule, law: Path) -> Iterator[tuple[Reference, Wording]]:
    """The words of what a rule cites, unless they are younger than a requirement that has ended."""
    requirement = _requirement(catalogue, rule)
    end = requirement.in_force.to if requirement is not None else None
    for reference in rule.citations:
        found = wording(law, reference)
        since = {each.number: each.since for each in catalogue.law.sources[reference.source].versions}
        if found is not None and (end is None or since.get(found.version, date.max) <= end):
            yield reference, found


def _words(catalogue: Catalogue, rule: Rule, law: Path, language: Language) -> Iterator[str]:
    """The provisions that a rule cites, as the law words them."""
    for reference, found in _found(catalogue, rule, law):
        yield ""
        yield f"{catalogue.law.citation(reference, language)} ({found.version})"
        for depth, text in found.lines:
            yield "  " * (depth + 1) + text


def _explained(catalogue: Catalogue, rule: Rule, language: Language) -> Iterator[str]:
    ko = language == "ko"
    yield f"{rule.id}: {rule.title.text(language)}"
    yield f"{'무게' if ko else 'weight'}: {SEVERITIES[rule.severity].text(language)}"
    yield f"{'대상' if ko else 'looks at'}: {_LAYERS[rule.layer].text(language)}"
    yield f"{'근거' if ko else 'rests on'}: {_basis(catalogue, rule, language)}"
    if rule.confidence is not None:
        label = rule.confidence.label.text(language)
        yield f"{'확인 정도' if ko else 'confidence'}: {rule.confidence.value} {label}"
    for source in dict.fromkeys(each.source for each in rule.citations):
        known = catalogue.law.sources[source]
        version = max(known.versions, key=lambda each: each.since)
        since = f"{version.since} 시행" if ko else f"in force from {version.since}"
        yield f"  {known.short.text(language)}: {known.name.text(language)}, {version.number} ({since})"
        if known.url is not None:
            yield f"    {known.url}"
    requirement = _requirement(catalogue, rule)
    if requirement is not None:
        yield from _required(catalogue, requirement, language)
    yield ""
    yield rule.explanation.text(language)
    if rule.remedy is not None:
        yield f"→ {rule.remedy.text(language)}"
    if rule.words:
        yield f"{'찾는 말' if ko else 'words'}: {', '.join(rule.words)}"
    if rule.preferences:
        yield f"{'쓸 말' if ko else 'preferences'}: " + ", ".join(
            f"{each.avoid} → {each.use}" for each in rule.preferences
        )
    if rule.limits:
        yield f"{'값' if ko else 'limits'}: " + ", ".join(f"{name} {value}" for name, value in rule.limits.items())


def _required(catalogue: Catalogue, requirement: Requirement, language: Language) -> Iterator[str]:
    """What a requirement of the law data says: since when, when it applies, what satisfies it."""
    ko = language == "ko"
    end = requirement.in_force.to
    until = f" ~ {end}" if end else (" ~" if ko else " on")
    yield f"{'시행' if ko else 'in force'}: {requirement.in_force.since}{until}"
    yield f"{'구속' if ko else 'binds'}: {_LEVELS[requirement.level].text(language)}"
    if requirement.when is not None:
        yield f"{'조건' if ko else 'applies to'}: {catalogue.law.condition_title(requirement.when).text(language)}"
    lists = catalogue.law.list_items()
    for item in requirement.items:
        each, entry = lists[item]
        cited = catalogue.law.citation(entry.citation, language)
        yield f"{'법령의 항목' if ko else 'entry of the law'}: {entry.title.text(language)} ({cited}, {each.title.text(language)})"
    yield f"{'충족하는 것' if ko else 'satisfied by'}:"
    for need in requirement.satisfied_by:
        yield f"  {_need(catalogue, need, language)}"
    if end is None and requirement.returnable:
        yield "갖추지 않으면 반려될 수 있음" if ko else "the filing may be returned for it"


def _need(catalogue: Catalogue, need: Need, language: Language) -> str:
    """A need in words: what is looked for, and where."""
    for alternatives, joint in ((need.any, _OR), (need.all, _AND)):
        if alternatives:
            return joint.text(language).join(_need(catalogue, part, language) for part in alternatives)
    if need.holds is not None:
        return f"study.yaml `{need.at}`: {catalogue.law.condition_title(need.holds).text(language)}"
    kinds = {"study.yaml": need.field, "narrative": need.narrative}
    kinds |= {"section": need.section, "document": need.document, "attachment": need.attachment}
    return ", ".join(f"{kind} `{name}`" for kind, name in kinds.items() if name is not None)


_OR, _AND = Bilingual(" 또는 ", " or "), Bilingual(" 그리고 ", " and ")


def _requirement(catalogue: Catalogue, rule: Rule) -> Requirement | None:
    room, _, identifier = rule.id.partition("/")
    return catalogue.law.requirement(identifier) if room == "law" else None


def _basis(catalogue: Catalogue, rule: Rule, language: Language) -> str:
    if not rule.citations:
        return _PRACTICE.text(language)
    return ", ".join(catalogue.law.citation(each, language) for each in rule.citations)


def _rule(catalogue: Catalogue, rule: Rule, language: Language) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": rule.id,
        "title": rule.title.text(language),
        "severity": rule.severity.value,
        "layer": rule.layer.value,
        "citations": [catalogue.law.citation(each, language) for each in rule.citations],
        "confidence": rule.confidence.value if rule.confidence else None,
        "explanation": rule.explanation.text(language),
        "remedy": rule.remedy.text(language) if rule.remedy is not None else None,
    }
    requirement = _requirement(catalogue, rule)
    if requirement is not None:
        end = requirement.in_force.to
        found["in_force"] = {
            "from": requirement.in_force.since.isoformat(),
            "to": end.isoformat() if end else None,
        }
        found["level"], found["when"] = requirement.level.value, requirement.when
    return found


def difference_text(catalogue: Catalogue, difference: Difference, touched: Touched, language: Language) -> str:
    """What changed between two days, each change with the sections that it touches."""
    return "\n".join(_differing(catalogue, difference, touched, language)) + "\n"


def _differing(catalogue: Catalogue, difference: Difference, touched: Touched, language: Language) -> Iterator[str]:
    ko = language == "ko"
    yield f"{difference.first} → {difference.second}"
    real = [change for change in difference.changes if change.kind is not Kind.FIRST_KNOWN]
    known = [change for change in difference.changes if change.kind is Kind.FIRST_KNOWN]
    for change in real:
        yield from _changed(catalogue, change, touched.get(change.requirement.id), language)
    for kind, limit in difference.limits:
        name = f"기한 {limit.id}" if ko else f"time limit {limit.id}"
        yield f"{limit.in_force.since}  {kind.label.text(language)}: {limit.title.text(language)} ({name})"
    for text in difference.texts:
        resting = (
            f"요건 {len(text.requirements)}개는 그대로임" if ko else f"{len(text.requirements)} requirements as before"
        )
        yield f"{text.version.since}  {title_of(text).text(language)}" + (f": {resting}" if text.requirements else "")
    for amendment in difference.amendments:
        outcome = _OUTCOMES[amendment.outcome].text(language)
        yield f"{amendment.date}  {amendment.title.text(language)} ({outcome})"
    if known:
        yield ""
        yield _FIRST_KNOWN.text(language)
    for change in known:
        yield from _changed(catalogue, change, touched.get(change.requirement.id), language)
    if not (difference.changes or difference.limits or difference.texts or difference.amendments):
        yield "알려진 변경 없음" if ko else "no change is known"


_OUTCOMES = {
    Outcome.FOLLOWED: Bilingual("이 자료에 반영함", "this data follows it"),
    Outcome.NOT_RELEVANT: Bilingual("고위험 임상연구의 신청에는 관계없음", "without effect on these filings"),
    Outcome.NOT_READ: Bilingual("원문을 읽지 못하여 반영하지 못함", "not read, so this data doesn't follow it"),
}
_FIRST_KNOWN = Bilingual(
    "아래는 그 전의 법령을 확인하지 못하여 새로 생긴 것인지 알 수 없는 요건입니다.",
    "No earlier text of what follows was read, so whether these requirements are new is not known.",
)


def _changed(catalogue: Catalogue, change: Change, spots: tuple[Spot, ...] | None, language: Language) -> Iterator[str]:
    cited = ", ".join(catalogue.law.citations(change.requirement, language))
    title = change.requirement.title.text(language)
    yield f"{change.day}  {change.kind.label.text(language)}: law/{change.requirement.id} {title} ({cited})"
    if change.before is not None:
        yield f"    ← law/{change.before.id} {change.before.title.text(language)}"
    if spots is None:
        return
    for spot in spots[:_MOST_SPOTS]:
        yield f"    {spot.words(language)}"
    if len(spots) > _MOST_SPOTS:
        more = len(spots) - _MOST_SPOTS
        yield f"    외 {more}곳" if language == "ko" else f"    and {more} more"
    if not spots:
        yield "    이 신청에는 해당하는 절이 없음" if language == "ko" else "    no section of this filing"


def difference_json(catalogue: Catalogue, difference: Difference, touched: Touched, language: Language) -> str:
    """The same for programs."""
    return _json(
        {
            "from": difference.first.isoformat(),
            "to": difference.second.isoformat(),
            "changes": [
                {
                    "kind": change.kind.value,
                    "date": change.day.isoformat(),
                    "rule": f"law/{change.requirement.id}",
                    "title": change.requirement.title.text(language),
                    "citations": list(catalogue.law.citations(change.requirement, language)),
                    "before": f"law/{change.before.id}" if change.before else None,
                    "sections": [
                        {"document": spot.document, "instance": spot.instance, "section": spot.section or None}
                        for spot in touched[change.requirement.id]
                    ]
                    if change.requirement.id in touched
                    else None,
                }
                for change in difference.changes
            ],
            "time_limits": [{"kind": kind.value, "id": limit.id} for kind, limit in difference.limits],
            "texts": [
                {
                    "source": text.source.id,
                    "version": text.version.number,
                    "date": text.version.since.isoformat(),
                    "rules": [f"law/{each.id}" for each in text.requirements],
                }
                for text in difference.texts
            ],
            "amendments": [
                {"date": each.date.isoformat(), "title": each.title.text(language), "outcome": each.outcome.value}
                for each in difference.amendments
            ],
        }
    )


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
