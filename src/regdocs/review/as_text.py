"""A comparison as text for a terminal: each cause once, with its places, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.language import Bilingual, Language
from regdocs.review.change import Comparison, Group
from regdocs.review.impact import label
from regdocs.review.inline_marks import marked
from regdocs.review.summary import FIELD_KINDS, KINDS, Summary, impact_of, reason_of

_SAME = Bilingual("차이가 없습니다.", "there is no difference")
_SLIGHT = Bilingual("서식·번호만 바뀐 곳 {}곳", "{} places where only look or number changed")
_UNPRINTED = Bilingual("어느 문서에도 인쇄되지 않는 변경", "changed, but in no document")
_REASON, _NO_REASON = Bilingual("변경사유", "reason"), Bilingual("(적지 않음)", "(none written)")
_MOST_PLACES = 12


def to_text(comparison: Comparison, language: Language = "ko") -> str:
    """Lines of plain text; deletions as `[-…-]`, insertions as `{+…+}`."""
    summary = Summary(comparison, language)
    if not comparison.changes and not comparison.fields:
        return f"{summary.edition(comparison.old)} → {summary.edition(comparison.new)}\n{_SAME.text(language)}\n"
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    comparison, say = summary.comparison, summary.say
    yield f"{summary.edition(comparison.old)} → {summary.edition(comparison.new)}"
    yield summary.counted()
    yield from (say(limit) for limit in comparison.limits)
    current = None
    for group in summary.groups:
        impact = impact_of(group)
        if impact is not current and comparison.changes[0].assessment is not None:
            yield ""
            yield f"== {say(label(impact, comparison.stage))}"
            current = impact
        yield ""
        yield from _group(summary, group)
    if summary.unprinted:
        yield ""
        yield f"== {say(_UNPRINTED)}"
        for field in summary.unprinted:
            yield f"{field.path}: {summary.values(field)}"
    if summary.slight:
        yield ""
        yield say(_SLIGHT).format(len(summary.slight))


def _group(summary: Summary, group: Group) -> Iterator[str]:
    say, field = summary.say, group.field
    if field is not None:
        title = f" ({say(field.title)})" if field.title is not None else ""
        yield f"{field.path}{title}, {say(FIELD_KINDS[field.kind])}: {summary.values(field)}"
    substantial = [change for change in group.changes if change.kind.substantial]
    for change in substantial[:_MOST_PLACES]:
        yield f"  {change.id}  {summary.place(change)}: {say(KINDS[change.kind])}"
        yield f"      {marked(change)}"
    if len(substantial) > _MOST_PLACES:
        yield f"  … +{len(substantial) - _MOST_PLACES}"
    if rests_on := summary.rests_on(group):
        yield f"  ⚖ {rests_on}"
    if group.changes[0].assessment is None:
        return
    yield f"  {say(_REASON)}: {reason_of(group, summary.language) or say(_NO_REASON)}"
