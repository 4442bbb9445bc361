"""Parsed Markdown as a tree of nodes: what the parser gives in a row, nested."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.token import Token

from regdocs.compose.dialect import parser


class Node:
    """A token, or an opening token with all up to its closing one as `children`; an inline one has its own inside.

    It knows nothing of its parent, so that a section's nodes are gone once nobody reads them.
    """

    __slots__ = ("children", "token", "type")

    def __init__(self, token: Token, children: list[Node]) -> None:
        self.token, self.children = token, children
        self.type = token.type.removesuffix("_open") if token.nesting else token.type

    @property
    def content(self) -> str:
        """The text of a leaf."""
        return self.token.content


def block_nodes(markdown: str) -> list[Node]:
    """The blocks of `markdown`."""
    return _nested(parser().parse(markdown, {}))


def inline_nodes(markdown: str) -> list[Node]:
    """The inlines of one line of `markdown`."""
    (line,) = _nested(parser().parseInline(markdown, {}))
    return line.children


def line_nodes(line: Token) -> list[Node]:
    """The inlines of a line that is parsed already."""
    return _nested(line.children or ())


def _nested(tokens: Iterable[Token]) -> list[Node]:
    found: list[Node] = []
    open_ones = [found]
    for token in tokens:
        if token.nesting < 0:
            open_ones.pop()
            continue
        node = Node(token, _nested(token.children) if token.children else [])
        open_ones[-1].append(node)
        if token.nesting > 0:
            open_ones.append(node.children)
    return found
