"""Compiled templates, kept from one run to the next."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from regdocs.build.kept import keep, recall
from regdocs.build.memory import made_from
from regdocs.compose.environment import COMPILED
from regdocs.template_set.load import TemplateSet

_SEEN: set[str] = set()


@contextmanager
def compiled(template_set: TemplateSet, document: str) -> Iterator[None]:
    """Composes a document with its templates as they were compiled before; keeps them where they weren't.

    What is kept is code, as in Python's own `__pycache__`: it belongs to this Python, and to the user's own folder.
    """
    key = made_from({}, template_set.inputs, "compiled", document, sys.version)
    if key in _SEEN:
        yield
        return
    _SEEN.add(key)
    found = recall(key, dict[str, bytes])
    for name, code in (found or {}).items():
        COMPILED.kept.setdefault(name, marshal.loads(code))
    COMPILED.asked.clear()
    yield
    if found is None:
        keep(
            {key: {name: marshal.dumps(COMPILED.kept[name]) for name in sorted(COMPILED.asked & COMPILED.kept.keys())}}
        )
