"""Signed originals: whether the scan is of the document as it was built, and whether one is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.packet.plan import Item, Plan, State
from regdocs.study.operation import Attachment
from regdocs.submission.load import Submission
from regdocs.submission.path import item as item_path

_DIGEST = re.compile(r"[0-9A-Fa-f]{8,64}")


def check_signed(plan: Plan, submission: Submission, tolerated: bool) -> list[Finding]:
    """What is wrong with the signed originals of a packet, and which are missing.

    A document that needs a signature and has none is an error; a note where that is `tolerated` (a draft, an example).
    """
    findings: list[Finding] = []
    for part in plan.parts:
        for item in part.items:
            if item.state is State.UNSIGNED:
                findings.append(_unsigned(item, tolerated))
            elif item.state is State.SIGNED:
                findings += _original(item, submission)
    return findings


def _unsigned(item: Item, tolerated: bool) -> Finding:
    assert item.built is not None
    name = item.built.key
    return Finding(
        "packet/unsigned",
        Severity.NOTE if tolerated else Severity.ERROR,
        Bilingual(f"{item.title}: 서명본이 없음", f"{name}: there is no signed original"),
        Place(document=name),
        Bilingual(
            "서명·날인한 문서를 스캔하여 첨부하고 `signed:`에 문서 id를 적으십시오(초안은 --draft)",
            "attach the scan of the signed paper with `signed:` and the document's id (or use --draft)",
        ),
    )


def _original(item: Item, submission: Submission) -> Iterator[Finding]:
    """The scan must have the pages of the built document, be no older than it, and be made from no earlier build."""
    assert item.built is not None
    document = item.built.document
    paper = _paper(item, submission)
    name = paper.file or paper.id
    place = submission.positions.place(
        f"{item_path('attachments', paper, submission.study.attachments.index(paper))}.file"
    )
    if item.pages != item.built.pages:
        ko = f"{name}: 서명본은 {item.pages}쪽, 작성된 {item.title}는 {item.built.pages}쪽임"
        en = f"{name} has {item.pages} pages, {item.built.key} as built has {item.built.pages}"
        yield _outdated("signed-pages", ko, en, place)
    if paper.date is not None and paper.date.isoformat() < document.date:
        ko = f"{name}: 서명일({paper.date})이 문서의 작성일({document.date})보다 앞섬"
        en = f"{name} was signed on {paper.date}, before the document's date {document.date}"
        yield _outdated("signed-version", ko, en, place)
    if _of_another_build(item):
        ko = f"{name}: 지금 작성된 {item.title}가 아닌 이전 파일에 서명함"
        en = f"{name} signs an earlier file than {item.built.key} as built now"
        yield _outdated("signed-version", ko, en, place)
    yield from _version(item, paper, name, place)


def _version(item: Item, paper: Attachment, name: str, place: Place) -> Iterator[Finding]:
    """A scan on paper doesn't tell what was printed: whoever declares it says so, and it must be what was built."""
    assert item.built is not None
    said, revision, digest = paper.printed_from, item.built.document.revision, item.built.sha256
    if said is None:
        if not _tells(item):
            message = Bilingual(
                f"{name}: 어느 판을 인쇄하여 서명하였는지 적혀 있지 않음",
                f"{name}: nothing says which version was printed and signed",
            )
            remedy = Bilingual(f'`printed_from: "{revision}"`과 같이 적으십시오', f'write `printed_from: "{revision}"`')
            yield Finding("packet/signed-version-unknown", Severity.WARNING, message, place, remedy)
    elif said != revision and not (_DIGEST.fullmatch(said) and digest.startswith(said.lower())):
        ko = f"{name}: {said}을(를) 인쇄하여 서명하였으나 지금 작성된 {item.title}는 제{revision}판({digest[:12]})임"
        en = f"{name} was printed from {said}; {item.built.key} as built now is revision {revision} ({digest[:12]})"
        yield _outdated("signed-version", ko, en, place)


def _paper(item: Item, submission: Submission) -> Attachment:
    assert item.built is not None
    wanted = item.built.document
    return next(
        paper
        for paper in submission.study.attachments
        if paper.signed == wanted.id and wanted.instance in (None, paper.institution)
    )


def _of_another_build(item: Item) -> bool:
    """Whether a file that was signed on screen comes from another build; a scan on paper doesn't tell."""
    assert item.printed is not None
    assert item.built is not None
    with pikepdf.open(item.printed, suppress_warnings=True) as signed, pikepdf.open(item.built.path) as ours:
        return _alike(signed, ours) and _birth(signed) != _birth(ours)


def _tells(item: Item) -> bool:
    """Whether a file was signed on screen and comes from this build."""
    assert item.printed is not None
    assert item.built is not None
    with pikepdf.open(item.printed, suppress_warnings=True) as signed, pikepdf.open(item.built.path) as ours:
        return _alike(signed, ours) and _birth(signed) == _birth(ours)


def _alike(signed: pikepdf.Pdf, ours: pikepdf.Pdf) -> bool:
    return all(str(signed.docinfo.get(name, "")) == str(ours.docinfo.get(name, "")) for name in ("/Title", "/Producer"))


def _birth(pdf: pikepdf.Pdf) -> bytes:
    """Programs that sign keep the first half of the identifier that a file was born with (ISO 32000-1, 14.4)."""
    identifier = pdf.trailer.get("/ID")
    return bytes(identifier[0]) if isinstance(identifier, pikepdf.Array) and len(identifier) else b""


def _outdated(rule: str, ko: str, en: str, place: Place) -> Finding:
    remedy = Bilingual(
        "지금 문서를 인쇄하여 다시 서명·날인하십시오", "print the document as it is now and have it signed again"
    )
    return Finding(f"packet/{rule}", Severity.ERROR, Bilingual(ko, en), place, remedy)
