"""`git:REV`: a submission as git has it at a commit, written out into a folder of its own for as long as it is read.

Git is asked through its plumbing, never through a shell: a commit's name is resolved to its hash first, and after that
only hashes and NUL-separated paths go to and fro. Links and submodules are left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from regdocs.finding import Finding, Place, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.submission import inputs
from regdocs.submission.problem import shown

GIT = "git:"
_SECONDS = 60
_LARGEST = 2_000_000_000
_MOST = 20_000
_POINTER = b"version https://git-lfs.github.com/spec/"
_POINTER_LARGEST = 1024


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of a commit: its path in the submission, its hash and size."""

    path: str
    sha: str
    size: int


@contextmanager
def exported(text: str, submission: Path | None) -> Iterator[tuple[Path, str, tuple[Finding, ...]]]:
    """The folder with what `git:REV` or `git:REV:PATH` names, how to call it, and what is to be said of it.

    Without PATH it is the folder `submission` at that commit; PATH counts from the repository's top. Raises
    `UsageError` for what git doesn't have, or where a file that has to be read is kept by Git LFS.
    """
    rev, colon, path = text.removeprefix(GIT).partition(":")
    if not rev:
        raise _failure(f"`{shown(text)}`: 커밋이 없음", f"`{shown(text)}` names no commit", _FORM)
    start = Path.cwd() if colon or submission is None else submission
    top = _top(start)
    if not colon:
        if submission is None:
            raise _failure(f"`{shown(text)}`: 제출 폴더가 없음", f"`{shown(text)}` names no submission", _FORM)
        path = _relative(submission, top)
    commit = _commit(top, rev)
    blobs, findings = _blobs(top, commit, path.strip("/"), text)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / (PurePosixPath(path).name or top.name)
        folder.mkdir()
        pointers = _write(top, blobs, folder)
        findings += _unresolved(pointers)
        yield folder, f"{GIT}{rev}", tuple(findings)


def _top(start: Path) -> Path:
    data = _git(start if start.is_dir() else start.parent, "rev-parse", "--show-toplevel")
    return Path(os.fsdecode(data.rstrip(b"\r\n")))


def _relative(submission: Path, top: Path) -> str:
    try:
        return submission.resolve().relative_to(top.resolve()).as_posix()
    except ValueError as error:
        name = shown(submission.name)
        raise _failure(f"`{name}`: 저장소 밖의 폴더임", f"`{name}` lies outside the repository") from error


def _commit(top: Path, rev: str) -> str:
    """The hash of a commit by any name that git knows; what begins with a hyphen is a name too, never an option."""
    try:
        data = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
    except UsageError as error:
        remedy = Bilingual("커밋, 태그 또는 브랜치의 이름을 쓰십시오", "use the name of a commit, tag or branch")
        raise _failure(f"git에 없는 커밋: `{shown(rev)}`", f"git knows no commit `{shown(rev)}`", remedy) from error
    return data.decode("ascii").strip()


def _blobs(top: Path, commit: str, path: str, text: str) -> tuple[list[_Blob], list[Finding]]:
    """The input files of the submission at `path`, and what was left out."""
    prefix = "" if path in ("", ".") else f"{path}/"
    found: list[_Blob] = []
    findings: list[Finding] = []
    listing = _git(top, "ls-tree", "-r", "-z", "--long", "--full-tree", commit, "--", *([prefix] if prefix else []))
    for line in listing.split(b"\0"):
        head, tab, raw = line.partition(b"\t")
        name = os.fsdecode(raw).removeprefix(prefix)
        if not tab or not _is_input(name):
            continue
        mode, kind, sha, size = head.split()
        if kind != b"blob" or mode == b"120000":
            findings.append(_left_out(name))
        else:
            found.append(_Blob(name, sha.decode("ascii"), int(size)))
    if not any(blob.path == inputs.STUDY for blob in found):
        raise _failure(f"`{shown(text)}`: study.yaml이 없음", f"`{shown(text)}` has no study.yaml", _FORM)
    if len(found) > _MOST or sum(blob.size for blob in found) > _LARGEST:
        raise _failure(f"`{shown(text)}`: 너무 큼", f"`{shown(text)}` is too large")
    return found, findings


def _is_input(name: str) -> bool:
    """Whether a file counts for a build and can be written here: git's trees may hold any name."""
    parts = PurePosixPath(name).parts
    strange = any(part in ("..", ".git") or "\\" in part or ":" in part or inputs.ignored(part) for part in parts)
    return bool(parts) and not strange and (name in inputs.FILES or (len(parts) > 1 and parts[0] in inputs.FOLDERS))


def _write(top: Path, blobs: Sequence[_Blob], folder: Path) -> list[str]:
    """Write the files; gives the paths of those of which git has only Git LFS's pointer."""
    pointers = []
    with subprocess.Popen(
        _command("cat-file", "--batch"),
        cwd=top,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for blob in blobs:
            process.stdin.write(blob.sha.encode("ascii") + b"\n")
            process.stdin.flush()
            header = process.stdout.readline().split()
            if len(header) != 3 or header[1] != b"blob":
                process.kill()
                raise _failure(
                    f"`{shown(blob.path)}`: git에 내용이 없음", f"git lacks the content of `{shown(blob.path)}`"
                )
            data = process.stdout.read(int(header[2]))
            process.stdout.read(1)
            if len(data) <= _POINTER_LARGEST and data.startswith(_POINTER):
                pointers.append(blob.path)
            target = folder / blob.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        process.stdin.close()
    return pointers


def _unresolved(pointers: Sequence[str]) -> list[Finding]:
    """A warning for attachments that Git LFS keeps, whose words are read nowhere; anything else has to be read."""
    needed = [name for name in pointers if not name.startswith("attachments/")]
    remedy = Bilingual("`git lfs pull` 뒤의 폴더를 쓰십시오", "compare with a folder made after `git lfs pull`")
    if needed:
        raise UsageError([_pointer(name, Severity.ERROR, remedy) for name in needed])
    return [_pointer(name, Severity.WARNING, None) for name in pointers]


def _pointer(name: str, severity: Severity, remedy: Bilingual | None) -> Finding:
    message = Bilingual(
        f"`{shown(name)}`: 내용이 Git LFS에 있어 읽지 못함", f"`{shown(name)}` is kept by Git LFS and wasn't read"
    )
    return Finding("git/lfs-pointer", severity, message, Place(file=name), remedy)


def _left_out(name: str) -> Finding:
    message = Bilingual(
        f"`{shown(name)}`: 링크나 하위 저장소여서 제외함", f"`{shown(name)}` is a link or a submodule and was left out"
    )
    return Finding("git/left-out", Severity.WARNING, message, Place(file=name))


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            _command(*arguments), cwd=folder, env=_environment(), capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise _failure("git을 실행할 수 없음", "git can't be run", _INSTALL) from error
    if done.returncode != 0:
        reason = shown(next(iter(done.stderr.decode("utf-8", "replace").splitlines()), "").removeprefix("fatal: "))
        raise _failure(f"git이 답하지 못함({reason})", f"git failed ({reason})")
    return done.stdout


def _command(*arguments: str) -> list[str]:
    program = shutil.which("git")
    if program is None:
        raise _failure("git이 설치되지 않음", "git isn't installed", _INSTALL)
    return [program, "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", *arguments]


def _environment() -> dict[str, str]:
    """The user's, but for what would point git elsewhere; git asks nobody, locks nothing, fetches nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name == "GIT_EXEC_PATH"}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


_FORM = Bilingual(
    "`git:커밋` 또는 `git:커밋:제출폴더` 꼴로 적으십시오", "write `git:REV` or `git:REV:path/to/submission`"
)
_INSTALL = Bilingual("git을 설치하고 PATH에 두십시오", "install git and put it on the PATH")


def _failure(ko: str, en: str, remedy: Bilingual | None = None) -> UsageError:
    return UsageError([Finding("usage/git", Severity.ERROR, Bilingual(ko, en), remedy=remedy)])
