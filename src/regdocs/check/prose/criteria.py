"""The rule on inclusion criteria: the scores that narrative tells of them are theirs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from regdocs.check.filing import Filing
from regdocs.check.prose.sentence import sentence_at
from regdocs.check.prose.texts import narrative
from regdocs.check.rule import Problem, rule
from regdocs.language import Bilingual
from regdocs.study.study import Study

_SCALE = r"(?P<scale>[A-Z](?<![A-Za-z-][A-Z])[A-Za-z]+(?:-[A-Z0-9]+)*)"
_SET = re.compile(rf"{_SCALE}(?:[은는이가의]|\s평균이|\s점수가)?\s(?P<score>\d+(?:\.\d+)?)점?\s(?:이상|이하|초과|미만)")
_TOLD = re.compile(rf"{_SCALE}(?:[은는이가의]|\s평균이|\s점수가)?\s(?P<score>\d+(?:\.\d+)?)점")


@rule("prose/told-criterion")
def told_criterion(filing: Filing) -> Iterator[Problem]:
    """A sentence on the criteria for taking part tells no other score on a scale than the criteria set."""
    scores, words = _scores(filing.study), filing.words("prose/told-criterion")
    for said, found, offset in filing.once(narrative).find(_TOLD) if scores else ():
        known = scores.get(found["scale"], set())
        if not known or found["score"] in known:
            continue
        sentence = sentence_at(said.text, offset)[0]
        told = {each["score"] for each in _TOLD.finditer(sentence) if each["scale"] == found["scale"]}
        # A sentence that tells the criterion rightly may go on with something else, such as a stratum.
        if not told & known and any(word in sentence for word in words):
            shown = ", ".join(sorted(known))
            message = Bilingual(
                f"「{found[0]}」: 선정기준에는 {shown}점임", f"“{found[0]}”, but the inclusion criteria say {shown}"
            )
            yield Problem(said.place(offset), message)


def _scores(study: Study) -> Mapping[str, set[str]]:
    """The scores that the inclusion criteria set, by scale."""
    scores: dict[str, set[str]] = defaultdict(set)
    for criterion in study.population.inclusion if study.population else ():
        for found in _SET.finditer(criterion.text.ko):
            scores[found["scale"]].add(found["score"])
    return scores
