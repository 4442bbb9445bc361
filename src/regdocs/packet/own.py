"""The papers that a packet writes about itself: the index by legal article, and the proof that its documents agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from regdocs.build.record import BuildRecord
from regdocs.document.document import Document, to_json
from regdocs.formats.format import Written
from regdocs.formats.pdf.write import length, write
from regdocs.language import Bilingual
from regdocs.packet import agreement_faces
from regdocs.packet.agreement import agreement
from regdocs.packet.built import fonts_of
from regdocs.packet.front import LINK, PAGE, Front, Numbers, estimated, front
from regdocs.packet.plan import Item, Part, Plan
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


class OwnPapers:
    """Writes them for the packets of one filing; `documents` are its composed trees, which the build has printed."""

    def __init__(
        self,
        submission: Submission,
        template_set: TemplateSet,
        record: BuildRecord | None,
        documents: Sequence[Document],
        scratch: Path,
    ) -> None:
        self.submission, self.template_set, self.record = submission, template_set, record
        self.documents, self.scratch = documents, scratch

    def settle(self, plan: Plan, mark: Bilingual | None) -> Settled:
        """Write the own papers that the plan holds; an index is written again until its page numbers are true."""
        beside: dict[str, bytes] = {}
        if (part := plan.part(AGREEMENT)) is not None:
            plan, data = self._agreement(plan, part)
            beside[f"{AGREEMENT}.json"] = data
        if (part := plan.part(INDEX)) is None:
            return Settled(plan, *front(plan, self.submission, self.template_set, mark), beside)
        (item,) = part.items
        plan = plan.with_item(part, replace(item, printed=self.scratch, pages=_GUESS))
        pages = self._length(self._tree(self._placed(estimated(plan))))
        for _ in range(_ROUNDS):
            plan = plan.with_item(part, replace(item, printed=self.scratch, pages=pages))
            own, numbers = front(plan, self.submission, self.template_set, mark)
            index = self._placed(numbers)
            document = self._tree(index)
            written = self._written(document)
            if (pages := _pages(written)) == plan.pages(item.key):
                beside |= _faces(index)
                return Settled(self._with(plan, part, document, written), own, numbers, beside)
        raise AssertionError("the index of a packet never agrees with its own page numbers")

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

    def _agreement(self, plan: Plan, part: Part) -> tuple[Plan, bytes]:
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
        plan = self._with(plan, part, document, self._written(document), tree=document)
        return plan, agreement_faces.to_json(proof).encode()

    def _written(self, document: Document) -> Written:
        fonts, sheet = fonts_of(self.template_set), self.template_set.style_sheet
        return write(document, {}, self.template_set.style, fonts=fonts, style_sheet=sheet)

    def _length(self, document: Document) -> int:
        fonts, sheet = fonts_of(self.template_set), self.template_set.style_sheet
        return length(document, {}, self.template_set.style, fonts=fonts, style_sheet=sheet)

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
