"""The plan of a packet: its parts in order, and what stands in each: documents, signed originals, attachments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain
from pathlib import Path

from regdocs.compose.view import Conditions
from regdocs.document.document import Document
from regdocs.language import Bilingual
from regdocs.packet.attached import Attached
from regdocs.packet.built import Built
from regdocs.packet.specification import PacketSpecification, PartSpecification, RouteSpecification
from regdocs.regulation.citation import Standing
from regdocs.regulation.provision import Paper
from regdocs.study.operation import Attachment
from regdocs.study.terms import PaperLanguage
from regdocs.submission.load import Submission
from regdocs.template_set.load import TemplateSet

OWN = "packet:"
"""What the key of a paper begins with that the packet writes about itself."""


class State(Enum):
    """How an item stands in the packet."""

    GENERATED = Bilingual("작성본", "generated")
    SIGNED = Bilingual("서명본", "signed original")
    UNSIGNED = Bilingual("미서명", "unsigned")
    ATTACHED = Bilingual("첨부", "attached")
    ABSENT = Bilingual("미첨부", "not attached")
    SEPARATE = Bilingual("별도제출", "filed separately")


@dataclass(frozen=True, slots=True)
class Item:
    """One paper of a part.

    `key` is unique in the packet. `path` is the file that goes into the folder under `name`, `printed` the PDF with its
    `pages`; both are None for what isn't there. `source` is what the manifest says of where it came from.
    """

    key: str
    title: str
    state: State
    source: str
    name: str = ""
    path: Path | None = None
    printed: Path | None = None
    pages: int = 0
    sha256: str = ""
    """The hash of the file when it was looked through."""
    trusted: bool = False
    """Whether regdocs made the pages itself."""
    content: str | None = None
    """The hash of the document's tree, for what regdocs wrote or somebody signed."""
    replaced: str | None = None
    """The hash of the PDF that was signed."""
    printed_from: str | None = None
    """What the declaration of a signed original says was printed."""
    built: Built | None = None
    attachment: str | None = None
    """The id under which study.yaml declares the file, where it does."""
    tree: Document | None = None
    """What regdocs printed, where words of it may name other papers."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its number in this packet, what it rests on, and its items; `separate` where others file it."""

    id: str
    number: int
    title: str
    standing: str
    citations: tuple[str, ...]
    items: tuple[Item, ...] = field(default=())
    separate: bool = False
    own: str | None = None
    """Which paper of the packet about itself this is, where it is one."""

    @property
    def printed(self) -> tuple[Item, ...]:
        """The items that have pages."""
        return tuple(item for item in self.items if item.printed is not None)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole packet before it is put together."""

    route: RouteSpecification
    parts: tuple[Part, ...]

    def part(self, own: str) -> Part | None:
        """The part with this paper of the packet about itself."""
        return next((part for part in self.parts if part.own == own), None)

    def pages(self, key: str) -> int:
        """The pages of the item with that key; 0 where there is none."""
        return next((item.pages for part in self.parts for item in part.items if item.key == key), 0)

    def with_item(self, part: Part, item: Item) -> Plan:
        """The plan where `item` is what stands in `part`."""
        parts = tuple(replace(each, items=(item,)) if each.id == part.id else each for each in self.parts)
        return replace(self, parts=parts)


class Planner:
    """Plans the packets of one filing; holds what all routes share."""

    def __init__(self, submission: Submission, template_set: TemplateSet, specification: PacketSpecification) -> None:
        self.submission, self.template_set, self.specification = submission, template_set, specification
        self.conditions = Conditions(submission.study, template_set)

    def usual(self) -> list[str]:
        """The routes that are made where none is asked for."""
        routes = self.specification.routes
        return [route.id for route in routes if route.usual is not None and self.conditions._hold(route.usual)]

    def separate(self, route: RouteSpecification) -> set[str]:
        """The parts that somebody else files in a packet of their own."""
        if route.confidential:
            return set()
        others = (other for other in self.specification.routes if other.confidential)
        return {part for other in others if self.conditions._hold(other.when) for part in other.parts}

    def parts(self, route: RouteSpecification) -> list[PartSpecification]:
        """The parts of a route whose condition holds."""
        parts = map(self.specification.part, route.parts)
        return [part for part in parts if self.conditions._hold(part.when)]

    def papers(self, route: RouteSpecification) -> list[Attachment]:
        """The declared papers that this route takes, those that others file left out."""
        separate = self.separate(route)
        roles = {role for part in self.parts(route) if part.id not in separate for role in part.roles}
        documents = {part.document for part in self.parts(route) if part.document and part.id not in separate}
        papers = self.submission.study.attachments
        return [each for each in papers if (each.signed in documents if each.signed else each.role in roles)]

    def plan(self, route: RouteSpecification, documents: Sequence[Built], attached: Mapping[str, Attached]) -> Plan:
        """The parts that hold anything, numbered; a part that is filed separately is only listed."""
        separate = self.separate(route)
        parts: list[Part] = []
        for specification in self.parts(route):
            outside = specification.id in separate
            items = tuple(self._items(specification, route, documents, attached))
            if not items:
                continue
            paper = self._paper(specification)
            part = Part(
                specification.id,
                len(parts) + 1,
                self._title(specification, paper, documents if items[0].built else ()),
                paper.standing.label.ko if paper else "",
                self._citations(paper) if paper else (),
                tuple(Item(item.key, item.title, State.SEPARATE, item.source, built=item.built) for item in items)
                if outside
                else items,
                outside,
                specification.own,
            )
            parts.append(part)
        return Plan(route, tuple(parts))

    def _items(
        self,
        part: PartSpecification,
        route: RouteSpecification,
        documents: Sequence[Built],
        attached: Mapping[str, Attached],
    ) -> Iterable[Item]:
        papers = self.submission.study.attachments
        if part.own is not None:
            title = part.title.ko if part.title else part.own
            yield Item(f"{OWN}{part.own}", title, State.GENERATED, "packet")
        for document in documents:
            if document.document.id == part.document and set(document.document.route) & set(route.takes):
                original = next((each for each in papers if self._signs(each, document)), None)
                yield self._document(part, document, attached.get(original.id) if original else None)
        for paper in papers:
            if paper.role in part.roles and paper.signed is None:
                yield attachment_item(paper, attached.get(paper.id))

    def _document(self, part: PartSpecification, built: Built, original: Attached | None) -> Item:
        title, key = self._document_title(built), f"document:{built.key}"
        if original is not None:
            return Item(
                key,
                title,
                State.SIGNED,
                f"signed:{built.key}",
                f"documents/{built.document.stem}.{original.suffix}",
                original.path,
                original.printed,
                original.portable.pages,
                original.sha256,
                content=built.tree,
                replaced=built.sha256,
                printed_from=original.paper.printed_from,
                built=built,
                attachment=original.paper.id,
            )
        state = State.UNSIGNED if part.signature else State.GENERATED
        name = f"documents/{built.document.stem}.pdf"
        return Item(
            key,
            title,
            state,
            key,
            name,
            built.path,
            built.path,
            built.pages,
            built.sha256,
            True,
            built.tree,
            built=built,
            tree=built.document,
        )

    def _signs(self, paper: Attachment, built: Built) -> bool:
        """Whether a declared paper is the signed original of this document, of this institution where there are several."""
        if paper.signed != built.document.id:
            return False
        return built.document.instance is None or paper.institution == built.document.instance

    def _document_title(self, built: Built) -> str:
        title = built.document.title.ko
        if built.document.instance is None:
            return title
        institutions = {each.id: each.name.ko for each in self.submission.study.institutions}
        return f"{title} ({institutions[built.document.instance]})"

    def _paper(self, part: PartSpecification) -> Paper | None:
        """The law data's paper that a part is."""
        papers = self.template_set.law.papers
        by_document = (paper for paper in papers if part.document is not None and paper.document == part.document)
        by_role = (paper for paper in papers if paper.role is not None and paper.role in part.roles)
        return next(chain(by_document, by_role), None)

    def _citations(self, paper: Paper) -> tuple[str, ...]:
        """The articles that a paper rests on; a guideline by its name alone, for nobody cites where it was read."""
        law = self.template_set.law
        found: dict[str, None] = {}
        for reference in paper.citations:
            source = law.sources[reference.source]
            if source.standing is Standing.LAW:
                found[law.citation(reference)] = None
            elif source.standing is Standing.GUIDELINE:
                found[source.short.ko] = None
        return tuple(found)

    def _title(self, part: PartSpecification, paper: Paper | None, documents: Sequence[Built]) -> str:
        """As packets.yaml says, else as the part's document calls itself, else as the law data call the paper."""
        if part.title is not None:
            return part.title.ko
        document = next((each.document for each in documents if each.document.id == part.document), None)
        if document is not None:
            return document.title.ko
        return paper.title.ko if paper else part.id


def attachment_item(paper: Attachment, found: Attached | None) -> Item:
    """A declared paper as an item; absent where its file isn't there or isn't fit."""
    source = f"attachment:{paper.id}"
    foreign = paper.language is not PaperLanguage.KO
    title = f"{paper.title.ko} ({paper.language.label.ko} 원문)" if foreign else paper.title.ko
    if found is None:
        return Item(source, title, State.ABSENT, source, attachment=paper.id)
    return Item(
        source,
        title,
        State.ATTACHED,
        source,
        f"attachments/{paper.id}.{found.suffix}",
        found.path,
        found.printed,
        found.portable.pages,
        found.sha256,
        attachment=paper.id,
    )
