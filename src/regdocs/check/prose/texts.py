"""The texts that the rules on prose search, joined once for all rules."""

from __future__ import annotations

from regdocs.check.filing import Filing
from regdocs.check.said import Joined


def everything(filing: Filing) -> Joined:
    """All that people wrote."""
    return Joined(filing.said)


def korean(filing: Filing) -> Joined:
    """All that they wrote in Korean."""
    return Joined(said for said in filing.said if said.language == "ko")


def narrative(filing: Filing) -> Joined:
    """The narrative alone."""
    return Joined(said for said in filing.said if said.document)
