"""Instruments of law and guidance, how surely each was read, and citations of their articles."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from regdocs.language import Language
from regdocs.study.model import Day, Flag, Identifier, Model, Text, Word
from regdocs.study.terms import Term


class Confidence(Term):
    """How surely a statement of the law data is known."""

    VERBATIM = "V", "원문 확인", "text read"
    EXCERPT = "E", "일부 확인", "excerpt seen"
    PARAPHRASE = "P", "전언·실무", "secondary source or practice"
    INFERENCE = "I", "추론", "inference"
    MEMORY = "M", "미확인", "from memory, unconfirmed"

    @property
    def confirmed(self) -> bool:
        """Whether a source was seen that says so; what is not confirmed is never stated as law."""
        return self in (Confidence.VERBATIM, Confidence.EXCERPT)


class Standing(Term):
    """What stands behind a demand."""

    LAW = "law", "법령", "law"
    GUIDELINE = "guideline", "지침", "guideline"
    PRACTICE = "practice", "실무", "practice"


class Validity(Model):
    """The days on which something holds, both included; `to` is absent while it has no end.

    `from` is the earliest day for which a source attests it, which may be later than the day it was made.
    """

    since: Day = Field(alias="from")
    to: Day | None = None

    def covers(self, day: datetime.date) -> bool:
        """Whether it holds on `day`."""
        return self.since <= day and (self.to is None or day <= self.to)


class Version(Model):
    """A version of an instrument that was read, and the first day on which its text was in force."""

    number: Word
    since: Day = Field(alias="from")
    note: Text | None = None


class Source(Model):
    """An instrument: an act, a decree, a notice, a guideline; `short` is how citations name it."""

    id: Identifier
    name: Text
    short: Text
    standing: Standing
    versions: tuple[Version, ...] = Field(min_length=1)
    current: Flag = True
    """Whether the newest version read is the one in force, as far as the sources reach."""
    url: Word | None = None
    confidence: Confidence
    note: Text | None = None

    @property
    def attested_from(self) -> datetime.date:
        """The first day for which any version was read."""
        return min(version.since for version in self.versions)


class Reference(Model):
    """A citation as data: the source's id and the article in Korean (`제11조제1항제1호`); empty for the whole of it."""

    source: Identifier
    article: Annotated[str, Field(max_length=120)] = ""


def _reference(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    source, _, article = value.strip().partition(" ")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", source):
        raise PydanticCustomError(
            "citation", "a source's id and an article are expected: `decree 제11조제1항제1호`", {}
        )
    return {"source": source, "article": article.strip()}


Citation: TypeAlias = Annotated[Reference, BeforeValidator(_reference)]
"""Written in the law data as `decree 제11조제1항제1호`, or as a mapping of `source` and `article`."""


def article_text(article: str, language: Language) -> str:
    """An article as printed: `제11조제1항제1호` in Korean, `art. 11(1)1` in English."""
    if language == "ko":
        return article
    english = article
    for pattern, replacement in _ENGLISH:
        english = re.sub(pattern, replacement, english)
    return re.sub(f"([{_ITEMS}])목", lambda match: f"({chr(ord('a') + _ITEMS.index(match[1]))})", english).strip()


_ITEMS = "가나다라마바사아자차카타파하"
"""The items of a subparagraph; the Act's English translation counts them a, b, c …"""
# Branch numbers (제7조의3) first, so that a paragraph after them still joins its article.
_ENGLISH = (
    (r"제(\d+)조의(\d+)", r"art. \1-\2"),
    (r"제(\d+)조", r"art. \1"),
    (r"(?<=\d)제(\d+)호(?=$|[가-하]목| )", r" item \1"),
    (r"제(\d+)항", r"(\1)"),
    (r"제(\d+)호의(\d+)서식", r"form \1-\2"),
    (r"제(\d+)호서식", r"form \1"),
    (r"제(\d+)호", r"\1"),
    (r"\s*별지\s*", " "),
    (r"별표\s*", "annex "),
    (r"제출서류 안내", "on the papers to file"),
    (r"보완 안내", "on supplements"),
    (r"변경 안내", "on changes"),
    (r"목차 안내", "on the headings"),
    (r"목차\s*", "heading "),
    (r"시행규칙\s*", "enforcement rule "),
    (r"서식(?=\d)", "form "),
    (r"\s*후단", ", second sentence"),
    (r"\s*전단", ", first sentence"),
    (r"\s*단서", ", proviso"),
    (r"\s*본문", ", main clause"),
)
