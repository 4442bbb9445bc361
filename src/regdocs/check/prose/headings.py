"""The rule on headings of narrative: a number in one is the study's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from regdocs.check.filing import Filing
from regdocs.check.prose.numbers import (
    COUNTED,
    NUMBER,
    REMEDY,
    Around,
    Wording,
    message_of,
    values_of_field,
    wording_of,
)
from regdocs.check.prose.reading import number
from regdocs.check.prose.texts import narrative
from regdocs.check.rule import Problem, rule
from regdocs.check.specification import Phrase

_HEADING = re.compile(r"#(?<![^\n]#)#{0,5}[ \t]+[^\n]+")


@rule("prose/contradicting-heading")
def contradicting_heading(filing: Filing) -> Iterator[Problem]:
    """A heading says the study's numbers in few words; those over other studies have others."""
    data = filing.rules["prose/contradicting-heading"]
    wordings = _wordings(data.phrases)
    for said, heading, offset in filing.once(narrative).find(_HEADING):
        if said.section in data.words or any(word in heading[0] for word in data.words):
            continue
        for found, around, wording in _stated(heading[0], wordings):
            fields = wording.phrase.fields
            known = list(dict.fromkeys(each for name in fields for each in values_of_field(filing, name)))
            if wording.contradicts(found[0], around.unit, known):
                message = message_of(wording.with_number(found[0], around), fields, known)
                yield Problem(said.place(offset + found.start()), message, REMEDY)


@lru_cache(maxsize=4)
def _wordings(phrases: tuple[Phrase, ...]) -> tuple[Wording, ...]:
    return tuple(wording_of(phrase, words) for phrase in phrases for words in phrase.says)


def _stated(heading: str, wordings: tuple[Wording, ...]) -> Iterator[tuple[re.Match[str], Around, Wording]]:
    """The numbers of a heading with the first words that state each; 1회 투여량 counts nothing."""
    for found in chain(NUMBER.finditer(heading), COUNTED.finditer(heading)):
        around = Around.of(heading, found)
        if around.unit or number(found[0]) != 1:
            standing = (each for each in wordings if each.stands(around) and each.within(heading, found))
            yield from ((found, around, each) for each in list(standing)[:1])
