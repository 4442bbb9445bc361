"""Many PDFs at once, and the fingerprint of everything that their bytes depend on."""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from specimen import RESOURCES, document

from regdocs.document.block import Paragraph
from regdocs.document.document import Document, Section
from regdocs.document.inline import Text
from regdocs.finding import RenderingError
from regdocs.formats.pdf import toolchain
from regdocs.formats.pdf.fonts import FontLibrary, find_fonts
from regdocs.formats.pdf.pool import Job, length, render_all
from regdocs.formats.pdf.toolchain import fingerprint, versions
from regdocs.formats.pdf.write import write
from regdocs.language import Bilingual
from regdocs.template_set.style import Point, Style


def small(name: str, text: str = "본문") -> Document:
    section = Section("only", Bilingual("절"), "1", (Paragraph((Text(text),)),))
    return Document(name, Bilingual(name), "ko", sections=(section,))


def test_processes_give_the_same_files_in_the_order_asked_for() -> None:
    jobs = [Job(small("a"), {}, Style()), Job(document(), RESOURCES, Style()), Job(small("b"), {}, Style())]
    done: list[int] = []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        together = render_all(jobs, executor, done.append)
    assert sorted(done) == [0, 1, 2]
    assert together == [write(job.document, job.resources, job.style) for job in jobs]


def test_processes_leave_no_files_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        render_all([Job(small("a"), {}, Style())], executor)
    assert not list(tmp_path.iterdir())


def test_the_longest_comes_first() -> None:
    done: list[int] = []
    render_all([Job(small("a"), {}, Style()), Job(document(), RESOURCES, Style())], done=done.append)
    assert done == [1, 0]
    assert length(document()) > length(small("a"))


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor(1)])
def test_all_failures_are_told_at_once(executor: Executor | None) -> None:
    jobs = [
        Job(small("good"), {}, Style()),
        Job(small("first", "₿"), {}, Style()),
        Job(small("second", "𝔄"), {}, Style()),
    ]
    with pytest.raises(RenderingError) as raised:
        render_all(jobs, executor)
    assert [finding.place.document for finding in raised.value.findings] == ["first", "second"]


def test_failures_come_back_from_another_process() -> None:
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor,
        pytest.raises(RenderingError, match=r"U\+20BF"),
    ):
        render_all([Job(small("bad", "₿"), {}, Style())], executor)


def test_the_fingerprint_covers_what_the_bytes_depend_on(monkeypatch: pytest.MonkeyPatch) -> None:
    style, fonts = Style(), find_fonts(Style())
    other_font = FontLibrary((replace(fonts.faces[0], sha256="0" * 64), *fonts.faces[1:]))
    prints = [
        fingerprint(style, fonts, None),
        fingerprint(style, fonts, "p { color: red }"),
        fingerprint(replace(style, body_size=Point(10.0)), fonts, None),
        fingerprint(style, other_font, None),
    ]
    monkeypatch.setattr(toolchain, "versions", lambda: {**versions(), "weasyprint": "71.0"})
    prints.append(fingerprint(style, fonts, None))
    monkeypatch.undo()
    monkeypatch.setattr(toolchain, "_own_code", lambda: "other source")
    prints.append(fingerprint(style, fonts, None))
    monkeypatch.undo()
    assert len(set(prints)) == len(prints)
    assert fingerprint(style, fonts, None) == prints[0]


def test_the_libraries_of_this_machine_are_known() -> None:
    assert versions()["pango"].count(".") == 2
    assert "absent" not in versions().values()
