"""From parsed Markdown to inlines, with every token replaced by the printed value that it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import unquote

from regdocs.compose.lineage import TOKEN_CLOSE, TOKEN_OPEN, Register
from regdocs.compose.nodes import Node
from regdocs.document.inline import Break, Citation, Field, Footnote, Gap, Inline, Link, Reference, Style, Styled, Text

Report = Callable[[str, str], None]
"""Takes down a fault at the line being read: Korean and English."""

_TOKEN = re.compile(f"{TOKEN_OPEN}([0-9]{{1,9}}){TOKEN_CLOSE}")
_LOST_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG, "sup": Style.SUPERSCRIPT, "sub": Style.SUBSCRIPT}
_ADDRESSES = ("https:", "http:", "mailto:")


class InlineReader:
    """Reads the inline nodes of one section; `footnotes` are its footnotes' texts by number."""

    def __init__(self, register: Register, report: Report) -> None:
        self.register, self.report = register, report
        self.footnotes: Mapping[int, tuple[Inline, ...]] = {}

    def read(self, nodes: Sequence[Node]) -> tuple[Inline, ...]:
        """The inlines of the nodes, neighbouring texts joined."""
        return tuple(merged([inline for node in nodes for inline in self._inline(node)]))

    def text(self, content: str) -> tuple[Inline, ...]:
        """A line of plain text, with the values printed in it."""
        if TOKEN_OPEN not in content:
            return (Text(content),)
        return tuple(merged(self._text(content)))

    def lines(self, text: str) -> tuple[Inline, ...]:
        """Text as it stands, line by line (code)."""
        inlines: list[Inline] = []
        for index, line in enumerate(text.split("\n")):
            inlines += [Break()] if index else []
            inlines += self._text(line)
        return tuple(inlines)

    def bare(self, text: str) -> str:
        """Text with the printed values' own text in the place of tokens, for what can't hold a field (an address)."""
        return _TOKEN.sub(lambda match: self._printed(match).text, text)

    def _inline(self, node: Node) -> Sequence[Inline]:
        match node.type:
            case "text" | "text_special":
                if _LOST_FOOTNOTE.search(node.content):
                    self.report(f"각주 내용이 없음: {node.content}", f"a footnote without text: {node.content}")
                return self._text(node.content)
            case "code_inline":
                return [Styled(Style.CODE, tuple(self._text(node.content)))]
            case "softbreak":
                return [Text(" ")]
            case "hardbreak":
                return [Break()]
            case "citation":
                return [Citation(tuple(node.token.meta["keys"]))]
            case "reference":
                return [Reference(node.token.meta["target"])]
            case "footnote_ref":
                return [Footnote(self.footnotes.get(node.token.meta["id"], ()))]
            case "link":
                return self._link(node)
            case "image":
                self.report(
                    "그림은 앞뒤에 빈 줄을 두고 혼자 있어야 함", "a figure has to stand in a paragraph of its own"
                )
                return []
        style = _STYLES.get(node.type) or _STYLES.get(node.token.tag)
        children = self.read(node.children)
        return [Styled(style, children)] if style else children

    def _link(self, node: Node) -> Sequence[Inline]:
        children = self.read(node.children)
        target = self.bare(unquote(str(node.token.attrs.get("href", ""))))
        if target.startswith("#"):
            return [Reference(target[1:], plain(children))]
        if not target.lower().startswith(_ADDRESSES):
            self.report(f"쓸 수 없는 링크: {target}", f"a link has to begin with https:, mailto: or #: {target}")
        return [Link(target, children)]

    def _text(self, content: str) -> Sequence[Inline]:
        inlines: list[Inline] = []
        position = 0
        for match in _TOKEN.finditer(content):
            inlines += [Text(content[position : match.start()]), self._printed(match)]
            position = match.end()
        return [*inlines, Text(content[position:])]

    def _printed(self, match: re.Match[str]) -> Field | Gap | Text:
        index = int(match[1])
        if index >= len(self.register.inlines):
            self.report("쓸 수 없는 문자 U+E000", "the character U+E000 can't be used")
            return Text("")
        return self.register.inlines[index]


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
