"""Rules on numbers in prose: what a sentence states of the study is what study.yaml says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from regdocs.check.filing import Filing
from regdocs.check.rule import Problem, rule
from regdocs.check.specification import Phrase
from regdocs.language import Bilingual
from regdocs.regulation.pattern import values
from regdocs.regulation.plain import Plain, plain

_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?(?:\s*[×x*]\s*10\s*(?:\^\s*\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\{\^\d+\}|\^\d+\^))?)"
_POWER = re.compile(r"\s*[×x*]\s*10\s*\^?\{?\^?(?P<power>[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FIRST = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:[eE]\+?\d+)?")


@rule("prose/contradicting-number")
def contradicting_number(filing: Filing) -> Iterator[Problem]:
    """A sentence that states a number of the study states the one of study.yaml."""
    study = plain(filing.study)
    for phrase in filing.rules["prose/contradicting-number"].phrases:
        known = _known(study, phrase)
        if not known:
            continue
        for said in (each for each in filing.said if each.document):
            for literal, pattern in _patterns(phrase.says):
                for found in pattern.finditer(said.text) if literal in said.text else ():
                    stated = number(found["number"])
                    if stated is not None and stated not in known:
                        yield Problem(said.place(found.start()), _message(found[0], phrase, known), _REMEDY)


_REMEDY = Bilingual(
    "값을 고치거나, `{{ study.… }}`로 인쇄되게 하십시오", "mend it, or have `{{ study.… }}` print the value"
)


def _message(text: str, phrase: Phrase, known: dict[Decimal, str]) -> Bilingual:
    shown = ", ".join(dict.fromkeys(known.values()))
    fields = ", ".join(phrase.fields)
    return Bilingual(
        f"「{' '.join(text.split())}」: study.yaml의 값({fields})은 {shown}",
        f"“{' '.join(text.split())}”, but study.yaml says {shown} ({fields})",
    )


def _known(study: Plain, phrase: Phrase) -> dict[Decimal, str]:
    """The values that the phrase's fields hold, with how they are written."""
    found: dict[Decimal, str] = {}
    for field in phrase.fields:
        for word in values(study, field):
            stated = _FIRST.search(word)
            value = number(stated[0]) if stated else None
            if value is not None:
                found[value] = word
    return found


@lru_cache(maxsize=64)
def _patterns(says: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A pattern for each phrase, and a word without which it can't match.

    Blanks may be left out or be line breaks, and `#` is the number.
    """
    return tuple((max(re.split(r"[ #]+", each), key=len), _pattern(each)) for each in says)


def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?:\\ )+", r"\\s*", re.escape(phrase)).replace(r"\#", _NUMBER))


def number(text: str) -> Decimal | None:
    """A number as people write it: with thousands separators, or as a power of ten (1.0×10⁸, 1.0 x 10^8)."""
    power = _POWER.search(text)
    base = text[: power.start()] if power else text
    try:
        value = Decimal(base.replace(",", "").strip())
    except InvalidOperation:
        return None
    return value * Decimal(10) ** int(power["power"].translate(_RAISED)) if power else value
