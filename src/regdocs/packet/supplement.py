"""The packet of a supplement round: the answer, its change table, the documents that changed, the papers that it names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from regdocs.build.paging import as_built
from regdocs.build.trees import trees
from regdocs.document.document import Document, to_json
from regdocs.language import Bilingual
from regdocs.packet import specification
from regdocs.packet.assemble import Making, Prepared, refuse
from regdocs.packet.attached import Attached, absent, attached
from regdocs.packet.built import built
from regdocs.packet.options import Options, Result
from regdocs.packet.own import OwnPapers
from regdocs.packet.plan import Item, Part, Plan, Planner, State, attachment_item
from regdocs.packet.printer import printing
from regdocs.packet.signed import check_signed
from regdocs.packet.specification import RouteSpecification
from regdocs.study.operation import Attachment
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import template_set_of

ROUTE = "supplement"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the round that isn't one of the filing's: its tree, and its PDF with its pages."""

    document: Document
    path: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a round's packet: its own papers, changed documents by key (`id-institution`), attachments by id."""

    title: Bilingual
    receiver: Bilingual
    papers: tuple[Paper, ...]
    documents: tuple[str, ...]
    attachments: tuple[str, ...]


def supplement_packet(folder: Path, contents: Contents, options: Options) -> Result:
    """Make the packet of a supplement round of the submission in `folder`, whose changed documents are built.

    Raises `PacketRefused` with everything that speaks against it, `SubmissionError` and `RenderingError`; then the last
    good packet is untouched.
    """
    submission = load(folder)
    template_set = template_set_of(submission)
    every = as_built(trees(submission, template_set), options.built(folder))
    wanted = [each for each in every if each.document.key in contents.documents]
    documents, findings = built(submission, template_set, wanted, options.built(folder))
    papers = tuple(_papers(submission, contents))
    planner = _planner(submission, papers, Planner(submission, template_set, specification.load(template_set)))
    with TemporaryDirectory() as scratch, printing(template_set) as printer:
        own = OwnPapers(submission, template_set, None, [each.document for each in every], Path(scratch), printer)
        making = Making(submission, template_set, planner, options, documents, own, Path(scratch))
        found, problems = attached(submission, papers, planner.specification.limits, Path(scratch))
        plan = _with_own(planner.plan(_route(planner, contents), documents, found), contents, papers, found)
        problems = [
            *problems,
            *absent(submission, papers, making.tolerant),
            *check_signed(plan, submission, making.tolerant),
        ]
        refuse([*findings, *problems])
        return making.make(Prepared(plan, found, tuple(problems)), ())


def _papers(submission: Submission, contents: Contents) -> Iterator[Attachment]:
    """The papers that the answer names, and the signed originals of what changed."""
    for paper in submission.study.attachments:
        signed = paper.signed is not None and any(
            key in (paper.signed, f"{paper.signed}-{paper.institution}") for key in contents.documents
        )
        if signed or paper.id in contents.attachments:
            yield paper


def _planner(submission: Submission, papers: tuple[Attachment, ...], whole: Planner) -> Planner:
    """A planner that knows of no other papers; which parts apply is still asked of the whole filing."""
    study = submission.study.model_copy(update={"attachments": papers})
    planner = Planner(dataclasses.replace(submission, study=study), whole.template_set, whole.specification)
    planner.conditions = whole.conditions
    return planner


def _route(planner: Planner, contents: Contents) -> RouteSpecification:
    """Every part that any route has, in their order, but what a packet writes about itself."""
    routes = planner.specification.routes
    parts = dict.fromkeys(part for route in routes for part in route.parts)
    return RouteSpecification(
        id=ROUTE,
        title=contents.title,
        receiver=contents.receiver,
        takes=tuple(dict.fromkeys(each for route in routes for each in route.takes)),
        parts=tuple(part for part in parts if planner.specification.part(part).own is None),
    )


def _with_own(plan: Plan, contents: Contents, papers: tuple[Attachment, ...], found: Mapping[str, Attached]) -> Plan:
    """The plan with the round's own papers before everything, and behind it what no part takes."""
    parts = [Part(each.document.id, 0, each.document.title.ko, "", (), (_item(each),)) for each in contents.papers]
    parts += plan.parts
    taken = {item.source for part in plan.parts for item in part.items}
    left = [each for each in papers if each.signed is None and f"attachment:{each.id}" not in taken]
    if left:
        items = tuple(attachment_item(each, found.get(each.id)) for each in left)
        parts.append(Part("further-papers", 0, "그 밖의 첨부", "", (), items))
    numbered = (dataclasses.replace(part, number=number) for number, part in enumerate(parts, start=1))
    return dataclasses.replace(plan, parts=tuple(numbered))


def _item(paper: Paper) -> Item:
    document, key = paper.document, f"document:{paper.document.key}"
    return Item(
        key,
        document.title.ko,
        State.GENERATED,
        key,
        f"documents/{document.stem}.pdf",
        paper.path,
        paper.path,
        paper.pages,
        sha256(paper.path.read_bytes()).hexdigest(),
        trusted=True,
        content=sha256(to_json(document)).hexdigest(),
    )
