"""What the composing tests share: a small study, a document of one section, and a short notation for trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import Job
from regdocs.compose.lineage import Register
from regdocs.compose.tree import Heading, Piece, pieces
from regdocs.document.block import Box, Contents, Figure, ItemList, Landscape, Marker, PageBreak, Paragraph, Table
from regdocs.document.inline import Break, Citation, Field, Footnote, Gap, Inline, Link, Reference, Style, Styled, Text
from regdocs.finding import RegdocsError
from regdocs.language import Language
from regdocs.regulation.law import Law
from regdocs.regulation.load import load as load_law
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import DocumentTemplate, TemplateSet, shipped
from regdocs.template_set.specification import DocumentEntry, DocumentSpecification, SetSpecification
from regdocs.template_set.style import Style as SetStyle

STUDY = (Path(__file__).parent / "study.yaml").read_text("utf-8")
MARKERS = (Marker.NUMBER_BRACKETS, Marker.HANGUL_BRACKETS, Marker.NUMBER_CIRCLE, Marker.HANGUL_CIRCLE)
_SIGNS = {
    Style.STRONG: "b", Style.EMPHASIS: "i", Style.SUPERSCRIPT: "^", Style.SUBSCRIPT: "_", Style.CODE: "c",
    Style.UNDERLINE: "u", Style.SMALL: "s", Style.UNTRANSLATED: "ko",
}  # fmt: skip


def submission(folder: Path, files: Mapping[str, str | bytes] | None = None, study: str = STUDY) -> Submission:
    """A submission folder with the small study and `files`, loaded."""
    for name, content in {"study.yaml": study, **(files or {})}.items():
        path = folder / "submission" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(folder / "submission")


@cache
def law() -> Law:
    """The law data of the shipped set."""
    return load_law(shipped() / "kr-high-risk" / "law")


def document_set(folder: Path, templates: Mapping[str, str], english: str = "", **specification: Any) -> TemplateSet:
    """A template set of one document `plan` whose sections are the `templates`, in their order.

    `english` is what stands in its `english/plan.yaml`.
    """
    target = folder / "set" / "documents" / "plan"
    target.mkdir(parents=True, exist_ok=True)
    for name, text in templates.items():
        (target / f"{name}.md.j2").write_text(text, "utf-8")
    sections = [{"id": name, "title": {"ko": f"제목 {name}", "en": f"Title {name}"}} for name in templates]
    given = {"id": "plan", "title": "계획", "suffix": "P", "numbering": ["1.", "가.", "1)"], "sections": sections}
    document = DocumentSpecification.model_validate({**given, **specification})
    entry = DocumentEntry.model_validate({"id": "plan", "order": "1"})
    documents = (DocumentTemplate(entry, document, target),)
    declared = SetSpecification.model_validate({"id": "set", "version": "1", "title": "모음", "documents": [entry]})
    inputs = {}
    if english:
        (folder / "set" / "english").mkdir(exist_ok=True)
        (folder / "set" / "english" / "plan.yaml").write_text(english, "utf-8")
        inputs = {"english/plan.yaml": sha256(english.encode()).hexdigest()}
    return TemplateSet(folder / "set", declared, documents, law(), SetStyle(), "", inputs)


def composed(
    folder: Path,
    template: str | Mapping[str, str],
    files: Mapping[str, str | bytes] | None = None,
    *,
    language: Language = "ko",
    study: str = STUDY,
    **specification: Any,
) -> Composed:
    """The document made of one template (section `one`), or of several, for the small study and `files`."""
    templates = {"one": template} if isinstance(template, str) else template
    template_set = document_set(folder, templates, **specification)
    return compose(submission(folder, files, study), template_set, Job(template_set.documents[0]), language)


def text_of(document: Composed, section: str = "one") -> str:
    """A section's own blocks in the short notation."""
    return next(show(each.blocks) for each in document.document.walk() if each.id == section)


def told(error: RegdocsError) -> list[str]:
    """The findings of an error as `file:line path: message`, in English."""
    return [finding.line("en") for finding in error.findings]


def parsed(markdown: str) -> str:
    """Markdown in the short notation of its blocks."""
    return show(pieces(markdown, Register(), MARKERS))


def show(blocks: Iterable[Piece]) -> str:
    """Blocks, one a line: `p ` paragraph, `h2 ` heading, `(1)` list items, `|` tables, `[box …]`."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Piece) -> Sequence[str]:
    match block:
        case Heading():
            return [f"h{block.level}{'#' + block.attributes.id if block.attributes.id else ''} {say(block.children)}"]
        case Paragraph():
            return [f"p{'.' + block.role if block.role else ''} {say(block.children)}"]
        case ItemList():
            start = f" from {block.start}" if block.start != 1 else ""
            items = [_indented(f"{block.marker.value}{start}", show(item.blocks)) for item in block.items]
            return [line for item in items for line in item]
        case Table():
            label = f"#{block.label}" if block.label else ""
            number = f" {block.number}" if block.number else ""
            form = " form" if block.form else ""
            top = [f"table{label}{number}{form} head={block.head}: {say(block.caption)}"]
            return top + ["|" + "|".join(_cell(cell) for cell in row.cells) + "|" for row in block.rows]
        case Figure():
            label = f"#{block.label}" if block.label else ""
            number = f" {block.number}" if block.number else ""
            return [f"figure{label}{number} {block.resource} ({block.alt}) {block.width:g}: {say(block.caption)}"]
        case Box():
            return _indented(f"[{block.role}]", show(block.blocks))
        case Landscape():
            return _indented("[landscape]", show(block.blocks))
        case PageBreak():
            return ["page-break"]
        case Contents():
            return [f"contents {block.kind.value}"]


def _cell(cell: object) -> str:
    from regdocs.document.block import Cell

    assert isinstance(cell, Cell)
    span = f"{cell.colspan}x{cell.rowspan} " if cell.colspan * cell.rowspan > 1 else ""
    return span + ("!" if cell.header else "") + say(cell.children)


def _indented(first: str, text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{first} {lines[0]}", *(f"  {line}" for line in lines[1:])]


def say(inlines: Iterable[Inline]) -> str:
    """Inlines: `b{…}` strong, `i{…}` emphasis, `⏎` break, `<path=text>` field, `[→x]` reference, `fn{…}` footnote."""
    return "".join(_said(inline) for inline in inlines)


def _said(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Field():
            return f"<{','.join(inline.paths)}={inline.text}>"
        case Gap():
            return f"<?{inline.text}>"
        case Styled():
            return f"{_SIGNS[inline.style]}{{{say(inline.children)}}}"
        case Link():
            return f"link{{{inline.target} {say(inline.children)}}}"
        case Reference():
            return f"[→{inline.target}{'=' + inline.text if inline.text else ''}]"
        case Citation():
            return f"[@{','.join(inline.keys)}{'=' + inline.text if inline.text else ''}]"
        case Footnote():
            return f"fn{inline.number or ''}{{{say(inline.children)}}}"
        case Break():
            return "⏎"
