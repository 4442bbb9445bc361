"""Named destinations of a file whose pages are copied: its links lead there, and its names go along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from regdocs.packet.bookmarks import targets


def carry(pdf: pikepdf.Pdf, source: pikepdf.Pdf, copied: Sequence[pikepdf.Page]) -> Mapping[str, int]:
    """Let links by name among the `copied` pages of `source` lead to pages of `pdf`, and give `pdf` the names.

    A name that `pdf` has already gets a number. The names as `source` has them come back, with the index of their page
    in it.
    """
    found = targets(source)
    indices = {page.obj.objgen: index for index, page in enumerate(source.pages)} if found else {}
    named: dict[str, int] = {}
    places: dict[str, Object] = {}
    for name, destination in sorted(found.items()):
        place = destination.get("/D") if isinstance(destination, Dictionary) else destination
        if not isinstance(place, Array) or not len(place) or not isinstance(place[0], Dictionary):
            continue
        if (index := indices.get(place[0].objgen)) is not None:
            view = [each for each in list(place)[1:] if not isinstance(each, Dictionary | Array)]
            named[name] = index
            places[name] = pdf.make_indirect(Array([copied[index].obj, *view]))
    if places:
        _lead(copied, places)
        _keep(pdf, places)
    return named


def _lead(pages: Sequence[pikepdf.Page], places: Mapping[str, Object]) -> None:
    for annotation in (each for page in pages for each in page.obj.get("/Annots", ())):
        action = annotation.get("/A")
        holder: Object = annotation
        key = "/Dest"
        if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
            holder, key = action, "/D"
        name = holder.get(key)
        if isinstance(name, String | Name) and str(name) in places:
            holder[key] = places[str(name)]


def _keep(pdf: pikepdf.Pdf, places: Mapping[str, Object]) -> None:
    if "/Names" not in pdf.Root:
        pdf.Root.Names = pdf.make_indirect(Dictionary())
    names = pdf.Root.Names
    tree = pikepdf.NameTree(names.Dests) if "/Dests" in names else pikepdf.NameTree.new(pdf)
    names.Dests = tree.obj
    for name, place in places.items():
        unused, number = name, 1
        while unused in tree:
            number += 1
            unused = f"{name}-{number}"
        tree[unused] = Dictionary(D=place)
