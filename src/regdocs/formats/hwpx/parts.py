"""The parts around the text: what the package holds, what it says of itself, and a preview of its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from regdocs.document.document import Document
from regdocs.formats.hwpx.pictures import identifier_of
from regdocs.formats.hwpx.xml import APP, CONFIG, DECLARATION, NAMESPACES, VERSION
from regdocs.formats.office.escaping import escape

IDENTITY = "regdocs"
"""The first of the key words of a file of ours; document, language and revision follow."""
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PARTS = "http://www.hancom.co.kr/hwpml/2016/meta/pkg#"
_PREVIEW = 1000
"""How many characters a preview holds."""
_MEDIA = {"png": "image/png", "jpg": "image/jpg"}

VERSION_XML = (
    f'{DECLARATION}<hv:HCFVersion xmlns:hv="{VERSION}" tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="1"'
    ' buildNumber="0" os="1" xmlVersion="1.5" application="regdocs" appVersion="1, 0, 0, 0"/>'
)
SETTINGS_XML = (
    f'{DECLARATION}<ha:HWPApplicationSetting xmlns:ha="{APP}" xmlns:config="{CONFIG}">'
    '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>'
)
CONTAINER_XML = (
    f'{DECLARATION}<ocf:container xmlns:ocf="{_CONTAINER}" xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf">'
    '<ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
    '<ocf:rootfile full-path="META-INF/container.rdf" media-type="application/rdf+xml"/></ocf:rootfiles></ocf:container>'
)
MANIFEST_XML = f'{DECLARATION}<odf:manifest xmlns:odf="{_MANIFEST}"/>'


def rdf_xml(sections: int) -> str:
    """Which parts are head and text."""
    kinds = [("Contents/header.xml", "HeaderFile")]
    kinds += [(f"Contents/section{number}.xml", "SectionFile") for number in range(sections)]
    described = "".join(
        f'<rdf:Description rdf:about=""><ns0:hasPart xmlns:ns0="{_PARTS}" rdf:resource="{part}"/></rdf:Description>'
        f'<rdf:Description rdf:about="{part}"><rdf:type rdf:resource="{_PARTS}{kind}"/></rdf:Description>'
        for part, kind in kinds
    )
    return (
        f'{DECLARATION}<rdf:RDF xmlns:rdf="{_RDF}">{described}<rdf:Description rdf:about="">'
        f'<rdf:type rdf:resource="{_PARTS}Document"/></rdf:Description></rdf:RDF>'
    )


def content_xml(document: Document, sections: int, pictures: Iterable[str]) -> str:
    """What the file says of itself, its parts and their order; dates are the document's own."""
    names = ["header", *(f"section{number}" for number in range(sections))]
    items = "".join(
        f'<opf:item id="{name}" href="Contents/{name}.xml" media-type="application/xml"/>' for name in names
    )
    items += "".join(
        f'<opf:item id="{identifier_of(name)}" href="{name}" media-type="{_MEDIA[name.rpartition(".")[2]]}"'
        ' isEmbeded="1"/>'
        for name in pictures
    )
    spine = "".join(f'<opf:itemref idref="{name}" linear="yes"/>' for name in names)
    return (
        f'{DECLARATION}<opf:package {NAMESPACES} version="" unique-identifier="" id=""><opf:metadata>'
        f"<opf:title>{escape(document.title.text(document.language))}</opf:title>"
        f"<opf:language>{document.language}</opf:language>{''.join(_described(document))}</opf:metadata>"
        f'<opf:manifest>{items}<opf:item id="settings" href="settings.xml" media-type="application/xml"/></opf:manifest>'
        f"<opf:spine>{spine}</opf:spine></opf:package>"
    )


def _described(document: Document) -> Iterable[str]:
    day = _day(document.date)
    for name, content in (
        ("creator", document.author),
        ("subject", document.study),
        ("description", document.number),
        ("lastsaveby", document.author),
        ("CreatedDate", day),
        ("ModifiedDate", day),
        ("date", document.printed_date if day else ""),
        ("keyword", " ".join((IDENTITY, document.id, document.language, document.revision)).strip()),
    ):
        yield f'<opf:meta name="{name}" content="text">{escape(content)}</opf:meta>'


def _day(date: str) -> str:
    try:
        return f"{datetime.fromisoformat(date):%Y-%m-%dT00:00:00Z}"
    except ValueError:
        return ""


def preview(document: Document, titles: Sequence[str]) -> str:
    """The first of the text, which file managers show."""
    lines = [document.title.text(document.language), document.study, *titles]
    return "\r\n".join(line for line in lines if line)[:_PREVIEW] + "\r\n"
