"""Which folders are frozen revisions, and that nobody writes there; nothing heavy is imported here."""

from __future__ import annotations

from pathlib import Path

from regdocs.finding import Finding, Severity, UsageError
from regdocs.language import Bilingual

FOLDER = "revisions"
MANIFEST = "manifest.json"
DRAWINGS = "drawings"
BUILD = "build.json"


def is_frozen(folder: Path) -> bool:
    """Whether `folder` is a frozen revision: `revisions/LABEL` with a manifest."""
    try:
        return folder.resolve().parent.name == FOLDER and (folder / MANIFEST).is_file()
    except (OSError, ValueError, RuntimeError):
        return False


def record_folder(submission: Path) -> Path:
    """The folder that holds a submission's build.json by default; a frozen revision holds its own."""
    return submission if is_frozen(submission) else submission / "build"


def refuse_frozen(target: Path) -> None:
    """Raises `UsageError` where writing to `target` would write into a frozen revision."""
    frozen = next((folder for folder in (target, *target.parents) if is_frozen(folder)), None)
    if frozen is None:
        return
    message = Bilingual(
        f"확정본 `{frozen.name}`에는 쓸 수 없음", f"the frozen revision `{frozen.name}` is never written to"
    )
    remedy = Bilingual("--out으로 다른 폴더를 지정하십시오", "give another folder with --out")
    raise UsageError([Finding("usage/frozen-revision", Severity.ERROR, message, remedy=remedy)])
