"""Rules on the evidence: numbers of reports and lots against the papers that are filed, titles of studies against what was observed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each, same_time
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.quantity import Quantity

_SPAN = re.compile(r"(?<![\d.~-])\d{1,3}\s?(?:주|개월)(?!령|\s?(?:간격|마다))")


@rule("evidence/numbers")
def numbers(filing: Filing) -> Iterator[Problem]:
    """Where papers are filed under the numbers of reports or lots, there is one for each of these."""
    study = filing.study
    titles = "\n".join(paper.title.ko for paper in study.attachments)
    reports = [(f"{path}.report", one.report) for path, one in each("nonclinical", study.nonclinical) if one.report]
    lots = [(f"{path}.number", lot.number) for path, lot in each("product.lots", study.product.lots)]
    for named in (reports, lots):
        filed = [number for _, number in named if number in titles]
        for path, number in named if filed else ():
            if number not in titles:
                message = f"`{number}`: 첨부자료의 제목에 없음", f"`{number}` stands in no title of an attached paper"
                yield problem(filing, path, message)


@rule("evidence/observed")
def observed(filing: Filing) -> Iterator[Problem]:
    """A study whose title tells how long it took was observed until then."""
    for path, study in each("nonclinical", filing.study.nonclinical):
        titled = [Quantity.parse(text) for text in _SPAN.findall(study.title.ko)]
        seen = [Quantity.parse(text) for text in _SPAN.findall(study.observation.ko)] if study.observation else []
        if titled and seen and not any(same_time(one, other) for one in titled for other in seen):
            message = (
                f"제목에는 {titled[0]}인데 관찰은 {', '.join(map(str, seen))}임",
                f"its title says {titled[0].text('en')}, but it was observed for"
                f" {', '.join(time.text('en') for time in seen)}",
            )
            yield problem(filing, f"{path}.observation", message)
