"""What stands in changes.yaml: why each change between revisions was made (변경사유)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from regdocs.study.model import Model, Word


class Reason(Model):
    """Why; a draft's reason may still be empty."""

    ko: Word | None = None
    en: Word | None = None


def _reason(value: Any) -> Any:
    return {"ko": value} if isinstance(value, str) else value


class ChangeEntry(Model):
    """The reason for a change, named by its id, by its group, by the field that caused it or by one that holds that.

    `since` is the older revision (its label or its number) that the change is counted from; without it the reason holds
    whatever is compared. `question` is what the change answers: `q1`, or `round-1/q1`.
    """

    change: Word
    since: Word | None = None
    reason: Annotated[Reason | None, BeforeValidator(_reason, json_schema_input_type=Reason | str | None)] = None
    question: Word | None = None


class ChangeReasons(Model):
    """The whole file."""

    changes: tuple[ChangeEntry, ...] = ()
