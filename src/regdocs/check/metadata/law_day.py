"""The rule on the day whose law is asked for: how far the law data reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from regdocs.check.filing import Filing
from regdocs.check.rule import Problem, rule
from regdocs.finding import Place
from regdocs.language import Bilingual

_RULE = "submission/law-read-until"


@rule(_RULE)
def law_read_until(filing: Filing) -> Iterator[Problem]:
    """A day long after the one up to which the law was read is judged by what was read, and told so."""
    until, day = filing.law.read_until, filing.day
    if until is None or day <= until + timedelta(days=int(filing.limit(_RULE, "days"))):
        return
    ko = f"{day}의 법령으로 점검하지만 법령 자료는 {until}까지 확인한 것임: 그 뒤의 개정은 반영되지 않음"
    en = f"judged by the law of {day}, but the law data were read up to {until}: what was amended since isn't in them"
    given = filing.study.filing
    path = "filing.law_as_of" if given.law_as_of is not None else "filing.date"
    yield Problem(filing.at(path) if given.as_of == day else Place(), Bilingual(ko, en))
