"""What a study's ids have to name: one table of references, and the checks that follow from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from regdocs.finding import Finding
from regdocs.submission.path import child, identity, item, segments
from regdocs.submission.positions import Positions
from regdocs.submission.problem import Words, foremost, meant, problem, shown

REFERENCES = "references.json"
DOCUMENTS = "documents"
_BODIES = ("institutions[]", "processing_facilities[]", "organisations[]")


class Link(NamedTuple):
    """The field at `source` holds the id of something in one of `targets`; `[]` stands for every item of a list."""

    source: str
    targets: tuple[str, ...]


LINKS = (
    Link("filing.contact", ("people[]",)),
    Link("processing_facilities[].of_institution", ("institutions[]",)),
    Link("contracts[].principal", _BODIES),
    Link("contracts[].contractor", _BODIES),
    Link("contracts[].institution", ("institutions[]",)),
    Link("people[].organisation", _BODIES),
    Link("people[].publications[]", (REFERENCES,)),
    Link("product.facility", ("processing_facilities[]",)),
    Link("product.collection.organisation", _BODIES),
    Link("product.tests[].bank", ("product.banks[]",)),
    Link("product.lots[].results[].test", ("product.tests[]",)),
    Link("product.stability[].results[].lot", ("product.lots[]",)),
    Link("product.stability[].results[].test", ("product.tests[]",)),
    Link("cord_blood.bank", _BODIES),
    Link("clinical_experience[].reference", (REFERENCES,)),
    Link("design.arms[].stage", ("design.stages[]",)),
    Link("design.arms[].administration", ("design.administrations[]",)),
    Link("design.activities[].at[]", ("design.visits[]",)),
    Link("design.activities[].sheet", ("design.sheets[]",)),
    Link("design.sheets[].source", (REFERENCES,)),
    Link("design.endpoints[].at[]", ("design.visits[]",)),
    Link("design.endpoints[].objective", ("design.objectives[]",)),
    Link("design.endpoints[].activity", ("design.activities[]",)),
    Link("statistics.sample_size.endpoint", ("design.endpoints[]",)),
    Link("data_management.custodian", ("people[]", *_BODIES)),
    Link("attachments[].institution", ("institutions[]",)),
)
# Which documents there are is the template set's to say; `unknown_documents` is asked where it is known.
DOCUMENT_LINK = Link("attachments[].signed", (DOCUMENTS,))

_SOURCES = tuple(re.compile(re.escape(each.source).replace(r"\[\]", r"\[[^\]]*\]") + r"(?=[.\[])") for each in LINKS)


def held(path: str) -> str:
    """The field to fill in for a path: where it leads on from the id of something else, the field that holds the id."""
    return next((found[0] for each in _SOURCES if (found := each.match(path)) is not None), path)


# Lists whose ids share one space, because a link may point into any of them.
UNIQUE_TOGETHER = (_BODIES,)


def check_links(
    data: Mapping[str, object], positions: Positions, references: Collection[str] | None, files: Sequence[str] = ()
) -> list[Finding]:
    """Everything in raw study data that names what isn't there, or contradicts itself in a way that form can see.

    `references` are the keys of the reference list, None where nobody knows them; `files` the files that it was read
    from.
    """
    findings = chain(
        _broken(data, positions, LINKS, {REFERENCES: references}, {REFERENCES: ", ".join(files) or REFERENCES}),
        _shared_ids(data, positions),
        _stability(data, positions),
        _examples(data, positions),
    )
    return foremost(findings, positions.file)


def unknown_documents(data: Mapping[str, object], positions: Positions, documents: Collection[str]) -> list[Finding]:
    """The attachments that name, as their generated original, a document that the template set doesn't have."""
    return list(_broken(data, positions, (DOCUMENT_LINK,), {DOCUMENTS: documents}))


def select(data: object, pattern: str) -> Iterator[tuple[str, object]]:
    """Path and value of everything that `pattern` names in raw data; what is absent or misshapen is passed over."""
    found: list[tuple[str, object]] = [("", data)]
    for step in pattern.split("."):
        name = step.removesuffix("[]")
        found = [
            (child(path, name), value[name])
            for path, value in found
            if isinstance(value, Mapping) and value.get(name) is not None
        ]
        if step.endswith("[]"):
            found = [
                (item(path, each, index), each)
                for path, value in found
                if isinstance(value, list)
                for index, each in enumerate(value)
            ]
    yield from found


def _broken(
    data: Mapping[str, object],
    positions: Positions,
    links: tuple[Link, ...],
    given: Mapping[str, Collection[str] | None],
    called: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    for link in links:
        uses = [(path, value.strip()) for path, value in select(data, link.source) if isinstance(value, str)]
        named = [_names(data, target, given) for target in link.targets]
        known = [name for names in named if names is not None for name in names]
        if not uses or None in named:
            continue
        there = set(known)
        where = ", ".join((called or {}).get(target, target.removesuffix("[]")) for target in link.targets)
        for path, value in uses:
            if value not in there:
                message = f"`{shown(value)}`: {where}에 없음", f"there is no `{shown(value)}` in {where}"
                yield problem("unknown-id", positions.place(path), message, meant(value, known) or _none_there(where))


def _names(
    data: Mapping[str, object], target: str, given: Mapping[str, Collection[str] | None]
) -> Collection[str] | None:
    if target in given:
        return given[target]
    return [name for _, value in select(data, target) if (name := identity(value)) is not None]


def _none_there(where: str) -> Words:
    return f"비어 있는 {where}에 먼저 적으십시오", f"{where} is still empty: write it there first"


def _shared_ids(data: Mapping[str, object], positions: Positions) -> Iterator[Finding]:
    for targets in UNIQUE_TOGETHER:
        earlier: dict[str, str] = {}
        for target in targets:
            own = {name: path for path, value in select(data, target) if (name := identity(value)) is not None}
            for name, path in own.items():
                if name in earlier:
                    yield from _shared(name, positions, earlier[name], path)
            earlier = own | earlier


def _shared(name: str, positions: Positions, one: str, other: str) -> Iterator[Finding]:
    for here, there in ((one, other), (other, one)):
        line = positions.place(there).line
        message = (
            f"같은 id `{name}`: {line}행의 `{there}`에도 있음",
            f"`{there}` in line {line} has the same id `{name}`",
        )
        remedy = (
            "기관, 시설, 단체의 id를 서로 다르게 하십시오",
            "give each institution, facility and organisation an id of its own",
        )
        yield problem("duplicate-id", positions.place(here), message, remedy)


def _stability(data: Mapping[str, object], positions: Positions) -> Iterator[Finding]:
    """A stability study's values stand in the order of its times, so each row needs as many."""
    for study_path, study in select(data, "product.stability[]"):
        times = study.get("times") if isinstance(study, Mapping) else None
        for row_path, values in select(study, "results[].values"):
            if isinstance(times, list) and isinstance(values, list) and len(values) != len(times):
                message = (
                    f"값이 {len(values)}개, 측정 시점은 {len(times)}개",
                    f"{len(values)} values for {len(times)} times",
                )
                remedy = "`times`의 시점마다 값을 하나씩 적으십시오", "write one value for each of `times`"
                yield problem("value", positions.place(child(study_path, row_path)), message, remedy)


def _examples(data: Mapping[str, object], positions: Positions) -> Iterator[Finding]:
    """`example: true` and the list of invented values go together, and the list names what there is."""
    listed = data.get("examples")
    entries = listed if isinstance(listed, list) else []
    marked = data.get("example") == "true"
    if marked and not entries:
        message = (
            "예시라고 표시했으나 예시 값 목록(`examples`)이 없음",
            "marked as an example without a list of `examples`",
        )
        remedy = (
            "지어낸 값의 경로를 `examples:`에 적으십시오",
            "list the paths of the invented values under `examples:`",
        )
        yield problem("example", positions.place("example", key=True), message, remedy)
    if entries and not marked:
        message = "예시 값 목록이 있으나 `example: true`가 없음", "there are `examples` without `example: true`"
        remedy = "`example: true`를 적거나 `examples`를 지우십시오", "write `example: true`, or remove `examples`"
        for path in ("example", "examples"):
            if path in positions:
                yield problem("example", positions.place(path, key=True), message, remedy)
    for index, entry in enumerate(entries):
        if isinstance(entry, str) and not _stands(data, entry.strip()) and entry.strip() not in positions:
            message = f"`{shown(entry)}`: 이런 경로의 값이 없음", f"there is no value at `{shown(entry)}`"
            place = positions.place(item("examples", entry, index))
            yield problem("example", place, message, _nearest_path(entry.strip(), positions))


def _stands(data: object, path: str) -> bool:
    """Whether something stands at `path` as far as raw data tell; that of the second of two same ids they don't."""
    try:
        for name, label in segments(path):
            if name is None:
                items = data if isinstance(data, list) else []
                data = next((each for index, each in enumerate(items) if item("", each, index) == f"[{label}]"), None)
            else:
                data = data.get(name) if isinstance(data, Mapping) else None
    except KeyError:
        return False
    return data is not None


def _nearest_path(path: str, positions: Positions) -> Words:
    """The nearest path that has the longest existing beginning of this one in common, where there is one."""
    beginning = positions.existing(path)
    near = meant(path, [known for known in positions if known != beginning and known.startswith(beginning)][:2000])
    if near is not None and near[0].endswith("?"):
        return near
    return "있는 값의 경로를 적거나 이 줄을 지우십시오", "write the path of a value that is there, or delete this line"
