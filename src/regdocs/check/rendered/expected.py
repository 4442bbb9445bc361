"""A heading that ought to be in a file, and what the law says of its section."""

from __future__ import annotations

from dataclasses import dataclass

from regdocs.finding import Severity


@dataclass(frozen=True, slots=True)
class Standing:
    """How much a section's absence weighs, and the provisions that ask for it (none: the template set's own section)."""

    severity: Severity = Severity.WARNING
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """One heading that ought to be there; `number` is None where only the submission tells it.

    `optional` is a section whose condition is not known without the submission. `says` is whether its own text, before
    its first subsection, ought to say something (None: not known).
    """

    id: str
    title: str
    level: int
    number: str | None
    parent: str = ""
    official: bool = False
    optional: bool = False
    says: bool | None = None
    standing: Standing = Standing()

    @property
    def shown(self) -> str:
        """Number and title as printed."""
        return f"{self.number} {self.title}" if self.number else self.title
