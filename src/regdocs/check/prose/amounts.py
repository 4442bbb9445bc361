"""Numbers with what they count, as Korean and English sentences write them: 3회 and three administrations, 1억 and 1.0×10⁸."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from regdocs.language import Language

_KOREAN_DIGITS = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8,
    "아홉": 9, "열": 10, "단회": 1, "첫": 1, "양쪽": 2,
}  # fmt: skip
_ENGLISH_DIGITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "once": 1, "twice": 2, "thrice": 3, "single": 1, "both": 2, "double": 2, "pair": 2,
    "duplicate": 2, "triple": 3, "triplicate": 3, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "daily": 1, "weekly": 1, "monthly": 1, "yearly": 1, "annually": 1,
}  # fmt: skip
_COUNTING = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_PEOPLE = "participants?|patients?|subjects?|adults?|persons?|people|donors?|volunteers?|members?|adolescents?|children"
_UNITS: Mapping[Language, Mapping[str, str]] = {
    "ko": {
        "months": "개월|달(?![가-힣])", "hours": "시간", "minutes": "분(?![가-힣]*율|의|량|획|류|포)", "days": "일(?!반|부|상|정)",
        "weeks": "주(?!사|기|요|로)", "years": "년|세(?!포)|살", "persons": "명|사람|례(?!적)", "times": "회(?!의|복)|번(?!호)|차례",
        "%": "%|퍼센트", "°C": "℃|°C", "places": "곳|군데|개?\\s?부위|개소", "points": "점", "grade": "등급", "events": "건",
        "animals": "마리", "lots": "로트", "vials": "바이알", "beds": "병상", "floor": "층", "KRW": "원(?![가-힣])",
    },
    "en": {
        "months": "months?", "hours": "hours?|hrs?|h", "minutes": "minutes?|mins?", "days": "days?", "weeks": "weeks?",
        "years": "years?", "persons": _PEOPLE,
        "times": "times|(?:re-?)?administrations?|injections?|infusions?|doses?|visits?|meetings?|cycles?|occasions?",
        "%": "%|per ?cent", "°C": "℃|°C", "places": "sites?|places?|locations?|spots?", "points": "points?",
        "events": "events?|cases?", "animals": "animals?|mice|rats?", "lots": "lots?|batch(?:es)?", "vials": "vials?",
        "beds": "beds?", "floor": "(?:st|nd|rd|th) floor", "KRW": "won|KRW",
    },
}  # fmt: skip
"""What a number may count, and the words for it in each language."""
_MEASURES = r"(?:cells|copies|EU|IU|CFU|[mµμnpkd]?[gLlMmUV]|cm|mol|mmHg|kPa|Pa|Gy|lx|rpm|Da|kDa|°F)(?:/[A-Za-z]+\d?)?"
"""Units that both languages write alike."""
_AHEAD = "week|day|month|year|hour|grade|KRW"
"""What an English number may follow: week 16, grade 3, KRW 1,000."""
_POWERS = {"백": 2, "천": 3, "만": 4, "억": 8, "조": 12, "thousand": 3, "million": 6, "billion": 9}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = re.compile(
    r"\d(?<![A-Za-z\d.,]\d)(?<![A-Za-z][-\u2013]\d)[\d,]*(?:\.\d+)?(?:"
    r"\s?[×x]\s?10\^?\{?(?P<power>\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\}?|[eE]\+?(?P<exponent>\d+)"
    r"|\s?(?P<scale>thousand|million|billion)\b"
    r"|\s?(?P<korean>[백천]?[만억조]|[백천](?![가-힣]{2}))(?:\s?(?P<further>\d[\d,]*)(?P<least>[백천]?만|(?=\s?[원개명])))?)?"
)
_WORDS: Mapping[Language, re.Pattern[str]] = {
    "ko": re.compile(
        rf"(?<![가-힣\d])(?:{'|'.join(_KOREAN_DIGITS)})(?=[\s)]|번|차례|곳|군|명|사람|가지|개|부위|달|주|시간|째)|단회|하나|둘|셋|넷"
    ),
    "en": re.compile(rf"\b(?:{'|'.join(_ENGLISH_DIGITS)})\b", re.IGNORECASE),
}


class Amount(NamedTuple):
    """A number, what it counts ("" where that isn't known), and how it is written."""

    value: Decimal
    unit: str
    written: str


def amounts(text: str, language: Language) -> list[Amount]:
    """The numbers of a text, in digits or in words beside what they count."""
    return [*_in_digits(text, language), *in_words(text, language)]


def in_words(text: str, language: Language) -> Iterator[Amount]:
    """The numbers that words of a text tell beside what they count: 세 번, three administrations."""
    return _in_korean(text) if language == "ko" else _in_english(text)


def mentioned(text: str, language: Language) -> set[Decimal]:
    """The numbers that words of a text name, with whatever they stand: three, second, both."""
    known = _KOREAN_DIGITS if language == "ko" else _ENGLISH_DIGITS
    return {Decimal(known[found[0].lower()]) for found in _WORDS[language].finditer(text)}


def _any(language: Language) -> re.Pattern[str]:
    """A pattern for what stands behind a number, with a group for each unit."""
    groups = "|".join(rf"(?P<u{index}>{words})" for index, words in enumerate(_UNITS[language].values()))
    if language == "en":
        groups = rf"(?:{groups})(?![A-Za-z])"
    return re.compile(rf"[\s-]?(?:(?P<measure>{_MEASURES})(?![A-Za-z/])|{groups})")


_BEHIND: Mapping[Language, re.Pattern[str]] = {"ko": _any("ko"), "en": _any("en")}
_BEFORE = re.compile(rf"\b({_AHEAD})(s?)\s$", re.IGNORECASE)


def _unit(found: re.Match[str] | None, language: Language) -> str:
    if found is None:
        return ""
    if found["measure"]:
        return found["measure"]
    return next(unit for index, unit in enumerate(_UNITS[language]) if found[f"u{index}"])


def _in_digits(text: str, language: Language) -> Iterator[Amount]:
    for found in _NUMBER.finditer(text):
        behind = _BEHIND[language].match(text, found.end())
        unit, end = _unit(behind, language), behind.end() if behind else found.end()
        start = found.start()
        before = _BEFORE.search(text, max(0, start - 7), start) if language == "en" else None
        # In “grade 3 events” and “week 16 visit” the first word counts, in “2 weeks 3 days” the last.
        if before and not (unit and before[2]):
            word = before[1].lower()
            unit, start = {"grade": "grade", "krw": "KRW"}.get(word, f"{word}s"), before.start()
            end = found.end()
        yield Amount(_value(found), unit, text[start:end].strip())


def _value(found: re.Match[str]) -> Decimal:
    base = re.match(r"[\d,]*(?:\.\d+)?", found[0])
    value = Decimal(base[0].replace(",", "")) if base else Decimal(0)
    power = found["power"] or found["exponent"]
    if power:
        return value * Decimal(10) ** int(power.translate(_RAISED)) if len(power) <= _LONGEST else value
    if found["scale"]:
        return value * Decimal(10) ** _POWERS[found["scale"]]
    further = Decimal((found["further"] or "0").replace(",", ""))
    return _scaled(value, found["korean"]) + _scaled(further, found["least"])


def _scaled(value: Decimal, signs: str | None) -> Decimal:
    """So many 만, 억, 천만."""
    for sign in signs or "":
        value *= Decimal(10) ** _POWERS[sign]
    return value


_LONGEST = 2
"""Digits of a power of ten that anybody means."""
_COUNTED = re.compile(
    r"(?P<word>한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)(?<![가-힣]{2})\s?"
    r"(?:(?P<times>번(?!째)|차례(?!로))|(?P<places>곳|군데|부위)|(?P<persons>명|사람)|(?P<months>달))"
    r"|(?P<single>단회)\s?(?=[가-힣]{0,4}(?:투여|주사|주입))"
)
_TOLD = re.compile(
    rf"\b(?:(?P<word>{_COUNTING})(?:[ -](?!and\b|or\b|to\b)[a-z-]+){{0,3}}?|single(?:[ -][a-z-]+){{0,2}}?)[ -]"
    rf"(?:(?P<times>times|administrations?|injections?|infusions?|doses?|visits)|(?P<places>sites|places)"
    rf"|(?P<persons>{_PEOPLE})|(?P<years>years)|(?P<months>months)|(?P<weeks>weeks)|(?P<days>days)|(?P<hours>hours))\b"
    r"|\b(?P<often>once|twice|thrice)\b",
    re.IGNORECASE,
)


def _in_korean(text: str) -> Iterator[Amount]:
    for found in _COUNTED.finditer(text):
        value = 1 if found["single"] else _KOREAN_DIGITS[found["word"]]
        yield Amount(Decimal(value), _group(found, "times"), found[0].strip())


def _in_english(text: str) -> Iterator[Amount]:
    for found in _TOLD.finditer(text):
        word = found["often"] or found["word"] or "single"
        yield Amount(Decimal(_ENGLISH_DIGITS[word.lower()]), _group(found, "times"), found[0])


def _group(found: re.Match[str], otherwise: str) -> str:
    """The unit whose group matched."""
    names = (name for name, text in found.groupdict().items() if text and name not in ("word", "single", "often"))
    return next(names, otherwise)
