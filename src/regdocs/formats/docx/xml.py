"""WordprocessingML as text: namespaces, lengths, and the smallest pieces of a paragraph."""

from __future__ import annotations

from hashlib import blake2s

from regdocs.formats.office.escaping import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def twips(millimetres: float) -> int:
    """A length in twentieths of a point, Word's unit of layout."""
    return round(millimetres * 1440 / 25.4)


def half_points(points: float) -> int:
    """A type size in Word's unit."""
    return round(points * 2)


def digest(*parts: str) -> str:
    """A short name made of `parts` alone, so that it stays the same from build to build; 12 hexadecimal digits."""
    return blake2s("\x1f".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()


def run(text: str, properties: str = "") -> str:
    """A run; line breaks and tabs in `text` become Word's own."""
    content = escape(text)
    if "\n" in content:
        content = content.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in content:
        content = content.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r>{properties}<w:t xml:space="preserve">{content}</w:t></w:r>'


def field(instruction: str, result: str, properties: str = "") -> str:
    """A field with `result` (runs) standing there until Word computes it anew."""
    start = f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
    code = f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    middle = f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    return f'{start}{code}{middle}{result}<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'


def split_paragraph(xml: str) -> tuple[str, str]:
    """The properties (without their tags) and the content of one paragraph that `paragraph` drew."""
    end = xml.find("</w:pPrChange></w:pPr>")
    end = xml.find("</w:pPr>") if end < 0 else end + len("</w:pPrChange>")
    return xml[len("<w:p><w:pPr>") : end], xml[end + len("</w:pPr>") : -len("</w:p>")]


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph in `style`; `properties` follow the style in the order of CT_PPr."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'
