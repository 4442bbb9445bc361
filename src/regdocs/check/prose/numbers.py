"""The rules on numbers in prose: what a sentence states of the study is what study.yaml and the other sentences say."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import same_time
from regdocs.check.prose.computed import COMPUTED, computed
from regdocs.check.prose.reading import COUNTS, SPANS, english, number, quantity_in
from regdocs.check.prose.sentence import sentence_at
from regdocs.check.prose.texts import Joined, narrow
from regdocs.check.rule import Problem, rule
from regdocs.check.said import Said
from regdocs.check.specification import Phrase
from regdocs.finding import Place
from regdocs.language import Bilingual
from regdocs.regulation.pattern import values
from regdocs.study.quantity import Quantity

# A digit comes first and what may not stand before it after that, which lets the search skip to digits.
NUMBER = re.compile(
    r"\d(?<![\d.,~\u2013-]\d)[\d,]*(?:\.\d+)?"
    r"(?:\s*[×x*]\s*10\s*(?:\^?\{?\^?\d+\^?\}?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\s*(?:십만|백만|천만|만|억)\s?)?"
)
_CITATION = "[@"
COUNTED = re.compile("|".join(rf"{word}(?<![가-힣]{word})(?=\s?(?:차례|번|곳|군데|부위))" for word in COUNTS))
_UNIT = re.compile(r"(?:\s*|-)(분|시간|일|주|개월|년|(?:minute|hour|day|week|month|year)s?)(?!\s*차|째|기|령)")
_TIMES = frozenset(SPANS.values())
_WRITTEN = {
    "cells": ("cells", "개"),
    "mL": ("mL",),
    "KRW": ("원", "won"),
    "cells/kg": ("cells/kg",),
    "cells/mL": ("cells/mL",),
    "years": ("년", "years"),
}
"""How a unit of study.yaml reads in prose, behind the number."""


@rule("prose/contradicting-number")
def contradicting_number(filing: Filing) -> Iterator[Problem]:
    """A sentence that states a number of the study states the one of study.yaml."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for place, written, around, wording in filing.once(_stated):
        fields = wording.phrase.fields
        if fields not in known:
            known[fields] = tuple(dict.fromkeys(word for each in fields for word in values_of_field(filing, each)))
        if wording.contradicts(written, around.unit, known[fields]):
            yield Problem(place(), message_of(wording.with_number(written, around), fields, known[fields]), REMEDY)


REMEDY = Bilingual(
    "값을 고치거나, `{{ study.… }}`로 인쇄되게 하십시오", "mend it, or have `{{ study.… }}` print the value"
)


@rule("prose/told-otherwise")
def told_otherwise(filing: Filing) -> Iterator[Problem]:
    """What study.yaml has no field for is told with the same number wherever it is told."""
    first: dict[tuple[str, ...], tuple[Callable[[], Place], str, str]] = {}
    for place, written, around, wording in filing.once(_stated):
        if wording.phrase.fields:
            continue
        there, text, unit = first.setdefault(wording.phrase.says, (place, written, around.unit))
        if wording.contradicts(written, around.unit, (_as_written(text, unit),)):
            where = there()
            message = Bilingual(
                f"「{wording.with_number(written, around)}」: {where.file} {where.line}행에는 {text.strip()}{unit}",
                f"“{wording.with_number(written, around)}”, but {where.file}, line {where.line}, says {text.strip()}{unit}",
            )
            yield Problem(place(), message)


def _as_written(text: str, unit: str) -> str:
    """A number or a span of prose as study.yaml would write it."""
    return f"{number(text)} {english(unit)}" if unit else str(number(text))


def message_of(stated: str, paths: Iterable[str], known: Iterable[str]) -> Bilingual:
    shown, fields = ", ".join(known), ", ".join(paths)
    return Bilingual(
        f"「{stated}」: study.yaml의 값({fields})은 {shown}",
        f"“{stated}”, but study.yaml says {shown} ({fields})",
    )


_PLAN = (
    *("title", "short_title", "design.", "population.", "statistics.", "consent.", "compensation."),
    *("product.steps", "product.description", "product.collection"),
)
"""Where study.yaml speaks of this study in sentences, and neither of the literature nor of animals."""


def _stated(filing: Filing) -> Sequence[tuple[Callable[[], Place], str, Around, Wording]]:
    """Each number with the words that state it: where it stands, as it is written, what stands around it.

    A sentence with one of the rule's words speaks of animals or the literature, and states nothing of this study.
    """
    data = filing.rules["prose/contradicting-number"]
    phrases = (*data.phrases, *filing.rules["prose/told-otherwise"].phrases)
    elsewhere = re.compile("|".join(map(re.escape, data.words)) or "(?!)")
    wordings, texts = _wordings(phrases), Joined(_of_this_study(filing))
    stated = []
    for found in chain(NUMBER.finditer(texts.text), COUNTED.finditer(texts.text)):
        near = wordings.near(texts.text, found)
        if _standing(near, texts.text, found):
            said, offset = texts.at(found.start())
            written, start = sentence_at(said.text, offset)
            sentence = narrow(written)
            again = found.re.match(sentence, offset - start)
            away = set(elsewhere.findall(sentence))
            stated += [
                (partial(said.place, offset), again[0], around, wording)
                for around, wording in (_standing(near, sentence, again) if again else ())
                if again and wording.within(sentence, again) and not wording.strange(away)
            ]
    return stated


def _of_this_study(filing: Filing) -> Iterator[Said]:
    return (said for said in filing.said if said.document or said.path.startswith(_PLAN))


def _standing(near: Sequence[Wording], text: str, found: re.Match[str]) -> list[tuple[Around, Wording]]:
    """Those of the wordings that state the number found."""
    around = Around.of(text, found) if near else None
    return [(around, wording) for wording in near if around and wording.stands(around)]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a number, without blanks; `unit` is one of time, and `beyond` what follows that."""

    before: str
    after: str
    unit: str
    beyond: str

    @classmethod
    def of(cls, text: str, found: re.Match[str]) -> Around:
        unit = _UNIT.match(text, found.end())
        return cls(
            _close(text[max(0, found.start() - _REACH) : found.start()]),
            _close(text[found.end() : found.end() + _REACH]),
            unit[1] if unit else "",
            _close(text[unit.end() : unit.end() + _REACH]) if unit else "",
        )


_REACH = 50


def _close(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that state a number, without blanks; a `span` is stated with its unit of time."""

    phrase: Phrase
    words: str
    before: str
    unit: str
    """What stands behind the number."""
    span: bool
    earlier: str = ""
    later: str = ""
    """What stands anywhere before or behind it in the sentence."""

    def stands(self, around: Around) -> bool:
        """Whether the number is stated in these words."""
        if (self.span and not around.unit) or not around.before.endswith(self.before):
            return False
        after = around.beyond if self.span else around.after
        if not after.startswith(self.unit):
            return False
        following = after[len(self.unit) : len(self.unit) + 1]
        if not self.unit:
            return following != "/"
        return not (self.unit[-1:].isascii() and (following == "/" or (following.isascii() and following.isalpha())))

    def within(self, sentence: str, found: re.Match[str]) -> bool:
        """Whether the rest of the sentence says what it has to."""
        return self.earlier in _close(sentence[: found.start()]) and self.later in _close(sentence[found.end() :])

    def strange(self, words: Collection[str]) -> bool:
        """Whether these words beside it make the sentence one on other studies."""
        return any(word not in self.words and not (self.phrase.firm and word == _CITATION) for word in words)

    def with_number(self, number: str, around: Around) -> str:
        return self.words.replace("@", f"{number}{around.unit}").replace("#", number.strip())

    def contradicts(self, text: str, unit: str, known: Iterable[str]) -> bool:
        """Whether none of the known values is the stated one, as far as any can be compared with it."""
        stated = number(text)
        if stated is None:
            return False
        judged = [self._same(stated, unit if self.span else None, word) for word in known]
        comparable = [same for same in judged if same is not None]
        return bool(comparable) and not any(comparable)

    def _same(self, stated: Decimal, unit: str | None, word: str) -> bool | None:
        """Whether a value is the stated number; None where the two can't be compared."""
        quantity = quantity_in(word)
        if unit is not None:
            span = quantity if quantity is not None and quantity.unit in _TIMES else None
            return same_time(Quantity(stated, english(unit)), span) if span else None
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


class _Wordings:
    """All wordings by the last two letters before the number, and where there are none by the first three behind it."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._before: dict[str, list[Wording]] = {}
        self._behind: dict[str, list[Wording]] = {}
        for phrase in phrases:
            for wording in (wording_of(phrase, words) for words in phrase.says):
                if wording.before:
                    self._before.setdefault(wording.before[-2:], []).append(wording)
                else:
                    for unit in (*SPANS, *SPANS.values()) if wording.span else ("",):
                        self._behind.setdefault(f"{unit}{wording.unit}"[:3], []).append(wording)

    def near(self, text: str, found: re.Match[str]) -> list[Wording]:
        """The few that may state the number found, by what stands next to it."""
        before = _close(text[max(0, found.start() - _NEAR) : found.start()])
        behind = _close(text[found.end() : found.end() + _NEAR]).removeprefix("-")
        keys = (self._before, before[-2:]), (self._before, before[-1:]), (self._behind, behind[:3])
        return [wording for wordings, key in keys for wording in wordings.get(key, ())]


_NEAR = 8


@lru_cache(maxsize=4)
def _wordings(phrases: tuple[Phrase, ...]) -> _Wordings:
    return _Wordings(phrases)


def wording_of(phrase: Phrase, words: str) -> Wording:
    ahead, behind = map(_close, re.split("[#@]", words))
    earlier, _, before = ahead.rpartition(_GAP)
    unit, _, later = behind.partition(_GAP)
    return Wording(phrase, words, before, unit, "@" in words, earlier, later)


_GAP = "…"


def values_of_field(filing: Filing, field: str) -> Iterable[str]:
    """The values of a field, or of what is computed from several, as study.yaml would write them."""
    return computed(filing.study, field) if field in COMPUTED else values(filing.plain, field)
