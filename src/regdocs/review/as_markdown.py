"""A comparison as Markdown for a pull request: what changed, why, what the law says about it, paper by paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from regdocs.language import Bilingual, Language
from regdocs.review.change import Change, Comparison, Group, Impact
from regdocs.review.impact import SHORT, label
from regdocs.review.inline_marks import Marks, marked
from regdocs.review.summary import KINDS, Summary, impact_of, reason_of

_TITLE = Bilingual("변경 요약", "Summary of changes")
_SAME = Bilingual("차이가 없습니다.", "There is no difference.")
_HEADS = Bilingual("문서", "Document"), Bilingual("변경", "Changes")
_CAUSE = (
    Bilingual("변경", "Change"),
    Bilingual("곳", "Places"),
    Bilingual("근거", "Basis"),
    Bilingual("변경사유", "Reason"),
)
_DETAILS = Bilingual("변경 내용", "The changes")
_SLIGHT = Bilingual("서식·번호만 바뀐 곳: {}", "Only look or number changed: {}")
_UNPRINTED = Bilingual("문서에 인쇄되지 않는 변경", "Changed, but in no document")
_NOT_WRITTEN = Bilingual("**적지 않음**", "**none written**")
_MOST_LETTERS = 60_000
"""A pull request's description holds 65,536 characters; what doesn't fit is said to be left out."""
_MOST_OF_CAUSES, _MOST_OF_FIELDS = 30_000, 8_000
"""Of these so many for the tables of causes, and for fields that changed no document."""
_MORE = Bilingual("… 나머지 {}건은 changes.json에 있음", "… {} more are in changes.json")


def escape(text: str) -> str:
    """Text that Markdown and HTML leave as it is."""
    text = re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", re.sub(r"\s+", " ", text))
    return text.replace("@", "@\u200b")


_MARKS: Marks = (
    escape,
    lambda text: f"<del>{escape(text)}</del>" if text.strip() else "",
    lambda text: f"<ins>{escape(text)}</ins>" if text.strip() else "",
)


def to_markdown(comparison: Comparison, language: Language = "ko") -> str:
    """GitHub's Markdown, below the length that a pull request takes."""
    summary = Summary(comparison, language)
    lines = [
        f"# {summary.say(_TITLE)}: {escape(summary.edition(comparison.old))} → {escape(summary.edition(comparison.new))}",
        "",
    ]
    if not comparison.changes and not comparison.fields:
        return "\n".join([*lines, summary.say(_SAME), ""])
    lines += [summary.counted(), "", *(f"> {escape(summary.say(limit))}" for limit in comparison.limits)]
    lines += [*_papers(summary), "", *_causes(summary), *_unprinted(summary)]
    lines += ["", f"## {summary.say(_DETAILS)}", ""]
    lines += _details(summary, _MOST_LETTERS - sum(map(len, lines)) - len(lines))
    return "\n".join(lines) + "\n"


def _papers(summary: Summary) -> Iterator[str]:
    """A table of the papers with the number of changes of each class."""
    used = [impact for impact in Impact if summary.impacts[impact]]
    heads = [summary.say(_HEADS[0]), summary.say(_HEADS[1]), *(summary.say(SHORT[impact]) for impact in used)]
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    found: dict[tuple[str, str | None], list[Change]] = {}
    for change in summary.comparison.changes:
        found.setdefault((change.document, change.instance), []).append(change)
    for changes in found.values():
        title = summary.paper(changes[0])
        counts = Counter(change.assessment.impact for change in changes if change.assessment is not None)
        cells = [escape(title), str(len(changes)), *(str(counts[impact]) for impact in used)]
        yield f"| {' | '.join(cells)} |"


def _causes(summary: Summary) -> Iterator[str]:
    """A table of the causes under each class."""
    room = _MOST_OF_CAUSES
    for impact in Impact:
        found = [group for group in summary.groups if impact_of(group) is impact]
        if not found:
            continue
        yield f"## {escape(summary.say(label(impact, summary.comparison.stage)))}"
        yield ""
        yield f"| {' | '.join(summary.say(head) for head in _CAUSE)} |"
        yield f"|{' --- |' * len(_CAUSE)}"
        rows = _fitting(
            (_cause(summary, group) for group in found), len(found), room, f"| {summary.say(_MORE)} | | | |"
        )
        room -= sum(map(len, rows))
        yield from rows
        yield ""


def _cause(summary: Summary, group: Group) -> str:
    field, first = group.field, group.changes[0]
    edit = f"{escape(summary.place(first))}: {marked(first, _MARKS, 12)}"
    what = f"`{field.path}` {escape(summary.values(field))}" if field is not None else edit
    written = reason_of(group, summary.language)
    reason = escape(written) if written else summary.say(_NOT_WRITTEN)
    return f"| {what} | {len(group.changes)} | {escape(summary.rests_on(group))} | {reason} |"


def _unprinted(summary: Summary) -> Iterator[str]:
    if summary.unprinted:
        yield f"## {summary.say(_UNPRINTED)}"
        yield ""
        rows = (f"- `{field.path}`: {escape(summary.values(field))}" for field in summary.unprinted)
        yield from _fitting(rows, len(summary.unprinted), _MOST_OF_FIELDS, f"- {summary.say(_MORE)}")


def _details(summary: Summary, room: int) -> Iterator[str]:
    """As many changes one by one as fit into so many letters."""
    told = [change for change in summary.comparison.changes if change.kind.substantial]
    rows = (
        f"- {escape(summary.place(change))} ({summary.say(KINDS[change.kind])}): {marked(change, _MARKS)}"
        for change in told
    )
    yield from _fitting(rows, len(told), room, f"- {summary.say(_MORE)}")
    if summary.slight:
        yield ""
        yield summary.say(_SLIGHT).format(len(summary.slight))


def _fitting(rows: Iterable[str], count: int, room: int, more: str) -> list[str]:
    """The first of `count` rows that fit into so many letters, and how many `more` there are."""
    kept: list[str] = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            return [*kept, more.format(count - len(kept))]
        kept.append(row)
    return kept
