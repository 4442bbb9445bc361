"""Two HWPX files are compared as two Word files are."""

from __future__ import annotations

from pathlib import Path

from regdocs.document.block import Cell, Column, Paragraph, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Text
from regdocs.formats.hwpx.write import write
from regdocs.language import Bilingual
from regdocs.review.opened import Files, compared
from regdocs.template_set.style import Style


def file(path: Path, dose: str, cell: str) -> str:
    blocks = (
        Paragraph((Text("용량은 "), Field(dose, ("product.dose",), None, "quantity"), Text("이다."))),
        Table((Column(0.5), Column(0.5)), (Row((Cell((Text("항목"),)), Cell((Text(cell),)))),)),
    )
    section = Section("dose", Bilingual("투여"), "1", blocks)
    path.write_bytes(write(Document("plan", Bilingual("계획서"), "ko", sections=(section,)), {}, Style()))
    return str(path)


def test_changed_words_and_cells_of_two_files_are_told(tmp_path: Path) -> None:
    old, new = file(tmp_path / "old.hwpx", "3회", "그대로"), file(tmp_path / "new.hwpx", "4회", "바뀜")
    with compared(old, new) as found:
        assert isinstance(found.of, Files)
        assert found.of.format == "hwpx"
        told = " ".join(change.after_text for change in found.comparison.changes)
    assert "4회" in told
    assert "바뀜" in told
    with compared(old, old) as found:
        assert not found.comparison.changes
