"""What nobody sees in a Word file is found, whatever hides it: a property, its size, or the colour that it stands on."""

from __future__ import annotations

import pytest
from test_docx_read import p, package

from regdocs.formats.docx.read import read
from regdocs.formats.rendered import Left

WHITE, PALE, BLACK = (f'<w:color w:val="{color}"/>' for color in ("FFFFFF", "fafafa", "000000"))
DARK, BLUE = (f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>' for color in ("1F3864", "0070c0"))
STYLES = (
    '<w:style w:type="paragraph" w:styleId="white"><w:name w:val="white"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="dark"><w:name w:val="dark"/><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="tiny"><w:name w:val="tiny"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="pale"><w:name w:val="pale"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="striped"><w:name w:val="striped"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
    f"{DARK}</w:tcPr></w:tblStylePr></w:style>"
    '<w:style w:type="table" w:styleId="lined"><w:name w:val="lined"/></w:style>'
)


def table(paragraph: str, cell: str = "", properties: str = "", cells: int = 2) -> str:
    row = f"<w:tc><w:tcPr>{cell}</w:tcPr>{paragraph}</w:tc>" + f"<w:tc>{p('곁')}</w:tc>" * (cells - 1)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr>{row}</w:tr></w:tbl>"


def styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


BOX = f"<w:p><w:r><w:pict><w:txbxContent>{p('글', run=WHITE)}</w:txbxContent></w:pict></w:r></w:p>"
UNSEEN = [
    ("white on paper", p("글", run=WHITE)),
    ("nearly white", p("글", run=PALE)),
    ("the theme's paper", p("글", run='<w:color w:val="auto" w:themeColor="background1"/>')),
    ("a white style", p("글", styled("white"))),
    ("a pale run style", p("글", run='<w:rStyle w:val="pale"/>')),
    ("the shading's colour", p("글", run=f'<w:color w:val="0070C0"/>{BLUE}')),
    ("the paragraph's colour", p("글", BLUE, '<w:color w:val="0070C0"/>')),
    ("the cell's colour", table(p("글", run='<w:color w:val="1f3864"/>'), DARK)),
    ("the table's colour", table(p("글", run='<w:color w:val="1f3864"/>'), "", DARK)),
    ("a framed paragraph's colour", table(p("글", run='<w:color w:val="1f3864"/>'), DARK, cells=1)),
    ("white in a plain table", table(p("글", run=WHITE), "", '<w:tblStyle w:val="lined"/>')),
    ("black under a black pen", p("글", run='<w:highlight w:val="black"/>')),
    ("after a shaded table", table(p("곁"), DARK) + p("글", run=WHITE)),
    ("a tiny style", p("글", styled("tiny"))),
    ("one point", p("글", run='<w:sz w:val="2"/>')),
    ("hidden", p("글", run="<w:vanish/>")),
]
SEEN = [
    ("plain", p("글")),
    ("grey", p("글", run='<w:color w:val="808080"/>')),
    ("white in a dark cell", table(p("글", run=WHITE), DARK)),
    ("white in a dark table", table(p("글", run=WHITE), "", DARK)),
    ("white in a framed dark cell", table(p("글", run=WHITE), DARK, cells=1)),
    ("white in a cell of a table in a dark cell", table(table(p("글", run=WHITE)), DARK)),
    ("white in a head row that the style may shade", table(p("글", run=WHITE), "", '<w:tblStyle w:val="striped"/>')),
    ("white in a dark paragraph", p("글", styled("dark"), WHITE)),
    ("white on its own shading", p("글", run=f"{WHITE}{DARK}")),
    ("white under a blue pen", p("글", run=f'{WHITE}<w:highlight w:val="blue"/>')),
    ("no colour on dark shading, which turns white", p("글", DARK)),
    ("a white style with a colour of its own", p("글", styled("white"), BLACK)),
    ("white on a pattern", p("글", '<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>', BLACK)),
    ("white in a text box, which may be filled", BOX),
]


@pytest.mark.parametrize("body", [each[1] for each in UNSEEN], ids=[each[0] for each in UNSEEN])
def test_what_nobody_sees_is_found_and_no_text(body: str) -> None:
    rendered = read(package(body, styles=STYLES))
    assert [(each.kind, each.text) for each in rendered.leftovers] == [(Left.HIDDEN, "글")]
    assert "글" not in [each.text for each in rendered.paragraphs()]


@pytest.mark.parametrize("body", [each[1] for each in SEEN], ids=[each[0] for each in SEEN])
def test_what_can_be_read_is_text(body: str) -> None:
    rendered = read(package(body, styles=STYLES))
    assert Left.HIDDEN not in {each.kind for each in rendered.leftovers}
    assert "글" in [each.text for each in rendered.paragraphs()]
