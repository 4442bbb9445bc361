"""A calendar as people and programs read it: text and JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from regdocs.calendar.entry import Calendar, Entry, Group
from regdocs.calendar.ics import to_ics
from regdocs.language import Bilingual, Language

_WEEKDAYS = {"ko": "월화수목금토일", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
PLANNED = Bilingual("예정", "planned")
INFERRED = Bilingual("추론", "inferred")
_WORDS = {
    "title": Bilingual("처리 일정", "Processing calendar"),
    "known": Bilingual("접수일 {}부터 셈함", "counted from the receipt on {}"),
    "planned": Bilingual(
        "접수일이 아직 없어 제출일 {}에 접수되는 것으로 셈한 예정임(filing.receipt_date에 적으면 다시 셈함)",
        "planned: no receipt date yet, so counted as if received on the filing date {} (give filing.receipt_date)",
    ),
    "open": Bilingual("날짜 미정", "no day yet"),
    "pauses": Bilingual("처리기간에 넣지 않은 기간", "Not counted in the processing period"),
    "stops": Bilingual("처리기간에 넣지 않는 기간", "What doesn't count towards the processing period"),
    "ways": Bilingual("셈하는 방법", "Ways of counting"),
    "holidays": Bilingual("처리기간 중의 공휴일", "Public holidays during the processing period"),
    "marks": Bilingual(
        "[예정] 앞의 날이 정해지지 않아 바뀔 수 있는 날. [추론] 법령 문언에 셈하는 방법이 없어 추론한 것.",
        "[planned] may move with a day that isn't known yet. [inferred] the text doesn't say how to count; this is inferred.",
    ),
    "library": Bilingual(
        "공휴일은 {}에 따름. 앞으로 정부가 지정하는 임시공휴일은 들어 있지 않음.",
        "Public holidays by {}; days that the government declares later aren't among them.",
    ),
}


def text(calendar: Calendar, language: Language) -> str:
    """The calendar for a terminal: each part by day, with how each period is counted and on what it rests."""
    return "\n".join(_lines(calendar, language)) + "\n"


def _lines(calendar: Calendar, language: Language) -> Iterator[str]:
    state = _WORDS["known" if calendar.receipt_known else "planned"].text(language)
    yield f"{_WORDS['title'].text(language)}: {calendar.submission} – {calendar.title.text(language)}"
    yield state.format(_day(calendar.receipt, language))
    for group in Group:
        entries = in_order(each for each in calendar.entries if each.group is group)
        if entries:
            yield f"\n{group.title.text(language)}"
            yield from (f"  {line}" for line in _group(entries, language))
    if calendar.pauses:
        yield f"\n{_WORDS['pauses'].text(language)}"
        for pause in calendar.pauses:
            yield f"  {_day(pause.first, language)} ~ {_day(pause.last, language)}  {pause.reason.text(language)} [{INFERRED.text(language)}]"
    yield f"\n{_WORDS['stops'].text(language)}"
    for stop in calendar.clock_stops:
        yield f"  {stop.title.text(language)} ({stop.basis.text(language)})"
    if calendar.holidays:
        yield f"\n{_WORDS['holidays'].text(language)}"
        yield from (f"  {_day(day, language)}  {name.text(language)}" for day, name in calendar.holidays.items())
    yield f"\n{_WORDS['ways'].text(language)}"
    for counting in dict.fromkeys(each.counting for each in calendar.entries if each.counting):
        yield f"  {counting.title.text(language)}: {counting.rule.text(language)}"
    yield f"\n{_WORDS['marks'].text(language)}"
    yield _WORDS["library"].text(language).format(calendar.library)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by their day; those without one follow in the law data's order."""
    return sorted(entries, key=lambda each: each.day or datetime.date.max)


def _group(entries: Iterable[Entry], language: Language) -> Iterator[str]:
    """The entries of one part; what several of them assume is said with the first."""
    said: set[Bilingual] = set()
    for entry in entries:
        day = _day(entry.day, language) if entry.day else _WORDS["open"].text(language)
        yield f"{day}  {entry.title.text(language)}{marks(entry, language)}"
        counting = entry.counting.title if entry.counting else None
        details = [each.text(language) for each in (entry.period, counting, entry.basis) if each is not None]
        if details:
            yield f"    {' · '.join(details)}"
        if entry.assumption is not None and entry.assumption not in said:
            yield f"    {entry.assumption.text(language)}"
            said.add(entry.assumption)
        if entry.note is not None:
            yield f"    {entry.note.text(language)}"


def marks(entry: Entry, language: Language) -> str:
    """`[예정]`, `[추론]`, where they are due."""
    given = [mark.text(language) for mark, due in ((PLANNED, entry.planned), (INFERRED, entry.inferred)) if due]
    return "".join(f" [{mark}]" for mark in given)


def _day(day: datetime.date, language: Language) -> str:
    return f"{day.isoformat()} ({_WEEKDAYS[language][day.weekday()]})"


def to_json(calendar: Calendar, language: Language) -> str:
    """The calendar as JSON; days are ISO 8601, null where nobody knows them; both languages stand beside each other."""
    data: dict[str, Any] = {
        "submission": calendar.submission,
        "title": _both(calendar.title),
        "filing": calendar.filing.isoformat(),
        "receipt": {"day": calendar.receipt.isoformat(), "planned": not calendar.receipt_known},
        "processing_end": _iso(calendar.processing_end),
        "last_administration": _iso(calendar.last_administration),
        "entries": [_plain(entry) for entry in calendar.entries],
        "not_counted": [
            {"first": _iso(each.first), "last": _iso(each.last), "reason": _both(each.reason)}
            for each in calendar.pauses
        ],
        "clock_stops": [
            {"title": _both(each.title), "basis": _both(each.basis), "confidence": each.confidence.value}
            for each in calendar.clock_stops
        ],
        "holidays": {day.isoformat(): _both(name) for day, name in calendar.holidays.items()},
        "holidays_by": calendar.library,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "message": finding.message.text(language),
                "remedy": finding.remedy.text(language) if finding.remedy else None,
                "path": finding.place.path,
                "file": finding.place.file,
                "line": finding.place.line,
                "column": finding.place.column,
                "citations": list(finding.citations),
            }
            for finding in calendar.findings
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "group": entry.group.value,
        "title": _both(entry.title),
        "day": _iso(entry.day),
        "from": _iso(entry.start),
        "period": _both(entry.period),
        "counting": entry.counting.id if entry.counting else None,
        "planned": entry.planned,
        "inferred": entry.inferred,
        "assumption": _both(entry.assumption),
        "basis": _both(entry.basis),
        "confidence": entry.confidence.value if entry.confidence else None,
        "note": _both(entry.note),
    }


def _both(text: Bilingual | None) -> dict[str, str | None] | None:
    return {"ko": text.ko, "en": text.en} if text is not None else None


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day is not None else None


FILES = {"text": "calendar.txt", "json": "calendar.json", "ics": "calendar.ics"}
"""The file names of calendars that are written to a folder."""

REPORTERS: dict[str, Callable[[Calendar, Language], str]] = {"text": text, "json": to_json, "ics": to_ics}
