"""What can be known of a requirement; imports nothing heavy."""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """What is known of a requirement for one study on one day."""

    MET = "met"
    MISSING = "missing"
    OMITTED_WITH_REASON = "omitted_with_reason"
    NOT_APPLICABLE = "not_applicable"
    NOT_KNOWN = "not_known"
