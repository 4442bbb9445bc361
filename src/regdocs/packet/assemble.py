"""Assembly: a built submission and its attachments become a packet; read top to bottom, each step is one function."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from regdocs.build.paging import as_built
from regdocs.build.record import Title, read
from regdocs.build.trees import trees
from regdocs.compose.compose import Composed
from regdocs.finding import ExitCode, Finding, RegdocsError, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.packet import archive, manifest, specification
from regdocs.packet.agreement import agreement, refusals
from regdocs.packet.attached import Attached, Content, absent, attached
from regdocs.packet.built import Built, built, fonts_of
from regdocs.packet.front import Numbers
from regdocs.packet.made_with import template_set_record, toolchain
from regdocs.packet.merge import Properties, merge
from regdocs.packet.options import Options, Result
from regdocs.packet.own import MERGED, OwnPapers
from regdocs.packet.place import put, refuse_foreign, staging
from regdocs.packet.plan import Item, Part, Plan, Planner
from regdocs.packet.printer import printing
from regdocs.packet.signed import check_signed
from regdocs.packet.specification import RouteSpecification
from regdocs.packet.upload import upload
from regdocs.submission import inputs
from regdocs.submission.load import Submission, load
from regdocs.submission.problem import quoted, shown
from regdocs.template_set.load import TemplateSet, template_set_of

_DRAFT = Bilingual("초안", "DRAFT")
_EXAMPLE = Bilingual("견본", "SPECIMEN")

Judge = Callable[[Submission, TemplateSet, Sequence[Composed]], Iterable[Finding]]
"""Finds what speaks against filing a submission, from its composed documents."""


class PacketRefused(RegdocsError):
    """A packet that may not be handed in as it is."""

    exit_code = ExitCode.FINDINGS


def packets(folder: Path, options: Options, judge: Judge | None = None) -> list[Result]:
    """Make the packets of the built submission in `folder`.

    `judge` finds what else speaks against filing it; its errors stop a packet that is no draft. Raises
    `PacketRefused` with everything that speaks against a packet, `SubmissionError`, `RenderingError` and `UsageError`;
    then the last good packets are untouched.
    """
    submission = load(folder)
    template_set = template_set_of(submission)
    planner = Planner(submission, template_set, specification.load(template_set))
    routes = _routes(planner, options)
    composed = as_built(trees(submission, template_set), options.built(folder))
    documents, findings = built(submission, template_set, composed, options.built(folder))
    judged = judge(submission, template_set, composed) if judge is not None else ()
    every = [each.document for each in composed]
    findings = [_softened(finding, options) for finding in (*judged, *findings, *refusals(agreement(every)))]
    with TemporaryDirectory() as scratch, printing(template_set) as printer:
        own = OwnPapers(submission, template_set, read(options.built(folder)), every, Path(scratch), printer)
        making = Making(submission, template_set, planner, options, documents, own, Path(scratch))
        prepared = [making.prepare(route) for route in routes]
        refuse([*findings, *(finding for each in prepared for finding in each.findings)])
        remarks = tuple(finding for finding in findings if finding.severity is Severity.WARNING)
        return [making.make(each, remarks) for each in prepared]


def _softened(finding: Finding, options: Options) -> Finding:
    """In a draft what is missing is a warning; documents that are stale or edited are refused all the same."""
    if not options.draft or finding.rule.startswith("packet/") or finding.severity is not Severity.ERROR:
        return finding
    return replace(finding, severity=Severity.WARNING)


def _routes(planner: Planner, options: Options) -> list[RouteSpecification]:
    """The routes that were asked for, or are usual; raises `UsageError` for one that this filing can't take."""
    known = [route.id for route in planner.specification.routes]
    fit = [route.id for route in planner.specification.routes if planner.conditions._hold(route.requires)]
    wanted = [options.route] if options.route is not None else planner.usual()
    for identifier in wanted:
        remedy = Bilingual(f"가능한 값: {quoted(fit)}", f"it can take: {quoted(fit)}")
        if identifier not in known:
            name = shown(identifier)
            message = Bilingual(f"없는 경로: `{name}`", f"there is no route `{name}`")
            raise UsageError([Finding("usage/unknown-route", Severity.ERROR, message, remedy=remedy)])
        route = planner.specification.route(identifier)
        if identifier not in fit:
            message = Bilingual(
                f"이 신청은 `{identifier}` 경로에 해당하지 않음(`{route.requires}`)",
                f"this filing doesn't take the route `{identifier}` (`{route.requires}`)",
            )
            raise UsageError([Finding("usage/unfit-route", Severity.ERROR, message, remedy=remedy)])
    return [planner.specification.route(identifier) for identifier in wanted]


def refuse(findings: Sequence[Finding]) -> None:
    """Raises `PacketRefused` where one of the findings is an error."""
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise PacketRefused(dict.fromkeys(findings))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A packet that is planned and looked through, before anything is written."""

    plan: Plan
    attached: dict[str, Attached]
    findings: tuple[Finding, ...]

    @property
    def archivable(self) -> bool:
        """Whether nothing is known that keeps the merged file from being PDF/A-3b."""
        return not any(each.portable.unarchivable for each in self.attached.values())

    @property
    def converted(self) -> bool:
        """Whether LibreOffice made some of the pages."""
        return any(each.content is Content.WORD for each in self.attached.values())


class Making:
    """Makes the packets of one submission; holds what they share."""

    def __init__(
        self,
        submission: Submission,
        template_set: TemplateSet,
        planner: Planner,
        options: Options,
        documents: Sequence[Built],
        own: OwnPapers,
        scratch: Path,
    ) -> None:
        self.submission, self.template_set, self.planner, self.options = submission, template_set, planner, options
        self.documents, self.own, self.scratch = documents, own, scratch
        self.fonts = fonts_of(template_set)
        self.tolerant = options.draft or submission.study.example
        self.known: dict[str, Attached] = {}

    @property
    def mark(self) -> Bilingual | None:
        """What a packet that nobody may take for the real one says on its cover and tab pages."""
        if self.submission.study.example:
            return _EXAMPLE
        return _DRAFT if self.options.draft else None

    def prepare(self, route: RouteSpecification) -> Prepared:
        """Look every paper of the route through and plan the packet."""
        papers = self.planner.papers(route)
        new = [paper for paper in papers if paper.id not in self.known]
        found, findings = attached(self.submission, new, self.planner.specification.limits, self.scratch)
        self.known |= found
        ours = {paper.id: self.known[paper.id] for paper in papers if paper.id in self.known}
        plan = self.planner.plan(route, self.documents, ours)
        findings = [
            *findings,
            *absent(self.submission, papers, self.tolerant),
            *check_signed(plan, self.submission, self.tolerant),
        ]
        return Prepared(plan, ours, tuple(findings))

    def make(self, prepared: Prepared, remarks: tuple[Finding, ...]) -> Result:
        """Write the packet beside its place, then put it there."""
        plan = prepared.plan
        name = f"{self.submission.study.id}-{plan.route.id}"
        folder = self.options.target(self.submission.folder) / name
        with staging(folder) as beside:
            if not self.options.overwrite:
                refuse_foreign(folder)
            made, zipped = beside / name, beside / f"{name}.zip"
            made.mkdir()
            data, pages, files = self.write(plan, prepared, made)
            archive.write(zipped, {f"{name}/{each}": made / each for each in _below(made)})
            put(made, folder, zipped, folder.with_name(f"{name}.zip"))
        digest = sha256(data).hexdigest()
        findings = (*remarks, *prepared.findings)
        return Result(plan.route.id, folder, folder.with_name(f"{name}.zip"), digest, pages, files, findings)

    def write(self, plan: Plan, prepared: Prepared, made: Path) -> tuple[bytes, int, int]:
        """Write every file of the packet into the folder `made`; the manifest's bytes, the pages, the files."""
        settled = self.own.settle(plan, self.mark)
        plan, numbers = settled.plan, settled.numbers
        merge(plan, settled.front, numbers, self.fonts, self.properties(prepared), made / MERGED)
        entries = [_entry(made, MERGED, "packet", numbers.total)]
        for name, data in settled.beside.items():
            (made / name).write_bytes(data)
            entries.append(_entry(made, name, "packet", None))
        for item in (item for part in plan.parts for item in part.items if item.path is not None):
            assert item.path is not None
            _copy(item.path, made / item.name)
            entry = _entry(made, item.name, item.source, item.pages, item)
            if entry.sha256 != item.sha256:
                raise PacketRefused([_changed_meanwhile(item)])
            entries.append(entry)
        slots = upload(plan, self.planner.specification.portal, self.limit, self.scratch / plan.route.id)
        for path, (source, part) in slots.items():
            _copy(source, made / path)
            entries.append(_entry(made, path, f"upload:{part}", None))
        entries.sort(key=lambda each: each.path)
        data = manifest.to_bytes(self.manifest(prepared, plan, numbers, entries))
        (made / manifest.NAME).write_bytes(data)
        return data, numbers.total, len(entries) + 1

    @property
    def limit(self) -> int | None:
        return self.options.split or self.planner.specification.portal.largest

    def properties(self, prepared: Prepared) -> Properties:
        study = self.submission.study
        mark = f" [{self.mark.ko}]" if self.mark else ""
        title = f"{prepared.plan.route.title.ko}{mark}"
        author = study.institutions[0].name.ko
        return Properties(title, author, study.title.ko, study.filing.date.isoformat(), prepared.archivable)

    def manifest(
        self, prepared: Prepared, plan: Plan, numbers: Numbers, entries: Sequence[manifest.FileEntry]
    ) -> manifest.Manifest:
        submission, study = self.submission, self.submission.study
        return manifest.Manifest(
            route=plan.route.id,
            title=Title(plan.route.title.ko, plan.route.title.en),
            submission=study.id,
            revision=study.revision,
            date=study.filing.date.isoformat(),
            law_as_of=study.filing.as_of.isoformat(),
            template_set=template_set_record(self.template_set),
            metadata=submission.inputs[inputs.STUDY],
            inputs={_readable(name): digest for name, digest in submission.inputs.items()},
            toolchain=toolchain(self.fonts, converted=prepared.converted),
            mark=Title(self.mark.ko, self.mark.en) if self.mark else None,
            draft=self.options.draft,
            split=self.options.split,
            round=self.options.round,
            archivable=prepared.archivable,
            pages=numbers.total,
            parts=tuple(_part_entry(part, numbers) for part in plan.parts),
            files=tuple(entries),
        )


def _readable(name: str) -> str:
    """A file's name as text: what lies in a folder may have one that no encoding gives."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _changed_meanwhile(item: Item) -> Finding:
    name = item.path.name if item.path else item.name
    message = Bilingual(f"{name}: 제출자료를 만드는 동안 바뀜", f"{name} was changed while the packet was being made")
    return Finding(
        "packet/changed-meanwhile", Severity.ERROR, message, remedy=Bilingual("다시 실행하십시오", "run it again")
    )


def _part_entry(part: Part, numbers: Numbers) -> manifest.PartEntry:
    items = tuple(
        manifest.ItemEntry(item.key, item.title, item.state.name.lower(), numbers.items.get(item.key), item.pages)
        for item in part.items
    )
    return manifest.PartEntry(part.id, part.number, part.title, numbers.parts[part.id], part.separate, items)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _entry(made: Path, name: str, source: str, pages: int | None, item: Item | None = None) -> manifest.FileEntry:
    path = made / name
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    size = path.stat().st_size
    if item is None:
        return manifest.FileEntry(name, size, pages, digest, source)
    return manifest.FileEntry(name, size, pages, digest, source, item.content, item.replaced, item.printed_from)


def _below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
