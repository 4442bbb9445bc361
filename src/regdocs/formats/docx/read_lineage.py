"""The custom XML part read back: which field paths and which value stand behind a content control's tag."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.lineage import NAMESPACE
from regdocs.formats.docx.opened import Opened

_N = f"{{{NAMESPACE}}}"


@dataclass(frozen=True, slots=True)
class Source:
    """What a tag stands for; `raw` is the value before formatting, as text."""

    paths: tuple[str, ...] = ()
    format: str = ""
    raw: str | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Origins:
    """What a file says of its own making; all empty where it isn't ours or lost its custom XML part."""

    document: str = ""
    language: str = ""
    revision: str = ""
    sources: dict[str, Source] = field(default_factory=dict)


def origins_of(opened: Opened) -> Origins:
    """The lineage of a file, wherever the program that saved it last has put the part."""
    for name in sorted(each for each in opened.names if each.startswith("customXml/item") and "/_rels/" not in each):
        root = None if "Props" in name else opened.xml(name)
        if root is not None and root.tag == f"{_N}lineage":
            sources = {each.get("id", ""): _source(each) for each in root.iterfind(f"{_N}field")}
            return Origins(root.get("document", ""), root.get("language", ""), root.get("revision", ""), sources)
    return Origins()


def _source(element: etree._Element) -> Source:
    paths = tuple(path.text or "" for path in element.iterfind(f"{_N}path"))
    raw = element.find(f"{_N}raw")
    text = None if raw is None else raw.text or ""
    return Source(paths, element.get("format", ""), text, element.get("gap") == "true")
