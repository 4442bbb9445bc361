"""Lists of contents in English copies: what stayed Korean is shaded there as in its place."""

from __future__ import annotations

import io
import zipfile

import pytest

from regdocs.document.block import Contents
from regdocs.document.document import Document, Section
from regdocs.document.inline import Inline, Styled, Text, holds
from regdocs.document.inline import Style as LookOf
from regdocs.formats.docx.write import write as write_docx
from regdocs.formats.html.block import blocks
from regdocs.formats.html.inline import Pen
from regdocs.language import Bilingual
from regdocs.template_set.style import Style

KOREAN = (Styled(LookOf.STRONG, (Styled(LookOf.UNTRANSLATED, (Text("안정성"),)),)),)


def test_a_style_is_found_at_any_depth() -> None:
    assert holds(KOREAN, LookOf.UNTRANSLATED)
    assert not holds(KOREAN, LookOf.CODE)
    assert not holds((Text("stability"),), LookOf.UNTRANSLATED)


@pytest.mark.parametrize(("heading", "shaded"), [(KOREAN, True), ((Text("Stability"),), False)])
def test_a_korean_heading_is_shaded_in_the_list_too(heading: tuple[Inline, ...], shaded: bool) -> None:
    section = Section("s", Bilingual("안정성"), "1", heading=heading)
    document = Document("d", Bilingual("문서", "paper"), "en", contents=(Contents(),), sections=(section,))
    markup = "".join(blocks(document.contents, document, Pen("en", frozenset(), str)))
    assert ('class="untranslated"' in markup) is shaded
    archive = zipfile.ZipFile(io.BytesIO(write_docx(document, {}, Style())))
    entry = archive.read("word/document.xml").decode().split("</w:sdtContent>")[0].split("<w:hyperlink")[1]
    assert ("<w:shd" in entry) is shaded
