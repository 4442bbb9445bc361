"""The documents of the last build, proven to be what the submission says today and untouched since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from regdocs.build.cache import Cache, key
from regdocs.build.layout import used
from regdocs.build.output import hash_of
from regdocs.build.record import DocumentRecord, read
from regdocs.compose.compose import Composed
from regdocs.compose.unplaced import unplaced
from regdocs.document.document import Document, to_json
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.pdf.fonts import FontLibrary, find_fonts
from regdocs.formats.pdf.toolchain import fingerprint
from regdocs.language import Bilingual
from regdocs.packet import says
from regdocs.submission.load import Submission
from regdocs.template_set.load import TemplateSet

_BUILD = Bilingual("`regdocs build`를 다시 실행하십시오", "run `regdocs build` again")


@dataclass(frozen=True, slots=True)
class Built:
    """A document as it was built: its tree, its PDF's path and hash, the hash of its tree, the first pages of sections."""

    document: Document
    path: Path
    sha256: str
    tree: str
    pages: int
    record: DocumentRecord

    @property
    def key(self) -> str:
        """The document's id, with the institution's where there is one for each."""
        return self.document.key


def fonts_of(template_set: TemplateSet) -> FontLibrary:
    """The fonts that the set's PDFs embed; raises `RenderingError` for one that this machine lacks."""
    return find_fonts(template_set.style, [template_set.folder / "style" / "fonts"])


def built(
    submission: Submission, template_set: TemplateSet, every: Sequence[Composed], folder: Path
) -> tuple[list[Built], list[Finding]]:
    """`every` composed document of the filing as it lies in the build folder `folder`, and what is wrong with them.

    What documents lack themselves (a value, prose) is among the findings. Raises `RenderingError` where there is no
    build at all.
    """
    record = read(folder)
    if record is None:
        message = Bilingual("작성된 문서가 없음", "nothing has been built yet")
        remedy = Bilingual("먼저 `regdocs build`를 실행하십시오", "run `regdocs build` first")
        raise RenderingError([Finding("packet/not-built", Severity.ERROR, message, remedy=remedy)])
    records = {(each.id, each.instance): each for each in record.documents}
    proofs = _Proofs(submission, template_set, folder)
    found: list[Built] = []
    findings = [*unplaced(submission, template_set), *(finding for each in every for finding in each.findings)]
    for each in every:
        wrong, document = _judge(each, records.get((each.document.id, each.document.instance)), proofs)
        findings += wrong
        if document is not None:
            found.append(document)
    return found, findings


def _judge(
    composed: Composed, record: DocumentRecord | None, proofs: _Proofs
) -> tuple[Sequence[Finding], Built | None]:
    document = composed.document
    if record is None or "pdf" not in record.files or record.pages is None:
        message = f"{document.stem}: 작성된 PDF가 없음", f"{document.stem}: no PDF of it was built"
        return [_finding("not-built", document, message, _BUILD)], None
    edited = list(_edited(document, record, proofs))
    if edited:
        return edited, None
    tree = to_json(document)
    file = record.files["pdf"]
    if not proofs.current(composed, tree, record.tree, file.sha256):
        message = (
            f"{document.stem}: 자료가 바뀐 뒤 다시 작성되지 않음",
            f"{document.stem}: what it is made from has changed since it was built",
        )
        said = says.of_tree(proofs.folder / record.tree)
        otherwise = says.disagreements(document.stem, document, said, proofs.positions)
        return [_finding("stale-document", document, message, _BUILD), *otherwise], None
    path = proofs.folder / file.path
    return [], Built(document, path, file.sha256, sha256(tree).hexdigest(), record.pages, record)


def _edited(document: Document, record: DocumentRecord, proofs: _Proofs) -> Iterator[Finding]:
    """A finding for each file of the document that isn't what was built, and for what an edited Word file says otherwise.

    DOCX too, though a packet holds PDF only: somebody's words are in it.
    """
    for name, file in record.files.items():
        digest = hash_of(proofs.folder / file.path)
        if digest is None:
            message = f"{file.path}: 파일이 없음", f"{file.path} is gone"
            yield _finding("missing-document", document, message, _BUILD)
        elif digest != file.sha256:
            message = (
                f"{file.path}: 작성된 뒤 다른 프로그램에서 수정됨",
                f"{file.path} was edited after it was built",
            )
            remedy = Bilingual(
                "수정 내용을 study.yaml이나 narrative에 옮긴 뒤 `regdocs build --overwrite`를 실행하십시오",
                "bring the edits into study.yaml or the narrative, then run `regdocs build --overwrite`",
            )
            yield _finding("edited-document", document, message, remedy)
            if name == "docx":
                said = says.of_word(proofs.folder / file.path)
                yield from says.disagreements(file.path, document, said, proofs.positions)


class _Proofs:
    """What shows that a PDF in the build folder is what a build would write now."""

    def __init__(self, submission: Submission, template_set: TemplateSet, folder: Path) -> None:
        self.folder, self.positions = folder, submission.positions
        self._resources = submission.resources
        self._cache = Cache(folder / ".cache")
        self._toolchain = fingerprint(template_set.style, fonts_of(template_set), template_set.style_sheet)

    def current(self, composed: Composed, tree: bytes, tree_path: str, digest: str) -> bool:
        """Whether the tree is the one that was written, and the PDF the one that tree, figures and look give."""
        if hash_of(self.folder / tree_path) != sha256(tree).hexdigest():
            return False
        shown = used(composed.document, {**self._resources, **composed.drawings})
        printed = self._cache.get(key(composed.document, shown, self._toolchain))
        return printed is not None and sha256(printed.data).hexdigest() == digest


def _finding(rule: str, document: Document, message: tuple[str, str], remedy: Bilingual) -> Finding:
    return Finding(f"packet/{rule}", Severity.ERROR, Bilingual(*message), Place(document=document.id), remedy)
