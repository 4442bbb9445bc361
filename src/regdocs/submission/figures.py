"""Figures: PNG, JPEG and SVG files whose content is what their name says and holds nothing that runs."""

from __future__ import annotations

import re
from xml.parsers import expat

from regdocs.finding import Finding, Place
from regdocs.submission.problem import Words, problem, shown

FOLDER = "figures"
LARGEST = 20_000_000
"""The largest figure read, in bytes."""
_MOST_PIXELS = 100_000_000
_SVG = "http://www.w3.org/2000/svg"
_KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".svg": "SVG"}

_TOO_FINE: Words = (
    f"그림의 화소가 너무 많음(한도 {_MOST_PIXELS:,})",
    f"the figure has too many pixels (at most {_MOST_PIXELS:,})",
)
_COARSER: Words = "해상도를 낮추어 다시 내보내십시오", "export it again at a lower resolution"
_AGAIN: Words = (
    "그림을 만든 프로그램에서 스크립트와 외부 내용 없이 다시 내보내십시오",
    "export it again from the program that drew it, without scripts or foreign content",
)


def check_figure(data: bytes, file: str) -> Finding | None:
    """What is wrong with a figure file, if anything."""
    suffix = re.search(r"\.[^./]*$", file)
    kind = _KINDS.get(suffix[0].lower() if suffix else "")
    if kind is None:
        message = "그림은 PNG, JPEG, SVG만 쓸 수 있음", "a figure has to be a PNG, JPEG or SVG"
        remedy = (
            "PNG나 SVG로 내보내고, 원본은 다른 폴더에 두십시오",
            "export it so, and keep its source in another folder",
        )
        return problem("figure", Place(file), message, remedy)
    if len(data) > LARGEST:
        message = f"그림이 너무 큼(한도 {LARGEST:,}바이트)", f"the figure is too large (at most {LARGEST:,} bytes)"
        return problem("size", Place(file), message, _COARSER)
    fault = _svg_fault(data) if kind == "SVG" else _raster_fault(data, kind)
    return problem("figure", Place(file), fault, _COARSER if fault == _TOO_FINE else _AGAIN) if fault else None


def _raster_fault(data: bytes, kind: str) -> Words | None:
    png = data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) > 33
    jpeg = data.startswith(b"\xff\xd8\xff") and len(data) > 20
    if not (png if kind == "PNG" else jpeg):
        return f"{kind} 파일이 아닌 내용", f"the content is no {kind}"
    if png and int.from_bytes(data[16:20], "big") * int.from_bytes(data[20:24], "big") > _MOST_PIXELS:
        return _TOO_FINE
    return None


class _Refused(Exception):
    pass


def _svg_fault(data: bytes) -> Words | None:
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if depth == 0 and name != f"{_SVG} svg":
            raise _Refused("SVG 파일이 아닌 내용", "the content is no SVG")
        if depth > 200:
            raise _Refused("SVG의 중첩이 너무 깊음", "the SVG is nested too deep")
        depth += 1
        scripted = [each for each in attributes if each.rsplit(" ")[-1].lower().startswith("on")]
        if name.rsplit(" ")[-1].lower() in ("script", "foreignobject") or scripted:
            raise _Refused("SVG에 스크립트나 외부 내용이 있음", "the SVG holds a script or foreign content")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise _Refused("SVG에 DOCTYPE이 있음", "the SVG has a DOCTYPE")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except _Refused as refused:
        return refused.args[0], refused.args[1]
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"SVG를 읽을 수 없음: {shown(str(error))}", f"the SVG can't be read: {shown(str(error))}"
    return None
