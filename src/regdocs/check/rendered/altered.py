"""What was changed in a text, word by word, and whether that alters what it says: numbers, units, limits, negations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from regdocs.check.rendered.spelling import RAISED, fold, loose

_LETTERS = re.compile(rf"[\w<>≤≥±%{RAISED}]|(?<=\d)[.,:/~-](?=\d)|-(?=\d)")
_DIGITS_IN = re.compile(rf"[A-Za-zμ°%\d.,/:×~{RAISED}+-]*\d[A-Za-zμ°%\d.,/:×~{RAISED}+-]*")
_UNIT = "시간|분|초|일|주|개월|달|년|회|차|명|개|원|세|배|쪽|절|항|호|조|단계|군|등급|점|병|용기|바이알"
_COUNTED = re.compile(rf"{_DIGITS_IN.pattern}\s?(?:{_UNIT})?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UNIT_APART = re.compile(r"(?<=\d) (?=[A-Za-zμ°%])")
_NUMBER_WORDS = frozenset(
    ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "절반", "매일", "매주", "매월", "매년"]
)
_LIMITS = re.compile(
    r"이상(?!반응|사례|소견|증상|하|한)|이하|초과|미만|이내|이전|이후|최대|최소|[<>≤≥±]|(?:more|less|fewer) than|or (?:more|less)"
)
_NOT = re.compile(
    r"않|아니|못하|못한|없|제외|금지|불가|불필요|(?:^| )안 |\b(?:not|no|never|without|exclud\w+)\b", re.IGNORECASE
)
_OTHERS = (
    ("양성", "음성"), ("증가", "감소"), ("동종", "자가"), ("시험군", "대조군"), ("냉장", "냉동", "실온"),
    ("정맥", "피하", "근육", "경구", "동맥", "관절강"), ("남성", "여성"), ("성인", "소아"), ("필수", "선택"),
    ("야 한", "수 있"), (" 전 ", " 후 "), (" 전에 ", " 후에 "), (" 또는 ", " 및 "), (" 모든 ", " 일부 "),
    (" shall ", " may "), (" must ", " may "), (" before ", " after "), (" increase", " decrease"), (" all ", " some "), (" least ", " most "),
)  # fmt: skip
"""Words of which one in place of another says something else."""
_CLAUSE, _SHORTER = 5, 12
"""So many letters that are gone say something, and so many fewer where others stand in their place."""
_LABEL = re.compile("(?:표|그림|Tables?|Figures?)$")
_LONGEST = 8000
_SENTENCE = re.compile(r"[다요함음임]\.$")


class Kind(Enum):
    """What a change does to a text: takes words away, says something else, or says it in other words."""

    MISSING = "missing"
    OTHER = "other"
    WORDING = "wording"
    LABEL = "label"
    """Another number of a table or figure, which Word counts: one that is gone shifts all that follow."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of some words, as they ought to be and as they are, between a neighbour on either side; without where they are gone."""

    kind: Kind
    due: str
    found: str


def changes(due: str, found: str, values: Sequence[str] = ()) -> Iterator[Change]:
    """What differs between a text and what stands in its place, past blanks and marks.

    A value that is another is left out: values are compared by themselves.
    """
    one, other = fold(due[:_LONGEST]).split(), fold(found[:_LONGEST]).split()
    steps = [step for step in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if step[0] != "equal"]
    added = f" {' '.join(_letters([word]) for _, _, _, low, high in steps for word in other[low:high])} "
    whole = loose(found)
    others = [letters for letters in map(loose, values) if letters not in whole]
    for _, start, end, low, high in steps:
        before, after = _letters(one[start:end]), _letters(other[low:high])
        moved = f" {' '.join(_letters([word]) for word in one[start:end])} "
        if before == after or (len(before) >= _CLAUSE and moved in added):
            continue
        spelled = loose(" ".join(one[start:end]))
        if spelled and any(spelled in value or value in spelled for value in others):
            continue
        # A unit says nothing without the number before it.
        wider = start - 1 if start and low and one[start - 1][-1].isdigit() else start
        due_words, found_words = one[wider:end], other[low - (start - wider) : high]
        kind = _kind(due_words, found_words, before, after)
        if kind is Kind.OTHER and start and _LABEL.search(one[start - 1]) and _unnumbered(before) == _unnumbered(after):
            kind = Kind.LABEL
        if kind is Kind.MISSING:
            yield Change(kind, " ".join(due_words), " ".join(found_words))
        else:
            yield Change(kind, _shown(one, start, end), _shown(other, low, high))


def _unnumbered(letters: str) -> str:
    return letters.lstrip("0123456789")


def _shown(words: Sequence[str], start: int, end: int) -> str:
    """Some words between their neighbours, by which a reader finds the place."""
    return " ".join(words[max(0, start - 1) : end + 1])


def lost_meaning(due: str, found: str, values: Sequence[str]) -> bool:
    """Whether letters that stand in place of others lack what these say; values that are gone are told by themselves."""
    for value in values:
        if value not in found:
            due = due.replace(value, "")
    return bool(_says([due]) - _says([found])) or _is_another(due, found)


def _letters(words: Sequence[str]) -> str:
    return "".join(_LETTERS.findall(loose(" ".join(words))))


def _kind(due: Sequence[str], found: Sequence[str], before: str, after: str) -> Kind:
    if not after and len(before) >= _CLAUSE:
        return Kind.MISSING
    if not before and (_SENTENCE.search(" ".join(found)) or not _turns(found)):
        return Kind.WORDING
    if _says(due) != _says(found) or _is_another(" ".join(due), " ".join(found)):
        return Kind.OTHER
    return Kind.MISSING if len(before) - len(after) >= _SHORTER else Kind.WORDING


def _turns(words: Sequence[str]) -> bool:
    """Whether words that were added deny or limit what stands there."""
    text = " ".join(words)
    return bool(_NOT.search(text) or _LIMITS.search(text))


def _says(words: Sequence[str]) -> Counter[str]:
    """Numbers with their units, limits and negations, by which a text says one thing or another."""
    text = _UNIT_APART.sub("", " ".join(map(loose, words)))
    text = _THOUSANDS.sub("", text).replace("~", "-")
    numbers = (each.strip(" .,:/").replace(" ", "") for each in _COUNTED.findall(text))
    said = Counter([*numbers, *_LIMITS.findall(text), *(word for word in words if word in _NUMBER_WORDS)])
    said["not"] += len(_NOT.findall(text))
    return +said


def _is_another(due: str, found: str) -> bool:
    for group in _OTHERS:
        here, there = ({word for word in group if word in f" {text} "} for text in (due, found))
        if here and there and here != there:
            return True
    return False
