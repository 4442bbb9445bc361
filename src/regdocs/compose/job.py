"""The documents that a filing consists of: which are to be composed, and for which institution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regdocs.compose.view import Conditions
from regdocs.study.study import Study
from regdocs.submission.load import Submission
from regdocs.template_set.load import DocumentTemplate, TemplateSet
from regdocs.template_set.specification import Per


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be composed: which, and for which institution where there is one per institution.

    `offered` is what its templates see beside what all documents see, by name.
    """

    template: DocumentTemplate
    instance: str | None = None
    offered: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def stem(self) -> str:
        """The file name without its suffix."""
        entry = self.template.entry
        return f"{entry.order:02d}-{entry.id}" + (f"-{self.instance}" if self.instance else "")


def jobs(submission: Submission, template_set: TemplateSet) -> list[Job]:
    """The documents that this filing consists of, in the order of filing."""
    return jobs_of(submission.study, Conditions(submission.study, template_set), template_set)


def jobs_of(study: Study, conditions: Conditions, template_set: TemplateSet) -> list[Job]:
    """The same for a study and what the law data's conditions say of it."""
    result = []
    for template in template_set.documents:
        if template.entry.per is Per.ROUND or not conditions._hold(template.entry.when):
            continue
        if template.entry.per is Per.INSTITUTION:
            several = len(study.institutions) > 1
            result += [Job(template, institution.id if several else None) for institution in study.institutions]
        else:
            result.append(Job(template))
    return result
