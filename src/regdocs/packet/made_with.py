"""What a packet's bytes depend on beside the submission: the template set, regdocs, libraries and fonts."""

from __future__ import annotations

import pikepdf

import regdocs
from regdocs.build.record import TemplateSetRecord, of_template_set
from regdocs.formats.pdf.fonts import FontLibrary
from regdocs.formats.pdf.toolchain import versions
from regdocs.packet.manifest import Toolchain
from regdocs.packet.word import version as libreoffice
from regdocs.template_set.load import TemplateSet


def toolchain(fonts: FontLibrary, *, converted: bool) -> Toolchain:
    """The program, libraries and fonts of this machine, as a manifest records them.

    LibreOffice is among them where it `converted` something.
    """
    libraries = versions() | {"pikepdf": pikepdf.__version__, "qpdf": pikepdf.__libqpdf_version__}
    if converted:
        libraries["libreoffice"] = libreoffice()
    files = {f"{face.family}{' bold' if face.bold else ''}": face.sha256 for face in fonts.faces}
    return Toolchain(regdocs.__version__, dict(sorted(libraries.items())), files)


def template_set_record(template_set: TemplateSet) -> TemplateSetRecord:
    """The template set with the hash of all its files, and what the submission overrides of it."""
    return of_template_set(template_set)
