"""How strong the rule on numbers in prose is: values that narrative prints, written by hand and altered instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from judging import EXAMPLE, filing, loaded, told

from regdocs.check.said import of_narrative
from regdocs.study.quantity import Quantity
from regdocs.submission.narrative import Narrative, Part

NAMES = (EXAMPLE, "sle-cart-2026", "minimal-2026")
NOTICED = 0.7
"""The least part that is noticed; the wordings were gathered from these submissions, so others will fare worse."""
_PRINTED = re.compile(r"\{\{\s*study(?P<path>(?:\.\w+|\[\"[^\"]+\"\])+)\s*\}\}")


@dataclass(frozen=True)
class Stated:
    """A place in a narrative part where a number of the study is printed."""

    name: str
    narrative: Narrative
    part: Part
    start: int
    end: int
    value: int | Decimal | Quantity

    def findings(self, value: int | Decimal | Quantity) -> int:
        """How many contradictions there are where somebody writes `value` in the place of what is printed."""
        text = f"{self.part.text[: self.start]}{value}{self.part.text[self.end :]}"
        narrative = replace(self.narrative, parts=(replace(self.part, text=text),))
        key = (narrative.document, narrative.section, narrative.language)
        filed = filing(name=self.name, narratives={key: narrative})
        vars(filed)["said"] = tuple(of_narrative(filed.submission))
        return len(told("prose/contradicting-number", filed))


def stated(name: str) -> Iterator[Stated]:
    submission = loaded(name)[0]
    for narrative in submission.narratives.values():
        for part in narrative.parts if narrative.language == "ko" else ():
            for found in _PRINTED.finditer(part.text):
                value = _at(submission.study, found["path"])
                if isinstance(value, int | Decimal | Quantity) and not isinstance(value, bool):
                    yield Stated(name, narrative, part, found.start(), found.end(), value)


def _at(value: Any, path: str) -> object:
    for field, key in re.findall(r"\.(\w+)|\[\"([^\"]+)\"\]", path):
        value = getattr(value, field) if field else next(each for each in value if each.id == key)
    return value


def _altered(value: int | Decimal | Quantity) -> int | Decimal | Quantity:
    return Quantity(value.magnitude * 3, value.unit) if isinstance(value, Quantity) else value + 10


@pytest.mark.slow
def test_altered_numbers_in_narrative_are_noticed() -> None:
    every = [each for name in NAMES for each in stated(name)]
    assert [each for each in every if each.findings(each.value)] == []
    missed = [each for each in every if not each.findings(_altered(each.value))]
    noticed = 1 - len(missed) / len(every)
    print(f"{noticed:.0%} of {len(every)}; missed:")
    print(
        "\n".join(f"  {each.narrative.file}: …{each.part.text[each.start - 20 : each.end + 10]!r}" for each in missed)
    )
    assert noticed >= NOTICED
