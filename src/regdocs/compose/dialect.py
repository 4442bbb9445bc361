"""The Markdown dialect: CommonMark with pipe tables, footnotes and containers, and what filings need beside them.

`[@key]` cites, `[](#id)` refers, `^2^` and `~2~` raise and lower, `<br>` breaks a line inside a cell, `::: name` boxes;
emphasis works beside Korean particles; all other raw HTML is plain text.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from regdocs.compose.pipes import Pipes, table_rule

_CITATION = re.compile(r"\[(@[A-Za-z0-9_:.-]+(?:\s*[;,]\s*@[A-Za-z0-9_:.-]+)*)\]")
_REFERENCE = re.compile(r"\[\]\(#([\w.:-]+)\)")
_BREAK = re.compile(r"<br\s*/?>")
_RAISED = re.compile(r"\^([^\s^~/]{1,20})\^")
_LOWERED = re.compile(r"~([A-Za-z0-9+−-]{1,8})~")


@cache
def parser() -> MarkdownIt:
    """The one parser of the dialect."""
    markdown = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .disable(["html_block", "html_inline", "autolink", "code"])
    )
    markdown.use(footnote_plugin, inline=False)
    markdown.use(container_plugin, "box", validate=lambda parameters, markup: bool(parameters.strip()))
    markdown.inline.ruler.at("emphasis", _emphasis)
    for name, rule in (
        ("break", _break),
        ("citation", _citation),
        ("reference", _reference),
        ("raised", _raised),
        ("lowered", _lowered),
    ):
        markdown.inline.ruler.before("link", name, rule)
    markdown.inline.ruler.at("text", _text)
    markdown.core.ruler.at("inline", _inlines)
    markdown.core.ruler.at("text_join", _text_join)
    markdown.block.ruler.at("table", table_rule, {"alt": ["paragraph", "reference"]})
    return markdown


# Only with one of these does anything but plain text begin or end: the marks of the rules above and of CommonMark's.
_MARKS = r"\n!&*<\[\]\\^_`~"
_PLAIN = re.compile(f"[^{_MARKS}]+")
_STRONG = re.compile(rf"\*\*([^\s{_MARKS}](?:[^{_MARKS}]*[^\s{_MARKS}])?)\*\*")


def _inlines(state: StateCore) -> None:
    """Parse all lines of inlines; most are plain text or one strong word, which need no parser."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = _line(token.content, state)
        elif token.type == "table":
            pipes: Pipes = token.meta["pipes"]
            for cell in pipes.cells():
                if cell and cell not in pipes.inlines and not _PLAIN.fullmatch(cell):
                    pipes.inlines[cell] = Token("inline", "", 0, content=cell, children=_line(cell, state))


def _text_join(state: StateCore) -> None:
    """Join what the parser left of a line's text in several pieces, in cells too."""
    text_join(state)
    for token in state.tokens:
        if token.type == "table":
            text_join(StateCore("", state.md, {}, [*token.meta["pipes"].inlines.values()]))


def _line(content: str, state: StateCore) -> list[Token]:
    found = _plain(content)
    if found is None:
        found = []
        state.md.inline.parse(content, state.md, state.env, found)
    return found


def _plain(content: str) -> list[Token] | None:
    if _PLAIN.fullmatch(content):
        return [Token("text", "", 0, content=content)]
    if strong := _STRONG.fullmatch(content):
        return [
            Token("strong_open", "strong", 1, markup="**"),
            Token("text", "", 0, content=strong[1], level=1),
            Token("strong_close", "strong", -1, markup="**"),
        ]
    return None


def _text(state: StateInline, silent: bool) -> bool:
    match = _PLAIN.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def _break(state: StateInline, silent: bool) -> bool:
    match = _BREAK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = match.end()
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"keys": [key.strip().lstrip("@") for key in re.split("[;,]", match[1])]}
    state.pos = match.end()
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("reference", "", 0).meta = {"target": match[1]}
    state.pos = match.end()
    return True


def _raised(state: StateInline, silent: bool) -> bool:
    return _wrapped(state, silent, _RAISED, "sup")


def _lowered(state: StateInline, silent: bool) -> bool:
    # "2~8 ℃, 0~60" are ranges: only what follows a letter or a bracket can be lowered.
    before = state.src[state.pos - 1] if state.pos else " "
    return (before.isalpha() or before in ")]") and _wrapped(state, silent, _LOWERED, "sub")


def _wrapped(state: StateInline, silent: bool, pattern: re.Pattern[str], name: str) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push(f"{name}_open", name, 1)
        state.push("text", "", 0).content = match[1]
        state.push(f"{name}_close", name, -1)
    state.pos = match.end()
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    can_open, can_close = scanned.can_open, scanned.can_close
    if marker == "*":
        can_open, can_close = _beside_korean(state, scanned.length, can_open, can_close)
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += scanned.length
    return True


def _beside_korean(state: StateInline, length: int, can_open: bool, can_close: bool) -> tuple[bool, bool]:
    """CommonMark closes `**"말"**은` only before a blank, but Korean writes the particle without one."""
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[state.pos + length] if state.pos + length < state.posMax else " "
    if _hangul(after) and not before.isspace():
        can_close = True
    if _hangul(before) and not after.isspace():
        can_open = True
    return can_open, can_close


def _hangul(character: str) -> bool:
    return "가" <= character <= "힣" or "ㄱ" <= character <= "ㆎ"
