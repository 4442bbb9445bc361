"""The papers that a packet writes about itself: the index by legal article, and the proof that its documents agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from regdocs.build.record import BuildRecord
from regdocs.document.document import Document, to_json
from regdocs.formats.format import Written
from regdocs.language import Bilingual
from regdocs.packet import agreement_faces
from regdocs.packet.agreement import agreement
from regdocs.packet.front import (
    LINK,
    PAGE,
    Front,
    Numbers,
    estimated,
    first_numbers,
    laid_out,
    leading,
    sheet,
    tree,
    true_numbers,
)
from regdocs.packet.plan import Item, Part, Plan
from regdocs.packet.printer import Printer
from regdocs.submission.load import Submission
from regdocs.template_set.load import TemplateSet
from regdocs.trace.index import Attached, LegalIndex, in_packet, legal_index
from regdocs.trace.index_page import to_html
from regdocs.trace.index_sheet import to_xlsx
from regdocs.trace.index_tree import to_document
from regdocs.trace.places import Spot

INDEX, AGREEMENT = "legal-index", "agreement"
MERGED = "packet.pdf"
_GUESS = 20
"""Pages of an index before anybody has laid it out: only the widths of page numbers depend on it."""
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Settled:
    """A plan whose own papers are written: with the packet's own pages, all page numbers, and files that lie beside."""

    plan: Plan
    front: Front
    numbers: Numbers
    beside: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper that is being laid out, and what lies beside it in the packet, by its name."""

    document: Document
    written: Future[Written]
    beside: Callable[[], Mapping[str, bytes]]


class OwnPapers:
    """Writes them for the packets of one filing; `documents` are its composed trees, which the build has printed."""

    def __init__(
        self,
        submission: Submission,
        template_set: TemplateSet,
        record: BuildRecord | None,
        documents: Sequence[Document],
        scratch: Path,
        printer: Printer,
    ) -> None:
        self.submission, self.template_set, self.record = submission, template_set, record
        self.documents, self.scratch, self.printer = documents, scratch, printer

    def settle(self, plan: Plan, mark: Bilingual | None) -> Settled:
        """Write the packet's own pages and papers, again and again until every page number in them is true."""
        parts = {name: part for name in (AGREEMENT, INDEX) if (part := plan.part(name)) is not None}
        proof = self._proof(plan) if AGREEMENT in parts else None
        for part in parts.values():
            plan = self._sized(plan, part, _GUESS)
        front = self.submission, self.template_set
        lead = self.printer.length(leading(plan, *front, mark), sheet())
        length = self.printer.length(self._tree(self._placed(estimated(plan)))) if INDEX in parts else None
        if proof is not None:
            plan = self._with(plan, parts[AGREEMENT], proof.document, proof.written.result(), tree=proof.document)
        if length is not None:
            plan = self._sized(plan, parts[INDEX], length.result())
        numbers = first_numbers(plan, lead.result())
        for _ in range(_ROUNDS):
            own = self.printer.written(tree(plan, *front, numbers, mark), sheet())
            index = self._paper(numbers) if INDEX in parts else None
            made = laid_out(plan, own.result())
            if index is not None:
                plan = self._sized(plan, parts[INDEX], _pages(index.written.result()))
            if (found := true_numbers(plan, made)) == numbers:
                return self._settled(plan, made, numbers, proof, index)
            numbers = found
        raise AssertionError("the list or the index of a packet never agrees with its own page numbers")

    def _settled(
        self, plan: Plan, made: Front, numbers: Numbers, proof: _Paper | None, index: _Paper | None
    ) -> Settled:
        if index is not None and (part := plan.part(INDEX)) is not None:
            plan = self._with(plan, part, index.document, index.written.result())
        beside = {name: data for paper in (proof, index) if paper is not None for name, data in paper.beside().items()}
        return Settled(plan, made, numbers, beside)

    @cached_property
    def _index(self) -> LegalIndex:
        return legal_index(self.submission, self.template_set, self.record, self.documents)

    def _placed(self, numbers: Numbers) -> LegalIndex:
        """The index with the packet's pages."""
        return in_packet(self._index, self._page_of(numbers))

    def _tree(self, index: LegalIndex) -> Document:
        document = to_document(index, address=lambda page: f"{LINK}{PAGE}{page}", number=self._number)
        return msgspec.structs.replace(document, study=self._title)

    @property
    def _number(self) -> str:
        study = self.submission.study
        return study.filing.document_prefix or study.id.upper()

    @property
    def _title(self) -> str:
        study = self.submission.study
        return (study.short_title or study.title).ko

    def _page_of(self, numbers: Numbers) -> Callable[[Spot | Attached], int | None]:
        papers = {paper.id: paper for paper in self.submission.study.attachments}

        def page(place: Spot | Attached) -> int | None:
            if isinstance(place, Spot):
                start = numbers.items.get(f"document:{place.document}{_tail(place.instance)}")
                return None if start is None or place.page is None else start + place.page - 1
            paper = papers[place.id]
            if paper.signed is None:
                return numbers.items.get(f"attachment:{paper.id}")
            original = f"document:{paper.signed}"
            return numbers.items.get(original, numbers.items.get(f"{original}{_tail(paper.institution)}"))

        return page

    def _paper(self, numbers: Numbers) -> _Paper:
        """The index with these page numbers."""
        index = self._placed(numbers)
        document = self._tree(index)
        return _Paper(document, self.printer.written(document), lambda: _faces(index))

    def _proof(self, plan: Plan) -> _Paper:
        """The proof for the documents of this packet against all that the filing has; its paper and its JSON."""
        stems = {
            item.built.document.stem for each in plan.parts if not each.separate for item in each.items if item.built
        }
        study = self.submission.study
        proof = agreement(self.documents, plan.route.takes, stems)
        notice = self.template_set.specification.example_notice if study.example else None
        document = agreement_faces.to_document(
            proof,
            study.filing.date.isoformat(),
            number=self._number,
            study=self._title,
            notice=notice.ko if notice else "",
        )
        document = msgspec.structs.replace(document, revision=study.revision)
        faces = {f"{AGREEMENT}.json": agreement_faces.to_json(proof).encode()}
        return _Paper(document, self.printer.written(document), lambda: faces)

    def _sized(self, plan: Plan, part: Part, pages: int) -> Plan:
        """The plan with so many pages for a paper that isn't written yet."""
        (item,) = part.items
        return plan.with_item(part, replace(item, printed=self.scratch, pages=pages))

    def _with(self, plan: Plan, part: Part, document: Document, written: Written, tree: Document | None = None) -> Plan:
        """The plan with the paper in its part; `tree` where its words may name other papers."""
        (item,) = part.items
        path = self.scratch / f"{plan.route.id}-{document.id}.pdf"
        path.write_bytes(written.data)
        return plan.with_item(part, replace(_item(item, document, written, path), tree=tree))


def _item(item: Item, document: Document, written: Written, path: Path) -> Item:
    return replace(
        item,
        name=f"documents/{document.stem}.pdf",
        path=path,
        printed=path,
        pages=_pages(written),
        sha256=sha256(written.data).hexdigest(),
        trusted=True,
        content=sha256(to_json(document)).hexdigest(),
    )


def _faces(index: LegalIndex) -> dict[str, bytes]:
    """The index for sorting, and for reading beside the merged file."""
    return {f"{INDEX}.xlsx": to_xlsx(index), f"{INDEX}.html": to_html(index, packet=MERGED).encode()}


def _pages(written: Written) -> int:
    assert written.layout is not None
    return written.layout.pages


def _tail(instance: str | None) -> str:
    return f"-{instance}" if instance else ""
