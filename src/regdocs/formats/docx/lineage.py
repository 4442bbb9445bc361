"""Lineage in the file: what each content control was made from, and which bookmark stands for which id of the tree."""

from __future__ import annotations

from dataclasses import dataclass

from regdocs.document.document import Document
from regdocs.document.inline import Field, Gap, Raw
from regdocs.formats.docx.package import Package, Relationships
from regdocs.formats.docx.xml import DECLARATION, digest
from regdocs.formats.office.escaping import attribute, escape

NAMESPACE = "urn:regdocs:lineage:1"
PART = "customXml/item1.xml"
ALIAS_LENGTH = 64
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE_ID = "{6B1E3E0A-7C54-5C0B-9D3E-524547444F43}"


@dataclass(frozen=True, slots=True)
class _Source:
    paths: tuple[str, ...]
    raw: Raw
    format: str
    gap: bool


class Lineage:
    """Hands out the tags of content controls: the same paths, format and value have one tag, from build to build."""

    def __init__(self) -> None:
        self._sources: dict[str, _Source] = {}
        self._tags: dict[tuple[_Source, str], str] = {}
        self._controls = 0

    def control(self, value: Field | Gap, content: str) -> str:
        """`content` (runs) inside a content control that names where `value` comes from."""
        source = (
            _Source((value.path,), None, "", True)
            if isinstance(value, Gap)
            else _Source(value.paths, value.raw, value.format, False)
        )
        # 1, 1.0 and True are equal, but are not the same value.
        tag = self._tags.get((source, type(source.raw).__name__)) or self._add(source)
        self._controls += 1
        alias = _shortened(source.paths[0]) if source.paths else ""
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(alias)}"/><w:tag w:val="{tag}"/><w:id w:val="{self._controls}"/>'
            f"</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    def next_id(self) -> int:
        """An id for a content control that holds something else (a table of contents)."""
        self._controls += 1
        return self._controls

    def _add(self, source: _Source) -> str:
        # The value stays out of the name, so that a change of it leaves the tags of an edited copy alone.
        base = "rd-" + digest(*source.paths, "", source.format)
        tag, again = base, 1
        while tag in self._sources:
            again += 1
            tag = f"{base}-{again}"
        self._sources[tag] = source
        self._tags[source, type(source.raw).__name__] = tag
        return tag

    def add_part(self, package: Package, document: Document, relations: Relationships, bookmarks: str) -> None:
        """Adds the custom XML part that resolves every tag and bookmark; `bookmarks` are its elements for these."""
        fields = "".join(_field(tag, source) for tag, source in sorted(self._sources.items()))
        package.add(
            PART,
            f'{DECLARATION}<lineage xmlns="{NAMESPACE}" document="{attribute(document.id)}"'
            f' language="{document.language}" revision="{attribute(document.revision)}">{fields}{bookmarks}</lineage>',
            relations=_related("customXmlProps", "itemProps1.xml"),
        )
        package.add(
            "customXml/itemProps1.xml",
            f'{DECLARATION}<ds:datastoreItem ds:itemID="{_STORE_ID}" xmlns:ds="{_DATA_STORE}">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
            _PROPERTIES,
        )
        relations.add("customXml", "../" + PART)


def _related(kind: str, target: str) -> Relationships:
    relations = Relationships()
    relations.add(kind, target)
    return relations


def _field(tag: str, source: _Source) -> str:
    paths = "".join(f"<path>{escape(path)}</path>" for path in source.paths)
    gap = ' gap="true"' if source.gap else ""
    raw = "" if source.raw is None else f'<raw type="{type(source.raw).__name__}">{escape(str(source.raw))}</raw>'
    return f'<field id="{tag}" format="{attribute(source.format)}"{gap}>{paths}{raw}</field>'


def _shortened(path: str) -> str:
    return path if len(path) <= ALIAS_LENGTH else "…" + path[1 - ALIAS_LENGTH :]
