"""The merged PDF, read back with another library: numbers, links, bookmarks, names, labels, properties."""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from packet_filing import SIGNED, attach, declare, linked_pdf, packet, paper, pdf, saved
from pikepdf import Array, Dictionary, Name, String

from regdocs.packet.manifest import Manifest, from_bytes

STAMP = re.compile(r"통합 ([\d,]+) / ([\d,]+)")


def manifest_of(folder: Path) -> Manifest:
    manifest = from_bytes((folder / "manifest.json").read_bytes())
    assert manifest is not None
    return manifest


def item_pages(folder: Path) -> dict[str, int]:
    """The first page of every item and of every part's tab, from 1."""
    parts = manifest_of(folder).parts
    found = {item.key: item.page for part in parts for item in part.items if item.page is not None}
    return found | {part.id: part.page for part in parts}


def crossing_pdf() -> bytes:
    """A page whose links name other files: by another program's kinds of links, in other folders, by names that nobody has."""
    targets = [
        Dictionary(S=Name.GoToR, F=String("linked.pdf"), D=Array([1, Name.Fit])),
        Dictionary(S=Name.GoToR, F=Dictionary(UF=String("../reports/LINKED.pdf")), D=String("appendix")),
        Dictionary(S=Name.GoToR, F=String("again.pdf"), D=String("appendix")),
        Dictionary(S=Name.URI, URI=String("08-research-plan.pdf#page=2")),
        Dictionary(S=Name.URI, URI=String("../documents/08-research-plan.pdf")),
        Dictionary(S=Name.GoToR, F=String("licence.pdf"), D=Array([99, Name.Fit])),
        Dictionary(S=Name.GoToR, F=String("elsewhere.pdf"), D=Array([0, Name.Fit])),
        Dictionary(S=Name.URI, URI=String("https://example.org/linked.pdf")),
    ]
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        annotations = (
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([9, 9 * n, 90, 9 * n + 8]), A=target)
            for n, target in enumerate(targets)
        )
        made.pages[0].obj.Annots = Array(map(made.make_indirect, annotations))
        return saved(made)


def odd_pages() -> bytes:
    """Pages as they come: turned, cropped, off the origin, tiny, huge, scaled and never restored, restored too often."""
    with pikepdf.new() as made:
        for size in [(595, 842)] * 8 + [(200, 150), (2400, 3400)]:
            made.add_blank_page(page_size=size)
        for index, angle in enumerate((90, 180, 270)):
            made.pages[index].obj.Rotate = angle
        made.pages[3].obj.CropBox = Array([100, 200, 500, 700])
        made.pages[3].obj.Rotate = 90
        made.pages[4].obj.MediaBox = Array([-300, -400, 295, 442])
        made.pages[5].obj.Contents = made.make_stream(b"q 0.1 0 0 0.1 900 900 cm q (q Q) Tj")
        made.pages[6].obj.Contents = made.make_stream(b"Q Q 1 0 0 rg 0 0 50 50 re f")
        made.pages[7].obj.Contents = made.make_stream(b"0 g 0 0 595 842 re f")
        for page in made.pages:
            if "/Resources" in page.obj:
                del page.obj["/Resources"]
        # A name that the stamp's own font would like to have.
        made.pages[8].obj.Resources = Dictionary(Font=Dictionary(RegdocsStamp=3))
        return saved(made)


@pytest.fixture(scope="module")
def merged(built_filing: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A packet with linked, odd and many attachments."""
    filing = Path(shutil.copytree(built_filing, tmp_path_factory.mktemp("merged") / "filing"))
    files = {
        "linked.pdf": linked_pdf(), "again.pdf": linked_pdf(), "odd.pdf": odd_pages(), "licence.pdf": pdf(2),
        "crossing.pdf": crossing_pdf(),
    }  # fmt: skip
    for name, data in files.items():
        attach(filing, name, data)
    reports = [paper(f"{name}.pdf", identifier=name) for name in ("linked", "again", "odd", "crossing")]
    declare(filing, [*SIGNED, *reports, paper("licence.pdf", "facility_licence", "licence")])
    return packet(filing).folder


@pytest.fixture(scope="module")
def texts(merged: Path) -> list[str]:
    with pypdfium2.PdfDocument(merged / "packet.pdf") as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_every_page_carries_its_number_in_the_whole(texts: list[str]) -> None:
    expected = [(str(number), str(len(texts))) for number in range(1, len(texts) + 1)]
    assert [STAMP.findall(text)[-1] for text in texts] == expected


def test_the_number_stands_at_the_foot_as_a_reader_sees_it(merged: Path) -> None:
    with pypdfium2.PdfDocument(merged / "packet.pdf") as document:
        for page in document:
            width = page.get_width()
            picture = page.render(scale=3).to_pil().convert("RGB")
            scale = min(max(width / 595.276, 0.5), 6)
            foot = picture.crop(
                (picture.width // 2, picture.height - round(3 * 22 * scale), picture.width, picture.height)
            )
            colours = {colour for _, colour in foot.getcolors(1 << 20)}
            assert any(blue > red + 20 and red < 120 for red, _, blue in colours), page


def test_the_stamp_leaves_the_pages_own_number(merged: Path, texts: list[str]) -> None:
    start = item_pages(merged)["document:research-plan"]
    assert "1 / " in STAMP.sub("", texts[start - 1])
    assert "2 / " in STAMP.sub("", texts[start])


def links(merged: pikepdf.Pdf, page: int) -> Iterator[tuple[tuple[float, ...], int]]:
    """The links of a page (from 1): where they stand and the page that they lead to, from 1."""
    pages = {each.obj.objgen: number for number, each in enumerate(merged.pages, start=1)}
    for annotation in merged.pages[page - 1].obj.get("/Annots", ()):
        target = annotation.get("/Dest")
        if target is None:
            target = annotation.A.D
        if isinstance(target, pikepdf.String):
            target = pikepdf.NameTree(merged.Root.Names.Dests)[str(target)].D
        yield tuple(float(value) for value in annotation.Rect), pages[target[0].objgen]


def test_the_lists_links_lead_to_the_pages_that_they_name(merged: Path) -> None:
    path = merged / "packet.pdf"
    by_page = {page: key for key, page in item_pages(merged).items()}
    followed = set()
    with pikepdf.open(path) as document, pypdfium2.PdfDocument(path) as read:
        for (left, bottom, right, top), target in links(document, 2):
            text = read[1].get_textpage()
            row = text.get_text_bounded(left, bottom - 2, 595, top + 2)
            assert str(target) in row.split(), (row, target)
            assert target in by_page
            assert text.get_text_bounded(left, bottom, right, top).strip()
            followed.add(target)
    assert {part.page for part in manifest_of(merged).parts} < followed


def test_a_tab_pages_links_lead_to_the_papers_behind_it(merged: Path) -> None:
    with pikepdf.open(merged / "packet.pdf") as document:
        for part in manifest_of(merged).parts:
            assert [target for _, target in links(document, part.page)] == [item.page for item in part.items]


def test_links_inside_merged_files_lead_where_they_led(merged: Path) -> None:
    pages = item_pages(merged)
    with pikepdf.open(merged / "packet.pdf") as document:
        for key in ("attachment:linked", "attachment:again"):
            start = pages[key]
            assert [target for _, target in links(document, start)] == [start + 2, start + 1]
        plan = pages["document:research-plan"]
        inside = [target for number in range(plan, plan + 3) for _, target in links(document, number)]
        assert inside
        # But for words that name another paper of the packet.
        assert {target for target in inside if not plan <= target < plan + 3} == {pages["document:cell-standards"]}


def test_links_from_one_file_to_another_lead_there(merged: Path) -> None:
    pages = item_pages(merged)
    linked, plan, licence = pages["attachment:linked"], pages["document:research-plan"], pages["attachment:licence"]
    with pikepdf.open(merged / "packet.pdf") as document:
        annotations = document.pages[pages["attachment:crossing"] - 1].obj.Annots
        where = {each.obj.objgen: number for number, each in enumerate(document.pages, start=1)}
        found = [where[each.Dest[0].objgen] if "/Dest" in each else None for each in annotations]
    # Two files have a destination of that name.
    assert found == [linked + 1, linked + 1, pages["attachment:again"] + 1, plan + 1, plan, licence, None, None]


def test_names_that_no_link_uses_are_kept_too(merged: Path) -> None:
    with pikepdf.open(merged / "packet.pdf") as document:
        pages = {each.obj.objgen: number for number, each in enumerate(document.pages, start=1)}
        names = pikepdf.NameTree(document.Root.Names.Dests)
        found = {name: pages[names[name].D[0].objgen] for name in ("appendix", "appendix-2")}
    first = item_pages(merged)
    assert found == {"appendix": first["attachment:linked"] + 1, "appendix-2": first["attachment:again"] + 1}


def bookmarks(folder: Path) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of every bookmark, in order."""
    with pypdfium2.PdfDocument(folder / "packet.pdf") as document:
        return [
            (mark.level, mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc(max_depth=9)
        ]


def test_bookmarks_lead_to_parts_and_to_the_sections_inside(merged: Path) -> None:
    found, pages = bookmarks(merged), item_pages(merged)
    assert found[:2] == [(0, "표지", 1), (0, "자료 전체 목록", 2)]
    parts = manifest_of(merged).parts
    assert [mark for mark in found[2:] if mark[0] == 0] == [
        (0, f"{each.number}. {each.title}", each.page) for each in parts
    ]
    plan = pages["document:research-plan"]
    assert (1, "1. 제목 overview", plan) in found
    linked = pages["attachment:linked"]
    at = found.index((1, "시험보고서 linked", linked))
    assert found[at + 1 : at + 3] == [(2, "1. 방법", linked), (3, "1.1 결과", linked + 2)]


def test_the_file_says_what_it_is(merged: Path) -> None:
    with pikepdf.open(merged / "packet.pdf") as document:
        assert str(document.docinfo.Title) == "신속·병합 검토 제출자료"
        assert str(document.docinfo.CreationDate).startswith("D:20261122")
        assert document.Root.PageMode == Name.UseOutlines
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert [str(document.pages[index].label) for index in (0, 4, 9)] == ["1", "5", "10"]
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "신속·병합 검토 제출자료"
            assert metadata.pdfa_status == "3B"


def test_a_file_that_cannot_be_archived_takes_the_claim_away(filing: Path) -> None:
    with pikepdf.new() as report:
        report.add_blank_page()
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        report.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
        attach(filing, "report.pdf", saved(report))
    declare(filing, [*SIGNED, paper("report.pdf")])
    made = packet(filing)
    assert [finding.rule for finding in made.findings] == ["attachment/not-archivable"]
    assert not manifest_of(made.folder).archivable
    with pikepdf.open(made.folder / "packet.pdf") as document, document.open_metadata() as metadata:
        assert metadata.pdfa_status == ""


def test_a_packet_can_be_attached_to_a_packet(filing: Path, merged: Path) -> None:
    attach(filing, "earlier.pdf", (merged / "packet.pdf").read_bytes())
    declare(filing, [*SIGNED, paper("earlier.pdf")])
    made = packet(filing)
    start = item_pages(made.folder)["attachment:report"]
    with pypdfium2.PdfDocument(made.folder / "packet.pdf") as document:
        text = document[start].get_textpage().get_text_bounded()
    assert ("2", str(manifest_of(merged).pages)) in STAMP.findall(text)
    assert (str(start + 1), str(made.pages)) in STAMP.findall(text)


@pytest.mark.slow
def test_the_merged_file_is_archivable(merged: Path) -> None:
    path = Path(__file__).parent.parent / "formats" / "pdf" / "verapdf.py"
    specification = importlib.util.spec_from_file_location("verapdf", path)
    assert specification is not None
    assert specification.loader is not None
    verapdf = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(verapdf)
    assert verapdf.violations(merged / "packet.pdf", "3b") == {}
