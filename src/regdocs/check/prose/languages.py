"""The rule on texts that stand in two languages: they tell the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import same_time
from regdocs.check.prose.amounts import Amount, amounts, in_words, mentioned
from regdocs.check.prose.texts import narrow
from regdocs.check.rule import Problem, rule
from regdocs.check.said import Said
from regdocs.language import Bilingual
from regdocs.study.quantity import Quantity

_DIGITS = re.compile(r"[0-9⁰¹²³⁴-⁹]+")
_TIMES = frozenset(("minutes", "hours", "days", "weeks", "months", "years"))
_BOUNDS = re.compile(r"초과|미만|넘|\b(?:over|under|above|below|than|exceed\w*)\b", re.IGNORECASE)
"""Words by which 18세 초과 is 19 or older."""
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_PRINTED = "{{"
_TELLING = ("title", "short_title", "design.summary", "design.objectives")
"""Where numbers that are told in words alone are compared too."""


@rule("prose/two-languages")
def two_languages(filing: Filing) -> Iterator[Problem]:
    """What is told in Korean and in English is told with the same numbers, as far as they count the same."""
    for korean, english, said, start in _pairs(filing):
        told_alike = _alike(korean, english) and not said.path.startswith(_TELLING)
        for one, other in () if told_alike else contradictions(korean, english):
            message = Bilingual(
                f"국문 「{one.written}」, 영문 “{other.written}”: 두 글의 수가 다름",
                f"“{one.written}” in Korean, but “{other.written}” in English",
            )
            yield Problem(said.place(start), message)


def contradictions(korean: str, english: str) -> Iterator[tuple[Amount, Amount]]:
    """Of each thing that both texts count, the first numbers that stand in one of them and not in the other.

    Where all numbers but one stand in both, that one needn't say what it counts.
    """
    korean, english = narrow(korean), narrow(english)
    here, there = amounts(korean, "ko"), amounts(english, "en")
    words = mentioned(english, "en") | _runs(_DIGITS.findall(english))
    strange = [each for each in here if not _told(each, there, words)]
    words = mentioned(korean, "ko") | _runs(_DIGITS.findall(korean))
    other = [each for each in there if not _told(each, here, words)]
    alone = len(strange) == len(other) == 1 and len(here) == len(there)
    for unit in dict.fromkeys(each.unit for each in (*strange, *other)):
        one, alike = _first(strange, unit), _first(other, unit)
        if one is None or alike is None:
            one, alike = _opposite(here, there, unit)
        if one and alike and (unit or alone) and not _beyond(one, alike, korean, english):
            yield one, alike
    if alone and strange[0].unit != other[0].unit and _comparable(strange[0], other[0]):
        yield strange[0], other[0]


def _alike(korean: str, english: str) -> bool:
    """Whether two texts have the same digits, or the English has no others and no number in words that is strange."""
    # Most texts hold no number at all.
    if not _DIGITS.search(korean) and not _DIGITS.search(english):
        return True
    ours, theirs = _DIGITS.findall(korean), _DIGITS.findall(english)
    if ours == theirs or sorted(ours) == sorted(theirs):
        return True
    known = _runs(ours)
    return set(theirs) <= set(ours) and all(each.value in known for each in in_words(narrow(english), "en"))


def _first(amounts_: Iterable[Amount], unit: str) -> Amount | None:
    return next((each for each in amounts_ if each.unit == unit), None)


def _opposite(here: list[Amount], there: list[Amount], unit: str) -> tuple[Amount | None, Amount | None]:
    """Where both texts have as many numbers of a unit, the first of each that the other lacks, wherever else it stands."""
    ours, theirs = ([each for each in side if each.unit == unit] for side in (here, there))
    if not unit or len({each.value for each in ours}) != len({each.value for each in theirs}):
        return None, None
    lacking = (each for each in ours if not _told(each, theirs, set()))
    return next(lacking, None), next((each for each in theirs if not _told(each, ours, set())), None)


def _runs(digits: list[str]) -> set[Decimal]:
    """The numbers that stand in a text in any way, within codes too: EASI-75."""
    return {Decimal(each) for each in digits if each.isdecimal()}


def _comparable(one: Amount, other: Amount) -> bool:
    """Whether two numbers, of which one at least doesn't say what it counts, may count the same."""
    return not (one.unit and other.unit) and "%" not in (one.unit, other.unit)


def _beyond(one: Amount, other: Amount, korean: str, english: str) -> bool:
    """Whether two numbers may bound the same: 18세 초과 is 19 or older."""
    return abs(one.value - other.value) == 1 and bool(_BOUNDS.search(korean) or _BOUNDS.search(english))


def _told(amount: Amount, others: list[Amount], words: set[Decimal]) -> bool:
    """Whether a number stands among those of the other language, whatever it counts there."""
    if amount.value in words:
        return True
    return any(amount.value == other.value or _same_span(amount, other) for other in others)


def _same_span(one: Amount, other: Amount) -> bool:
    if one.unit not in _TIMES or other.unit not in _TIMES:
        return False
    return same_time(Quantity(one.value, one.unit), Quantity(other.value, other.unit))


def _pairs(filing: Filing) -> Iterator[tuple[str, str, Said, int]]:
    """Each text with its English, and where the English stands: fields of study.yaml, paragraphs of narrative."""
    parts: dict[tuple[str, str, str], Said] = {}
    before: Said | None = None
    for said in filing.said:
        if said.document:
            other = parts.setdefault((said.document, said.section, said.part), said)
            if other.language != said.language:
                yield from _paragraphs(other, said) if other.language == "ko" else _paragraphs(said, other)
        elif said.language == "en" and before is not None and said.path.removesuffix(".en") == before.path:
            yield before.text, said.text, said, 0
        before = said


def _paragraphs(korean: Said, english: Said) -> Iterator[tuple[str, str, Said, int]]:
    """The paragraphs of two parts that have equally many, but for those whose numbers are printed from study.yaml."""
    ours, theirs = list(_PARAGRAPH.finditer(korean.text)), list(_PARAGRAPH.finditer(english.text))
    for one, other in zip(ours, theirs, strict=True) if len(ours) == len(theirs) else ():
        if _PRINTED not in one[0] and _PRINTED not in other[0]:
            yield one[0], other[0], english, other.start()
