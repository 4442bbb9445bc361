"""What `regdocs diff` compares: two submissions or revisions of them, or two files, opened for as long as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from regdocs.finding import Finding, Severity, UsageError
from regdocs.language import Bilingual, Language
from regdocs.review.change import Comparison, Edition, Stage
from regdocs.review.compare import compare, compare_trees
from regdocs.review.foreign import LIMITS, read_file, tree
from regdocs.review.revision import Side, side, submission_of
from regdocs.submission.problem import meant, shown


@dataclass(frozen=True, slots=True)
class Sides:
    """The two submissions of a comparison."""

    old: Side
    new: Side


@dataclass(frozen=True, slots=True)
class Files:
    """The two files of a comparison; `format` is "docx", "hwpx" or "pdf"."""

    old: bytes
    new: bytes
    format: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison and what it was made from."""

    comparison: Comparison
    of: Sides | Files


@contextmanager
def compared(
    old: str, new: str, stage: Stage | None = None, documents: Set[str] = frozenset(), language: Language = "ko"
) -> Iterator[Compared]:
    """The comparison of what two texts name (see `revision.side`), or of two files; `stage` None finds out by itself.

    Raises `UsageError` for what doesn't exist or can't be compared with the other, and what opening raises.
    """
    if Path(old).is_file() and Path(new).is_file():
        yield _files(Path(old), Path(new))
        return
    for name, other in ((old, new), (new, old)):
        if Path(name).is_file():
            raise UsageError([_one_file(Path(name), other)])
    with side(old, submission_of(new), language) as before, side(new, submission_of(old), language) as after:
        _require(documents, before, after)
        when = stage or stage_of(after)
        yield Compared(compare(before, after, when, documents), Sides(before, after))


def stage_of(new: Side) -> Stage:
    """After approval where the new revision reports its changes (복지부고시 제8조), else during review."""
    procedures = new.submission.study.procedures
    reported = procedures is not None and procedures.change_report is not None
    return Stage.APPROVED if reported else Stage.REVIEW


def _files(old: Path, new: Path) -> Compared:
    (old_data, before), (new_data, after) = read_file(old), read_file(new)
    if before.format != after.format:
        message = Bilingual("한 형식의 파일 둘이 필요함", "two files of one format are needed")
        raise UsageError([Finding("usage/two-formats", Severity.ERROR, message)])
    newer = tree(after, new.name)
    # What a file is called is no part of what it says.
    older = tree(before, new.name, newer.id)
    editions = (Edition(old.name, older.title, "", older.revision), Edition(new.name, newer.title, "", newer.revision))
    result = compare_trees([older], [newer], editions)
    return Compared(replace(result, limits=(LIMITS[after.format],)), Files(old_data, new_data, after.format))


def _one_file(path: Path, other: str) -> Finding:
    message = Bilingual(
        f"`{shown(path.name)}`는 파일인데 `{shown(other)}`는 아님",
        f"`{shown(path.name)}` is a file, `{shown(other)}` is none",
    )
    remedy = Bilingual("제출 폴더 둘이나 파일 둘을 지정하십시오", "name two submissions, or two files")
    return Finding("usage/file-and-folder", Severity.ERROR, message, remedy=remedy)


def _require(documents: Set[str], old: Side, new: Side) -> None:
    known = list(dict.fromkeys(each.id for each in (*new.documents, *old.documents)))
    unknown = [each for each in sorted(documents) if each not in known]
    if unknown:
        raise UsageError(
            Finding(
                "usage/unknown-document",
                Severity.ERROR,
                Bilingual(f"문서 `{shown(each)}`가 없음", f"there is no document `{shown(each)}`"),
                remedy=Bilingual(*words) if (words := meant(each, known)) else None,
            )
            for each in unknown
        )
