"""LaTeX as it stands in bibliographies, made plain text; CSL's own tags for italics, raised and lowered text stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

_MARKUP = re.compile(r"[\\{}$~%&#`'-]")
_LONGEST = 20_000

# EndNote writes these characters bare, where LaTeX would begin a comment or end a cell.
_BARE = re.compile(r"(?<!\\)([%&#])")
_SHIFTED = re.compile(r"\$([_^])(?:\{([^{}$]*)\}|([^{}$\\]))\$")
_SHIFTS = {"_": "textsubscript", "^": "textsuperscript"}
_TAGS = {"textit": "i", "emph": "i", "textsubscript": "sub", "textsuperscript": "sup"}


class Untypeset(Exception):
    """LaTeX that can't be read; `text` is its beginning."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def plain(text: str) -> str:
    """The text that LaTeX code prints, without line breaks; raises `Untypeset` where it is nested or long past reason."""
    if not _MARKUP.search(text):
        return " ".join(text.split())
    if len(text) > _LONGEST:
        raise Untypeset(text)
    code = _BARE.sub(r"\\\1", text)
    code = _SHIFTED.sub(lambda match: f"\\{_SHIFTS[match[1]]}{{{match[2] or match[3] or ''}}}", code)
    decoder, grammar = _decoder()
    try:
        made = decoder.latex_to_text(code, latex_context=grammar)
    except Exception as error:
        # The library is patient with broken code, but what it trips over nonetheless it doesn't say.
        raise Untypeset(text) from error
    return " ".join(made.split())


@cache
def _decoder() -> tuple[Any, Any]:
    """What turns LaTeX into text, and the grammar that tells which commands take an argument."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
    from pylatexenc.latexwalker import get_default_latex_context_db as get_grammar
    from pylatexenc.macrospec import std_macro

    around = {name: (f"<{tag}>", f"</{tag}>") for name, tag in _TAGS.items()} | {
        "url": ("", ""),
        "mkbibquote": ("“", "”"),
    }
    grammar, context = get_grammar(), get_default_latex_context_db()
    grammar.add_context_category("bibliography", prepend=True, macros=[std_macro(name, False, 1) for name in around])
    macros = [MacroTextSpec(name, simplify_repl=_enclosing(*pair)) for name, pair in around.items()]
    macros += [MacroTextSpec("textless", simplify_repl="<"), MacroTextSpec("textgreater", simplify_repl=">")]
    context.add_context_category("bibliography", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context, math_mode="text"), grammar


def _enclosing(before: str, after: str) -> Callable[..., str]:
    """What prints a command's argument between two texts; nothing where the argument is missing."""

    def enclosed(node: Any, l2tobj: Any) -> str:
        arguments = node.nodeargd.argnlist if node.nodeargd else ()
        inner = l2tobj.nodelist_to_text([each for each in arguments if each is not None])
        return f"{before}{inner}{after}" if inner else ""

    return enclosed
