"""What a PDF holds besides its pages: scripts and programs to start, embedded files, media, notes, forms to fill in."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from regdocs.formats.rendered import Left, Leftover
from regdocs.formats.unreadable import damaged, encrypted

_ACTIONS = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Rendition",
    "/Sound",
    "/Movie",
    "/RichMediaExecute",
)
_MEDIA = ("/RichMedia", "/Screen", "/Movie", "/Sound", "/3D")
_NOTES = ("/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Caret", "/Stamp", "/Square",
          "/Circle", "/Line", "/Polygon", "/PolyLine", "/Redact")  # fmt: skip
_DEEPEST = 60
_MOST = 200


def leftovers_of(data: bytes) -> Iterator[Leftover]:
    """Everything of that kind; raises `UnreadableFile` for a file that is encrypted or damaged.

    Looks where such things may stand (the catalogue, name trees, form fields, pages and their annotations), not
    through every object, so that a long document costs little.
    """
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise encrypted()
            found = list(_found(pdf))
    except pikepdf.PasswordError:
        raise encrypted() from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise damaged() from error
    yield from dict.fromkeys(found[:_MOST])


def _found(pdf: pikepdf.Pdf) -> Iterator[Leftover]:
    root = pdf.Root
    yield from _actions(root.get("/OpenAction"), None)
    yield from _additional(root, None)
    names = root.get("/Names", Dictionary())
    if isinstance(names, Dictionary):
        if "/JavaScript" in names:
            yield Leftover(Left.SCRIPT, "JavaScript")
        if "/EmbeddedFiles" in names:
            yield Leftover(Left.EMBEDDED, "EmbeddedFiles")
    if "/Collection" in root:
        yield Leftover(Left.EMBEDDED, "Portfolio")
    yield from _form(root.get("/AcroForm"))
    for number, page in enumerate(pdf.pages, 1):
        if not isinstance(page.obj, Dictionary):
            raise damaged()
        yield from _additional(page.obj, number)
        for annotation in page.obj.get("/Annots", Array()):
            if isinstance(annotation, Dictionary):
                yield from _annotation(annotation, number)


def _actions(action: Object | None, page: int | None, depth: int = 0) -> Iterator[Leftover]:
    """An action and those that follow it (ISO 32000-1, 12.6)."""
    if isinstance(action, Array) and depth and depth < _DEEPEST:
        for each in action:
            yield from _actions(each, page, depth + 1)
    if not isinstance(action, Dictionary) or depth >= _DEEPEST:
        return
    kind = str(action.get("/S", ""))
    if kind in _ACTIONS or "/JS" in action:
        yield Leftover(Left.SCRIPT, kind[1:] or "JavaScript", page=page)
    if "/Next" in action:
        yield from _actions(action.Next, page, depth + 1)


def _additional(owner: Object, page: int | None) -> Iterator[Leftover]:
    """What happens by itself when something is opened, printed or left."""
    triggers = owner.get("/AA")
    if isinstance(triggers, Dictionary):
        for action in triggers.values():
            yield from _actions(action, page)


def _form(form: Object | None) -> Iterator[Leftover]:
    if not isinstance(form, Dictionary):
        return
    if "/XFA" in form:
        yield Leftover(Left.SCRIPT, "XFA")
    waiting = [(field, 0) for field in form.get("/Fields", Array())]
    unsigned = False
    while waiting:
        field, depth = waiting.pop()
        if not isinstance(field, Dictionary) or depth > _DEEPEST:
            continue
        yield from _additional(field, None)
        unsigned = unsigned or field.get("/FT") not in (None, Name.Sig)
        waiting += [(kid, depth + 1) for kid in field.get("/Kids", Array())]
    if unsigned:
        yield Leftover(Left.FORM_FIELD)


def _annotation(annotation: Dictionary, page: int) -> Iterator[Leftover]:
    kind = str(annotation.get("/Subtype", ""))
    yield from _actions(annotation.get("/A"), page)
    yield from _additional(annotation, page)
    if kind in _MEDIA:
        yield Leftover(Left.SCRIPT, kind[1:], page=page)
    elif kind == "/FileAttachment":
        yield Leftover(Left.EMBEDDED, "FileAttachment", page=page)
    elif kind in _NOTES:
        contents = annotation.get("/Contents")
        text = "" if contents is None or isinstance(contents, Stream) else " ".join(str(contents).split())[:60]
        yield Leftover(Left.COMMENT, text, page=page, author=str(annotation.get("/T", ""))[:60])
