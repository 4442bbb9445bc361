"""The bench works: its dossier loads and composes, its peers set the same text. Nothing here is timed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from bench import peers
from bench.dossier import SECTIONS, change_section, write_dossier
from bench.growth import Point, steady
from bench.measure import Row, Run, process
from regdocs.build.build import build
from regdocs.build.options import Options
from regdocs.document.block import Table
from regdocs.document.document import Document

TINY = 0.04


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dossier")
    write_dossier(folder, TINY)
    result = build(folder, Options(formats=("docx",), measure="none"))
    assert not result.findings
    return folder


@pytest.fixture(scope="module")
def documents(dossier: Path) -> list[Document]:
    return peers.trees(dossier / "build")


def tables(document: Document) -> list[Table]:
    return [block for section in document.walk() for block in section.blocks if isinstance(block, Table)]


def test_every_paper_is_composed_with_its_tables(documents: list[Document]) -> None:
    assert len(documents) == len(SECTIONS)
    assert sum(len(tables(document)) for document in documents) == round(50 * TINY)


def test_the_same_scale_gives_the_same_files(dossier: Path, tmp_path: Path) -> None:
    write_dossier(tmp_path, TINY)
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert all((dossier / name).read_bytes() == data for name, data in written.items())


def test_a_change_changes_one_paper(dossier: Path, documents: list[Document], tmp_path: Path) -> None:
    write_dossier(tmp_path, TINY)
    change_section(tmp_path, "바뀐 문장이다.")
    build(tmp_path, Options(formats=("docx",), measure="none"))
    after = peers.trees(tmp_path / "build")
    assert [document.id for document, other in zip(documents, after, strict=True) if document != other] == ["paper-05"]


def test_the_peers_write_the_same_rows(documents: list[Document]) -> None:
    document = next(document for document in documents if tables(document))
    rows = len(tables(document)[0].rows)
    assert [len(table.rows) for table in docx.Document(BytesIO(peers.by_cell_index(document))).tables] == [rows]
    assert peers.markdown([document]).count("\n|") >= rows
    pytest.importorskip("docxtpl", reason="docxtpl belongs to the bench's own dependencies")
    templated = docx.Document(BytesIO(peers.templated(peers.word_template(), document)))
    assert [len(table.rows) for table in templated.tables] == [rows]


def test_a_process_is_measured_and_its_failure_is_told() -> None:
    assert process(["-c", "x = b'.' * (64 << 20)"]).memory > 64
    with pytest.raises(RuntimeError, match="no good"):
        process(["-c", "raise SystemExit('no good')"])


def test_a_row_says_whether_its_bar_held() -> None:
    assert str(Row("DOCX", "0.1 s", "≤ 0.5 s", True)).endswith("held")
    assert str(Row("DOCX", "0.9 s", "≤ 0.5 s", False)).endswith("MISSED")


def test_a_growing_cost_is_missed_and_a_steady_one_held() -> None:
    def points(costs: list[float]) -> list[Point]:
        return [Point(pages, {"PDF": Run(0, 0, cpu)}) for pages, cpu in zip((50, 200, 1000, 2000), costs, strict=True)]

    even = steady("PDF", points([5.5, 20.5, 100.5, 200.5]))
    assert (even.measured, even.holds) == ("100.0 → 100.0 ms a page, 1.00 ×", True)
    square = steady("PDF", points([0.25, 4, 100, 400]))
    assert (square.measured, square.holds) == ("105.0 → 300.0 ms a page, 2.86 ×", False)
