"""What tracing found, as people and programs read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from regdocs.finding import Place
from regdocs.language import Bilingual, Language
from regdocs.trace import index_words as words
from regdocs.trace.index import Row
from regdocs.trace.index_page import row_data, spot_data
from regdocs.trace.trace import LAW, Summary, Trace, Unprinted

_NOWHERE = Bilingual("어느 문서에도 인쇄되지 않음", "printed in no document")
_NO_PAGES = Bilingual("쪽은 `regdocs build`를 실행한 뒤에 알 수 있음", "pages are known once `regdocs build` has run")
_COUNT = Bilingual(
    "study.yaml의 값 {0:,}개 가운데 {1:,}개를 문서가 인쇄함", "documents print {1:,} of the {0:,} values in study.yaml"
)
_UNPRINTED = Bilingual("어느 문서도 인쇄하지 않는 값", "Values that no document prints")
_SETTINGS = Bilingual(
    "선택과 참조(그 자체로 인쇄되지 않음)", "Choices and references, which aren't printed as themselves"
)
_REQUIREMENTS = Bilingual("요건", "Requirements")


def fields_text(traces: Sequence[Trace], language: Language) -> str:
    """Each printed field with the places that print it."""
    return _text(_fields(traces, language))


def _fields(traces: Sequence[Trace], language: Language) -> Iterator[str]:
    for trace in traces:
        yield f"{trace.path} ({_at(trace.place)})"
        yield from (f"  {spot.words(language)}" for spot in trace.spots)
        if not trace.spots:
            yield f"  {_NOWHERE.text(language)}"
    if not any(spot.page for trace in traces for spot in trace.spots) and any(trace.spots for trace in traces):
        yield _NO_PAGES.text(language)


def requirements_text(rows: Iterable[Row], language: Language) -> str:
    """Each requirement with its provisions and the places that meet it."""
    return _text(line for row in rows for line in _requirement(row, language))


def _requirement(row: Row, language: Language) -> Iterator[str]:
    yield f"{LAW}{row.id}: {row.requirement.title.text(language)}"
    yield f"  {row.citations.text(language)} · {words.known_by(row, language)} · {words.label(row).text(language)}"
    yield from (f"  {line}" for line in words.places(row, language))


def summary_text(summary: Summary, language: Language) -> str:
    """How much is printed, what isn't, and which requirements show in no document."""
    return _text(_summary(summary, language))


def _summary(summary: Summary, language: Language) -> Iterator[str]:
    yield _COUNT.text(language).format(summary.fields, summary.printed)
    contents = [each for each in summary.unprinted if not each.setting]
    settings = [each for each in summary.unprinted if each.setting]
    for title, groups in ((_UNPRINTED, contents), (_SETTINGS, settings)):
        if groups:
            yield f"\n{title.text(language)}"
            yield from map(_group, groups)
    counts = words.count(summary.requirements.rows)
    yield f"\n{_REQUIREMENTS.text(language)}: " + " · ".join(f"{each.text(language)} {n}" for each, n in counts.items())
    for row in summary.hidden:
        yield from (f"  {line}" for line in _requirement(row, language))


def _group(group: Unprinted) -> str:
    count = f" × {len(group.places)}" if len(group.places) > 1 else ""
    return f"  {group.pattern}{count} ({_at(group.places[0])})"


def fields_json(traces: Sequence[Trace]) -> str:
    """Each printed field with the places that print it."""
    return _json({"fields": [{**_place(each.place), "places": list(map(spot_data, each.spots))} for each in traces]})


def requirement_json(row: Row) -> str:
    """A requirement with the places that meet it."""
    return _json(row_data(row))


def requirements_json(rows: Iterable[Row]) -> str:
    """Several requirements, each with the places that meet it."""
    return _json({"requirements": list(map(row_data, rows))})


def summary_json(summary: Summary) -> str:
    """The whole account: counts, every unprinted field, every requirement."""
    return _json(
        {
            "fields": summary.fields,
            "printed": summary.printed,
            "unprinted": [
                {"pattern": each.pattern, "setting": each.setting, "fields": list(map(_place, each.places))}
                for each in summary.unprinted
            ],
            "requirements": list(map(row_data, summary.requirements.rows)),
        }
    )


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "file": place.file, "line": place.line, "column": place.column}


def _at(place: Place) -> str:
    return str(place) or "study.yaml"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
