"""What a Word file holds besides its text: comments, macros, objects, content from elsewhere, fields to be computed."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.formats.docx.opened import Opened, W, is_on
from regdocs.formats.rendered import Left, Leftover

_MACROS = ("vbaproject.bin", "vbadata.xml")
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
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
    yield from _lost_pictures(package, main)
    yield from _settings(package, main)
    yield from _labelled(package, main)


def _linked(package: Opened) -> Iterator[Leftover]:
    """Links that a reader clicks may lead outside; what the program fetches by itself may not."""
    for name in sorted(each for each in package.names if each.endswith(".rels")):
        folder, _, file = name.replace("_rels/", "").removesuffix(".rels").rpartition("/")
        for relationship in package.relationships(f"{folder}/{file}".lstrip("/")).values():
            clicked = relationship.kind == "hyperlink" and not relationship.target.lower().startswith("file:")
            if relationship.external and not clicked:
                yield Leftover(Left.EXTERNAL, relationship.target[:120])


def _lost_pictures(package: Opened, main: str) -> Iterator[Leftover]:
    """Pictures that some program has thrown away and still points to."""
    for relationship in package.relationships(main).values():
        if relationship.kind == "image" and not relationship.external and relationship.target not in package.names:
            yield Leftover(Left.LOST_PICTURE, relationship.target.rpartition("/")[2])


def _labelled(package: Opened, main: str) -> Iterator[Leftover]:
    """A template or a file with macros that somebody has called .docx, which Word then refuses to open."""
    types = package.xml("[Content_Types].xml")
    for each in () if types is None else types:
        kind = each.get("ContentType", "")
        if each.get("PartName", "") == f"/{main}" and kind.startswith("application/") and kind != _DOCUMENT:
            yield Leftover(Left.MISLABELLED, "DOTX" if "template" in kind else "DOCM")


def _settings(package: Opened, main: str) -> Iterator[Leftover]:
    root = package.xml(package.related(main, "settings") or "")
    if root is None:
        return
    if is_on(root.find(f"{W}updateFields")):
        yield Leftover(Left.STALE_FIELD)
    if is_on(root.find(f"{W}trackRevisions")):
        yield Leftover(Left.TRACKING_ON)
    protection = root.find(f"{W}documentProtection")
    enforced = protection is not None and protection.get(f"{W}enforcement", "0") in ("1", "true", "on")
    if enforced or root.find(f"{W}writeProtection") is not None:
        yield Leftover(Left.PROTECTED)
