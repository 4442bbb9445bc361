"""Writing changes.yaml: an entry for each change that has none is added at the end; what somebody wrote stays to the letter."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from regdocs.build.output import write_one
from regdocs.finding import Place, SubmissionError
from regdocs.review.change import Change, Comparison
from regdocs.review.inline_marks import marked
from regdocs.review.reasons import NAME, Reasons, load_reasons, orphans, parsed, unnamed
from regdocs.submission.problem import problem

_HEAD = """\
# 변경사유: 판 사이의 변경마다 왜 바꾸었는지 적는다.
# Reasons for changes: why each change between revisions was made.
#
# change    변경의 이름(식별자나 study.yaml의 필드) · the change: its id, or a field of study.yaml
# since     어느 판부터의 변경인지 · the older revision
# reason    변경사유, ko(필수)와 en · why, in Korean (needed) and English
# question  이 변경이 답하는 보완 질의(차수/번호) · the supplement question that it answers (round/question)
changes:
"""
_GONE = "# 이 변경은 지금 없음 / this change isn't there now"
_PLAIN = re.compile(r"[A-Za-z가-힣][\w.\-/\[\]가-힣]*")


def write_changes(folder: Path, comparison: Comparison) -> tuple[int, int]:
    """Bring the submission's changes.yaml up to date in one step; how many entries were added, how many name nothing now.

    Raises `SubmissionError` where the file has faults, and `RenderingError` where it can't be written; it is then as
    it was.
    """
    reasons = load_reasons(folder)
    path = folder / NAME
    before = path.read_bytes() if path.exists() else b""
    after, added = scaffold(before, comparison, reasons)
    if after != before:
        write_one(path, after)
    return added, len(orphans(reasons, comparison))


def scaffold(data: bytes, comparison: Comparison, reasons: Reasons) -> tuple[bytes, int]:
    """The file with an entry for every change that needs one, and how many were added.

    Entries that name no change any more are marked by a comment above them, and lose it when the change is back.
    """
    mark, text = (b"\xef\xbb\xbf", data[3:]) if data.startswith(b"\xef\xbb\xbf") else (b"", data)
    lines = text.decode("utf-8").splitlines()
    lines = _marked(lines, reasons, comparison)
    new = unnamed(comparison, reasons)
    if new:
        indent = _indent(lines, reasons)
        if not reasons.entries:
            lines = [line for line in lines if not re.fullmatch(r"changes:\s*(\[\s*\]|null|~)?\s*", line)]
            lines += [line for line in _HEAD.splitlines() if not (lines and line.startswith("#"))]
        while lines and not lines[-1].strip():
            lines.pop()
        for name, changes in new.items():
            lines += ["", *(f"{indent}{line}".rstrip() for line in _entry(name, changes, comparison))]
    ending = "\r\n" if b"\r\n" in text else "\n"
    written = (ending.join(lines) + ending).encode() if lines else b""
    result = mark + written if new or lines != text.decode("utf-8").splitlines() else data
    # What can't be read again must not be written: a file in another style than ours is left to its writer.
    if len(parsed(result).entries) != len(reasons.entries) + len(new):
        raise _other_style()
    return result, len(new)


def _other_style() -> SubmissionError:
    message = "`changes:` 목록의 끝에 덧붙일 수 없음", "nothing can be added at the end of the list `changes:`"
    remedy = (
        "`changes:`를 파일의 마지막 필드로 두고 항목을 `- `로 시작하는 줄로 적으십시오",
        "let `changes:` be the file's last field and write its items on lines that begin with `- `",
    )
    return SubmissionError([problem("changes-style", Place(NAME), message, remedy)])


def _indent(lines: Sequence[str], reasons: Reasons) -> str:
    """The blanks before the items that are there."""
    if not reasons.entries:
        return "  "
    line = reasons.place(0).line or 1
    text = lines[line - 1] if line <= len(lines) else ""
    return text[: len(text) - len(text.lstrip())]


def _marked(lines: list[str], reasons: Reasons, comparison: Comparison) -> list[str]:
    """The lines with a mark above each entry that names nothing, and without one above those that do."""
    gone = {index for index, _ in orphans(reasons, comparison)}
    about = {index for index, _ in reasons.since(comparison.old)}
    result = list(lines)
    for index in sorted(about, reverse=True):
        line = reasons.place(index).line
        if line is None:
            continue
        # The position is that of the item's first field; the dash stands on its line.
        at = line - 1
        has = at > 0 and result[at - 1].strip() == _GONE
        if index in gone and not has and result[at].lstrip().startswith("- "):
            result.insert(at, result[at][: len(result[at]) - len(result[at].lstrip())] + _GONE)
        elif index not in gone and has:
            del result[at - 1]
    return result


def _entry(name: str, changes: Sequence[Change], comparison: Comparison) -> list[str]:
    """A new entry: what the change is as comments, and blank fields."""
    first = changes[0]
    comments = [f"# {_one_line(marked(first), 140)}"]
    comments += [f"# {line}" for line in _places(changes)]
    return [
        *comments,
        f"- change: {_scalar(name)}",
        f"  since: {_scalar(comparison.old.label)}",
        "  reason:",
        "    ko:",
        "    en:",
        "  question:",
    ]


def _places(changes: Sequence[Change]) -> list[str]:
    places = dict.fromkeys(
        " ".join(filter(None, (change.document_title.ko, change.number, change.section_title.ko, change.label.ko)))
        for change in changes
    )
    listed = [_one_line(place, 100) for place in places]
    return listed if len(listed) <= 8 else [*listed[:7], f"… {len(listed) - 7}"]


def _one_line(text: str, most: int) -> str:
    text = "".join(character if character.isprintable() else " " for character in text)
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _scalar(text: str) -> str:
    """A text as YAML: bare where that is safe, else in double quotes."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
