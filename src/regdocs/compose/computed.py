"""Computed values: totals, doses, the schedule; each knows every field that it was computed from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from regdocs.compose.case_report import administration_records
from regdocs.compose.lineage import Value
from regdocs.language import Bilingual
from regdocs.study.design import Administration
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study
from regdocs.study.terms import Term
from regdocs.submission.path import item as item_path


def computed(study: Study) -> Value:
    """All computed values by name, as templates see them: `computed.dose_per_visit["msc"]`, `computed.budget_total`.

    A value whose sources are absent is itself absent, with the path of what is missing.
    """
    return Value(_OnDemand(study), ("computed",))


class _OnDemand(dict[str, Any]):
    """Computed values that are made when somebody asks for them: most documents print few."""

    def __init__(self, study: Study) -> None:
        super().__init__(_COMPUTED)
        self._study = study

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if not isinstance(value, Value):
            value = self[name] = value(self._study)
        return value


def _administrations(study: Study) -> Iterable[tuple[Administration, str]]:
    items = study.design.administrations if study.design else ()
    return [(item, item_path("design.administrations", item, index)) for index, item in enumerate(items)]


def _by_administration(make: Callable[[Administration, str], Value]) -> Callable[[Study], Value]:
    def compute(study: Study) -> Value:
        return Value({item.id: make(item, path) for item, path in _administrations(study)}, ("design.administrations",))

    return compute


def _injections(administration: Administration, path: str) -> Value:
    """Injections at one visit: those of all sites; one where no sites are named."""
    count = sum(site.injections for site in administration.sites) or 1
    return Value(count, (f"{path}.sites",))


def _times(administration: Administration, path: str) -> Value:
    return Value(len(administration.times) or None, (f"{path}.times",))


def _dose_per_visit(administration: Administration, path: str) -> Value:
    if administration.dose is None:
        return Value(None, (f"{path}.dose",))
    return Value(administration.dose.times(_injections(administration, path)._raw), (f"{path}.dose", f"{path}.sites"))


def _dose_total(administration: Administration, path: str) -> Value:
    per_visit, times = _dose_per_visit(administration, path), _times(administration, path)
    if per_visit._raw is None or times._raw is None:
        return per_visit if per_visit._raw is None else times
    return Value(per_visit._raw.times(times._raw), (*per_visit._paths, *times._paths))


def _volume_per_visit(administration: Administration, path: str) -> Value:
    if administration.volume is None:
        return Value(None, (f"{path}.volume",))
    return Value(
        administration.volume.times(_injections(administration, path)._raw), (f"{path}.volume", f"{path}.sites")
    )


def _last_administration(administration: Administration, path: str) -> Value:
    return Value(administration.times[-1] if administration.times else None, (f"{path}.times",))


def _senders(study: Study) -> Value:
    """For each institution's id the title in whose name its letters go out: 예시대학교병원 + 병원장 → 예시대학교병원장."""
    senders = {}
    for index, body in enumerate(study.institutions):
        path = item_path("institutions", body, index)
        title = _title_of_head(body.name, body.head_title) if body.head_title else None
        senders[body.id] = Value(title, (f"{path}.head_title", f"{path}.name"))
    return Value(senders, ("institutions",))


def _title_of_head(name: Bilingual, title: Bilingual) -> Bilingual:
    common = next((length for length in range(len(title.ko), 0, -1) if name.ko.endswith(title.ko[:length])), 0)
    korean = name.ko + (title.ko[common:] if common else f" {title.ko}")
    return Bilingual(korean, f"{title.en}, {name.en}" if title.en and name.en else None)


def _tissue(study: Study) -> Value:
    """What the cells were taken from: the study's own name for it, else the list's; absent for `other` without a name."""
    return _named(study.product.tissue, study.product.tissue_name, "product.tissue")


def _cell_type(study: Study) -> Value:
    return _named(study.product.cell_type, study.product.cell_name, "product.cell_type", "product.cell_name")


def _named(term: Term, name: Bilingual | None, path: str, named: str = "") -> Value:
    if name is not None or term.value == "other":
        return Value(name, (named or f"{path}_name",))
    return Value(term, (path,))


def _participants(study: Study) -> Value:
    arms = study.design.arms if study.design else ()
    paths = [f"{item_path('design.arms', arm, index)}.participants" for index, arm in enumerate(arms)]
    return Value(sum(arm.participants for arm in arms) or None, paths or ("design.arms",))


def _stage_participants(study: Study) -> Value:
    arms = study.design.arms if study.design else ()
    stages = study.design.stages if study.design else ()
    totals = {}
    for stage in stages:
        members = [
            (arm, item_path("design.arms", arm, index)) for index, arm in enumerate(arms) if arm.stage == stage.id
        ]
        totals[stage.id] = Value(
            sum(arm.participants for arm, _ in members) or None,
            [f"{path}.participants" for _, path in members] or ("design.arms",),
        )
    return Value(totals, ("design.stages",))


def _budget_amounts(study: Study) -> Value:
    items = study.budget.items if study.budget else ()
    amounts = {
        item.id: Value(
            item.unit_cost.times(item.count), (f"budget.items[{item.id}].unit_cost", f"budget.items[{item.id}].count")
        )
        for item in items
    }
    return Value(amounts, ("budget.items",))


def _budget_total(study: Study) -> Value:
    return _sum(_budget_amounts(study)._raw.values(), "budget.items")


def _budget_groups(study: Study) -> Value:
    """The `name` and `amount` of each group of budget lines, in the order of first appearance."""
    amounts = _budget_amounts(study)._raw
    names: dict[str, Value] = {}
    groups: dict[str, list[Value]] = {}
    for item in study.budget.items if study.budget else ():
        key = item.group.ko if item.group else ""
        names.setdefault(key, Value(item.group, (f"budget.items[{item.id}].group",)))
        groups.setdefault(key, []).append(amounts[item.id])
    sums = [{"name": names[key], "amount": _sum(values, "budget.items")} for key, values in groups.items()]
    return Value([Value(each, ("budget.items",)) for each in sums], ("budget.items",))


def _funding_total(study: Study) -> Value:
    sources = study.budget.sources if study.budget else ()
    return _sum(
        [Value(source.amount, (f"budget.sources[{source.id}].amount",)) for source in sources if source.amount],
        "budget.sources",
    )


def _schedule(study: Study) -> Value:
    """For each activity id, whether it is done at each visit id."""
    if study.design is None:
        return Value({}, ("design.activities",))
    marks = {}
    for activity in study.design.activities:
        path = f"design.activities[{activity.id}].at"
        marks[activity.id] = Value(
            {visit.id: Value(visit.id in activity.at, (path,)) for visit in study.design.visits}, (path,)
        )
    return Value(marks, ("design.activities",))


def _release_tests(study: Study) -> Value:
    return Value(list(_tests(study, "release")), ("product.tests",))


def _results(study: Study) -> Value:
    """For each test id and lot id, the lot's result."""
    results: dict[str, Value] = {}
    for test in study.product.tests:
        cells = {}
        for lot in study.product.lots:
            for index, result in enumerate(lot.results):
                if result.test == test.id:
                    path = f"product.lots[{lot.id}].results[{index}]"
                    field = "value" if result.value is not None else "statement"
                    cells[lot.id] = Value(result.value or result.statement, (f"{path}.{field}",))
        results[test.id] = Value(cells, (f"product.lots[*].results[{test.id}]",))
    return Value(results, ("product.lots",))


def _tests(study: Study, stage: str) -> Iterable[Value]:
    return (
        Value(test, (item_path("product.tests", test, index),))
        for index, test in enumerate(study.product.tests)
        if test.stage == stage
    )


def _sum(values: Iterable[Value], path: str) -> Value:
    parts = [value for value in values if value._raw is not None]
    if not parts:
        return Value(None, (path,))
    total = sum((part._raw.magnitude for part in parts), Decimal(0))
    return Value(Quantity(total, parts[0]._raw.unit), dict.fromkeys(path for part in parts for path in part._paths))


_COMPUTED: dict[str, Callable[[Study], Any]] = {
    "injections": _by_administration(_injections),
    "administrations": _by_administration(_times),
    "dose_per_visit": _by_administration(_dose_per_visit),
    "dose_total": _by_administration(_dose_total),
    "volume_per_visit": _by_administration(_volume_per_visit),
    "last_administration": _by_administration(_last_administration),
    "senders": _senders,
    "tissue": _tissue,
    "cell_type": _cell_type,
    "participants": _participants,
    "stage_participants": _stage_participants,
    "budget_amounts": _budget_amounts,
    "budget_groups": _budget_groups,
    "budget_total": _budget_total,
    "funding_total": _funding_total,
    "schedule": _schedule,
    "administration_records": administration_records,
    "release_tests": _release_tests,
    "results": _results,
}

NAMES = tuple(_COMPUTED)
"""What may be asked of `computed`."""
