"""The words that pictures add to the study's own, in both languages."""

from __future__ import annotations

import re
from decimal import Decimal

from regdocs.language import Bilingual, Language
from regdocs.study.quantity import Quantity, number_text

_WORD = re.compile(r"[a-z]{3,}(?![A-Za-z0-9])")
"""A word in small letters, none of a symbol (`mRNA`, `p24`)."""
SCHEMA = Bilingual("연구의 흐름", "Study schema")
PROCESS = Bilingual("처리공정의 흐름", "Processing flow")
ADMINISTRATION = Bilingual("투여", "Administration")
CONTROL_ADMINISTRATION = Bilingual("대조군 투여", "Administration to controls")
VISIT = Bilingual("방문", "Visit")
PRIMARY_VISIT = Bilingual("일차 평가", "Primary assessment")
FOLLOW_UP = Bilingual("장기추적조사(안)", "Long-term follow-up (proposed)")
TIME_AXIS = Bilingual("첫 투여부터의 시간", "Time from the first administration")
NOT_TO_SCALE = Bilingual("눈금 간격은 시간에 비례하지 않음", "not to scale")
ESCALATION = Bilingual("용량 증량 계획", "Dose-escalation scheme")
DECISION = Bilingual("다음 단계 진행 판단", "Decision to proceed")
CRITICAL = Bilingual("주요공정", "Critical step")
CONTROLS = Bilingual("공정관리(기준)", "In-process controls (limits)")
LIMIT = Bilingual("기준", "Limit")
TIME = Bilingual("경과 시간", "Time")
SHELF_LIFE = Bilingual("사용기한", "Shelf life")
POWER = Bilingual("검정력(%)", "Power (%)")
PER_ARM = Bilingual("군당 연구대상자 수(명)", "Participants per arm")
TARGET = Bilingual("목표 검정력", "Power asked for")
TWO_SIDED = Bilingual("양측", "two-sided")
ONE_SIDED = Bilingual("단측", "one-sided")
ASSUMED = Bilingual(
    "대조군 {control}, 시험군 {treatment}, {sides} 유의수준 {alpha}에서 군당 연구대상자 수에 따른 검정력.",
    "Power by participants per arm: control {control}, treatment {treatment}, {sides} significance level {alpha}.",
)
REACHED = Bilingual(
    "{chosen}의 검정력: 연속성 수정 없음 {powers[0]}, 연속성 수정 {powers[1]}.",
    "Power of {chosen}: {powers[0]} without, {powers[1]} with continuity correction.",
)
NEEDED = Bilingual(
    "검정력 {target}에 필요한 군당 수: 연속성 수정 없음 {needed[0]}, 연속성 수정 {needed[1]}.",
    "Needed per arm for {target}: {needed[0]} without, {needed[1]} with continuity correction.",
)
UNCORRECTED = Bilingual("연속성 수정 없음", "Without continuity correction")
CORRECTED = Bilingual("연속성 수정", "With continuity correction")


def persons(count: int, language: Language) -> str:
    """A number of people: `30명`, `n = 30`."""
    return f"{count:,}명" if language == "ko" else f"n = {count:,}"


def years(count: int, language: Language) -> str:
    """A span of years: `5년`, `5 years`."""
    return Quantity(Decimal(count), "years").text(language)


def each_time(dose: Quantity, times: int, language: Language) -> str:
    """The dose of one of so many administrations: `1회 1.0×10⁸ cells`, `1.0×10⁸ cells each time`, `… once`."""
    if language == "ko":
        return f"1회 {dose.text(language)}"
    return f"{dose.text(language)} {'once' if times == 1 else 'each time'}"


def moment(time: Quantity, language: Language) -> str:
    """A point in time on the study's axis: `4주`, `Week 4`; the first administration is `0일`, `Day 0`."""
    if language == "ko":
        return time.text(language)
    return f"{time.unit.removesuffix('s').capitalize()} {number_text(time.magnitude)}"


def between(first: Quantity, last: Quantity, language: Language) -> str:
    """A span of the study's axis: `-4주~-1일`, `Week -4 to day -1`, `Week -12 to -6`."""
    start, end = moment(first, language), moment(last, language)
    if language == "ko":
        return f"{start}~{end}"
    return f"{start} to {number_text(last.magnitude) if first.unit == last.unit else end.lower()}"


def opening(text: str) -> str:
    """Text as it begins a line: English words with a capital, what has a case of its own (`pH`, `qPCR`) as it is."""
    return text[0].upper() + text[1:] if _WORD.match(text) else text


def per_arm(count: int, language: Language) -> str:
    """A number of people in each arm: `군당 27명`, `n = 27 per arm`."""
    return f"군당 {count:,}명" if language == "ko" else f"n = {count:,} per arm"
