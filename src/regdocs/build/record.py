"""build.json: what a build wrote, with the hash of every file and the place of every field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from regdocs.document.document import Document
from regdocs.document.lineage import fields
from regdocs.formats.format import Layout
from regdocs.template_set.load import TemplateSet

NAME = "build.json"


class Title(Struct, frozen=True):
    """A title in both languages."""

    ko: str
    en: str | None = None


class FileRecord(Struct, frozen=True):
    """A written file: its path in the build folder (POSIX) and the SHA-256 of what was written."""

    path: str
    sha256: str


class SectionRecord(Struct, frozen=True):
    """A section and the page it begins on; None where no PDF was laid out."""

    id: str
    number: str
    title: Title
    page: int | None = None


class FieldRecord(Struct, frozen=True):
    """A field path, the section that prints it and the page."""

    path: str
    section: str
    page: int | None = None


class DocumentRecord(Struct, frozen=True):
    """One document of a build; `tree` is the path of its JSON in the build folder, `pages` are the PDF's.

    `starts` says for each page how many parts of the document begin before it (see `Layout`).
    """

    id: str
    title: Title
    number: str
    route: tuple[str, ...]
    instance: str | None
    files: dict[str, FileRecord]
    tree: str
    pages: int | None
    sections: tuple[SectionRecord, ...]
    fields: tuple[FieldRecord, ...]
    starts: tuple[int, ...] = ()


class OverrideRecord(Struct, frozen=True):
    """A file of the submission in the place of the template set's `path`; `replaced` is the hash of the set's own file.

    `replaced` is None where the set has no such file.
    """

    path: str
    file: str
    sha256: str
    replaced: str | None


class TemplateSetRecord(Struct, frozen=True):
    """The template set that a build used, with the hash of all its files, and what the submission overrides of it."""

    id: str
    version: str
    sha256: str
    overrides: tuple[OverrideRecord, ...] = ()


class BuildRecord(Struct, frozen=True):
    """A whole build: of what, with what, under the law of which day."""

    submission: str
    revision: str
    template_set: TemplateSetRecord
    law_as_of: str
    language: str
    documents: tuple[DocumentRecord, ...]


def of_template_set(template_set: TemplateSet) -> TemplateSetRecord:
    """What is recorded of a template set; its hash is that of the set as it is, without what is overridden."""
    listed = "\n".join(f"{name}\0{digest}" for name, digest in sorted(template_set.inputs.items()))
    return TemplateSetRecord(
        template_set.id,
        template_set.specification.version,
        sha256(listed.encode()).hexdigest(),
        tuple(OverrideRecord(each.path, each.file, each.sha256, each.replaced) for each in template_set.overrides),
    )


def read(folder: Path) -> BuildRecord | None:
    """The record in a build folder; None where there is none or where it isn't one."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=BuildRecord)
    except (OSError, msgspec.DecodeError):
        return None


def of(document: Document, files: Mapping[str, FileRecord], tree: str, layout: Layout | None) -> DocumentRecord:
    """What is recorded of one document; `files` by format."""
    sections = (
        SectionRecord(
            section.id,
            section.number,
            Title(section.title.ko, section.title.en),
            layout.sections.get(section.id) if layout else None,
        )
        for section in document.walk()
    )
    return DocumentRecord(
        document.id,
        Title(document.title.ko, document.title.en),
        document.number,
        document.route,
        document.instance,
        dict(sorted(files.items())),
        tree,
        layout.pages if layout else None,
        tuple(sections),
        tuple(_fields(document, layout)),
        layout.starts if layout else (),
    )


def _fields(document: Document, layout: Layout | None) -> Iterable[FieldRecord]:
    if layout:
        return (FieldRecord(path, section, page) for path, section, page in layout.fields)
    return (FieldRecord(path, section) for path, section in fields(document))


def to_bytes(record: BuildRecord) -> bytes:
    """The record as indented JSON, UTF-8."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"
