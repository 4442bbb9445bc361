"""From rendered Markdown to blocks and sections of the document tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from regdocs.compose.dialect import parser
from regdocs.compose.lineage import TOKEN_CLOSE, TOKEN_OPEN, Register
from regdocs.compose.table import Joined, column_widths, join_cells
from regdocs.document.block import (
    Align,
    Block,
    Box,
    Cell,
    Column,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    ListKind,
    Marker,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from regdocs.document.inline import Break, Citation, Footnote, Inline, Link, Reference, Style, Styled, Text

PARAGRAPH_ROLES = frozenset({"center", "right", "lead", "small", "signature", "title", "subtitle", "source"})
_ATTRIBUTES = re.compile(r"\s*\{([#.\w][^{}]*)\}\s*$")
_CAPTION = re.compile(r"(?:Table|표):\s*")
_TOKEN = re.compile(f"{TOKEN_OPEN}(\\d+){TOKEN_CLOSE}")
_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG, "sup": Style.SUPERSCRIPT, "sub": Style.SUBSCRIPT}


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in `{#id .class key=value}` behind a heading, caption or figure."""

    id: str = ""
    classes: frozenset[str] = frozenset()
    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Attributes:
        values = dict(re.findall(r'([\w-]+)=(?:"([^"]*)")', text)) | dict(re.findall(r'([\w-]+)=([^\s"]+)', text))
        rest = re.sub(r'[\w-]+=(?:"[^"]*"|\S+)', "", text)
        identifiers = re.findall(r"#([\w.:-]+)", rest)
        return cls(identifiers[0] if identifiers else "", frozenset(re.findall(r"\.([\w-]+)", rest)), values)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section's text, before sections are nested."""

    level: int
    children: tuple[Inline, ...]
    attributes: Attributes


Piece = Block | Heading


def pieces(markdown: str, register: Register, list_markers: Sequence[Marker]) -> list[Piece]:
    """The headings and blocks of `markdown`, in order, with every token replaced by the inline it stands for."""
    tokens = parser().parse(markdown, {})
    builder = _Builder(register, tuple(list_markers))
    return builder.build(SyntaxTreeNode(tokens))


class _Builder:
    def __init__(self, register: Register, list_markers: tuple[Marker, ...]) -> None:
        self.register = register
        self.list_markers = list_markers
        self.footnotes: dict[int, tuple[Inline, ...]] = {}

    def build(self, root: SyntaxTreeNode) -> list[Piece]:
        nodes = list(root.children)
        for node in nodes:
            if node.type == "footnote_block":
                self._read_footnotes(node)
        return list(self._pieces([node for node in nodes if node.type != "footnote_block"], 0))

    def _read_footnotes(self, node: SyntaxTreeNode) -> None:
        for footnote in node.children:
            inlines: list[Inline] = []
            for paragraph in footnote.children:
                if paragraph.type == "paragraph":
                    inlines += [Break()] if inlines else []
                    inlines += self._inlines(paragraph.children[0].children)
            self.footnotes[footnote.meta["id"]] = tuple(inlines)

    def _pieces(self, nodes: Sequence[SyntaxTreeNode], depth: int) -> Iterator[Piece]:
        caption: tuple[tuple[Inline, ...], Attributes] | None = None
        for node in nodes:
            if node.type == "paragraph":
                inlines, attributes = self._with_attributes(node.children[0])
                if inlines and isinstance(inlines[0], Text) and _CAPTION.match(inlines[0].text):
                    caption = _without_prefix(inlines), attributes
                    continue
                yield self._paragraph(node, inlines, attributes)
            elif node.type == "heading":
                inlines, attributes = self._with_attributes(node.children[0])
                yield Heading(int(node.tag[1]), inlines, attributes)
            elif node.type == "table":
                yield self._table(node, *(caption or ((), Attributes())))
            else:
                yield from self._block(node, depth)
            caption = None

    def _block(self, node: SyntaxTreeNode, depth: int) -> Iterator[Piece]:
        if node.type in ("bullet_list", "ordered_list"):
            yield self._list(node, depth)
        elif node.type == "container_box":
            yield from self._container(node, depth)
        elif node.type == "blockquote":
            yield Box("quote", tuple(self._blocks(node.children, depth)))
        elif node.type == "hr":
            yield PageBreak()
        elif node.type in ("fence", "code_block"):
            yield Paragraph((Styled(Style.CODE, _lines(node.content.rstrip("\n"))),))

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int) -> Iterator[Block]:
        for piece in self._pieces(nodes, depth):
            # A heading inside a box or list has no place in the outline; it stays as a line in bold.
            yield Paragraph((Styled(Style.STRONG, piece.children),)) if isinstance(piece, Heading) else piece

    def _paragraph(self, node: SyntaxTreeNode, inlines: tuple[Inline, ...], attributes: Attributes) -> Block:
        images = [child for child in node.children[0].children if child.type == "image"]
        rest = [child for child in node.children[0].children if child.type != "image" and child.content.strip()]
        if len(images) == 1 and all(_ATTRIBUTES.fullmatch(child.content) for child in rest):
            return self._figure(images[0], attributes)
        role = next(iter(sorted(attributes.classes & PARAGRAPH_ROLES)), "")
        return Paragraph(inlines, role)

    def _figure(self, image: SyntaxTreeNode, attributes: Attributes) -> Figure:
        caption = tuple(self._inlines(image.children))
        alt = str(image.attrs.get("title") or "") or plain(caption)
        return Figure(
            resource=str(image.attrs["src"]),
            alt=alt,
            caption=caption,
            label=attributes.id,
            width=_share(attributes.values.get("width", "100%")),
        )

    def _list(self, node: SyntaxTreeNode, depth: int) -> ItemList:
        ordered = node.type == "ordered_list"
        inner = depth + 1 if ordered else depth
        items = tuple(Item(tuple(self._blocks(child.children, inner))) for child in node.children)
        if not ordered:
            return ItemList(items)
        marker = self.list_markers[min(depth, len(self.list_markers) - 1)]
        return ItemList(items, marker, int(node.attrs.get("start", 1)))

    def _container(self, node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
        name = node.info.strip().split()[0]
        blocks = tuple(self._blocks(node.children, depth))
        if name == "landscape":
            yield Landscape(blocks)
        elif name == "page-break":
            yield PageBreak()
            yield from blocks
        elif name in ("contents", "tables", "figures"):
            yield Contents({"contents": ListKind.SECTIONS, "tables": ListKind.TABLES, "figures": ListKind.FIGURES}[name])
        elif name in PARAGRAPH_ROLES:
            yield from (replace_role(block, name) for block in blocks)
        else:
            yield Box(name, blocks)

    def _table(self, node: SyntaxTreeNode, caption: tuple[Inline, ...], attributes: Attributes) -> Table:
        rows = [row for part in node.children for row in part.children]
        form = "form" in attributes.classes
        grid = [[self._cell(cell, form) for cell in row.children] for row in rows]
        aligns = [_align(cell) for cell in rows[0].children]
        head = 0 if form or "headless" in attributes.classes else int(attributes.values.get("head", "1"))
        if "headless" in attributes.classes or (form and not any(cell.text for cell in grid[0])):
            grid = [row for index, row in enumerate(grid) if index or any(cell.text for cell in row)]
        widths = column_widths(grid, attributes.values.get("widths", ""))
        return Table(
            columns=tuple(Column(width, align) for width, align in zip(widths, aligns, strict=True)),
            rows=tuple(_row(cells, index < head) for index, cells in enumerate(join_cells(grid))),
            head=head,
            caption=caption,
            label=attributes.id,
            form=form,
        )

    def _cell(self, node: SyntaxTreeNode, form: bool) -> Joined:
        inlines = tuple(self._inlines(node.children[0].children)) if node.children else ()
        labelled = form and len(inlines) == 1 and isinstance(inlines[0], Styled) and inlines[0].style is Style.STRONG
        if labelled:
            assert isinstance(inlines[0], Styled)
            inlines = inlines[0].children
        return Joined(Cell(inlines, header=labelled), plain(inlines))

    def _with_attributes(self, inline: SyntaxTreeNode) -> tuple[tuple[Inline, ...], Attributes]:
        children = list(inline.children)
        attributes = Attributes()
        if children and children[-1].type == "text" and (match := _ATTRIBUTES.search(children[-1].content)):
            attributes = Attributes.parse(match[1])
            token = children[-1].token
            assert token is not None
            token.content = children[-1].content[: match.start()]
        return tuple(self._inlines(children)), attributes

    def _inlines(self, nodes: Sequence[SyntaxTreeNode]) -> list[Inline]:
        inlines: list[Inline] = []
        for node in nodes:
            inlines += self._inline(node)
        return merged(inlines)

    def _inline(self, node: SyntaxTreeNode) -> list[Inline]:
        match node.type:
            case "text" | "text_special":
                return self._text(node.content)
            case "code_inline":
                return [Styled(Style.CODE, tuple(self._text(node.content)))]
            case "softbreak":
                return [Text(" ")]
            case "hardbreak":
                return [Break()]
            case "citation":
                return [Citation(tuple(node.meta["keys"]))]
            case "reference":
                return [Reference(node.meta["target"])]
            case "footnote_ref":
                return [Footnote(self.footnotes.get(node.meta["id"], ()))]
            case "link":
                children = tuple(self._inlines(node.children))
                href = str(node.attrs.get("href", ""))
                return [Reference(href[1:], plain(children))] if href.startswith("#") else [Link(href, children)]
            case "image":
                return [Text(str(node.attrs.get("title") or node.content))]
        style = _STYLES.get(node.type) or _STYLES.get(node.tag)
        children = tuple(self._inlines(node.children))
        return [Styled(style, children)] if style else list(children)

    def _text(self, content: str) -> list[Inline]:
        inlines: list[Inline] = []
        position = 0
        for match in _TOKEN.finditer(content):
            inlines += _lines(content[position : match.start()])
            inlines.append(self.register.inlines[int(match[1])])
            position = match.end()
        return inlines + list(_lines(content[position:]))


def replace_role(block: Block, role: str) -> Block:
    """The paragraph in that role; other blocks as they are."""
    return Paragraph(block.children, role) if isinstance(block, Paragraph) else block


def plain(inlines: Sequence[Inline]) -> str:
    """The bare text of inlines, for titles, alternative texts and column widths."""
    parts = []
    for inline in inlines:
        if isinstance(inline, Styled | Link):
            parts.append(plain(inline.children))
        elif isinstance(inline, Break):
            parts.append(" ")
        elif not isinstance(inline, Footnote):
            parts.append(inline.text)
    return "".join(parts)


def merged(inlines: Sequence[Inline]) -> list[Inline]:
    """The same inlines with neighbouring texts joined and empty ones left out."""
    result: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and result and isinstance(result[-1], Text):
            result[-1] = Text(result[-1].text + inline.text)
        elif not (isinstance(inline, Text) and not inline.text):
            result.append(inline)
    return result


def _without_prefix(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    first = inlines[0]
    assert isinstance(first, Text)
    return tuple(merged([Text(_CAPTION.sub("", first.text, count=1)), *inlines[1:]]))


def _lines(text: str) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    for index, line in enumerate(text.split("\n")):
        inlines += [Break()] if index else []
        inlines += [Text(line)] if line else []
    return tuple(inlines)


def _row(cells: list[Cell], head: bool) -> Row:
    if not head:
        return Row(tuple(cells))
    return Row(tuple(Cell(cell.children, cell.colspan, cell.rowspan, True, cell.align) for cell in cells))


def _align(cell: SyntaxTreeNode) -> Align:
    style = str(cell.attrs.get("style", ""))
    return next((align for align in Align if align.value in style), Align.LEFT)


def _share(text: str) -> float:
    number = float(re.sub(r"[^\d.]", "", text) or "100")
    return max(0.05, min(1.0, number / 100 if "%" in text or number > 1 else number))


__all__ = ["Attributes", "Heading", "Piece", "Token", "merged", "pieces", "plain", "replace", "replace_role"]
