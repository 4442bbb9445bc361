"""A calendar for calendar programs: iCalendar as RFC 5545 defines it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from hashlib import sha256

import regdocs
from regdocs.calendar.entry import Calendar, Entry
from regdocs.language import Bilingual, Language

_LONGEST_LINE = 75
"""Octets of a content line without its line break (RFC 5545, 3.1)."""
_PLANNED = Bilingual("예정", "planned")
_INFERRED = Bilingual("셈하는 방법은 추론", "the way of counting is inferred")


def to_ics(calendar: Calendar, language: Language) -> str:
    """One all-day event for each entry that has a day; lines end in CRLF.

    The same data give the same text: the stamp is the latest day that study.yaml speaks of, the UID comes from the
    filing and the entry, so that a newer copy replaces the older one in a calendar program.
    """
    return "".join(f"{part}\r\n" for line in _lines(calendar, language) for part in _folded(line))


def _lines(calendar: Calendar, language: Language) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//regdocs//regdocs {regdocs.__version__}//{language.upper()}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_escaped(calendar.title.text(language))}"
    for entry in calendar.entries:
        if entry.day is not None:
            yield from _event(calendar, entry, entry.day, language)
    yield "END:VCALENDAR"


def _event(calendar: Calendar, entry: Entry, day: datetime.date, language: Language) -> Iterator[str]:
    mark = f" [{_PLANNED.text(language)}]" if entry.planned else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{_identifier(calendar, entry)}"
    yield f"DTSTAMP:{_basic(calendar.state)}T000000Z"
    yield f"SEQUENCE:{calendar.changes}"
    yield f"DTSTART;VALUE=DATE:{_basic(day)}"
    if day < datetime.date.max:
        yield f"DTEND;VALUE=DATE:{_basic(day + datetime.timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(entry.title.text(language) + mark)}"
    description = "\n".join(_description(entry, language))
    if description:
        yield f"DESCRIPTION:{_escaped(description)}"
    yield f"CATEGORIES:{_escaped(entry.group.title.text(language))}"
    yield f"STATUS:{'TENTATIVE' if entry.planned else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(entry: Entry, language: Language) -> Iterator[str]:
    counting = entry.counting
    if entry.period is not None:
        yield entry.period.text(language)
    if counting is not None:
        inferred = f" ({_INFERRED.text(language)})" if entry.inferred else ""
        yield f"{counting.title.text(language)}: {counting.rule.text(language)}{inferred}"
    for text in (entry.assumption, entry.basis, entry.note):
        if text is not None:
            yield text.text(language)


def _identifier(calendar: Calendar, entry: Entry) -> str:
    """A name for the event that no other filing's event has and every copy of this one keeps."""
    return f"{sha256(f'{calendar.submission}/{entry.id}'.encode()).hexdigest()[:32]}@regdocs"


def _basic(day: datetime.date) -> str:
    """A date in the basic format; years have four digits on every system."""
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text.replace("\t", " ")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets; those after the first begin with a blank, no character is cut through."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
