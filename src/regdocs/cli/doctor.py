"""`regdocs doctor`: what this machine has and lacks, and how to get it."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

import regdocs
from regdocs.cli.console import language_option, message_language
from regdocs.finding import ExitCode, RegdocsError
from regdocs.language import Bilingual


@dataclass(frozen=True, slots=True)
class Part:
    """Something that regdocs works with: what it is for, what was found, how to get it."""

    name: str
    purpose: Bilingual
    found: str | None
    remedy: Bilingual
    needed: bool = False


def doctor(
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
) -> None:
    """Show what this machine has for DOCX and PDF, and what to install for the rest; exits 1 without PDF."""
    language = message_language(lang)
    parts = list(_parts())
    for part in parts:
        mark = "✓" if part.found else ("✗" if part.needed else "–")
        typer.echo(f"{mark} {part.name}: {part.purpose.text(language)} – {part.found or part.remedy.text(language)}")
    raise typer.Exit(ExitCode.FINDINGS if any(part.needed and not part.found for part in parts) else ExitCode.WELL)


def _parts() -> Iterator[Part]:
    program, pdf, watch = _pip("regdocs"), _pip("'regdocs[pdf]'"), _pip("'regdocs[watch]'")
    python = platform.python_version() if sys.version_info >= (3, 11) else None
    yield Part("Python", Bilingual("실행 환경", "runtime"), python, Bilingual("3.11 이상", "3.11 or newer"), True)
    yield Part("regdocs", Bilingual("이 프로그램", "this program"), regdocs.__version__, program)
    yield Part("python-docx", Bilingual("DOCX 작성", "writes DOCX"), _package("python-docx"), program, True)
    yield Part("WeasyPrint", Bilingual("PDF 작성", "writes PDF"), _package("weasyprint"), pdf, True)
    pango = _system("libpangoft2-1.0-0", "pango")
    yield Part("pango", Bilingual("PDF 쪽 배치", "lays out PDF pages"), _library("pango"), pango, True)
    subset = Bilingual("글꼴 부분 포함(없으면 느림)", "subsets fonts (slow without)")
    yield Part("harfbuzz-subset", subset, _harfbuzz_subset(), _system("libharfbuzz-subset0", "harfbuzz"))
    yield Part(
        "NanumGothic", Bilingual("PDF 글꼴", "font in PDF"), _fonts(), _system("fonts-nanum", "font-nanum-gothic"), True
    )
    yield Part("resvg", Bilingual("DOCX의 SVG 그림", "SVG figures in DOCX"), _package("resvg-py"), program)
    yield Part("watchfiles", Bilingual("저장할 때마다 다시 만들기", "rebuilds on save"), _package("watchfiles"), watch)
    office = _system("libreoffice-writer-nogui", "libreoffice")
    yield Part(
        "LibreOffice", Bilingual("--measure libreoffice", "--measure libreoffice"), shutil.which("soffice"), office
    )


def _pip(package: str) -> Bilingual:
    return Bilingual(f"pip install {package}", f"pip install {package}")


def _system(debian: str, homebrew: str) -> Bilingual:
    if sys.platform == "darwin":
        return Bilingual(f"brew install {homebrew}", f"brew install {homebrew}")
    if sys.platform == "win32":
        return Bilingual(
            "MSYS2에서 pango를 설치하십시오(WeasyPrint 설치 안내)",
            "install pango with MSYS2 (see WeasyPrint's installation guide)",
        )
    return Bilingual(f"apt-get install {debian}", f"apt-get install {debian}")


def _package(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _library(name: str) -> str | None:
    from regdocs.formats.pdf.toolchain import versions

    found = versions().get(name)
    return None if found in (None, "absent") else found


def _harfbuzz_subset() -> str | None:
    import ctypes

    for name in ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return name
    return None


def _fonts() -> str | None:
    from regdocs.formats.pdf.fonts import find_fonts
    from regdocs.template_set.style import Style

    try:
        return ", ".join(sorted({face.family for face in find_fonts(Style()).faces}))
    except RegdocsError:
        return None
