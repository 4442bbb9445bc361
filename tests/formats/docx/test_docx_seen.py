"""What nobody sees in a Word file is found, whatever hides it: a property, its size, or the colour that it stands on."""

from __future__ import annotations

import io
import zipfile

import pytest
from test_docx_read import p, package

from regdocs.formats.docx.read import read
from regdocs.formats.rendered import Left

WHITE, PALE, BLACK = (f'<w:color w:val="{color}"/>' for color in ("FFFFFF", "fafafa", "000000"))
DARK, BLUE, PAPER = (
    f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>' for color in ("1F3864", "0070c0", "FFFFFF")
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="white"><w:name w:val="white"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="dark"><w:name w:val="dark"/><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="tiny"><w:name w:val="tiny"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="pale"><w:name w:val="pale"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="striped"><w:name w:val="striped"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
    f"{DARK}</w:tcPr></w:tblStylePr></w:style>"
    '<w:style w:type="table" w:styleId="lined"><w:name w:val="lined"/></w:style>'
    '<w:style w:type="table" w:styleId="pale-head"><w:name w:val="pale-head"/><w:tblStylePr w:type="firstRow"><w:rPr>'
    f"{WHITE}</w:rPr></w:tblStylePr></w:style>"
    '<w:style w:type="table" w:styleId="dark-head"><w:name w:val="dark-head"/><w:basedOn w:val="pale-head"/>'
    f'<w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:styleId="banded"><w:name w:val="banded"/><w:tblPr><w:tblStyleRowBandSize w:val="1"/></w:tblPr>'
    f'<w:tblStylePr w:type="band2Horz"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr>'
    f'<w:tblStylePr w:type="firstCol"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:styleId="patterned"><w:name w:val="patterned"/><w:tcPr><w:shd w:val="pct50" w:color="000000"/>'
    "</w:tcPr></w:style>"
)


def table(paragraph: str, cell: str = "", properties: str = "", cells: int = 2) -> str:
    row = f"<w:tc><w:tcPr>{cell}</w:tcPr>{paragraph}</w:tc>" + f"<w:tc>{p('곁')}</w:tc>" * (cells - 1)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr>{row}</w:tr></w:tbl>"


def in_style(name: str, row: int, look: str, run: str = "", cell: str = "") -> str:
    """A table of three rows in that style, the parts that `look` names at work; the text stands at the head of a row."""
    rows = "".join(
        f"<w:tr><w:tc><w:tcPr>{cell if here == row else ''}</w:tcPr>{p('글', run=run) if here == row else p('곁', run=BLACK)}</w:tc>"
        f"<w:tc>{p('곁', run=BLACK)}</w:tc></w:tr>"
        for here in range(3)
    )
    names = ("firstRow", "lastRow", "firstColumn", "lastColumn", "noHBand", "noVBand")
    flags = " ".join(f'w:{each}="{int(each in look.split())}"' for each in names)
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{name}"/><w:tblLook {flags}/></w:tblPr>{grid}{rows}</w:tbl>'


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
    ("a head row that its style makes white", in_style("pale-head", 0, "firstRow")),
    ("a head row's colour in a dark head row", in_style("dark-head", 0, "firstRow", '<w:color w:val="1F3864"/>')),
    ("white below a dark head row", in_style("dark-head", 1, "firstRow", WHITE)),
    ("white where no head row is at work", in_style("dark-head", 0, "", WHITE)),
    ("white in a light band", in_style("banded", 1, "firstRow", WHITE)),
    ("the band's colour", in_style("banded", 2, "firstRow", '<w:color w:val="1F3864"/>')),
    ("white where bands are off", in_style("banded", 2, "firstRow noHBand", WHITE)),
    ("white in a cell that is white again", in_style("dark-head", 0, "firstRow", WHITE, PAPER)),
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
    ("a dark head row whose style makes it white", in_style("dark-head", 0, "firstRow")),
    ("black in a head row that its style makes white", in_style("pale-head", 0, "firstRow", BLACK)),
    ("no colour where no head row is at work", in_style("pale-head", 0, "")),
    ("white in a dark band", in_style("banded", 2, "firstRow", WHITE)),
    ("white in a dark first column", in_style("banded", 1, "firstColumn", WHITE)),
    ("white on a style's pattern", in_style("patterned", 1, "", WHITE)),
    ("white in a cell of its own colour", in_style("pale-head", 0, "firstRow", "", DARK)),
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


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
FILLED = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
GLASS = '<a:solidFill><a:srgbClr val="FFFFFF"><a:alpha val="20000"/></a:srgbClr></a:solidFill>'


def floating(
    fill: str = FILLED, behind: int = 0, wrap: str = "wrapNone", size: int = 3_600_000, inside: str = ""
) -> str:
    """A shape that floats over the text."""
    shape = (
        f"<a:graphic><a:graphicData><wps:wsp><wps:spPr>{fill}</wps:spPr>{inside}</wps:wsp></a:graphicData></a:graphic>"
    )
    anchor = f'<wp:anchor behindDoc="{behind}"><wp:extent cx="{size}" cy="{size}"/><wp:{wrap}/>{shape}</wp:anchor>'
    names = f'xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" xmlns:wps="{SHAPES}"'
    return f"<w:p><w:r><w:t>글</w:t><w:drawing {names}>{anchor}</w:drawing></w:r></w:p>"


def old_shape(said: str, inside: str = "") -> str:
    shape = f'<v:rect xmlns:v="urn:schemas-microsoft-com:vml" {said}>{inside}</v:rect>'
    return f"<w:p><w:r><w:t>글</w:t><w:pict>{shape}</w:pict></w:r></w:p>"


PLACED = "position:absolute;width:200pt;height:80pt;z-index:{}"
WRAPPED = '<w10:wrap xmlns:w10="urn:schemas-microsoft-com:office:word" type="square"/>'
CUT = f'<w:p><w:r><w:t>글</w:t><w:drawing><a:srcRect xmlns:a="{DRAWING}/main" l="{{}}"/></w:drawing></w:r></w:p>'
INK = f'<w:p><w:r><w:t>글</w:t><w:drawing><a:graphicData xmlns:a="{DRAWING}/main" uri="x/wordprocessingInk"/></w:drawing></w:r></w:p>'
DRAWN: list[tuple[str, str, list[Left]]] = [
    ("filled", floating(), [Left.COVER]),
    ("behind the text", floating(behind=1), []),
    ("text runs around it", floating(wrap="wrapSquare"), []),
    ("without a filling", floating("<a:noFill/>"), []),
    ("glass", floating(GLASS), []),
    ("a small mark", floating(size=200_000), []),
    ("an old one", old_shape(f'style="{PLACED.format(5)}"'), [Left.COVER]),
    ("an old one behind the text", old_shape(f'style="{PLACED.format(-5)}"'), []),
    ("an old one without a filling", old_shape(f'filled="f" style="{PLACED.format(5)}"'), []),
    ("text runs around an old one", old_shape(f'style="{PLACED.format(5)}"', WRAPPED), []),
    ("cropped", CUT.format(40_000), [Left.CROPPED]),
    ("cropped by a margin", CUT.format(2_000), []),
    ("ink", INK, [Left.ANNOTATION]),
]


@pytest.mark.parametrize(("body", "kinds"), [each[1:] for each in DRAWN], ids=[each[0] for each in DRAWN])
def test_what_a_drawing_hides_is_told(body: str, kinds: list[Left]) -> None:
    assert [each.kind for each in read(package(body)).leftovers] == kinds


def test_a_picture_that_nobody_can_see_is_none() -> None:
    drawing = f'<w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent cx="{{}}" cy="900000"/></wp:inline></w:drawing>'
    bodies = (f"<w:p><w:r>{drawing.format(size)}</w:r></w:p>" for size in (900_000, 900))
    figures = [each.figures for body in bodies for each in read(package(body)).paragraphs()]
    assert figures == [1, 0]


RAISED = [
    ("directly", '<w:vertAlign w:val="superscript"/>', "10⁶"),
    ("by a style", '<w:rStyle w:val="over"/>', "10⁶"),
    ("a style that is undone", '<w:rStyle w:val="over"/><w:vertAlign w:val="baseline"/>', "106"),
    ("below the line", '<w:vertAlign w:val="subscript"/>', "106"),
]


@pytest.mark.parametrize(("run", "shown"), [each[1:] for each in RAISED], ids=[each[0] for each in RAISED])
def test_a_raised_digit_is_read_as_one(run: str, shown: str) -> None:
    styles = '<w:style w:type="character" w:styleId="over"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    body = f"<w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr>{run}</w:rPr><w:t>6</w:t></w:r></w:p>"
    assert [each.text for each in read(package(body, styles=styles)).paragraphs()] == [shown]


@pytest.mark.parametrize("run", ["<w:strike/>", "<w:dstrike/>"])
def test_text_that_is_struck_through_is_told_and_read(run: str) -> None:
    rendered = read(package(p("글", run=run) + p("곁", run='<w:strike w:val="0"/>')))
    assert [(each.kind, each.text) for each in rendered.leftovers] == [(Left.STRUCK, "글")]
    assert [each.text for each in rendered.paragraphs()] == ["글", "곁"]


@pytest.mark.parametrize(("color", "kinds"), [("FFFF00", [Left.HIGHLIGHT]), ("F0EAD6", [])])
def test_shading_like_a_pen_is_told_as_one(color: str, kinds: list[Left]) -> None:
    run = f'<w:shd w:val="clear" w:fill="{color}"/>'
    assert [each.kind for each in read(package(p("글", run=run))).leftovers] == kinds


SETTINGS = "<w:sectPr>{}</w:sectPr>"
COUNTED = [
    ('<w:pgNumType w:start="1"/>', {"pages": "7"}),
    ("", {"pages": "7"}),
    ('<w:pgNumType w:start="5"/>', {}),
    ('<w:pgNumType w:start="1"/><w:pgNumType w:start="1"/>', {"restarts": "2"}),
]


@pytest.mark.parametrize(("numbers", "known"), COUNTED)
def test_how_many_pages_there_are_is_known_where_they_are_counted_through(numbers: str, known: dict[str, str]) -> None:
    buffer = io.BytesIO(package(p("글") + SETTINGS.format(numbers)))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("docProps/app.xml", '<Properties xmlns="x"><Pages>7</Pages></Properties>')
    assert read(buffer.getvalue()).properties == known
