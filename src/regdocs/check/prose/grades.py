"""The rule on grades of adverse events: narrative stops at the grade at which study.yaml stops."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from regdocs.check.filing import Filing
from regdocs.check.prose.sentence import sentence_at
from regdocs.check.prose.texts import narrative, narrow
from regdocs.check.rule import Problem, rule
from regdocs.language import Bilingual
from regdocs.study.study import Study

_GRADED = re.compile(r"[1-5](?<![\d.~\u2013-]\d)\s?등급(?P<more>\s?이상의?)?의?\s(?P<event>[가-힣A-Z]{2,12})")
_LIMITING = "용량제한독성"
_OPEN = ("여부", "판단", "보류", "아니", "않", "없", "[@")
"""Words of sentences that leave open whether to stop, deny it, or tell of others."""
_DEFINED = ("정의", "말한다", "이란")


@rule("prose/stopping-grade")
def stopping_grade(filing: Filing) -> Iterator[Problem]:
    """Where a sentence stops for an event of a grade, or calls it dose-limiting, study.yaml has that grade for it."""
    stopping, limiting = _grades(_stopping(filing.study)), _grades(_limiting(filing.study))
    stops = filing.words("prose/stopping-grade")
    for said, found, offset in filing.once(narrative).find(_GRADED) if stopping or limiting else ():
        sentence = narrow(sentence_at(said.text, offset)[0])
        if _LIMITING in sentence and any(word in sentence for word in _DEFINED):
            known, path = limiting, "design.endpoints"
        elif any(word in sentence for word in stops) and not any(word in sentence for word in _OPEN):
            known, path = stopping, "safety.stopping_rules"
        else:
            continue
        grades = next((known[event] for event in known if found["event"].startswith(event)), {})
        # What stops at one grade stops at a worse one; a definition names its own.
        if grades and found[0][0] not in grades and not (known is stopping and _covered(found, grades)):
            shown = ", ".join(sorted(grades))
            message = Bilingual(
                f"「{found[0]}」: {path}에는 {shown}등급임", f"“{found[0]}”, but {path} says grade {shown}"
            )
            yield Problem(said.place(offset), message)


def _stopping(study: Study) -> Iterator[str]:
    yield from (each.text.ko for each in (study.safety.stopping_rules if study.safety else ()))


def _limiting(study: Study) -> Iterator[str]:
    for endpoint in study.design.endpoints if study.design else ():
        if _LIMITING in endpoint.name.ko and endpoint.measure is not None:
            yield endpoint.measure.ko


def _covered(found: re.Match[str], grades: Mapping[str, bool]) -> bool:
    """Whether a single grade lies above one that is told with “or worse”."""
    return not found["more"] and any(worse and found[0][0] > lowest for lowest, worse in grades.items())


def _grades(texts: Iterator[str]) -> Mapping[str, Mapping[str, bool]]:
    """By event, without its particle, the grades that texts name, and whether worse ones count too."""
    grades: dict[str, dict[str, bool]] = defaultdict(dict)
    for text in texts:
        for found in _GRADED.finditer(text):
            grades[_PARTICLE.sub("", found["event"])][found[0][0]] = bool(found["more"])
    return grades


_PARTICLE = re.compile(r"(?<=[가-힣A-Z]{2})[이가은는을를의와과에]$")
