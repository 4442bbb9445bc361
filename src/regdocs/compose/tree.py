"""From rendered Markdown to the headings and blocks of the document tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import msgspec

from regdocs.compose.attributes import INTENDED, TRAILING, Attributes, share
from regdocs.compose.fault import Fault, Malformed
from regdocs.compose.grid import CAPTION, GridReader
from regdocs.compose.inlines import InlineReader, merged, plain
from regdocs.compose.lineage import Register
from regdocs.compose.nodes import Node, block_nodes
from regdocs.document.block import (
    Block,
    Box,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    ListKind,
    Marker,
    PageBreak,
    Paragraph,
)
from regdocs.document.inline import Break, Inline, Style, Styled, Text
from regdocs.language import Bilingual

_LETTER_ROLES = frozenset({"subject", "enclosure", "enclosed", "closing"})
PARAGRAPH_ROLES = _LETTER_ROLES | {"center", "right", "lead", "small", "signature", "title", "subtitle", "source"}
BOX_ROLES = frozenset({"note", "warning", "example", "question", "quote", "bibliography", "abbreviations"})
_LISTS = {"contents": ListKind.SECTIONS, "tables": ListKind.TABLES, "figures": ListKind.FIGURES}
_CONTAINERS = sorted({*PARAGRAPH_ROLES, *BOX_ROLES, *_LISTS, "landscape", "page-break"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section's text, before sections are nested; `written` is its text before translation."""

    level: int
    children: tuple[Inline, ...]
    attributes: Attributes
    written: str = ""


Piece = Block | Heading
Words = Callable[[tuple[Inline, ...], int], tuple[Inline, ...]]
"""What becomes of a paragraph's, cell's, heading's or caption's inlines; the line of the Markdown where they stand."""


def as_written(inlines: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
    """Words that stay as they are."""
    return inlines


def pieces(markdown: str, register: Register, list_markers: Sequence[Marker], words: Words = as_written) -> list[Piece]:
    """The headings and blocks of `markdown`, in order, with every token replaced by the inline it stands for.

    Raises `Malformed` with everything in it that no document can show.
    """
    builder = _Builder(markdown, register, tuple(list_markers), words)
    found = builder.build(block_nodes(markdown))
    if builder.faults:
        raise Malformed(builder.faults)
    return found


class _Builder:
    def __init__(self, markdown: str, register: Register, list_markers: tuple[Marker, ...], words: Words) -> None:
        self.lines = markdown.split("\n")
        self.words = words
        self.list_markers = list_markers
        self.faults: list[Fault] = []
        self.line = 1
        self.inlines = InlineReader(register, self.report)
        self.grids = GridReader(self.inlines, self.report, words)

    def report(self, ko: str, en: str, line: int | None = None) -> None:
        """Take down a fault at `line`, else at the block being read."""
        self.faults.append(Fault(line or self.line, Bilingual(ko, en)))

    def build(self, found: Sequence[Node]) -> list[Piece]:
        notes = [note for node in found if node.type == "footnote_block" for note in node.children]
        self.inlines.footnotes = {note.token.meta["id"]: self._footnote(note) for note in notes}
        return list(self._pieces([node for node in found if node.type != "footnote_block"], 0))

    def _footnote(self, node: Node) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        for child in node.children:
            self._at(child)
            if child.type != "paragraph":
                self.report("각주에는 문단만 쓸 수 있음", "a footnote holds paragraphs only")
                continue
            inlines += [Break()] if inlines else []
            inlines += self._words(self.inlines.read(child.children[0].children))
        return tuple(inlines)

    def _words(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return self.words(inlines, self.line)

    def _at(self, node: Node) -> None:
        if node.token.map is not None:
            self.line = node.token.map[0] + 1

    def _pieces(self, nodes: Sequence[Node], depth: int) -> Iterator[Piece]:
        caption: tuple[tuple[Inline, ...], Attributes] | None = None
        for node in nodes:
            if caption and node.type != "table":
                self._lonely_caption()
            self._at(node)
            if node.type == "table":
                yield from self.grids.table(node, *(caption or ((), Attributes())))
                caption = None
                continue
            caption = None
            if node.type == "paragraph":
                attributes = self._attributes(node.children[0])
                inlines = self._inlines(node.children[0], attributes)
                if isinstance(inlines, Figure):
                    yield inlines
                elif _is_caption(inlines):
                    caption = self._words(_without_prefix(inlines)), attributes
                else:
                    yield Paragraph(self._words(inlines), next(iter(sorted(attributes.classes & PARAGRAPH_ROLES)), ""))
            elif node.type == "heading":
                attributes = self._attributes(node.children[0])
                inlines = self.inlines.read(node.children[0].children)
                yield Heading(int(node.token.tag[1]), self._words(inlines), attributes, plain(inlines))
            else:
                yield from self._block(node, depth)
        if caption:
            self._lonely_caption()

    def _lonely_caption(self) -> None:
        self.report("`Table:` 바로 아래에 표가 없음", "no table follows the caption `Table:`")

    def _block(self, node: Node, depth: int) -> Iterator[Block]:
        if node.type in ("bullet_list", "ordered_list"):
            yield self._list(node, depth)
        elif node.type == "container_box":
            yield from self._container(node, depth)
        elif node.type == "blockquote":
            yield Box("quote", tuple(self._blocks(node.children, depth)))
        elif node.type == "hr":
            yield PageBreak()
        elif node.type in ("fence", "code_block"):
            yield Paragraph((Styled(Style.CODE, self.inlines.lines(node.content.rstrip("\n"))),))

    def _blocks(self, nodes: Sequence[Node], depth: int) -> Iterator[Block]:
        for piece in self._pieces(nodes, depth):
            # A heading inside a box or list has no place in the outline; it stays as a line in bold.
            yield Paragraph((Styled(Style.STRONG, piece.children),)) if isinstance(piece, Heading) else piece

    def _inlines(self, inline: Node, attributes: Attributes) -> Figure | tuple[Inline, ...]:
        """A paragraph's inlines, or the figure that stands alone in it."""
        filled = [child for child in inline.children if child.type == "image" or child.content.strip()]
        if len(filled) == 1 and filled[0].type == "image":
            return self._figure(filled[0], attributes)
        return self.inlines.read(inline.children)

    def _figure(self, image: Node, attributes: Attributes) -> Figure:
        caption = self._words(self.inlines.read(image.children))
        width = share(attributes.values.get("width", "100%"))
        if width is None:
            self.report("width는 `80%` 꼴이어야 함", "a width is written `80%`")
        return Figure(
            resource=unquote(self.inlines.bare(unquote(str(image.token.attrs["src"])))),
            alt=self.inlines.bare(str(image.token.attrs.get("title") or "")) or plain(caption),
            caption=caption,
            label=attributes.id,
            width=width or 1.0,
        )

    def _list(self, node: Node, depth: int) -> ItemList:
        ordered = node.type == "ordered_list"
        inner = depth + 1 if ordered else depth
        items = tuple(Item(tuple(self._blocks(child.children, inner))) for child in node.children)
        if not ordered:
            return ItemList(items)
        marker = self.list_markers[min(depth, len(self.list_markers) - 1)]
        return ItemList(items, marker, int(node.token.attrs.get("start", 1)))

    def _container(self, node: Node, depth: int) -> Iterator[Block]:
        name, line, lines = node.token.info.split()[0], self.line, node.token.map
        last = self.lines[min(lines[1], len(self.lines) - 1)] if lines else ""
        if not last.lstrip(" >").startswith(":::"):
            self.report("`:::` 상자가 닫히지 않음", "the box is never closed by `:::`")
        if name not in _CONTAINERS:
            known = ", ".join(_CONTAINERS)
            self.report(f"모르는 상자 `{name}`; 가능한 이름: {known}", f"unknown box `{name}`; known: {known}", line)
        blocks = tuple(self._blocks(node.children, depth))
        if name == "landscape":
            yield Landscape(blocks)
        elif name == "page-break":
            yield PageBreak()
            yield from blocks
        elif name in _LISTS:
            yield Contents(_LISTS[name])
        elif name in PARAGRAPH_ROLES:
            yield from (in_role(block, name) for block in blocks)
        else:
            yield Box(name, blocks)

    def _attributes(self, inline: Node) -> Attributes:
        """The attributes that end a line, taken off it."""
        last = inline.children[-1] if inline.children else None
        if last is None or last.type != "text":
            return Attributes()
        if match := TRAILING.search(last.content):
            last.token.content = last.content[: match.start()]
            return Attributes.parse(match[1])
        if INTENDED.search(last.content):
            self.report(f"속성을 읽을 수 없음: {last.content}", f"the attributes can't be read: {last.content}")
        return Attributes()


def in_role(block: Block, role: str) -> Block:
    """The paragraph in that role; other blocks as they are."""
    return msgspec.structs.replace(block, role=role) if isinstance(block, Paragraph) else block


def _is_caption(inlines: tuple[Inline, ...]) -> bool:
    return bool(inlines) and isinstance(inlines[0], Text) and bool(CAPTION.match(inlines[0].text))


def _without_prefix(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    first = inlines[0]
    assert isinstance(first, Text)
    return tuple(merged([Text(CAPTION.sub("", first.text, count=1)), *inlines[1:]]))
