"""Other programs open the file: a schema audit has nothing to say, LibreOffice lays it out and finds every place."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample
from openxml_audit import OpenXmlValidator

from regdocs.document.document import Kind
from regdocs.finding import RenderingError
from regdocs.formats.docx import measure as measuring
from regdocs.formats.docx.measure import measure
from regdocs.formats.docx.write import write
from regdocs.template_set.style import Style

needs_libreoffice = pytest.mark.skipif(measuring.program() is None, reason="LibreOffice (soffice) isn't installed")


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(Kind))
def test_the_audit_finds_nothing(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(write(sample.document(kind), sample.RESOURCES, Style()))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_finds_the_page_of_every_section_and_label() -> None:
    document = sample.document()
    layout = measure(write(document, sample.RESOURCES, Style()))
    assert set(layout.sections) == {section.id for section in document.walk()}
    assert set(layout.labels) == {"table-release", "table-schedule", "figure-process", "figure-curve"}
    pages = list(layout.sections.values())
    assert pages == sorted(pages)
    assert pages[0] == 3, "cover and contents come first"
    assert layout.labels["table-schedule"] > layout.sections["conduct"]
    assert layout.sections["references"] == layout.pages
    assert measure(write(document, sample.RESOURCES, Style(), layout)) == layout


def test_measuring_without_libreoffice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "PROGRAMS", ("no-such-program",))
    with pytest.raises(RenderingError) as refused:
        measure(write(sample.document(), sample.RESOURCES, Style()))
    assert refused.value.findings[0].rule == "render.measure-program"
    assert refused.value.findings[0].remedy is not None


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"not a zip"])
def test_measuring_a_foreign_file_is_refused(data: bytes) -> None:
    with pytest.raises(RenderingError, match="no DOCX that regdocs made"):
        measure(data)
