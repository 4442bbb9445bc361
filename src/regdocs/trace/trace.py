"""Tracing: where a field or a requirement is printed, and what study.yaml says that no document prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from regdocs.build.record import BuildRecord
from regdocs.build.trees import trees
from regdocs.document.document import Document
from regdocs.finding import Finding, Place, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.study.terms import Term
from regdocs.submission import path as paths
from regdocs.submission.load import Submission
from regdocs.submission.problem import meant, nearest, shown
from regdocs.template_set.load import TemplateSet
from regdocs.trace.index import LegalIndex, Row, legal_index
from regdocs.trace.places import Places, Spot, composed

LAW = "law/"
"""What a requirement's name begins with, as in the rules of findings."""
ARTICLE = re.compile(r"제\s*\d|\bart\.\s*\d")
"""What tells a citation of the law from a path."""
_ABOUT_THE_FILE = ("id", "template_set", "example", "examples", "announced", "suppressions")
"""Fields that say what the file is and not what the study is."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A field of study.yaml, where it stands there, and the sections that print it."""

    path: str
    place: Place
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Unprinted:
    """Fields of one kind that no document prints: their path with `[*]` for every item, and where each stands.

    `setting` marks a choice or a reference, which shows in what is printed and not as itself.
    """

    pattern: str
    places: tuple[Place, ...]
    setting: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """How much of study.yaml the filing prints, what it doesn't, and which requirements show in no document."""

    fields: int
    printed: int
    unprinted: tuple[Unprinted, ...]
    requirements: LegalIndex

    @property
    def hidden(self) -> tuple[Row, ...]:
        """The requirements that study.yaml meets and no document shows."""
        return tuple(row for row in self.requirements.rows if row.unprinted)


class Tracer:
    """Traces one filing: by the record of its build where there is one, else as composing gives it."""

    def __init__(
        self,
        submission: Submission,
        template_set: TemplateSet,
        build_record: BuildRecord | None,
        documents: Sequence[Document] | None = None,
    ) -> None:
        self.submission, self.template_set, self.record = submission, template_set, build_record
        self._documents = documents
        records = build_record.documents if build_record is not None else composed(self.documents)
        self.places = Places(records, {each.id: each.name for each in submission.study.institutions})

    @property
    def documents(self) -> Sequence[Document]:
        """The filing's trees, composed where nobody has given them."""
        if self._documents is None:
            self._documents = [each.document for each in trees(self.submission, self.template_set)]
        return self._documents

    def field(self, path: str) -> list[Trace]:
        """Where the field at `path` is printed: each printed path at it, below it, or computed of what holds it.

        One trace without spots where nothing prints it. Raises `UsageError` for what study.yaml doesn't have.
        """
        asked = _plain(path)
        if not asked or (asked not in self.submission.positions and not self.places.prints(asked)):
            raise UsageError([_unknown(path, asked, list(self.submission.positions))])
        printed = list(dict.fromkeys(self.places.printed(asked)))
        positions = self.submission.positions
        found = [
            Trace(each, positions.place(each), tuple(self.places.in_order(self.places.exactly(each))))
            for each in printed
        ]
        return found or [Trace(asked, positions.place(asked), ())]

    def requirement(self, name: str) -> Row:
        """How the filing meets the requirement `law/<id>`; raises `UsageError` where there is none."""
        rows = {row.id: row for row in self.index().rows}
        identifier = name.removeprefix(LAW)
        if identifier not in rows:
            raise UsageError([_unknown(name, identifier, sorted(rows))])
        return rows[identifier]

    def article(self, citation: str) -> list[Row]:
        """How the filing meets what an article asks for, cited as the index does, or by the article that holds it.

        Raises `UsageError` where no requirement rests on it.
        """
        rows = self.index().rows
        cited = {row.id: [each for words in _both(row.citations) for each in words.split(", ")] for row in rows}
        found = [row for row in rows if any(_is_in(each, citation) for each in cited[row.id])]
        if not found:
            raise UsageError([_unknown(citation, citation, [each for listed in cited.values() for each in listed])])
        return found

    def index(self) -> LegalIndex:
        """The index by legal article."""
        return legal_index(self.submission, self.template_set, self.record, self.documents)

    def summary(self) -> Summary:
        """What is printed and what isn't, over the whole of study.yaml."""
        leaves = list(self._leaves())
        groups: dict[str, list[str]] = {}
        for path in leaves:
            if not self.places.prints(_plain(path)):
                groups.setdefault(re.sub(r"\[[^\]]*\]", "[*]", _plain(path)), []).append(path)
        unprinted = tuple(
            Unprinted(pattern, tuple(map(self.submission.positions.place, found)), self._is_setting(found[0]))
            for pattern, found in groups.items()
        )
        count = sum(len(each.places) for each in unprinted)
        return Summary(len(leaves), len(leaves) - count, unprinted, self.index())

    def _leaves(self) -> Iterator[str]:
        """Every value of study.yaml that a document could print, in the file's order."""
        positions = self.submission.positions
        holding = {paths.parent(path) for path in positions}
        for path in positions:
            name = path.rpartition(".")[2]
            # Ids name things and print nothing; English is for the working copies.
            if path not in holding and name not in ("id", "en") and not path.startswith("examples["):
                yield path

    def _is_setting(self, path: str) -> bool:
        if re.split(r"[.\[]", path)[0] in _ABOUT_THE_FILE:
            return True
        value = paths.resolve(self.submission.study, _plain(path))
        return isinstance(value, bool | Term) or self._names_something(value)

    def _names_something(self, value: object) -> bool:
        """Whether a value is the id of a part of the study."""
        return isinstance(value, str) and value in self._ids

    @cached_property
    def _ids(self) -> frozenset[str]:
        keys = (re.search(r"\[([^\[\]]+)\]$", path) for path in self.submission.positions)
        return frozenset(match[1] for match in keys if match and not match[1].isdigit())


def _plain(path: str) -> str:
    """A text's path is that of its Korean: `title.ko` is printed as `title`."""
    return path.removesuffix(".ko")


def _both(words: Bilingual) -> tuple[str, str]:
    return words.text("ko"), words.text("en")


def _is_in(citation: str, asked: str) -> bool:
    """Whether a provision is the one that is asked for or a part of it: 제11조제1항 is in 제11조, 제11조의2 isn't."""
    whole, part = ("".join(each.split()) for each in (asked, citation))
    return part.startswith(whole) and not re.match(r"\d|의\d", part[len(whole) :])


def _unknown(asked: str, name: str, known: list[str]) -> Finding:
    # Where nothing is near, only what stands at the top tells what there is.
    remedy = meant(name, known if nearest(name, known) else [each for each in known if re.fullmatch(r"[^.\[]+", each)])
    message = Bilingual(f"없는 항목: `{shown(asked)}`", f"there is no `{shown(asked)}` to trace")
    return Finding("usage/unknown-path", Severity.ERROR, message, remedy=Bilingual(*remedy) if remedy else None)
