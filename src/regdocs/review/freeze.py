"""Freezing: a submission as it is now becomes a revision that is never written again."""

from __future__ import annotations

import datetime
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import regdocs
from regdocs.build import record
from regdocs.build.lock import alone
from regdocs.build.output import hash_of, refused
from regdocs.build.paging import as_built
from regdocs.build.place import tree_of
from regdocs.build.trees import trees
from regdocs.compose.compose import Composed
from regdocs.compose.unplaced import unplaced
from regdocs.document.document import to_json
from regdocs.drawing.catalogue import PREFIX
from regdocs.finding import Finding, Place, Severity, SubmissionError, UsageError
from regdocs.language import Bilingual
from regdocs.submission import inputs, newest
from regdocs.submission.frozen import BUILD, DRAWINGS, FOLDER, MANIFEST, is_frozen, record_folder
from regdocs.submission.label import composed as composed_label
from regdocs.submission.label import demand_label
from regdocs.submission.load import Submission, load
from regdocs.submission.problem import shown
from regdocs.submission.revision import (
    DocumentEntry,
    FileEntry,
    Manifest,
    Previous,
    Revision,
    RevisionChanged,
    TemplateSetEntry,
    to_bytes,
    verified,
)
from regdocs.template_set.load import TemplateSet, template_set_of

_STAGING = ".staging-"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A revision that was just frozen, and what is to be said of it."""

    revision: Revision
    findings: tuple[Finding, ...]


def freeze(folder: Path, label: str, why: str = "", day: datetime.date | None = None) -> Frozen:
    """Keep the submission in `folder` as `revisions/LABEL`; `day` is the filing date where none is given.

    What the documents lack makes the revision a draft and is told. Raises `SubmissionError` and `RenderingError` where
    they can't be composed, `UsageError` for a label that is taken or no label, `RevisionChanged` where an earlier
    revision was tampered with; then nothing is written.
    """
    label = demand_label(label)
    _refuse_nested(folder)
    submission = load(folder)
    template_set = template_set_of(submission)
    every = as_built(trees(submission, template_set), record_folder(folder))
    gaps = _gaps(submission, template_set, every)
    build, findings = _build(folder, every)
    try:
        with alone(folder / "build"):
            earlier = _earlier(folder, label)
            making = _Making(submission, template_set, every, label, len(gaps), build)
            revision = making.put(why.strip(), day or submission.study.filing.date, earlier)
    except OSError as error:
        raise refused(f"{FOLDER}/{label}", error) from error
    return Frozen(revision, (*_draft(gaps), *findings))


def _refuse_nested(folder: Path) -> None:
    if is_frozen(folder):
        message = Bilingual(f"`{folder.name}`: 이미 확정된 것임", f"`{folder.name}` is frozen already")
        raise UsageError([Finding("usage/frozen-revision", Severity.ERROR, message)])


def _gaps(submission: Submission, template_set: TemplateSet, every: Sequence[Composed]) -> list[Finding]:
    """What the documents lack, each once."""
    findings = [*unplaced(submission, template_set), *(finding for each in every for finding in each.findings)]
    return [finding for finding in dict.fromkeys(findings) if finding.severity is Severity.ERROR]


def _draft(gaps: Sequence[Finding]) -> Iterator[Finding]:
    if gaps:
        message = Bilingual(
            f"빠진 값과 본문이 {len(gaps)}건 있어 초안으로 확정함",
            f"frozen as a draft: {len(gaps)} values and texts are absent",
        )
        remedy = Bilingual("`regdocs check`가 빠진 것을 보여 줌", "`regdocs check` lists them")
        yield Finding("revision/draft", Severity.WARNING, message, remedy=remedy)


def _build(folder: Path, every: Sequence[Composed]) -> tuple[bytes | None, list[Finding]]:
    """The record of the last build where it is of these very documents: it knows their pages and the files' hashes."""
    target = record_folder(folder)
    found = record.read(target)
    if found is None:
        return None, []
    wanted = {(each.document.id, each.document.instance) for each in every}
    known = {(each.id, each.instance) for each in found.documents}
    current = (
        found.language == "ko"
        and known == wanted
        and all(
            hash_of(target / tree_of(each.document)) == sha256(to_json(each.document)).hexdigest() for each in every
        )
    )
    if current:
        return record.to_bytes(found), []
    message = Bilingual(
        "작성된 문서가 지금의 자료와 달라 쪽 번호를 함께 두지 않음",
        "what was built differs from the data as they are now; its page numbers are not kept",
    )
    remedy = Bilingual("`regdocs build` 뒤에 확정하십시오", "run `regdocs build` before freezing")
    return None, [Finding("revision/stale-build", Severity.WARNING, message, remedy=remedy)]


def _earlier(folder: Path, label: str) -> list[Revision]:
    """The revisions so far, proven; raises `UsageError` where the label is taken, also in other letters' case."""
    found, findings = verified(folder)
    if findings:
        raise RevisionChanged(findings)
    taken = {composed_label(path.name).lower() for path in (folder / FOLDER).glob("*")}
    if label.lower() in taken:
        message = Bilingual(f"이미 있는 확정본: `{label}`", f"the revision `{label}` is there already")
        remedy = Bilingual("확정본은 바꿀 수 없으니 다른 이름을 쓰십시오", "it is kept for good; use another label")
        raise UsageError([Finding("usage/label-taken", Severity.ERROR, message, remedy=remedy)])
    return found


@dataclass(frozen=True)
class _Making:
    """Writes one revision beside its place and puts it there in one step."""

    submission: Submission
    template_set: TemplateSet
    every: Sequence[Composed]
    label: str
    gaps: int
    build: bytes | None

    def put(self, why: str, day: datetime.date, earlier: Sequence[Revision]) -> Revision:
        revisions = self.submission.folder / FOLDER
        # The lock is ours: what lies there is left from one that was killed.
        for left in revisions.glob(f"{_STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)
        staging, final = revisions / f"{_STAGING}{self.label}", revisions / self.label
        try:
            staging.mkdir(parents=True)
            _keep_line_ends(revisions)
            entries = [*self._inputs(staging, earlier), *self._made(staging)]
            manifest = self._manifest(why, day, earlier, sorted(entries, key=lambda each: each.path))
            data = to_bytes(manifest)
            _keep(staging / MANIFEST, data)
            staging.rename(final)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        digest = sha256(data).hexdigest()
        newest.note(revisions, self.label, digest)
        return Revision(final, manifest, digest)

    def _inputs(self, staging: Path, earlier: Sequence[Revision]) -> Iterator[FileEntry]:
        """Every input file, proven to be what was loaded."""
        folder = self.submission.folder
        paths = inputs.files(folder)
        held = _held(earlier)
        for name, digest in self.submission.inputs.items():
            if digest == inputs.REFUSED:
                raise SubmissionError([_refused(name)])
            if not name.startswith("attachments/") or not _link(held.get(digest), staging / name):
                _copy(paths[name], staging / name)
                if inputs.hash_file(staging, staging / name) != digest:
                    raise SubmissionError([_changed_meanwhile(name)])
            yield FileEntry(name, (staging / name).stat().st_size, digest)

    def _made(self, staging: Path) -> Iterator[FileEntry]:
        """What regdocs made of them: trees, drawings, the build's record."""
        files = {tree_of(each.document): to_json(each.document) for each in self.every}
        for each in self.every:
            for name, data in each.drawings.items():
                files[f"{DRAWINGS}/{name.removeprefix(PREFIX)}.svg"] = data
        if self.build is not None:
            files[BUILD] = self.build
        for name, data in files.items():
            _keep(staging / name, data)
            yield FileEntry(name, len(data), sha256(data).hexdigest())

    def _manifest(
        self, why: str, day: datetime.date, earlier: Sequence[Revision], files: Sequence[FileEntry]
    ) -> Manifest:
        study, templates = self.submission.study, self.template_set
        last = earlier[-1] if earlier else None
        pages = self._pages()
        return Manifest(
            label=self.label,
            sequence=len(earlier) + 1,
            date=day.isoformat(),
            why=why,
            submission=study.id,
            revision=study.revision,
            gaps=self.gaps,
            law_as_of=study.filing.as_of.isoformat(),
            regdocs=regdocs.__version__,
            template_set=TemplateSetEntry(templates.id, templates.specification.version, _digest(templates)),
            previous=Previous(last.label, last.sha256) if last else None,
            documents=tuple(
                DocumentEntry(
                    each.document.id,
                    each.document.instance,
                    each.document.title.ko,
                    each.document.number,
                    tree_of(each.document),
                    pages.get((each.document.id, each.document.instance)),
                )
                for each in self.every
            ),
            files=tuple(files),
        )

    def _pages(self) -> dict[tuple[str, str | None], int | None]:
        if self.build is None:
            return {}
        found = record.read(record_folder(self.submission.folder))
        return {(each.id, each.instance): each.pages for each in found.documents} if found else {}


def _held(earlier: Sequence[Revision]) -> dict[str, Path]:
    """The attachments that earlier revisions hold, by hash: what never changes needs to be there once only."""
    return {
        entry.sha256: revision.path / entry.path
        for revision in earlier
        for entry in revision.manifest.files
        if entry.path.startswith("attachments/")
    }


def _link(source: Path | None, target: Path) -> bool:
    if source is None:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    _protect(target)


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    _protect(path)


def _keep_line_ends(revisions: Path) -> None:
    """Git on Windows may turn line ends in what it checks out; here every byte counts."""
    path = revisions / ".gitattributes"
    if not path.exists():
        path.write_bytes(b"* -text\n")


def _protect(path: Path) -> None:
    """Read-only, so that a slip of the hand is noticed at once; who means to change it is found by the hashes."""
    with suppress(OSError):
        path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)


def _digest(template_set: TemplateSet) -> str:
    text = "\n".join(f"{name}\0{digest}" for name, digest in sorted(template_set.inputs.items()))
    return sha256(text.encode()).hexdigest()


def _refused(name: str) -> Finding:
    message = Bilingual(f"`{shown(name)}`: 읽을 수 없는 파일", f"`{shown(name)}` can't be read")
    remedy = Bilingual(
        "폴더 밖을 가리키면 사본을 두고, 권한을 확인하십시오",
        "put a copy into the folder where it leads out of it; check its permissions",
    )
    return Finding("revision/unreadable", Severity.ERROR, message, Place(file=name), remedy)


def _changed_meanwhile(name: str) -> Finding:
    message = Bilingual(
        f"`{shown(name)}`: 확정하는 동안 바뀜", f"`{shown(name)}` was changed while it was being frozen"
    )
    return Finding(
        "revision/changed-meanwhile",
        Severity.ERROR,
        message,
        Place(file=name),
        Bilingual("다시 실행하십시오", "run it again"),
    )
