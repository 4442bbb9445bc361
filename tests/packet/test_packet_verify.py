"""Same bytes, and what was changed since: determinism, verification of folders and zips, rebuilding, killed half-way."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from packet_filing import SIGNED, attach, declare, packet, paper, pdf, picture

import regdocs
from regdocs.finding import RenderingError, Severity, UsageError
from regdocs.packet.archive import as_written
from regdocs.packet.manifest import from_bytes, to_bytes
from regdocs.packet.options import Result
from regdocs.packet.rebuild import rebuilt
from regdocs.packet.verify import verify


@pytest.fixture(scope="module")
def good(built_filing: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A packet that nobody changes."""
    filing = Path(shutil.copytree(built_filing, tmp_path_factory.mktemp("good") / "filing"))
    attach(filing, "report.pdf", pdf(3))
    attach(filing, "scan.png", picture("PNG"))
    declare(filing, [*SIGNED, paper("report.pdf"), paper("scan.png", identifier="scan")])
    return packet(filing)


@pytest.fixture
def made(good: Result, tmp_path: Path) -> Result:
    """A copy of the filing with its packet, to be changed."""
    source = good.folder.parents[2]
    shutil.copytree(source, tmp_path / "filing")
    here = {name: tmp_path / "filing" / getattr(good, name).relative_to(source) for name in ("folder", "archive")}
    return replace(good, **here)


def rules(path: Path) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.place.file) for finding in verify(path)[1]]


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_folder_and_zip_verify_as_they_were_made(made: Result, tmp_path: Path) -> None:
    assert verify(made.folder) == verify(made.archive)
    assert rules(made.folder) == []
    with zipfile.ZipFile(made.archive) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert rules(tmp_path / "unpacked" / made.folder.name) == []


def test_every_entry_of_the_manifest_is_true(made: Result) -> None:
    manifest = from_bytes((made.folder / "manifest.json").read_bytes())
    assert manifest is not None
    assert {entry.path: entry.sha256 for entry in manifest.files} == {
        name: digest for name, digest in digests(made.folder).items() if name != "manifest.json"
    }
    sources = {entry.source for entry in manifest.files}
    assert {"packet", "document:research-plan", "signed:approval-application", "attachment:scan"} <= sources
    signed = next(entry for entry in manifest.files if entry.source == "signed:approval-application")
    original = made.folder.parents[1] / "02-approval-application.pdf"
    assert signed.replaced == hashlib.sha256(original.read_bytes()).hexdigest()


@pytest.mark.parametrize("where", [0.0, 0.3, 0.6, 0.999])
@pytest.mark.parametrize(
    "name", ["packet.pdf", "manifest.json", "attachments/report.pdf", "documents/08-research-plan.pdf"]
)
def test_a_flipped_byte_in_a_file_is_found(made: Result, name: str, where: float) -> None:
    path = made.folder / name
    flip(path, int(where * path.stat().st_size))
    assert rules(made.folder) == [("verify/changed", name)]


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_flipped_byte_anywhere_in_the_zip_is_found(made: Result) -> None:
    whole = made.archive.read_bytes()
    step = max(1, len(whole) // 150)
    # Most bytes are contents; the headers stand at the end and before each file.
    places = {*range(0, len(whole), step), *range(60), *range(len(whole) - 1500, len(whole), 7)}
    unnoticed = []
    for at in sorted(places):
        made.archive.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            if not verify(made.archive)[1]:
                unnoticed.append(at)
        except UsageError:
            pass
    assert unnoticed == []


CHANGES: list[tuple[Callable[[Path], object], list[tuple[str, str | None]]]] = [
    (lambda folder: (folder / "packet.pdf").unlink(), [("verify/missing", "packet.pdf")]),
    (lambda folder: (folder / "note.txt").write_text("x"), [("verify/extra", "note.txt")]),
    (lambda folder: (folder / "manifest.json").unlink(), [("verify/missing", "manifest.json")]),
    (lambda folder: (folder / "manifest.json").write_text("{}"), [("verify/changed", "manifest.json")]),
    (lambda folder: (folder / "manifest.json").write_bytes(b"\xff\x00"), [("verify/changed", "manifest.json")]),
    (lambda folder: (folder / ".DS_Store").write_text("x"), []),
    (
        lambda folder: (folder / "attachments" / "report.pdf").rename(folder / "attachments" / "other.pdf"),
        [("verify/missing", "attachments/report.pdf"), ("verify/extra", "attachments/other.pdf")],
    ),
    (lambda folder: (folder / "attachments" / "report.pdf").write_bytes(b""), [("verify/changed", "attachments/report.pdf")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_what_was_changed_is_named(
    made: Result, change: Callable[[Path], object], expected: list[tuple[str, str | None]]
) -> None:
    change(made.folder)
    assert rules(made.folder) == expected


def test_a_link_in_a_files_place_is_no_file(made: Result, tmp_path: Path) -> None:
    shutil.copy(made.folder / "packet.pdf", tmp_path / "same.pdf")
    (made.folder / "packet.pdf").unlink()
    (made.folder / "packet.pdf").symlink_to(tmp_path / "same.pdf")
    assert rules(made.folder) == [("verify/changed", "packet.pdf")]


def test_names_that_a_system_took_apart_are_the_same_names(made: Result) -> None:
    upload = made.folder / "upload"
    for path in sorted(upload.iterdir()):
        path.rename(upload / unicodedata.normalize("NFD", path.name))
    assert rules(made.folder) == []


@pytest.mark.parametrize("content", [b"", b"no packet", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_packet_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    try:
        findings = verify(path)[1]
    except UsageError as error:
        findings = list(error.findings)
    assert findings


def test_zip_names_are_utf8_composed_and_safe(made: Result) -> None:
    with zipfile.ZipFile(made.archive) as archive:
        for entry in archive.infolist():
            assert entry.filename.isascii() or entry.flag_bits & 0x800
            assert entry.filename == unicodedata.normalize("NFC", entry.filename)
            assert not set(entry.filename) & set('<>:"\\|?*')
            assert entry.compress_type == zipfile.ZIP_STORED
    assert as_written(made.archive)


def test_a_packet_that_somebody_changed_is_not_overwritten(made: Result) -> None:
    filing = made.folder.parents[2]
    (made.folder / "note.txt").write_text("나의 메모", "utf-8")
    with pytest.raises(RenderingError) as caught:
        packet(filing)
    assert [(finding.rule, finding.place.file) for finding in caught.value.findings] == [
        ("packet/edited-packet", "note.txt")
    ]
    assert (made.folder / "note.txt").exists()
    packet(filing, overwrite=True)
    assert rules(made.folder) == []


def test_a_folder_that_is_no_packet_is_not_overwritten(filing: Path) -> None:
    place = filing / "build" / "packet" / "ad-1-combined"
    place.mkdir(parents=True)
    (place / "thesis.docx").write_text("x")
    with pytest.raises(RenderingError):
        packet(filing)
    assert (place / "thesis.docx").exists()


def test_built_again_it_is_the_same(made: Result) -> None:
    manifest, _ = verify(made.archive)
    assert manifest is not None
    assert rebuilt(manifest, made.folder.parents[2]) == []


def test_built_again_from_something_else_the_difference_is_named(made: Result) -> None:
    filing = made.folder.parents[2]
    manifest, _ = verify(made.folder)
    assert manifest is not None
    study = filing / "study.yaml"
    study.write_text(study.read_text("utf-8").replace("name: 아토피피부염", "name: 건선"), "utf-8")
    named = {finding.place.file for finding in rebuilt(manifest, filing)}
    assert {"study.yaml", "documents/08-research-plan.pdf"} <= named
    assert "documents/10-cell-standards.pdf" not in named


def test_another_toolchain_is_told_apart_from_other_content(made: Result) -> None:
    import msgspec

    manifest, _ = verify(made.folder)
    assert manifest is not None
    libraries = manifest.toolchain.libraries | {"weasyprint": "60.0"}
    files = tuple(
        msgspec.structs.replace(entry, sha256="0" * 64) if entry.path.endswith(".pdf") else entry
        for entry in manifest.files
    )
    toolchain = msgspec.structs.replace(manifest.toolchain, libraries=libraries)
    older = from_bytes(to_bytes(msgspec.structs.replace(manifest, toolchain=toolchain, files=files)))
    assert older is not None
    findings = rebuilt(older, made.folder.parents[2])
    assert [(finding.rule, finding.severity) for finding in findings] == [("verify/other-toolchain", Severity.WARNING)]


def test_a_packet_killed_half_way_leaves_the_last_good_one(filing: Path) -> None:
    attach(filing, "report.pdf", pdf(400))
    declare(filing, [*SIGNED, paper("report.pdf")])
    made = packet(filing)
    before = digests(made.folder.parent)
    script = (
        "from pathlib import Path; import sys; from regdocs.packet.assemble import packets;"
        "from regdocs.packet.options import Options; print('go', flush=True);"
        "[packets(Path(sys.argv[1]), Options('combined')) for _ in range(99)]"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(regdocs.__file__).parent.parent)}
    for attempt in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(filing)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.4 + 0.4 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert rules(made.folder) == []
        assert rules(made.archive) == []
    packet(filing)
    assert digests(made.folder.parent) == before
    assert sorted(path.name for path in made.folder.parent.iterdir() if path.name != ".cache") == [
        "ad-1-combined",
        "ad-1-combined.zip",
    ]


@pytest.mark.parametrize("half_done", ["folder", "both"])
def test_a_packet_killed_between_two_renames_is_brought_back(made: Result, half_done: str) -> None:
    old = made.folder.with_name(f".old-{made.folder.name}")
    if half_done == "folder":
        made.folder.rename(old)
    else:
        shutil.copytree(made.folder, old)
    before = digests(old)
    packet(made.folder.parents[2])
    assert digests(made.folder) == before
    assert not old.exists()
