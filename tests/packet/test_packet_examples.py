"""The packets of a shipped example, read back whole: every number, every link, every bookmark, the proof, the manifest."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Object

from regdocs.build.build import build
from regdocs.build.options import Options as BuildOptions
from regdocs.packet.assemble import packets
from regdocs.packet.manifest import from_bytes
from regdocs.packet.options import Options
from regdocs.packet.verify import verify

EXAMPLE = Path(__file__).parents[2] / "submissions" / "minimal-2026"
STAMP = re.compile(r"통합 ([\d,]+) / ([\d,]+)")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders of all packets of the smallest example, whose facility files its data itself."""
    folder = tmp_path_factory.mktemp("examples") / EXAMPLE.name
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("build"))
    study = folder / "study.yaml"
    text = study.read_text("utf-8")
    study.write_text(re.sub(r"(?m)^processing_facilities:\n  - id:", _DIRECT, text, count=1), "utf-8")
    assert "files_directly" in study.read_text("utf-8")
    build(folder, BuildOptions(formats=("pdf",)))
    return [each.folder for each in packets(folder, Options())]


_DIRECT = "processing_facilities:\n  - files_directly: true\n    id:"


def test_every_usual_packet_is_made_and_verifies(made: list[Path]) -> None:
    assert [each.name.removeprefix("minimal-2026-") for each in made] == ["committee", "mfds", "facility"]
    for folder in made:
        for each in (folder, folder.with_name(f"{folder.name}.zip")):
            manifest, findings = verify(each)
            assert manifest is not None
            assert findings == []


def test_every_page_carries_its_number_and_no_page_is_blank(made: list[Path]) -> None:
    for folder in made:
        with pypdfium2.PdfDocument(folder / "packet.pdf") as document:
            texts = [page.get_textpage().get_text_bounded() for page in document]
            pictures = [page.render(scale=0.1, grayscale=True).to_pil() for page in document]
        total = f"{len(texts):,}"
        assert [STAMP.findall(text)[-1] for text in texts] == [(f"{n:,}", total) for n in range(1, len(texts) + 1)]
        assert all(picture.getextrema() != (255, 255) for picture in pictures)


def targets(document: pikepdf.Pdf) -> Iterator[tuple[int, list[float], int]]:
    """Every link inside the file: its page, where it stands there, the page that it leads to (from 1)."""
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
    names = pikepdf.NameTree(document.Root.Names.Dests)
    for number, page in enumerate(document.pages, start=1):
        for annotation in page.obj.get("/Annots", ()):
            place: Object | None = annotation.get("/Dest")
            if place is None and annotation.A.get("/S") == Name.GoTo:
                place = annotation.A.D
            if isinstance(place, pikepdf.String):
                place = names[str(place)]
            if isinstance(place, Dictionary):
                place = place.D
            if place is None:
                assert "packet.invalid" not in str(annotation.A.get("/URI"))
                continue
            assert isinstance(place, Array)
            yield number, [float(side) for side in annotation.Rect], pages[place[0].objgen]


def test_every_link_leads_to_a_page_and_to_the_one_that_it_names(made: list[Path]) -> None:
    for folder in made:
        with pikepdf.open(folder / "packet.pdf") as document, pypdfium2.PdfDocument(folder / "packet.pdf") as text:
            named, texts = 0, {number: page.get_textpage() for number, page in enumerate(text, start=1)}
            for page, box, target in targets(document):
                words = " ".join(texts[page].get_text_bounded(*box).split())
                if said := re.search(r"전체 ?([\d,]+) ?쪽", words):
                    named += 1
                    assert int(said[1].replace(",", "")) == target, words
            assert named > 100 or folder.name.endswith("facility")


def test_words_that_name_a_paper_lead_to_it_from_every_other(made: list[Path]) -> None:
    for folder in made[:2]:
        manifest = from_bytes((folder / "manifest.json").read_bytes())
        assert manifest is not None
        items = [item for part in manifest.parts for item in part.items if item.page is not None]
        starts = {"".join(item.title.split()): item.page or 0 for item in items}
        own = {page for item in items for page in range(item.page or 0, (item.page or 0) + item.pages)}
        with pikepdf.open(folder / "packet.pdf") as document, pypdfium2.PdfDocument(folder / "packet.pdf") as text:
            texts = {number: page.get_textpage() for number, page in enumerate(text, start=1)}
            named = [
                (words, target)
                for page, box, target in targets(document)
                if page in own and (words := "".join(texts[page].get_text_bounded(*box).split())) in starts
            ]
        assert len(named) > 10
        assert [each for each in named if starts[each[0]] != each[1]] == []


def test_bookmarks_lead_somewhere(made: list[Path]) -> None:
    for folder in made:
        with pypdfium2.PdfDocument(folder / "packet.pdf") as document:
            marks = list(document.get_toc(max_depth=12))
            assert len(marks) > 10
            assert all(0 <= mark.get_dest().get_index() < len(document) for mark in marks)


def test_the_facilitys_values_stay_in_its_own_packet(made: list[Path]) -> None:
    committee, _, facility = made
    proof = json.loads((facility / "agreement.json").read_text("utf-8"))
    assert proof["proven"]
    both = [fact for fact in proof["shared"] if len({stem for v in fact["values"] for stem, _ in v["printed"]}) > 1]
    assert {"08-research-plan", "10-cell-standards"} <= {
        stem for f in both for v in f["values"] for stem, _ in v["printed"]
    }
    manifest = from_bytes((committee / "manifest.json").read_bytes())
    assert manifest is not None
    (part,) = [part for part in manifest.parts if part.id == "cell-standards"]
    assert part.separate
    assert not [entry.path for entry in manifest.files if "cell-standards" in entry.path]
