"""Which line of which template made each line of a section's Markdown; asked only when that Markdown is faulty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from regdocs.compose.environment import Environment
from regdocs.compose.failure import FAILURES
from regdocs.compose.lineage import TOKEN_CLOSE, TOKEN_OPEN
from regdocs.finding import Place, RegdocsError

# Private-use characters like those of tokens, which nobody can write either.
_OPEN, _CLOSE = "\ue002", "\ue003"
_MARK = re.compile(f"{_OPEN}(.*?):([0-9]+){_CLOSE}")
_TOKEN = re.compile(f"{TOKEN_OPEN}[0-9]+{TOKEN_CLOSE}")


def template_lines(environment: Environment, name: str, context: Mapping[str, Any], markdown: str) -> dict[int, Place]:
    """The place in a template of each line (from 1) of the `markdown` that the template `name` made with `context`.

    The template is rendered once more, with a mark in front of every stretch of its text. Lines behind that text
    (narrative that no template placed) have no place; nor has any where marked text makes a template go another way.
    """
    marking = _Marking(environment)
    try:
        marked = marking.get_template(name).render(context)
    except (RegdocsError, *FAILURES):
        return {}
    bare = _MARK.sub("", marked)
    if not _TOKEN.sub(TOKEN_OPEN, markdown).startswith(_TOKEN.sub(TOKEN_OPEN, bare)):
        return {}
    places: dict[int, Place] = {}
    last: Place | None = None
    for number, line in enumerate(marked.split("\n"), start=1):
        marks = list(_MARK.finditer(line))
        if marks:
            # What a line begins with is where somebody looks for it, however many macros add to it.
            places[number] = Place(file=marks[0][1], line=int(marks[0][2]))
            last = Place(file=marks[-1][1], line=int(marks[-1][2]))
        elif last is not None:
            places[number] = last
    return places


class _Marking(Environment):
    """The environment of a document once more; what it renders says where each line was written."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment.loader, environment.language, environment.absent)
        self.bytecode_cache = None
        self.register, self.offered = environment.register, environment.offered

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for data in tree.find_all(nodes.TemplateData):
            lines = data.data.split("\n")
            data.data = "\n".join(
                f"{_OPEN}{filename}:{data.lineno + index}{_CLOSE}{line}" if line else line
                for index, line in enumerate(lines)
            )
        return tree
