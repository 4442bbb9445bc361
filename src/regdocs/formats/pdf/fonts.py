"""The fonts of a PDF: the TrueType files that a style names, and the characters that none of them has."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from regdocs.document.document import Document
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.html.text import Printed, place, texts
from regdocs.formats.pdf.characters import UNSEEN, substituted
from regdocs.language import Bilingual
from regdocs.template_set.style import FontFace, Style

PACKAGES = {"Nanum": "fonts-nanum", "Noto": "fonts-noto-cjk", "DejaVu": "fonts-dejavu-core"}
"""Debian's package by the first letters of a font file's name."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file as it was found; `sha256` is that of its bytes."""

    family: str
    path: str
    bold: bool
    sha256: str

    def read(self) -> bytes:
        """The file's bytes."""
        return Path(self.path).read_bytes()


@dataclass(frozen=True, slots=True)
class FontLibrary:
    """The faces that a PDF may embed, in the style's order; nothing else is ever embedded."""

    faces: tuple[Face, ...]

    @property
    def characters(self) -> frozenset[int]:
        """The code points that some family has in each of its faces."""
        families: dict[str, list[frozenset[int]]] = {}
        for face in self.faces:
            families.setdefault(face.family, []).append(_code_points(face.path, face.sha256))
        return frozenset().union(*(frozenset.intersection(*faces) for faces in families.values()))


def find_fonts(style: Style, folders: Sequence[Path | str] = ()) -> FontLibrary:
    """The files that `style` names, from `folders` first, then the system's font folders.

    Raises `RenderingError` for a file that is nowhere; the finding says which package has it.
    """
    found: list[Face] = []
    missing: list[FontFace] = []
    for font in style.print_fonts:
        for face in font.faces:
            path = _find(face.file, tuple(str(folder) for folder in folders))
            if path is None:
                missing.append(face)
            else:
                found.append(Face(font.family, path, face.bold, sha256(Path(path).read_bytes()).hexdigest()))
    if missing:
        raise RenderingError(_missing_file(face) for face in missing)
    return FontLibrary(tuple(found))


def system_folders() -> Iterator[Path]:
    """Where this system keeps fonts, the machine's before the user's."""
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", str(home))) / "Microsoft" / "Windows" / "Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        yield from (home / ".local" / "share" / "fonts", home / ".fonts")


def missing_glyphs(document: Document, fonts: FontLibrary, extra: Iterable[Printed] = ()) -> tuple[Finding, ...]:
    """One finding for each character and place that no font of `fonts` has; `extra` are texts inside figures."""
    available = fonts.characters | UNSEEN
    printed = [text for text in (*texts(document), *extra) if text.drawn]
    absent = {ord(character) for text in printed for character in set(text.text)} - available
    absent = {code for code in absent if substituted(chr(code), available) is None}
    if not absent:
        return ()
    found = dict.fromkeys(
        (character, text.section, text.path, place(text, document))
        for text in printed
        for character in text.text
        if ord(character) in absent
    )
    return tuple(_missing_glyph(character, where) for character, _, _, where in found)


def require_glyphs(document: Document, fonts: FontLibrary, extra: Iterable[Printed] = ()) -> None:
    """Raises `RenderingError` with the findings of `missing_glyphs`, if there are any."""
    findings = missing_glyphs(document, fonts, extra)
    if findings:
        raise RenderingError(findings)


def _missing_glyph(character: str, where: Place) -> Finding:
    name = unicodedata.name(character, "unnamed")
    code = f"U+{ord(character):04X}"
    return Finding(
        rule="render.missing-glyph",
        severity=Severity.ERROR,
        message=Bilingual(
            f"글꼴에 없는 문자: “{character}” {code} {name}", f"no print font has “{character}” {code} {name}"
        ),
        place=where,
        remedy=Bilingual(
            "다른 문자로 바꾸거나 이 문자가 있는 글꼴을 print_fonts에 추가하십시오",
            "use another character, or add a font that has it to print_fonts",
        ),
    )


def _missing_file(face: FontFace) -> Finding:
    package = next((name for start, name in PACKAGES.items() if face.file.startswith(start)), None)
    install = f"apt-get install {package}" if package else ""
    return Finding(
        rule="render.missing-font",
        severity=Severity.ERROR,
        message=Bilingual(f"글꼴 파일 {face.file}을(를) 찾을 수 없습니다", f"font file {face.file} was not found"),
        remedy=Bilingual(
            f"설치: {install}" if install else "템플릿 폴더나 시스템 글꼴 폴더에 넣으십시오",
            f"install it: {install}" if install else "put it in the template set's style folder or install it",
        ),
    )


@cache
def _find(file: str, folders: tuple[str, ...]) -> str | None:
    # A bare name by contract: no path out of the folders.
    name = Path(file).name
    for folder in (*folders, *(str(folder) for folder in system_folders())):
        for root, subfolders, names in os.walk(folder):
            subfolders.sort()
            if name in names:
                return str(Path(root) / name)
    return None


@cache
def _code_points(path: str, digest: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(Path(path).read_bytes()), lazy=True) as font:
        return frozenset(font.getBestCmap())
