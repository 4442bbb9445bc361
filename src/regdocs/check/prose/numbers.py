"""The rule on numbers in prose: what a sentence states of the study is what study.yaml says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import same_time
from regdocs.check.prose.computed import COMPUTED, computed
from regdocs.check.prose.sentence import sentences
from regdocs.check.rule import Problem, rule
from regdocs.check.said import Joined
from regdocs.check.specification import Phrase
from regdocs.language import Bilingual
from regdocs.regulation.pattern import values
from regdocs.regulation.plain import Plain, plain
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study

_NUMBER = (
    r"(?P<number>(?<![\d.,~\u2013-])\d[\d,]*(?:\.\d+)?"
    r"(?:\s*[×x*]\s*10\s*(?:\^?\{?\^?\d+\^?\}?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\s*(?:십만|백만|천만|만|억)\s?)?)"
)
_SPAN = (
    r"(?P<number>(?<![\d.,~\u2013-])\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<unit>분|시간|일|주|개월|년|(?:minute|hour|day|week|month|year)s?)(?!\s*차|째|기|령)"
)
_DIGIT = re.compile("[0-9]")
_POWER = re.compile(r"\s*[×x*]\s*10\s*\^?\{?\^?(?P<power>\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_KOREAN = {"만": 10**4, "십만": 10**5, "백만": 10**6, "천만": 10**7, "억": 10**8}
_SPANS = {"분": "minutes", "시간": "hours", "일": "days", "주": "weeks", "개월": "months", "년": "years"}
_TIMES = frozenset(_SPANS.values())
_WRITTEN = {
    "cells": ("cells", "개"),
    "mL": ("mL",),
    "KRW": ("원",),
    "cells/kg": ("cells/kg",),
    "years": ("년", "years"),
}
"""How a unit of study.yaml reads in prose, behind the number."""


@rule("prose/contradicting-number")
def contradicting_number(filing: Filing) -> Iterator[Problem]:
    """A sentence that states a number of the study states the one of study.yaml."""
    study = plain(filing.study)
    texts = filing.once(_stating)
    for phrase in filing.rules["prose/contradicting-number"].phrases:
        known = tuple(dict.fromkeys(word for field in phrase.fields for word in _words(filing.study, study, field)))
        for saying in _sayings(phrase.says) if known else ():
            for said, found, offset in texts.find_near(saying.literal, saying.pattern):
                if saying.contradicts(found, known):
                    yield Problem(said.place(offset), _message(found[0], phrase, known), _REMEDY)


_REMEDY = Bilingual(
    "값을 고치거나, `{{ study.… }}`로 인쇄되게 하십시오", "mend it, or have `{{ study.… }}` print the value"
)


def _message(text: str, phrase: Phrase, known: Iterable[str]) -> Bilingual:
    shown, stated, fields = ", ".join(known), " ".join(text.split()), ", ".join(phrase.fields)
    return Bilingual(
        f"「{stated}」: study.yaml의 값({fields})은 {shown}",
        f"“{stated}”, but study.yaml says {shown} ({fields})",
    )


def _stating(filing: Filing) -> Joined:
    """The sentences of the narrative that may state a number of this study: others speak of animals or the literature."""
    elsewhere = re.compile("|".join(map(re.escape, filing.words("prose/contradicting-number"))) or "(?!)")
    return Joined.of_pieces(
        (said, start, text)
        for said in filing.said
        if said.document
        for start, text in sentences(said.text)
        if _DIGIT.search(text) and not elsewhere.search(text)
    )


@dataclass(frozen=True, slots=True)
class _Saying:
    """One wording that states a number: its pattern, and a word without which the pattern can't match."""

    literal: str
    pattern: re.Pattern[str]
    unit: str
    """What stands behind the number."""

    def contradicts(self, found: re.Match[str], known: Iterable[str]) -> bool:
        """Whether none of the known values is the stated one, as far as any can be compared with it."""
        stated = number(found["number"])
        if stated is None:
            return False
        unit = found.groupdict().get("unit")
        judged = [self._same(stated, unit, word) for word in known]
        comparable = [same for same in judged if same is not None]
        return bool(comparable) and not any(comparable)

    def _same(self, stated: Decimal, unit: str | None, word: str) -> bool | None:
        """Whether a value is the stated number; None where the two can't be compared."""
        quantity = _quantity(word)
        if unit is not None:
            span = quantity if quantity is not None and quantity.unit in _TIMES else None
            return same_time(Quantity(stated, _SPANS.get(unit, f"{unit.removesuffix('s')}s")), span) if span else None
        if quantity is not None:
            return quantity.magnitude == stated if self._in(quantity.unit) else None
        value = number(word)
        if value is None:
            return None
        return value * 100 == stated if self.unit.startswith("%") and value < 1 else value == stated

    def _in(self, unit: str) -> bool:
        """Whether the wording is in a unit of study.yaml."""
        return any(
            self.unit.startswith(word) and self.unit[len(word) : len(word) + 1] != "/"
            for word in _WRITTEN.get(unit, ())
        )


@lru_cache(maxsize=64)
def _sayings(says: tuple[str, ...]) -> tuple[_Saying, ...]:
    """The wordings of a phrase: blanks may be left out or be line breaks, `#` is a number, `@` a span of time."""
    return tuple(_saying(each) for each in says)


def _saying(words: str) -> _Saying:
    written = re.sub(r"(?:\\ )+", r"\\s*", re.escape(words)).replace(r"\#", _NUMBER).replace("@", _SPAN)
    behind = re.split("[#@]", words)[-1].strip()
    whole = re.compile(written + (r"(?![A-Za-z/])" if behind[-1:].isascii() else ""))
    return _Saying(max(re.split(r"[ #@]+", words), key=len), whole, behind)


def number(text: str) -> Decimal | None:
    """A number as people write it: 1,000; 1.0×10⁸, 1.0 x 10^8, 1.0×10^8^; 1억, 2천만."""
    power = _POWER.search(text)
    base = (text[: power.start()] if power else text).strip()
    korean = re.search("[가-힣]+$", base)
    try:
        value = Decimal(base.removesuffix(korean[0] if korean else "").replace(",", "").strip())
    except InvalidOperation:
        return None
    if korean:
        return value * _KOREAN[korean[0]] if korean[0] in _KOREAN else None
    return value * Decimal(10) ** int(power["power"].translate(_RAISED)) if power else value


def _quantity(word: str) -> Quantity | None:
    try:
        return Quantity.parse(word)
    except ValueError:
        return None


def _words(study: Study, values_of: Plain, field: str) -> Iterable[str]:
    """The values of a field, or of what is computed from several, as study.yaml would write them."""
    return computed(study, field) if field in COMPUTED else values(values_of, field)
