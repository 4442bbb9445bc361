"""What a Word file holds besides its text: comments, macros, objects, content from elsewhere, fields to be computed."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.formats.docx.opened import Opened, W, is_on
from regdocs.formats.rendered import Left, Leftover

_MACROS = ("vbaproject.bin", "vbadata.xml")
_EMBEDDED = ("embeddings", "activex", "ole")


def comments_of(package: Opened, main: str) -> dict[str, tuple[str, str]]:
    """Author and text of each comment, by its id."""
    root = package.xml(package.related(main, "comments") or "")
    if root is None:
        return {}
    return {
        comment.get(f"{W}id", ""): (
            comment.get(f"{W}author", "") or "?",
            "".join(text.text or "" for text in comment.iter(f"{W}t")),
        )
        for comment in root.iterfind(f"{W}comment")
    }


def package_leftovers(package: Opened, main: str) -> Iterator[Leftover]:
    """What stands in no paragraph."""
    for name in sorted(package.names):
        parts = name.lower().split("/")
        if parts[-1] in _MACROS:
            yield Leftover(Left.MACRO, parts[-1])
        elif any(folder in _EMBEDDED for folder in parts[:-1]) and not parts[-1].endswith(".rels"):
            yield Leftover(Left.EMBEDDED, parts[-1])
    yield from _linked(package)
    yield from _settings(package, main)


def _linked(package: Opened) -> Iterator[Leftover]:
    """Links that a reader clicks may lead outside; what the program fetches by itself may not."""
    for name in sorted(each for each in package.names if each.endswith(".rels")):
        folder, _, file = name.replace("_rels/", "").removesuffix(".rels").rpartition("/")
        for relationship in package.relationships(f"{folder}/{file}".lstrip("/")).values():
            clicked = relationship.kind == "hyperlink" and not relationship.target.lower().startswith("file:")
            if relationship.external and not clicked:
                yield Leftover(Left.EXTERNAL, relationship.target[:120])


def _settings(package: Opened, main: str) -> Iterator[Leftover]:
    root = package.xml(package.related(main, "settings") or "")
    if root is None:
        return
    if is_on(root.find(f"{W}updateFields")):
        yield Leftover(Left.STALE_FIELD)
    if is_on(root.find(f"{W}trackRevisions")):
        yield Leftover(Left.TRACKING_ON)
