"""The reason for each change (변경사유), as written in a submission's changes.yaml, and the changes that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from regdocs.finding import Finding, Place, Severity, SubmissionError
from regdocs.language import Bilingual
from regdocs.review.change import Change, ChangeKind, Comparison, Edition, Impact
from regdocs.review.inline_marks import marked
from regdocs.study.change_reasons import ChangeEntry, ChangeReasons
from regdocs.submission import inputs
from regdocs.submission.positions import Positions
from regdocs.submission.problem import COPY, READABLE, problem, shown
from regdocs.submission.source import read

NAME = "changes.yaml"
_NEW_EDITION = Bilingual("판의 갱신", "new edition")
_WORDING = Bilingual("자구 수정", "wording")


@dataclass(frozen=True)
class Reasons:
    """The entries of one file in its order; of two for the same change the first with a reason counts."""

    entries: tuple[ChangeEntry, ...] = ()
    positions: Positions | None = None

    def since(self, old: Edition) -> list[tuple[int, ChangeEntry]]:
        """The entries, with their index, that speak of what changed since that revision."""
        names = (None, old.label, old.revision)
        return [(index, entry) for index, entry in enumerate(self.entries) if entry.since in names]

    def of(self, change: Change, old: Edition) -> ChangeEntry | None:
        """The entry for a change: the one that names it most closely, first one with a reason."""
        found = [entry for _, entry in self.since(old) if names(entry.change, change)]
        found.sort(key=lambda entry: (not written(entry), closeness(entry.change, change)))
        return found[0] if found else None

    def place(self, index: int) -> Place:
        """Where an entry stands in the file."""
        return self.positions.place(f"changes[{index}]") if self.positions is not None else Place(NAME)


def written(entry: ChangeEntry) -> bool:
    """Whether somebody has written a reason there."""
    return entry.reason is not None and entry.reason.ko is not None


def names(name: str, change: Change) -> bool:
    """Whether a name means this change."""
    return closeness(name, change) < _NOT


_NOT = 4


def closeness(name: str, change: Change) -> int:
    """How closely a name means a change: 0 by its id, 1 by its group, 2 by a cause, 3 by what holds a cause; 4 not."""
    if name == change.id:
        return 0
    if name == change.group:
        return 1
    if name in change.causes:
        return 2
    return 3 if any(cause.startswith((f"{name}.", f"{name}[")) for cause in change.causes) else _NOT


def load_reasons(folder: Path) -> Reasons:
    """The reasons in the submission at `folder`; none where it has no such file.

    Raises `SubmissionError` with everything that is wrong with the file.
    """
    path = folder / NAME
    if not path.is_symlink() and not path.exists():
        return Reasons()
    if not inputs.inside(folder, path):
        message = (
            "제출 폴더 밖을 가리키거나 보통 파일이 아님",
            "leads out of the submission's folder, or is no regular file",
        )
        raise SubmissionError([problem("file", Place(NAME), message, COPY)])
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SubmissionError(
            [problem("file", Place(NAME), ("파일을 읽을 수 없음", "the file can't be read"), READABLE)]
        ) from error
    return parsed(data)


def parsed(data: bytes) -> Reasons:
    """The reasons in a file's bytes; an empty file has none. Raises `SubmissionError`."""
    if not _says_something(data):
        return Reasons()
    source = read(data, NAME)
    return Reasons(source.validate(ChangeReasons).changes, source.positions)


def _says_something(data: bytes) -> bool:
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    return any(line.strip() and not line.lstrip().startswith(b"#") for line in lines)


def with_reasons(comparison: Comparison, reasons: Reasons) -> Comparison:
    """The comparison with the reasons that are written for its changes."""
    return replace(
        comparison,
        changes=tuple(_reasoned(change, reasons.of(change, comparison.old)) for change in comparison.changes),
    )


def _reasoned(change: Change, entry: ChangeEntry | None) -> Change:
    if entry is None:
        return change
    reason = Bilingual(entry.reason.ko, entry.reason.en) if entry.reason is not None and entry.reason.ko else None
    return replace(change, reason=reason, question=entry.question or "")


def needs_reason(change: Change) -> bool:
    """Whether a reader may ask why: not of what was only set or counted otherwise, nor of edition and date."""
    bookkeeping = change.assessment is not None and change.assessment.impact is Impact.WORDING
    return change.kind.substantial and not (bookkeeping and (not change.causes or _of_itself(change)))


def evident(change: Change) -> Bilingual | None:
    """What stands for the reason of a change in words that nobody is asked for; None where somebody is."""
    if needs_reason(change) or change.kind is not ChangeKind.CHANGED:
        return None
    return _NEW_EDITION if change.causes else _WORDING


def new_edition(change: Change) -> bool:
    """Whether a change says no more than that this is another edition: its number and its date."""
    return evident(change) is _NEW_EDITION


def _of_itself(change: Change) -> bool:
    return all(cause == "revision" or cause.startswith("filing.") for cause in change.causes)


def unexplained(comparison: Comparison) -> list[Finding]:
    """A finding for each group of changes without a reason, in reading order."""
    found: dict[str, list[Change]] = {}
    for change in comparison.changes:
        if change.reason is None and needs_reason(change):
            found.setdefault(change.group, []).append(change)
    return [_without(changes) for changes in found.values()]


def _without(changes: list[Change]) -> Finding:
    first, more = changes[0], len(changes) - 1
    what = shown(marked(first, around=8))
    others, others_english = (f" 외 {more}곳", f" and {more} more places") if more else ("", "")
    where = " ".join(filter(None, (first.number, first.section_title.ko, first.label.ko)))
    where_english = " ".join(filter(None, (first.number, first.section_title.text("en"), first.label.text("en"))))
    message = Bilingual(
        f"변경사유 없음: {where}{others}: {what}",
        f"no reason for the change in {where_english}{others_english}: {what}",
    )
    name = first.group if first.causes else first.id
    remedy = Bilingual(
        f"{NAME}에 `change: {name}`의 `reason`을 적으십시오", f"write the `reason` of `change: {name}` into {NAME}"
    )
    place = Place(
        path=first.causes[0] if first.causes else None, document=first.document, section=first.section or None
    )
    return Finding("review/reason-missing", Severity.ERROR, message, place, remedy)


def orphans(reasons: Reasons, comparison: Comparison) -> list[tuple[int, ChangeEntry]]:
    """The entries, with their index, that speak of this comparison's older revision and name none of its changes."""
    return [
        (index, entry)
        for index, entry in reasons.since(comparison.old)
        if not any(names(entry.change, change) for change in comparison.changes)
    ]


def unnamed(comparison: Comparison, reasons: Reasons) -> Mapping[str, list[Change]]:
    """The changes that need a reason and that no entry names yet, by the name that an entry should have."""
    found: dict[str, list[Change]] = {}
    sizes = Counter(change.group for change in comparison.changes)
    for change in comparison.changes:
        if needs_reason(change) and reasons.of(change, comparison.old) is None:
            # The field that caused it, or the group of equal edits; its own id where it stands alone.
            alone = not change.causes and sizes[change.group] == 1
            found.setdefault(change.id if alone else change.group, []).append(change)
    return found
