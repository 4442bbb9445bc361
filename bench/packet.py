"""Packets: merging the reference dossier with a thousand pages of attachments, pypdf beside it, and verifying 100 MB."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
import pikepdf
from pikepdf import Dictionary, Name

from bench.dossier import SECTIONS
from bench.measure import REGDOCS, process, seconds
from regdocs.build.record import read
from regdocs.compose.compose import compose
from regdocs.compose.job import jobs
from regdocs.formats.pdf.fonts import FontLibrary
from regdocs.packet import archive
from regdocs.packet.attached import attached
from regdocs.packet.built import built, fonts_of
from regdocs.packet.manifest import NAME, FileEntry, from_bytes, to_bytes
from regdocs.packet.merge import Properties, merge
from regdocs.packet.own import OwnPapers, Settled
from regdocs.packet.plan import Planner
from regdocs.packet.printer import printing
from regdocs.packet.specification import load as load_packets
from regdocs.packet.verify import verify
from regdocs.submission.load import load
from regdocs.template_set.load import template_set_of

ATTACHMENTS, PAGES = 20, 50
HEAVY = 100_000_000
"""Bytes of the packet that is verified."""
MOST_SECONDS, MOST_MEMORY, MOST_TO_VERIFY = 5.0, 500.0, 1.0
_RECEIVER = "{ko: 심의위원회, en: Review committee}"

Told = tuple[str, str, str, bool | None]
"""What was measured, the measurement, its bar, whether it holds."""


def packet(folder: Path) -> Iterator[Told]:
    """The reference dossier in `folder`, with twenty attachments of fifty pages, as one packet once it is built."""
    submission = folder / "reference"
    _add_attachments(submission)
    _add_routes(submission / "templates" / "reference")
    process([*REGDOCS, "build", str(submission), "--format", "pdf", "--quiet"])
    run = process([*REGDOCS, "packet", str(submission), "--route", "all", "--draft"])
    (made,) = (submission / "build" / "packet").glob("*/packet.pdf")
    with pikepdf.open(made) as merged:
        pages = len(merged.pages)
    holds = run.seconds <= MOST_SECONDS
    yield f"Packet of {pages:,} pages, whole command", f"{run.seconds:.2f} s", f"≤ {MOST_SECONDS:.0f} s", holds
    yield "  its processor time", f"{run.cpu:.2f} s", "", None
    yield "  its memory", f"{run.memory:.0f} MiB", f"≤ {MOST_MEMORY:.0f} MiB", run.memory <= MOST_MEMORY
    yield from _against_pypdf(submission, folder)
    yield from _verified(made.parent)


def _against_pypdf(submission: Path, folder: Path) -> Iterator[Told]:
    """The merge by itself, once everything that goes into it is laid out: every page stamped, bookmarks and links kept."""
    with TemporaryDirectory() as scratch:
        ready = _ready(submission, Path(scratch))
        ours = seconds(lambda: _merged(ready, folder / "ours.pdf"))
        yield "  merging, stamping, links, bookmarks alone", f"{ours:.2f} s", "", None
        if importlib.util.find_spec("pypdf") is None:
            yield "  pypdf, the same merge", "skipped: pypdf is absent", "", None
            return
        files, stamps = (
            _pieces(ready, Path(scratch)),
            _stamps(ready.settled.numbers.total, Path(scratch) / "stamps.pdf"),
        )
        theirs = seconds(lambda: _by_pypdf(files, stamps, folder / "pypdf.pdf"), times=1)
    yield "  pypdf, the same merge", f"{theirs:.2f} s; ours {ours / theirs:.3f} ×", "faster than pypdf", ours < theirs


@dataclass(frozen=True, slots=True)
class _Ready:
    """What merging begins with."""

    settled: Settled
    fonts: FontLibrary


def _ready(submission: Path, scratch: Path) -> _Ready:
    loaded = load(submission)
    template_set = template_set_of(loaded)
    specification = load_packets(template_set)
    planner = Planner(loaded, template_set, specification)
    route = specification.route("all")
    composed = [compose(loaded, template_set, job) for job in jobs(loaded, template_set)]
    documents, _ = built(loaded, template_set, composed, submission / "build")
    found, _ = attached(loaded, planner.papers(route), specification.limits, scratch)
    trees = [each.document for each in composed]
    with printing(template_set) as printer:
        own = OwnPapers(loaded, template_set, read(submission / "build"), trees, scratch, printer)
        return _Ready(own.settle(planner.plan(route, documents, found), None), fonts_of(template_set))


def _merged(ready: _Ready, target: Path) -> None:
    properties = Properties("제출자료", "병원", "연구", "2026-11-22", True)
    settled = ready.settled
    merge(settled.plan, settled.front, settled.numbers, ready.fonts, properties, target)


def _pieces(ready: _Ready, scratch: Path) -> list[tuple[Path, tuple[int, int] | None]]:
    """The files in their order, with the pages (from 0) to take of each; None for all."""
    own, front = scratch / "front.pdf", ready.settled.front
    own.write_bytes(front.written.data)
    pieces: list[tuple[Path, tuple[int, int] | None]] = [(own, (0, front.leading()))]
    for part in ready.settled.plan.parts:
        tab = front.tab_pages(part.id)
        pieces.append((own, (tab.start, tab.stop)))
        pieces += [(item.printed, None) for item in part.printed if item.printed is not None]
    return pieces


def _stamps(total: int, target: Path) -> Path:
    """A page number on each of so many empty pages."""
    with pikepdf.new() as made:
        font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for number in range(1, total + 1):
            page = made.add_blank_page(page_size=(595, 842)).obj
            page.Resources = Dictionary(Font=Dictionary(F1=font))
            page.Contents = made.make_stream(f"BT /F1 7.5 Tf 480 11 Td ({number} / {total}) Tj ET".encode())
        made.save(target)
    return target


def _by_pypdf(files: Sequence[tuple[Path, tuple[int, int] | None]], stamps: Path, target: Path) -> None:
    """The same by pypdf as its documentation shows: bookmarks imported, a stamp merged over every page."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for path, pages in files:
        writer.append(str(path), pages=pages, import_outline=True)
    stamped = PdfReader(str(stamps))
    for page, stamp in zip(writer.pages, stamped.pages, strict=True):
        page.merge_page(stamp)
    writer.write(str(target))


def _verified(made: Path) -> Iterator[Told]:
    """Folder and zip, filled up to 100 MB."""
    for name, path in zip(("folder", "zip"), _heavy(made), strict=True):
        if verify(path)[1]:
            raise RuntimeError("a packet that nobody changed is said to be changed")
        taken = seconds(partial(verify, path))
        bar = f"≤ {MOST_TO_VERIFY:.0f} s"
        yield f"regdocs verify of {HEAVY // 10**6} MB, {name}", f"{taken:.2f} s", bar, taken <= MOST_TO_VERIFY


def _heavy(made: Path) -> tuple[Path, Path]:
    """A copy of a packet with large attachments, as folder and as zip."""
    manifest = from_bytes((made / NAME).read_bytes())
    assert manifest is not None
    folder, random, entries = made.with_name("heavy"), Random(100), []
    folder.mkdir()
    for index in range(10):
        data = random.randbytes(HEAVY // 10)
        name = f"attachment-{index}.pdf"
        (folder / name).write_bytes(data)
        entries.append(FileEntry(name, len(data), None, sha256(data).hexdigest(), "packet"))
    (folder / NAME).write_bytes(to_bytes(msgspec.structs.replace(manifest, files=tuple(entries))))
    zipped = made.with_name("heavy.zip")
    archive.write(zipped, {f"heavy/{path.name}": path for path in folder.iterdir()})
    return folder, zipped


def _add_attachments(submission: Path) -> None:
    """Twenty files of fifty pages each, of the dossier's own pages in another order, with bookmarks and links."""
    target = submission / "attachments"
    target.mkdir()
    sources = sorted((submission / "build").glob("*.pdf"))
    lines = ["attachments:"]
    random = Random(50)
    for number in range(1, ATTACHMENTS + 1):
        with pikepdf.new() as made:
            while len(made.pages) < PAGES:
                with pikepdf.open(random.choice(sources)) as source:
                    made.add_pages_from(source, range(min(len(source.pages), PAGES - len(made.pages))))
            with made.open_outline() as outline:
                outline.root.extend(pikepdf.OutlineItem(f"{page + 1}쪽", page) for page in range(PAGES))
            made.save(target / f"report-{number}.pdf", deterministic_id=True)
        lines.append(
            f"  - {{id: report_{number}, role: evidence_file, title: 시험보고서 {number}, file: attachments/report-{number}.pdf}}"
        )
    with (submission / "study.yaml").open("a", encoding="utf-8") as study:
        study.write("\n".join(lines) + "\n")


def _add_routes(template_set: Path) -> None:
    """A packets.yaml that takes every paper and every attachment, and both papers that a packet writes about itself."""
    papers = [f"paper-{number:02d}" for number in range(1, len(SECTIONS) + 1)]
    parts = ["legal-index", "agreement", *papers, "evidence"]
    lines = ["portal: {title: 포털}", "routes:"]
    lines.append(
        f"  - {{id: all, title: 제출자료, receiver: {_RECEIVER}, takes: [committee, mfds], parts: [{', '.join(parts)}]}}"
    )
    lines.append("parts:")
    lines += [f"  - {{id: {paper}, document: {paper}}}" for paper in papers]
    lines.append("  - {id: legal-index, title: 요건 대비표, own: legal-index}")
    lines.append("  - {id: agreement, title: 기재사항 일치 확인서, own: agreement}")
    lines.append("  - {id: evidence, title: 근거자료, roles: [evidence_file]}")
    (template_set / "packets.yaml").write_text("\n".join(lines) + "\n", "utf-8")
