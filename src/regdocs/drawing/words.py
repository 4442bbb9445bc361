"""The words that pictures add to the study's own, in both languages."""

from __future__ import annotations

from decimal import Decimal

from regdocs.language import Bilingual, Language
from regdocs.study.quantity import Quantity

SCHEMA = Bilingual("연구의 흐름", "study schema")
PROCESS = Bilingual("처리공정의 흐름", "processing flow")
ADMINISTRATION = Bilingual("투여", "administration")
CONTROL_ADMINISTRATION = Bilingual("대조군 투여", "administration to controls")
VISIT = Bilingual("방문", "visit")
PRIMARY_VISIT = Bilingual("일차 평가", "primary assessment")
FOLLOW_UP = Bilingual("장기추적조사(안)", "long-term follow-up (proposed)")
TIME_AXIS = Bilingual("첫 투여부터의 시간", "time from the first administration")
NOT_TO_SCALE = Bilingual("눈금 간격은 시간에 비례하지 않음", "not to scale")
ESCALATION = Bilingual("용량 증량 계획", "dose-escalation scheme")
DECISION = Bilingual("다음 단계 진행 판단", "decision to proceed")
CRITICAL = Bilingual("주요공정", "critical step")
CONTROLS = Bilingual("공정관리(기준)", "In-process controls (limits)")
LIMIT = Bilingual("기준", "limit")
TIME = Bilingual("경과 시간", "time")
SHELF_LIFE = Bilingual("사용기한", "shelf life")
POWER = Bilingual("검정력(%)", "power (%)")
PER_ARM = Bilingual("군당 연구대상자 수(명)", "participants per arm")
TARGET = Bilingual("목표 검정력", "power asked for")
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
UNCORRECTED = Bilingual("연속성 수정 없음", "without continuity correction")
CORRECTED = Bilingual("연속성 수정", "with continuity correction")


def persons(count: int, language: Language) -> str:
    """A number of people: `30명`, `n = 30`."""
    return f"{count:,}명" if language == "ko" else f"n = {count:,}"


def years(count: int, language: Language) -> str:
    """A span of years: `5년`, `5 years`."""
    return Quantity(Decimal(count), "years").text(language)


def each_time(dose: Quantity, language: Language) -> str:
    """The dose of one administration: `1회 1.0×10⁸ cells`, `1.0×10⁸ cells each time`."""
    return f"1회 {dose.text(language)}" if language == "ko" else f"{dose.text(language)} each time"


def per_arm(count: int, language: Language) -> str:
    """A number of people in each arm: `군당 27명`, `n = 27 per arm`."""
    return f"군당 {count:,}명" if language == "ko" else f"n = {count:,} per arm"
