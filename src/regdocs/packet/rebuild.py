"""Building a packet again: what differs, told apart by its cause – other content, or another toolchain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from regdocs.build.build import build
from regdocs.build.options import Options as BuildOptions
from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.packet.assemble import packets
from regdocs.packet.manifest import NAME, FileEntry, Manifest, from_bytes
from regdocs.packet.options import Options

Progress = Callable[[str, int, int], None]


def rebuilt(manifest: Manifest, submission: Path, progress: Progress | None = None) -> list[Finding]:
    """What differs between a packet and the one that `submission` gives today; nothing where both are the same bytes.

    For the packets of a first filing. Raises what building and assembling raise.
    """
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "build"
        build(submission, BuildOptions(formats=("pdf",), out=folder), progress=progress)
        asked = Options(manifest.route, build=folder, draft=manifest.draft, split=manifest.split)
        (made,) = packets(submission, asked)
        again = from_bytes((made.folder / NAME).read_bytes())
    assert again is not None
    return differences(manifest, again)


def differences(manifest: Manifest, again: Manifest) -> list[Finding]:
    """What differs between a packet and the same one made again."""
    return [*_content(manifest, again), *_toolchain(manifest, again)] if again != manifest else []


def _content(old: Manifest, new: Manifest) -> Iterator[Finding]:
    """Inputs and files that are others, and files that differ though nothing that they are made of does."""
    for name in sorted(old.inputs.keys() | new.inputs.keys()):
        if old.inputs.get(name) != new.inputs.get(name):
            yield _other_content(name, "제출자료를 만들 때와 다름", "isn't what the packet was made from")
    if old.template_set != new.template_set:
        yield _other_content(
            old.template_set.id,
            f"서식 모음이 제출자료를 만들 때와 다름({old.template_set.version} → {new.template_set.version})",
            f"the template set is another one ({old.template_set.version} → {new.template_set.version})",
        )
    before, after = ({entry.path: entry for entry in each.files} for each in (old, new))
    same_tools = old.toolchain == new.toolchain
    for path in sorted(before.keys() | after.keys()):
        yield from _file(path, before.get(path), after.get(path), same_tools)


def _file(path: str, old: FileEntry | None, new: FileEntry | None, same_tools: bool) -> Iterator[Finding]:
    if old is None or new is None:
        ko, en = ("새로 생김", "is new") if old is None else ("더는 없음", "is gone")
        yield _other_content(path, f"다시 만들면 {ko}", f"{en} when it is built again")
    elif old.content != new.content:
        yield _other_content(path, "문서에 적힌 것이 다름", "says something else")
    elif old.sha256 != new.sha256 and same_tools:
        yield _other_content(path, "다시 만든 것과 다름", "differs from the one built again")


def _toolchain(old: Manifest, new: Manifest) -> Iterator[Finding]:
    """What of program, libraries and fonts is another one."""
    before, after = old.toolchain, new.toolchain
    tools = [("regdocs", before.regdocs, after.regdocs)]
    for ours, others in ((before.libraries, after.libraries), (before.fonts, after.fonts)):
        tools += [(name, ours.get(name, "–"), others.get(name, "–")) for name in sorted(ours.keys() | others.keys())]
    for name, mine, theirs in tools:
        if mine != theirs:
            message = Bilingual(
                f"다른 도구: {name} {mine[:16]} → {theirs[:16]}", f"other toolchain: {name} {mine[:16]} → {theirs[:16]}"
            )
            yield Finding("verify/other-toolchain", Severity.WARNING, message, Place())


def _other_content(file: str, ko: str, en: str) -> Finding:
    message = Bilingual(f"다른 내용: {ko}", f"other content: {en}")
    return Finding("verify/other-content", Severity.ERROR, message, Place(file=file))
